"""The demo's view as a local page: no script, no outside assets."""

import re

from markdown_it import MarkdownIt

from github_app.demo.view import Comment, DiffLine, PullView

_STYLE = """
:root{color-scheme:light dark;--bg:#fff;--fg:#1f2328;--soft:#59636e;--line:#d1d9e0;--add:#dafbe1;--del:#ffebe9;--hunk:#ddf4ff;--card:#f6f8fa;--bad:#cf222e;--ok:#1a7f37;--mid:#9a6700;--link:#0969da}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--fg:#f0f6fc;--soft:#9198a1;--line:#3d444d;--add:#12261e;--del:#25171c;--hunk:#121d2f;--card:#151b23;--bad:#f85149;--ok:#3fb950;--mid:#d29922;--link:#4493f8}}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 Inter,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
main{max-width:1000px;margin:0 auto;padding:24px 16px 64px}a{color:var(--link)}h1{font-size:1.5rem}h2{font-size:1rem;margin:32px 0 0;padding:10px 16px;background:var(--card);border:1px solid var(--line);border-radius:6px 6px 0 0}
.check{border:1px solid var(--line);border-left:4px solid var(--soft);border-radius:6px;padding:4px 20px;overflow-x:auto}.check.failure{border-left-color:var(--bad)}.check.success{border-left-color:var(--ok)}.check.neutral{border-left-color:var(--mid)}
.diff{border:1px solid var(--line);border-top:0;border-radius:0 0 6px 6px;overflow:hidden}.row{display:grid;grid-template-columns:48px 18px 1fr;font:12.5px/1.6 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
.row span:first-child{color:var(--soft);text-align:right;padding-right:10px;user-select:none}.added{background:var(--add)}.removed{background:var(--del)}.hunk{background:var(--hunk);color:var(--soft)}
.comment{margin:10px 16px 10px 66px;border:1px solid var(--line);border-radius:6px;background:var(--bg)}.comment header{padding:6px 14px;background:var(--card);border-bottom:1px solid var(--line);border-radius:6px 6px 0 0;font-size:13px;color:var(--soft)}.comment header b{color:var(--fg)}
.comment div{padding:2px 14px}.fixed{border-color:var(--ok)}pre{background:var(--card);padding:10px;border-radius:6px;overflow-x:auto}code{font:12.5px ui-monospace,Menlo,Consolas,monospace;background:var(--card);padding:1px 4px;border-radius:4px}
table{border-collapse:collapse}td,th{border:1px solid var(--line);padding:4px 10px;text-align:left;vertical-align:top}@media(max-width:600px){.comment{margin-left:8px;margin-right:8px}}
"""


def page(views: list[PullView]) -> str:
    """One HTML page with the views, the newest first."""
    body = "".join(_view(view, number) for number, view in enumerate(reversed(views)))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>planreview demo</title><style>{_STYLE}</style></head><body><main>{body}</main></body></html>"
    )


def _view(view: PullView, number: int) -> str:
    check = view.check
    parts = [
        f"<h1>{_text(view.title)} <small>at {_text(view.head[:7])}</small></h1>",
        f'<section class="check {_text(check["conclusion"])}"><p><b>planreview</b> · {_text(check["conclusion"])} · {_text(check["output"]["title"])}</p>'
        f"{_markdown(check['output']['summary'])}</section>",
    ]
    for place, file in enumerate(view.files):
        parts.append(f'<h2 id="push-{number}-file-{place}">{_text(file.path)}</h2>')
        parts.append(
            f'<div class="diff">{"".join(map(_line, file.lines))}{"".join(map(_comment, file.comments))}</div>'
        )
    return "".join(parts)


def _line(line: DiffLine) -> str:
    sign = {"added": "+", "removed": "−", "context": "", "hunk": ""}[line.kind]
    row = f'<div class="row {line.kind}"><span>{line.number or ""}</span><span>{sign}</span><span>{_text(line.text)}</span></div>'
    return row + "".join(map(_comment, line.comments))


def _comment(comment: Comment) -> str:
    state = " fixed" if comment.fixed else ""
    return f'<article class="comment{state}"><header><b>planreview</b> bot</header><div>{_markdown(comment.body)}</div></article>'


def _markdown(text: str) -> str:
    """Markdown as GitHub shows it, as far as our own comments use it: HTML stays text, but for our own folding."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    made = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    for tag in ("sub", "details", "summary"):
        made = made.replace(f"&lt;{tag}&gt;", f"<{tag}>").replace(f"&lt;/{tag}&gt;", f"</{tag}>")
    return str(made.replace("<pre>", '<pre tabindex="0">'))  # what scrolls can be reached with the keyboard


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
