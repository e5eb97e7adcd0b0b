"""The rules' pages: the list with its search, and what each rule wants and why, bad and good side by side."""

import difflib
import re
from dataclasses import dataclass
from functools import cache

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from github_app.web.pages import PUBLIC, markdown, page
from github_app.web.sheet import Line, sheet
from plan_rules.lint.registry import Entry, rules
from plan_rules.lint.rule import Example
from plan_rules.review import review

_GROUPS = (
    ("error", "Errors", "These fail the check, unless a repository says otherwise."),
    ("warning", "Warnings", "These become comments on their lines."),
    ("info", "Remarks", "These stand in the check run’s summary only."),
)
_OPTIONS = {
    "allow": "phrases that are fine in this repository",
    "phrases": "further phrases that set it off",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One example as a page shows it."""

    title: str
    note: str
    lines: tuple[Line, ...]


def routes() -> list[Route]:
    return [Route("/rules", _all), Route("/rules/{rule}", _one)]


async def _all(request: Request) -> Response:
    """The list; `?q=` leaves those that have all its words, for browsers without JavaScript."""
    query = request.query_params.get("q", "")[:200]
    wanted = query.lower().split()
    kept = [entry for entry in rules().values() if all(word in words_of(entry.id) for word in wanted)]
    groups = [
        (name, title, note, members)
        for name, title, note in _GROUPS
        if (members := [entry for entry in kept if entry.rule.severity == name])
    ]
    values = {"groups": groups, "query": query, "count": len(kept), "words_of": words_of, "here": "rules"}
    return page("rules.html", values, cache_control=PUBLIC)


async def _one(request: Request) -> Response:
    entry = rules().get(request.path_params["rule"])
    if entry is None:
        values = {"title": "There is no such rule", "text": "It may have been renamed.", "here": "rules"}
        return page("message.html", values, 404)
    return page("rule.html", _values(entry), cache_control=PUBLIC)


@cache
def words_of(rule: str) -> str:
    """What the search looks at, in lower case."""
    entry = rules()[rule]
    text = f"{entry.id} {entry.rule.summary} {entry.rule.anti_pattern} {entry.rule.severity} {entry.documentation}"
    return re.sub(r"[\s#*`]+", " ", text).lower()


def _values(entry: Entry) -> dict[str, object]:
    names = list(rules())
    at = names.index(entry.id)
    bad, good = entry.rule.bad, entry.rule.good
    return {
        "entry": entry,
        "sections": _sections(entry),
        "bad": [_shown("Bad", entry.id, example) for example in bad],
        "good": [_shown("Good", entry.id, example, bad[0]) for example in good],
        "options": [(name, _OPTIONS[name]) for name in entry.rule.options],
        "before": names[at - 1] if at else "",
        "after": names[at + 1] if at + 1 < len(names) else "",
        "here": "rules",
    }


def _sections(entry: Entry) -> dict[str, Markup]:
    """The rule's own documentation by heading."""
    parts = re.split(r"^## (.+)\n", entry.documentation, flags=re.MULTILINE)
    return {title.strip(): markdown(text) for title, text in zip(parts[1::2], parts[2::2], strict=True)}


def _shown(title: str, rule: str, example: Example, before: Example | None = None) -> Shown:
    """An example with this rule's findings, or with the lines that make it better than the one before."""
    text = example.text.rstrip() + "\n"
    found = [finding for finding in review(text.encode()).findings if finding.rule == rule]
    new = _new_lines(before.text, text) if before else frozenset()
    return Shown(title, example.note, sheet(text, found, new))


def _new_lines(before: str, after: str) -> frozenset[int]:
    """1-based numbers of the lines that the second text has and the first has not."""
    changes = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False).get_opcodes()
    return frozenset(
        line + 1 for kind, _, _, first, last in changes if kind in {"insert", "replace"} for line in range(first, last)
    )
