"""The rules' pages: the list with its search, and what each rule wants and why, bad and good side by side."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from github_app.web.pages import PUBLIC, page
from github_app.web.rule_views import examples_of, rule_views, sections_of, words_of

_GROUPS = (
    ("error", "Errors", "These fail the check, unless a repository says otherwise."),
    ("warning", "Warnings", "These become comments on their lines."),
    ("info", "Remarks", "These stand in the check run’s summary only."),
)
_OPTIONS = {
    "allow": "phrases that are fine in this repository",
    "phrases": "further phrases that set it off",
}


def routes() -> list[Route]:
    return [Route("/rules", _all), Route("/rules/{rule}", _one)]


async def _all(request: Request) -> Response:
    """The list; `?q=` leaves those that have all its words, for browsers without JavaScript."""
    query = request.query_params.get("q", "")[:200]
    wanted = query.lower().split()
    kept = [view for view in rule_views().values() if all(word in words_of(view.id) for word in wanted)]
    groups = [
        (name, title, note, members)
        for name, title, note in _GROUPS
        if (members := [view for view in kept if view.severity == name])
    ]
    values = {"groups": groups, "query": query, "count": len(kept), "words_of": words_of, "here": "rules"}
    return page("rules.html", values, cache_control=PUBLIC)


async def _one(request: Request) -> Response:
    if request.path_params["rule"] not in rule_views():
        values = {"title": "There is no such rule", "text": "It may have been renamed.", "here": "rules"}
        return page("message.html", values, 404)
    return await run_in_threadpool(_rule, request.path_params["rule"])


def _rule(rule: str) -> Response:
    names = list(rule_views())
    at = names.index(rule)
    view = rule_views()[rule]
    bad, good = examples_of(rule)
    values = {
        "rule": view,
        "sections": sections_of(rule),
        "bad": bad,
        "good": good,
        "options": [(name, _OPTIONS[name]) for name in view.options],
        "before": names[at - 1] if at else "",
        "after": names[at + 1] if at + 1 < len(names) else "",
        "here": "rules",
    }
    return page("rule.html", values, cache_control=PUBLIC)
