"""Which lines leave a paragraph open that an unmarked line may continue."""

import pytest

from plan_rules.markdown.laziness import ParagraphTracker


@pytest.mark.parametrize(
    "lines",
    [
        "tide",
        "# Head\ntide",
        "- tide",
        "> tide",
        "1. > - tide",
        "- tide\n  ebb",
        "- tide\nebb",
        "    \n- - tide",
        "[^n]: tide",
        "[tide]: /u",
        "```\ncode\n```\ntide",
        "> ```\ntide",
        "- ```\n  code\n\ntide",
        "<pre>\nraw</pre>\ntide",
        "<!-- note -->\ntide",
        "a | b\n-|-|-\ntide",
        "tide\n2026.",
        "tide\n    - deep",
        "> > tide\n> ===",
    ],
)
def test_open(lines: str) -> None:
    assert tracked(lines)


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "tide\n",
        "# Head",
        "- # Head",
        "tide\n===",
        "tide\n---",
        "***",
        "```\ncode",
        "> ```\n> code",
        "- ~~~~\n  ~~~",
        "    code",
        "- \n",
        "-     code",
        "> tide\n>",
        "<div>\ntext",
        "<pre>\n\nraw",
        "<!-- note",
        "<br>\ntext",
        "a | b\n-|-\nc | d",
        "- tide\n\n  ```",
        "> - tide\n>   ***",
    ],
)
def test_closed(lines: str) -> None:
    assert not tracked(lines)


def tracked(lines: str) -> bool:
    tracker = ParagraphTracker()
    for line in lines.split("\n"):
        tracker.feed(line + "\n")
    return tracker.open
