"""What a plan's pointers may lead to: its numbers, labels, titles, anchors, notes and documents."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from plan_rules.language.pointers import DOCUMENT_WORDS, LINKED
from plan_rules.plan.model import Plan
from plan_rules.plan.sections import flat

_SLUG_DROPPED = re.compile(r"[^\w\- ]")
_MOST_TITLES = 100
"""Each title pointed to costs a search of the whole plan; none points to more."""
_LABELLED = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|#{1,6}|\d{1,3}[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?[|*_\[( \t]{0,5}([A-Z]{1,3})-?(\d{1,4})(?!\w)",
    re.MULTILINE,
)
_LETTERED = re.compile(r"([A-Z]{1,3})-?\d")
_LABEL = re.compile(r"(?<!\w)([A-Z]{1,3})-?(\d{1,4})(?!\w)")
_FEWEST_LABELS = 3
_FEWEST_FOREIGN = 3


_COUNTS_WORK = frozenset({"step", "task", "phase", "milestone"})
"""Words that count pieces of work even in a plan that numbers none with them; a unit may be a room."""


class Targets:
    """What a plan's pointers may lead to, each kind gathered once and only if something points there."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._named: dict[str, frozenset[int]] = {}
        self._titled: dict[str, bool] = {}

    def has_number(self, word: str, number: int) -> bool:
        """Whether something in the plan bears the number; a plan that numbers nothing gives no ground to judge."""
        if not self._labels or number <= len(self._plan.steps) or number in self._numbers:
            return True
        if word not in self._named:
            pattern = rf"^[ \t>#*\-+\[\]|]*{word}s?\s+#?(\d{{1,3}})\b"
            named = re.findall(pattern, self._plan.source.text, re.MULTILINE | re.IGNORECASE)
            self._named[word] = frozenset(map(int, named))
        return number in self._named[word] or not (self._named[word] or word in _COUNTS_WORK)

    def has_title(self, title: str) -> bool:
        if title not in self._titled:
            self._titled[title] = len(self._titled) >= _MOST_TITLES or self._is_titled(title)
        return self._titled[title]

    def has_label(self, letters: str, number: int) -> bool:
        """Whether something bears the label; letters that don't count the steps give no ground to judge."""
        if letters not in self.counting_letters or letters in self._foreign_letters:
            return True
        return number in self._lettered[letters]

    def has_document(self, name: str) -> bool:
        """Whether the plan names or links what may be that document."""
        if self._linked:
            return True
        words = [word for word in re.findall(r"[a-z]{3,}", name.lower()) if word not in DOCUMENT_WORDS]
        return any(word in self._paths for word in words)

    @cached_property
    def counting_letters(self) -> frozenset[str]:
        """Letters that count the plan's steps, such as the T of T001."""
        found = Counter(match.group(1) for step in self._plan.steps if (match := _LETTERED.match(step.label)))
        return frozenset(
            letters for letters, times in found.items() if times >= _FEWEST_LABELS and letters in self._lettered
        )

    @cached_property
    def _foreign_letters(self) -> frozenset[str]:
        """Letters of which several labels are borne by nothing here: they count another plan's steps too."""
        unknown = {
            (letters, int(number))
            for letters, number in _LABEL.findall(self._plan.spoken_text)
            if letters in self.counting_letters and int(number) not in self._lettered[letters]
        }
        times = Counter(letters for letters, _ in unknown)
        return frozenset(letters for letters, count in times.items() if count >= _FEWEST_FOREIGN)

    @cached_property
    def _linked(self) -> bool:
        return bool(self._plan.companions) or bool(LINKED.search(self._plan.source.text))

    @cached_property
    def _paths(self) -> str:
        """All paths and titles in one text, lower case."""
        paths = re.findall(r"[\w./-]{1,200}\.\w{2,5}\b", self._plan.source.text)
        return "\n".join((*paths, *(section.title for section in self._plan.sections))).lower()

    @cached_property
    def footnotes(self) -> frozenset[str]:
        return frozenset(re.findall(r"\[\^([^\]\s]{1,30})\]:", self._plan.source.text))

    @cached_property
    def link_names(self) -> frozenset[str]:
        found = re.findall(r"^ {0,3}\[([^\]\n]{1,100})\]:", self._plan.source.text, re.MULTILINE)
        return frozenset(name.lower() for name in found)

    @cached_property
    def _lettered(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for letters, number in _LABELLED.findall(self._plan.source.text):
            found.setdefault(letters, set()).add(int(number))
        return found

    @cached_property
    def anchors(self) -> frozenset[str]:
        """GitHub's anchors of all headings, and the ids set by HTML."""
        slugs = {
            _SLUG_DROPPED.sub("", flat(node).strip().lower()).replace(" ", "-")
            for node in self._plan.document.walk()
            if node.kind == "heading"
        }
        bare = {slug.strip("-") for slug in slugs}
        ids = re.findall(r"(?:id|name)=[\"']([^\"'\n]{1,200})[\"']", self._plan.source.text.lower())
        numbered = {f"{slug}-{count}" for slug in slugs for count in range(1, 10)}
        return frozenset(slugs | bare | set(ids) | numbered)

    @cached_property
    def _labels(self) -> frozenset[int]:
        return _numbers_in(step.label + " " + step.phase for step in self._plan.steps)

    @cached_property
    def _numbers(self) -> frozenset[int]:
        numbered = re.findall(r"^[ \t>]*(?:[-*+] )?(?:\*\*)?(\d{1,3})[.)]", self._plan.source.text, re.MULTILINE)
        return self._labels | _numbers_in(section.title for section in self._plan.sections) | set(map(int, numbered))

    @cached_property
    def _section_words(self) -> list[set[str]]:
        return [set(re.findall(r"\w+", section.title.lower())) for section in self._plan.sections]

    def _is_titled(self, title: str) -> bool:
        wanted = set(re.findall(r"\w+", title.lower())) - {"the", "and", "of", "section", "above", "below"}
        if not wanted or any(wanted <= words or len(wanted & words) * 2 > len(wanted) for words in self._section_words):
            return True
        pattern = rf"^[ \t>*\-+#|]*{re.escape(title)}\b"
        return bool(re.search(pattern, self._plan.source.text, re.MULTILINE | re.IGNORECASE))


def _numbers_in(texts: Iterable[str]) -> frozenset[int]:
    return frozenset(int(found) for text in texts for found in re.findall(r"\d{1,9}", text))
