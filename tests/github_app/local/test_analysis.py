"""Files that are no ordinary plan on the command line: each its own outcome, and no harm to the others."""

import json
import os
import time
from pathlib import Path

import pytest

from github_app.local import analysis
from github_app.local.analysis import Task, check_all
from github_app.output.report import CheckedFile
from plan_rules.lint.settings import DEFAULT
from plan_rules.review import Review
from plan_rules.source import MAX_BYTES
from tests.github_app.local.test_check import call
from tests.odd_files import ODD_FILES
from tests.plan_rules.markdown.hostile import units

GOOD = ODD_FILES["ordinary"].data


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def tasks(folder: Path, *texts: bytes) -> list[Task]:
    made = []
    for number, text in enumerate(texts):
        file = folder / f"{number}.md"
        file.write_bytes(text)
        made.append(Task(file, file.name, DEFAULT))
    return made


@pytest.mark.parametrize("name", ODD_FILES)
def test_each_odd_file_has_its_outcome(folder: Path, name: str) -> None:
    odd = ODD_FILES[name]
    (folder / "odd.md").write_bytes(odd.data)
    status, out, _ = call("check", "--format", "json", "odd.md")
    file = json.loads(out)["files"][0]
    assert file["status"] == odd.status
    assert odd.words in (file["reason"] or "")
    assert (status == 2) == (odd.status == "not-analysed")
    assert not odd.rule or (odd.rule, odd.line) in {(f["rule"], f["line"]) for f in file["findings"]}


def test_odd_files_change_nothing_for_the_others(folder: Path) -> None:
    for name, odd in ODD_FILES.items():
        (folder / f"{name}.md").write_bytes(odd.data)
    status, out, _ = call("check", "--format", "json", *(f"{name}.md" for name in ODD_FILES))
    assert status == 2
    assert {f["path"]: f["status"] for f in json.loads(out)["files"]} == {
        f"{name}.md": odd.status for name, odd in ODD_FILES.items()
    }


def test_the_text_says_which_files_were_not_judged_or_only_in_part(folder: Path) -> None:
    for name in ("not English", "NUL", "empty"):
        (folder / f"{name}.md").write_bytes(ODD_FILES[name].data)
    _, out, _ = call("check", *(f"{name}.md" for name in ("not English", "NUL", "empty")))
    assert "not English.md: The plan is not in English: only the rules that don't read English were applied." in out
    assert "NUL.md: not analysed: The file looks binary" in out
    assert "empty.md: Not judged: it holds no prose" in out


def test_standard_input_and_endless_files_are_read_no_further_than_needed(folder: Path) -> None:
    status, out, _ = call("check", "--format", "json", "-", given=b"x" * (MAX_BYTES + 9))
    assert (status, json.loads(out)["files"][0]["status"]) == (2, "not-analysed")
    status, out, _ = call("check", "--format", "json", "/dev/zero")
    assert (status, json.loads(out)["files"][0]["status"]) == (2, "not-analysed")


def test_standard_input_beside_other_files(folder: Path) -> None:
    (folder / "a.md").write_bytes(GOOD)
    _, out, _ = call("check", "--format", "json", "--stdin-filename", "given.md", "-", "a.md", given=GOOD)
    first, second = json.loads(out)["files"]
    assert (first["path"], second["path"]) == ("a.md", "given.md")
    assert first["findings"]
    assert [f["rule"] for f in first["findings"]] == [f["rule"] for f in second["findings"]]


def test_folders_broken_links_and_locked_files_are_said(folder: Path) -> None:
    (folder / "broken.md").symlink_to(folder / "nowhere.md")
    (folder / "a.md").write_bytes(GOOD)
    status, out, _ = call("check", "--format", "json", "broken.md", "a.md")
    files = {f["path"]: f for f in json.loads(out)["files"]}
    assert status == 2
    assert (files["broken.md"]["status"], files["broken.md"]["reason"]) == ("not-analysed", "No such file or directory")
    assert files["a.md"]["findings"]


def stand_for_a_check(task: Task) -> CheckedFile:
    """Does what the file says, in the process that checks it."""
    text = task.file.read_bytes()
    if text == b"slow":
        time.sleep(60)
    if text == b"busy":
        while True:
            pass
    if text == b"greedy":
        bytearray(8 << 30)
    if text == b"deadly":
        os._exit(3)
    if text == b"faulty":
        raise KeyError("of a rule")
    return CheckedFile(task.name, Review("checked", None))


REASONS = {
    b"slow": "It took longer than 1 seconds.",
    b"busy": "It took longer than 1 seconds.",
    b"greedy": "It took more memory than a review is given.",
    b"faulty": "A rule failed on it (KeyError). This is a fault of planreview.",
}


@pytest.mark.parametrize("text", [*REASONS, b"deadly"])
def test_a_file_that_can_t_be_analysed_harms_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch, text: bytes
) -> None:
    monkeypatch.setattr(analysis, "_check", stand_for_a_check)
    bad, good = check_all(tasks(folder, text, b"fine"), jobs=1, seconds=1.0)
    assert (bad.path, bad.status) == ("0.md", "not-analysed")
    assert bad.review.reason == REASONS.get(text, "The process that checked it died.")
    assert (good.path, good.status) == ("1.md", "checked")


@pytest.mark.parametrize("text", REASONS)
def test_a_single_file_has_the_same_limits(folder: Path, monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(analysis, "_check", stand_for_a_check)
    (bad,) = check_all(tasks(folder, text), jobs=1, seconds=1.0)
    assert (bad.status, bad.review.reason) == ("not-analysed", REASONS[text])


def test_the_largest_hostile_plan_does_not_keep_others_waiting(folder: Path) -> None:
    hostile = units("> b\n1. a\n")(MAX_BYTES).encode()
    first, _, last = check_all(tasks(folder, GOOD, hostile, GOOD), jobs=2)
    assert (first.status, first.review) == ("checked", last.review)
