"""The demo's view in a terminal."""

import re

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from github_app.demo.view import Comment, PullView

_STYLES = {"hunk": "cyan", "added": "green", "removed": "red", "context": "dim"}
_SIGNS = {"hunk": "", "added": "+", "removed": "-", "context": " "}
_CONCLUSIONS = {"success": "green", "failure": "red", "neutral": "yellow"}


def show(console: Console, view: PullView) -> None:
    """Print the pull request as a reviewer sees it."""
    console.rule(f"[bold]{view.title}[/] at {view.head[:7]}")
    for file in view.files:
        console.print(Text(file.path, style="bold underline"))
        for line in file.lines:
            number = f"{line.number:>4} " if line.number else "     "
            console.print(Text(f"{number}{_SIGNS[line.kind]}{line.text}", style=_STYLES[line.kind]))
            for comment in line.comments:
                console.print(_panel(comment))
        for comment in file.comments:
            console.print(_panel(comment))
        console.print()
    check = view.check
    title = f"check run planreview: {check['conclusion']} · {check['output']['title']}"
    console.print(
        Panel(
            Markdown(_readable(check["output"]["summary"])),
            title=title,
            border_style=_CONCLUSIONS.get(check["conclusion"], "white"),
        )
    )


def _panel(comment: Comment) -> Padding:
    body = _readable(comment.body)
    title = "planreview: fixed" if comment.fixed else "planreview"
    if comment.fixed:
        body = body.split("\n\n")[0]
    return Padding(
        Panel(Markdown(body), title=title, border_style="green" if comment.fixed else "yellow"), (0, 0, 0, 6)
    )


def _readable(body: str) -> str:
    return re.sub(r"<!--.*?-->|</?(?:sub|details|summary)>", "", body, flags=re.DOTALL).replace("\u200b", "").strip()
