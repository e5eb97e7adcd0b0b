"""`planreview check` and its neighbours, as a user calls them, in real folders and git repositories."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from github_app.cli import app

POOR = "# Plan: seats\n\n## Objective\n\nGuests pick a seat.\n\n## Steps\n\n1. **Add the page**\n   - Handle errors properly\n2. **Drop the old seats table**\n3. **Announce it**\n"
GOOD = "# Plan: seats\n\n## Objective\n\nGuests pick a seat before they pay.\n\n## Context\n\n- The hall has 400 seats in 12 rows\n\n## Steps\n\n1. **Add the page**: `/seats`\n   - Success: a click marks one seat\n\n## Testing\n\n- Click a seat in a browser test\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLANREVIEW_PUBLIC_URL", raising=False)
    (tmp_path / "docs" / "plans").mkdir(parents=True)
    (tmp_path / "docs" / "plans" / "poor.md").write_text(POOR)
    (tmp_path / "docs" / "plans" / "good.md").write_text(GOOD)
    (tmp_path / "notes.md").write_text(POOR)
    return tmp_path


def call(*arguments: str, given: str | bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments), input=given)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def git(folder: Path, *arguments: str) -> None:
    identity = {
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b",
    }
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env={**os.environ, **identity})


def test_all_plans_below_the_folder_are_checked(folder: Path) -> None:
    status, out, _ = call("check", "--format", "json")
    data = json.loads(out)
    assert status == 1
    assert [(f["path"], f["status"], bool(f["findings"])) for f in data["files"]] == [
        ("docs/plans/good.md", "checked", False),
        ("docs/plans/poor.md", "checked", True),
    ]
    assert data["version"] == 1
    assert set(data["summary"]) == {"error", "warning", "info"}


def test_json_has_the_contracts_fields_and_is_the_same_each_time(folder: Path) -> None:
    _, out, _ = call("check", "--format", "json", "docs/plans/poor.md")
    assert out == call("check", "--format", "json", "docs/plans/poor.md")[1]
    finding = json.loads(out)["files"][0]["findings"][0]
    assert list(finding) == [
        "rule", "severity", "message", "anti_pattern", "line", "column", "end_line", "end_column", "span", "fingerprint", "help_url", "hazard", "suggestion",
    ]  # fmt: skip


def test_a_named_file_is_always_checked(folder: Path) -> None:
    assert json.loads(call("check", "--format", "json", "notes.md")[1])["files"][0]["findings"]


def test_plans_only_leaves_out_named_files_that_are_none(folder: Path) -> None:
    status, out, err = call("check", "--plans-only", "--format", "json", "notes.md", "docs/plans/poor.md")
    assert status == 1
    assert [f["path"] for f in json.loads(out)["files"]] == ["docs/plans/poor.md"]
    status, _, err = call("check", "--plans-only", "notes.md")
    assert (status, err) == (0, "")


def test_standard_input(folder: Path) -> None:
    status, out, _ = call("check", "--format", "json", "--stdin-filename", "plan.md", "-", given=POOR)
    assert status == 1
    assert json.loads(out)["files"][0]["path"] == "plan.md"


@pytest.mark.parametrize(("fail_on", "status"), [("never", 0), ("error", 1), ("warning", 1), ("info", 1)])
def test_exit_status_follows_fail_on(folder: Path, fail_on: str, status: int) -> None:
    assert call("check", "--fail-on", fail_on, "notes.md")[0] == status


def test_a_good_plan_passes(folder: Path) -> None:
    status, out, _ = call("check", "docs/plans/good.md", "--fail-on", "info")
    assert status == 0
    assert "nothing found" in out


@pytest.mark.parametrize(("data", "words"), [(b"\xff\xfe", "UTF-8"), (b"a\x00b", "NUL"), (b"x" * 300_000, "262,144")])
def test_unreadable_files_are_said_and_all_others_checked(folder: Path, data: bytes, words: str) -> None:
    (folder / "docs" / "plans" / "bad.md").write_bytes(data)
    status, out, _ = call("check")
    assert status == 2
    assert words in out
    assert "poor.md:10" in out


def test_a_missing_file_is_said(folder: Path) -> None:
    status, out, _ = call("check", "nowhere.md", "notes.md", "--fail-on", "never")
    assert status == 2
    assert "nowhere.md" in out
    assert "notes.md:10" in out


def test_text_shows_the_line_and_carets(folder: Path) -> None:
    _, out, _ = call("check", "notes.md")
    assert "notes.md:10:6: warning [vague-generalization]" in out
    assert "10 |    - Handle errors properly" in out
    assert "^" * len("Handle errors properly") in out
    assert "\x1b" not in out


def test_config_is_found_and_obeyed(folder: Path) -> None:
    (folder / ".github").mkdir()
    (folder / ".github" / "planreview.yml").write_text(
        'paths: ["notes.md"]\nrules: {all: off, vague-generalization: error}\n'
    )
    data = json.loads(call("check", "--format", "json")[1])
    assert [(f["path"], [x["rule"] for x in f["findings"]]) for f in data["files"]] == [
        ("notes.md", ["vague-generalization"])
    ]
    assert len(json.loads(call("check", "--no-config", "--format", "json")[1])["files"]) == 2


def test_an_invalid_config_stops_with_its_line(folder: Path) -> None:
    (folder / "mine.yml").write_text("version: 1\nrulez: {}\n")
    status, _, err = call("check", "--config", "mine.yml")
    assert status == 2
    assert "mine.yml:2:1" in err
    assert "Did you mean `rules`?" in err


def test_select_ignore_and_unknown_rules(folder: Path) -> None:
    only = json.loads(call("check", "--format", "json", "--select", "missing-rollback", "notes.md")[1])["files"][0][
        "findings"
    ]
    assert {f["rule"] for f in only} == {"missing-rollback"}
    status, _, err = call("check", "--ignore", "mising-why", "notes.md")
    assert status == 2
    assert "Did you mean missing-why?" in err


def test_diff_shows_only_what_meets_changed_lines(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    assert json.loads(call("check", "--diff", "main", "--format", "json", "notes.md")[1])["files"][0]["findings"] == []
    (folder / "notes.md").write_text(POOR.replace("Handle errors properly", "Handle edge cases as needed"))
    found = json.loads(call("check", "--diff", "main", "--format", "json", "notes.md")[1])["files"][0]["findings"]
    assert any(f["rule"] == "vague-generalization" for f in found)
    assert all(f["span"][0] <= 10 <= f["span"][1] for f in found)
    status, _, err = call("check", "--diff", "nowhere", "notes.md")
    assert status == 2
    assert "nowhere" in err


def test_a_baseline_leaves_out_what_was_known(folder: Path) -> None:
    assert call("check", "--write-baseline", "base.json", "notes.md")[0] == 0
    assert call("check", "--baseline", "base.json", "--fail-on", "info", "notes.md")[0] == 0
    (folder / "notes.md").write_text(
        POOR.replace("3. **Announce it**", "3. **Announce it**\n   - Handle edge cases as needed")
    )
    found = json.loads(call("check", "--baseline", "base.json", "--format", "json", "notes.md")[1])["files"][0][
        "findings"
    ]
    assert [f["line"] for f in found if f["rule"] == "vague-generalization"] == [13]


def test_several_processes_give_the_same(folder: Path) -> None:
    for number in range(10):
        (folder / "docs" / "plans" / f"p{number}.md").write_text(POOR)
    assert call("check", "--format", "json", "--jobs", "2")[1] == call("check", "--format", "json")[1]


def test_sarif_github_and_rdjson(folder: Path) -> None:
    (run,) = json.loads(call("check", "--format", "sarif", "notes.md")[1])["runs"]
    assert run["tool"]["driver"]["semanticVersion"]
    assert run["results"]
    lines = call("check", "--format", "github", "notes.md")[1].splitlines()
    assert any(
        line.startswith("::warning file=notes.md,line=10,endLine=10,col=6,endColumn=28,title=") for line in lines
    )
    diagnostics = json.loads(call("check", "--format", "rdjson", "notes.md")[1])["diagnostics"]
    vague = next(d for d in diagnostics if d["code"]["value"] == "vague-generalization")
    assert vague["location"]["range"] == {"start": {"line": 10, "column": 6}, "end": {"line": 10, "column": 28}}


def test_outline_rules_and_explain(folder: Path) -> None:
    assert "1 Add the page" in call("outline", "notes.md")[1]
    assert len(json.loads(call("outline", "--format", "json", "notes.md")[1])["steps"]) == 3
    assert "missing-why" in call("rules")[1]
    for command in ("rules", "explain"):
        assert "## Why it matters" in call(command, "missing-why")[1]
    assert "gives no reason" in call("explain", "unused-suppression")[1]
    assert call("rules", "missing-wy")[0] == 2
    assert call("outline", "nowhere.md")[0] == 2


def test_config_commands(folder: Path) -> None:
    assert call("config", "init")[0] == 0
    assert call("config", "init")[0] == 2
    assert call("config", "validate")[0] == 0
    (folder / ".github" / "planreview.yml").write_text("rulez: {}\n")
    status, _, err = call("config", "validate")
    assert status == 2
    assert err == (
        ".github/planreview.yml:1:1: Unknown key `rulez`. Did you mean `rules`?\n  1 | rulez: {}\n    | ^^^^^\n"
    )
    assert json.loads(call("config", "schema")[1])["title"] == "planreview.yml"


def test_init_writes_the_schema_beside_the_file_where_wanted(folder: Path) -> None:
    assert call("config", "init", "--schema")[0] == 0
    written = folder / ".github" / "planreview.yml"
    schema = folder / ".github" / "planreview.schema.json"
    assert written.read_text().startswith("# yaml-language-server: $schema=planreview.schema.json\n")
    assert schema.read_text() == call("config", "schema")[1]
    written.unlink()
    assert call("config", "init", "--schema")[0] == 2


def complete(words: str) -> list[str]:
    """What bash offers after these words."""
    environment = {
        **os.environ,
        "_PLANREVIEW_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    command = [str(Path(sys.executable).parent / "planreview")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.split()


def test_the_shell_completes_commands_rules_and_lists_of_them() -> None:
    assert complete("planreview expl") == ["explain"]
    assert complete("planreview explain missing-r") == ["missing-rollback", "missing-root-cause"]
    assert complete("planreview check --select missing-why,missing-te") == ["missing-why,missing-testing"]
    assert complete("planreview check --format s") == ["sarif"]


def test_the_version_is_shown() -> None:
    assert re.fullmatch(r"planreview \d+\.\d+\.\d+\n", call("--version")[1])


def test_check_starts_without_the_servers_libraries() -> None:
    code = "import sys, github_app.cli, github_app.local.check; print([m for m in ('githubkit', 'dbos', 'starlette', 'sqlalchemy', 'httpx', 'pygls') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_python_m_is_the_same_command() -> None:
    done = subprocess.run([sys.executable, "-m", "github_app", "rules"], capture_output=True, text=True, check=True)
    assert "missing-why" in done.stdout
