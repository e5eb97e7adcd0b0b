"""The rules' pages: the list, and what each rule wants and why. No script, no outside assets."""

from functools import cache

from markdown_it import MarkdownIt
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from plan_rules.lint.registry import Entry, rules
from plan_rules.lint.rule import Example

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=300",
}
_STYLE = """
:root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--soft:#59636e;--line:#d1d9e0;--card:#f6f8fa;--link:#0969da;--bad:#ffebe9;--good:#dafbe1}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#f0f6fc;--soft:#9198a1;--line:#3d444d;--card:#151b23;--link:#4493f8;--bad:#3c1618;--good:#12261e}}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 -apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
main{max-width:820px;margin:0 auto;padding:24px 16px 64px}a{color:var(--link)}h1{font-size:1.6rem}h2{font-size:1.1rem;margin-top:2rem}
.soft{color:var(--soft)}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid var(--line);padding:8px;text-align:left;vertical-align:top}
pre{background:var(--card);border:1px solid var(--line);border-radius:6px;padding:12px;overflow-x:auto;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace}
pre mark{background:var(--bad);color:inherit}code{font:.9em ui-monospace,Menlo,Consolas,monospace;background:var(--card);padding:1px 4px;border-radius:4px}pre code{padding:0}
"""


def routes() -> list[Route]:
    return [Route("/rules", _all), Route("/rules/{rule}", _one)]


def _all(_request: Request) -> Response:
    return HTMLResponse(_index(), headers=_HEADERS)


def _one(request: Request) -> Response:
    entry = rules().get(request.path_params["rule"])
    if entry is None:
        return HTMLResponse(
            _page("No such rule", '<h1>No such rule</h1><p><a href="/rules">All rules</a></p>'), 404, _HEADERS
        )
    return HTMLResponse(_rule(entry), headers=_HEADERS)


@cache
def _index() -> str:
    rows = "".join(
        f'<tr><td><a href="/rules/{entry.id}">{entry.id}</a></td><td>{entry.rule.severity}</td><td>{_text(entry.rule.summary)}</td></tr>'
        for entry in rules().values()
    )
    head = "<thead><tr><th>Rule</th><th>Severity</th><th>Fires on</th></tr></thead>"
    return _page("The rules", f"<h1>The rules</h1><table>{head}<tbody>{rows}</tbody></table>")


def _rule(entry: Entry) -> str:
    rule = entry.rule
    parts = [
        '<p><a href="/rules">All rules</a></p>',
        f'<h1>{entry.id}</h1><p class="soft">{rule.severity} · cites “{_text(rule.anti_pattern)}”</p>',
        str(MarkdownIt("commonmark", {"html": False}).render(entry.documentation)),
        *(_example("Bad", example) for example in rule.bad),
        *(_example("Good", example) for example in rule.good),
        f"<h2>Where it is right not to apply</h2><pre>&lt;!-- planreview-disable-next-line {entry.id}: the reason --&gt;</pre>",
    ]
    return _page(entry.id, "".join(parts))


def _example(title: str, example: Example) -> str:
    """The example with the lines marked on which the rule reports."""
    lines = [
        f"<mark>{_text(line)}</mark>" if number in example.lines else _text(line)
        for number, line in enumerate(example.text.rstrip().split("\n"), 1)
    ]
    note = f'<p class="soft">{_text(example.note)}</p>' if example.note else ""
    return f"<h2>{title}</h2><pre>{chr(10).join(lines)}</pre>{note}"


def _page(title: str, body: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{_text(title)} · planreview</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
