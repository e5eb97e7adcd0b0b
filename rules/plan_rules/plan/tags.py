"""Plans whose steps are written in tags, as frameworks for agents do: read as the Markdown that the tags stand for.

`<task><name>Add the page</name><verify>…</verify></task>` becomes a heading and `Verify: …`, each sign in the place of another, so
that all positions stay. Markdown alone would take such blocks for HTML, which is nobody's voice.
"""

import re
from dataclasses import dataclass

from plan_rules.plan.roles import label_role

_UNITS = ("task", "step", "stage", "phase", "milestone")
"""Tags that hold a step; of two in one plan the first named here."""
_NAMES = frozenset({"name", "n", "title"})
_TAG = re.compile(
    r"(?P<indent>[ \t>]*)(?P<open><(?P<name>[A-Za-z][\w-]{0,40})(?P<attributes>[ \t][^<>]{0,400})?>)"
    r"(?P<text>[^<\n]*(?:<(?!/(?P=name)>)[^<\n]*)*)(?P<close></(?P=name)>)?[ \t\r]*"
)
_CLOSING = re.compile(r"[ \t>]*(?:</[A-Za-z][\w-]{0,40}>[ \t\r]*)+")
_CLOSINGS_AT_END = re.compile(r"(?:</[A-Za-z][\w-]{0,40}>[ \t\r]*)+\Z")
_FENCE = re.compile(r"[ \t>]*(?P<run>`{3,}|~{3,})(?P<info>.*)")
_FILES = re.compile(r"\bfiles?=(?P<quote>[\"'])(?P<path>[^\"'\s,]+)[^\"']*(?P=quote)")
_LONGEST_END = 200
_DEEPEST = 3
"""Level of a step's heading, and columns before one."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A plan's text with its tags rewritten, same length; without tags of steps, the text as it is."""

    text: str
    steps: tuple[tuple[int, int], ...] = ()
    """Of each step, where its heading begins and where its tag is closed."""
    headings: frozenset[int] = frozenset()
    """Where headings begin that were tags of sections: none of them is the plan's title."""


def tagged(text: str) -> Tagged:
    """The plan's text as Markdown, if its steps are written in tags."""
    unit = next((name for name in _UNITS if f"</{name}>" in text and f"<{name}" in text), None)
    return _Rewriter(text, unit).tagged() if unit else Tagged(text)


class _Rewriter:
    def __init__(self, text: str, unit: str) -> None:
        self._unit = unit
        self._lines = text.split("\n")
        self._text = text
        self._fence = ""
        self._step: int | None = None
        self._steps: list[tuple[int, int]] = []
        self._headings: set[int] = set()
        self._named = False

    def tagged(self) -> Tagged:
        made: list[str] = []
        offset = 0
        for number, line in enumerate(self._lines):
            made.append(line if self._in_fence(line) else self._line(line, offset, number))
            offset += len(line) + 1
        if not self._steps:
            return Tagged(self._text)
        return Tagged("\n".join(made), tuple(self._steps), frozenset(self._headings))

    def _in_fence(self, line: str) -> bool:
        fence = _FENCE.match(line)
        if not self._fence:
            self._fence = fence["run"] if fence else ""
            return bool(fence)
        if fence and fence["run"].startswith(self._fence) and not fence["info"].strip():
            self._fence = ""
        return True

    def _line(self, line: str, offset: int, number: int) -> str:
        if "<" not in line:
            return line
        if _CLOSING.fullmatch(line):
            return self._closed(line, offset)
        tag = _TAG.fullmatch(line)
        if tag is None:
            ended = _CLOSINGS_AT_END.search(line, max(0, len(line) - _LONGEST_END)) if self._step is not None else None
            return (
                line[: ended.start()] + self._closed(line[ended.start() :], offset + ended.start()) if ended else line
            )
        name, start = tag["name"], tag.start("open")
        if name == self._unit and not tag["text"].strip():
            return self._opened(tag, offset + start, number)
        if self._step is None:
            return self._section(tag, offset + start)
        if name in _NAMES and tag["close"] and not self._named:
            return self._title(tag, offset)
        return self._part(tag, number)

    def _opened(self, tag: re.Match[str], start: int, number: int) -> str:
        """The line that opens a step: its heading, unless a name follows."""
        self._named = False
        self._step = start
        following = (_TAG.fullmatch(line) for line in self._lines[number + 1 : number + 3])
        if any(found and found["name"] in _NAMES and found["close"] for found in following):
            return _blank(tag.string)
        self._named = True
        line = list(" " * len(tag.string))
        line[tag.start("open") : tag.start("open") + _DEEPEST] = "#" * _DEEPEST
        if files := _FILES.search(tag.string):
            first, last = files.span("path")
            line[first - 1 : last + 1] = f"`{files['path']}`"
        return "".join(line)

    def _title(self, tag: re.Match[str], offset: int) -> str:
        """A step's name: its heading, from the line's first column, because further in it would belong to a list above."""
        outer = tag["indent"].rstrip(" \t")
        self._named = True
        self._step = offset + len(outer)
        width = tag.end("open") - len(outer)
        level = min(_DEEPEST, width - 1)
        return outer + ("#" * level).ljust(width) + tag["text"] + _blank(tag.string[tag.end("text") :])

    def _section(self, tag: re.Match[str], start: int) -> str:
        """A tag around steps or beside them, such as `<objective>`: a heading."""
        if tag["attributes"] or tag["text"].strip() or len(tag["indent"]) > _DEEPEST:
            return tag.string
        self._headings.add(start)
        return (
            tag["indent"]
            + "# "
            + tag["name"].replace("_", " ").replace("-", " ")
            + _blank(tag.string[tag.end("open") :])
        )

    def _part(self, tag: re.Match[str], number: int) -> str:
        """A tag within a step: a label where it is known as one, else only its text."""
        words = tag["name"].replace("_", " ").replace("-", " ").capitalize()
        rest = tag["text"] + _blank(tag.string[tag.end("text") :])
        indent, width = tag["indent"], tag.end("open") - tag.start("open")
        if label_role(words) == "other":
            own_list = not tag["text"].strip() and self._indent_below(number) > len(indent) + 1
            return indent + ("-" if own_list else "").ljust(width) + rest
        room = indent.endswith("  ")
        return (indent[:-2] + "- " if room else indent) + f"{words}:".ljust(width) + rest

    def _indent_below(self, number: int) -> int:
        below = next((line for line in self._lines[number + 1 : number + 4] if line.strip()), "")
        return len(below) - len(below.lstrip())

    def _closed(self, closing: str, offset: int) -> str:
        at = closing.find(f"</{self._unit}>")
        if at != -1 and self._step is not None:
            self._steps.append((self._step, offset + at))
            self._step = None
        return _blank(closing)


def _blank(text: str) -> str:
    return " " * len(text)
