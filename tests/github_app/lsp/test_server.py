"""`planreview lsp` as an editor meets it, over standard input and output."""

import asyncio
import re
import subprocess
import sys
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types

from tests.github_app.lsp.editor import Editor, editor

PROJECT = Path(__file__).parents[3] / "pyproject.toml"
PLAN = """\
# Plan: one address book

## Objective

Keep contacts in one place.

## Steps

1. **Copy the existing contacts** into `people`
   - Success: counts agree
   - Handle errors properly
2. **Drop the contacts table**
   - Success: the table is gone

## Decisions

- **Chosen:** one table for people

## Testing

- Open every contact in the staging app
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    path = tmp_path / "plans" / "book.md"
    path.parent.mkdir()
    path.write_text(PLAN)
    return path


def converse(folder: Path, talk: Callable[[Editor], Awaitable[None]], **how: object) -> None:
    async def whole() -> None:
        async with editor(folder, **how) as made:  # type: ignore[arg-type]
            await talk(made)

    asyncio.run(whole())


def test_what_a_server_compiled_the_next_one_need_not(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    async def talk(made: Editor) -> None:
        assert await made.open(plan)

    converse(plan.parent, talk)
    [kept] = (tmp_path / "cache" / "planreview").iterdir()
    before = kept.stat()
    assert before.st_size > 100_000
    converse(plan.parent, talk)
    assert kept.stat().st_mtime_ns == before.st_mtime_ns


def text_at(text: str, at: types.Range) -> str:
    assert at.start.line == at.end.line
    return text.split("\n")[at.start.line][at.start.character : at.end.character]


def applied(text: str, action: types.CodeAction, uri: str, version: int) -> str:
    """The text after an edit of one document, whose version must be the one it was made for."""
    assert action.edit
    assert action.edit.document_changes
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert (change.text_document.uri, change.text_document.version) == (uri, version)
    (edit,) = change.edits
    assert isinstance(edit, types.TextEdit)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    start = starts[edit.range.start.line] + edit.range.start.character
    end = starts[edit.range.end.line] + edit.range.end.character
    return text[:start] + edit.new_text + text[end:]


def test_diagnostics_come_on_opening_and_while_typing(plan: Path) -> None:
    async def talk(made: Editor) -> None:
        first = await made.open(plan)
        vague = next(d for d in first if d.code == "vague-generalization")
        assert text_at(PLAN, vague.range) == "Handle errors properly"
        assert (vague.severity, vague.source) == (types.DiagnosticSeverity.Warning, "planreview")
        assert vague.code_description is None
        assert any(d.code == "missing-rollback" and d.severity == types.DiagnosticSeverity.Error for d in first)
        for version, typed in enumerate(("Skip r", "Skip rows wit", "Skip rows without a name"), 2):
            made.type(plan, version, PLAN.replace("Handle errors properly", typed))
        last = await made.judged(plan, 4)
        assert not [d for d in last if d.code == "vague-generalization"]
        made.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(plan.as_uri())))
        await made.until(lambda: not made.diagnostics[plan.as_uri()].diagnostics)

    converse(plan.parents[1], talk)


def test_hover_explains_the_rule_and_links_to_its_page(plan: Path) -> None:
    async def talk(made: Editor) -> None:
        found = await made.open(plan)
        vague = next(d for d in found if d.code == "vague-generalization")
        assert vague.code_description
        assert vague.code_description.href == "https://plans.test/rules/vague-generalization"
        here = types.HoverParams(types.TextDocumentIdentifier(plan.as_uri()), types.Position(10, 8))
        answer = await made.text_document_hover_async(here)
        assert answer
        assert isinstance(answer.contents, types.MarkupContent)
        assert answer.contents.value.startswith("**vague-generalization** · warning")
        assert "## How to fix it" in answer.contents.value
        assert answer.range == vague.range
        nowhere = types.HoverParams(here.text_document, types.Position(0, 0))
        assert await made.text_document_hover_async(nowhere) is None

    converse(plan.parents[1], talk, public_url="https://plans.test/")


def test_a_quick_fix_puts_the_suggestion_in(plan: Path) -> None:
    async def talk(made: Editor) -> None:
        await made.open(plan)
        fixes = await made.fixes(plan, 16)
        fix = next(f for f in fixes if f.is_preferred)
        assert fixes[0] is fix
        assert fix.kind == types.CodeActionKind.QuickFix
        assert fix.diagnostics
        changed = applied(PLAN, fix, plan.as_uri(), 1)
        assert "- **Chosen:** one table for people" in changed
        added = [line for line in changed.split("\n") if line not in PLAN.split("\n")]
        assert len(added) == 1
        assert re.search(r"(?i)because|why|reason", added[0])

    converse(plan.parents[1], talk)


def test_silencing_asks_for_a_reason_and_then_holds(plan: Path) -> None:
    async def talk(made: Editor) -> None:
        await made.open(plan)
        fixes = await made.fixes(plan, 10)
        silence = next(f for f in fixes if f.title.startswith("Silence vague-generalization"))
        changed = applied(PLAN, silence, plan.as_uri(), 1)
        made.type(plan, 2, changed)
        found = await made.judged(plan, 2)
        assert [d.range.start.line for d in found if d.code == "unused-suppression"] == [10]
        made.type(plan, 3, changed.replace(": -->", ": the library handles them -->"))
        found = await made.judged(plan, 3)
        assert not [d for d in found if d.code in {"unused-suppression", "vague-generalization"}]

    converse(plan.parents[1], talk)


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 5 + 4 + 3 + 1), ("utf-16", 5 + 2 + 1 + 1), ("utf-32", 8)])
def test_columns_are_counted_as_agreed(plan: Path, encoding: str, column: int) -> None:
    async def talk(made: Editor) -> None:
        text = "\ufeff" + PLAN.replace("Handle errors", "🛟写 Handle errors").replace("\n", "\r\n")
        found = await made.open(plan, text)
        vague = next(d for d in found if d.code == "vague-generalization")
        assert (vague.range.start.line, vague.range.start.character) == (10, column)

    converse(plan.parents[1], talk, encodings=[encoding])


def test_files_that_are_no_plans_are_left_alone(plan: Path) -> None:
    async def talk(made: Editor) -> None:
        assert await made.open(plan.parents[1] / "README.md", PLAN) == []

    converse(plan.parents[1], talk)


def test_the_repositorys_configuration_counts_and_is_checked_itself(plan: Path) -> None:
    config = plan.parents[1] / ".github" / "planreview.yml"
    config.parent.mkdir()
    config.write_text("rules: {all: off, vague-generalization: error}\n")

    async def talk(made: Editor) -> None:
        (only,) = await made.open(plan)
        assert (only.code, only.severity) == ("vague-generalization", types.DiagnosticSeverity.Error)
        (fault,) = await made.open(config, "version: 1\nrulez: {}\n")
        assert (fault.range.start.line, fault.range.end.character) == (1, len("rulez: {}"))
        assert "Did you mean `rules`?" in fault.message
        watched = [r for r in made.registered if r.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
        assert len(watched) == 1
        config.write_text("version: 1\nrulez: {}\n")
        made.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(config.as_uri())))
        await made.until(lambda: "Not checked" in made.diagnostics[plan.as_uri()].diagnostics[0].message)
        config.write_text("rules: {all: off}\n")
        event = types.FileEvent(config.as_uri(), types.FileChangeType.Changed)
        made.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))
        await made.until(lambda: not made.diagnostics[plan.as_uri()].diagnostics)

    converse(plan.parents[1], talk)


def test_a_plan_that_cannot_be_read_says_so(plan: Path) -> None:
    async def talk(made: Editor) -> None:
        (only,) = await made.open(plan, "x" * 300_000)
        assert only.message.startswith("Not checked. The file has more than 262,144 bytes")

    converse(plan.parents[1], talk)


SLOWLY = """
import time
from github_app.lsp import server
from github_app.lsp.documents import Judged

at_once, most, read = 0, 0, 0

def slowly(path, text):
    global at_once, most, read
    at_once += 1
    read += 1
    most = max(most, at_once)
    time.sleep(0.3)
    at_once -= 1
    return Judged(refusal=f"{most} {read} {text}")

server.judge, server.QUIET_SECONDS = slowly, 0.01
server.run()
"""


def test_a_plan_is_read_once_at_a_time_however_fast_its_author_types(plan: Path) -> None:
    """With a slow reader in the place of ours, which tells how many readings there were and how many at once."""

    async def talk(made: Editor) -> None:
        await made.open(plan)
        for version in range(2, 12):
            made.type(plan, version, f"version {version}")
            await asyncio.sleep(0.05)
        (last,) = await made.judged(plan, 11)
        most, read, text = last.message.split(" ", 2)
        assert text == "version 11"
        assert most == "1"
        assert int(read) < 11

    converse(plan.parents[1], talk, command=("-c", SLOWLY))


def test_without_pygls_the_cure_is_named(tmp_path: Path) -> None:
    code = "import sys; sys.modules['pygls'] = None; sys.modules['lsprotocol'] = None; sys.argv = ['planreview', 'lsp']; from github_app.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 2
    (needed,) = tomllib.loads(PROJECT.read_text())["project"]["optional-dependencies"]["lsp"]
    assert f"pip install '{needed}'" in done.stderr
    assert len(done.stderr.splitlines()) == 1
