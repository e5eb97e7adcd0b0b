"""Progress is for people who wait at a terminal, and leaves nothing behind."""

import io

import pytest

from github_app.local import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def seconds(monkeypatch: pytest.MonkeyPatch, each: float) -> None:
    """Let every look at the clock find it `each` seconds later."""
    now = iter(range(1_000_000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(now) * each)


def test_a_long_run_says_how_far_it_is_and_clears_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds(monkeypatch, 0.6)
    out = Terminal()
    assert list(progress.counted(iter("abcd"), 4, "plans checked", out)) == list("abcd")
    assert "planreview: 2 of 4 plans checked" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")


def test_a_short_run_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds(monkeypatch, 0.01)
    out = Terminal()
    assert list(progress.counted(iter("abcd"), 4, "plans checked", out)) == list("abcd")
    assert out.getvalue() == ""


def test_nothing_goes_to_a_file_or_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds(monkeypatch, 10)
    out = io.StringIO()
    assert list(progress.counted(iter("abcd"), 4, "plans checked", out)) == list("abcd")
    assert out.getvalue() == ""
