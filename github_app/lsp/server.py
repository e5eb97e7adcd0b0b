"""`planreview lsp`: a language server on standard input and output."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from github_app.lsp.answers import actions, diagnostics, hover
from github_app.lsp.documents import Judged, is_config, judge
from github_app.lsp.positions import Positions

QUIET_SECONDS = 0.2
"""How long the author must have stopped typing before a plan is read again."""
_CONFIG_GLOB = "**/.github/planreview.yml"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A document as it was when its diagnostics were sent."""

    version: int | None
    positions: Positions
    judged: Judged


class PlanServer(LanguageServer):
    """Holds what was last said of each open document, and the task that waits to read it again."""

    def __init__(self, rule_pages: str = "") -> None:
        # The whole text with each change: partial changes are applied by lines that end at more characters than ours.
        super().__init__("planreview", version("planreview"), types.TextDocumentSyncKind.Full)
        self.rule_pages = rule_pages
        self.seen: dict[str, _Seen] = {}
        self.waiting: dict[str, asyncio.Task[None]] = {}
        self.reading: dict[str, asyncio.Future[Judged]] = {}

    def look_at(self, uri: str, after: float) -> None:
        """Read a document and send its diagnostics once it rested for `after` seconds."""
        if task := self.waiting.pop(uri, None):
            task.cancel()
        task = self.waiting[uri] = asyncio.create_task(self._look(uri, after))
        task.add_done_callback(self._tell_of_faults)

    def forget(self, uri: str) -> None:
        if task := self.waiting.pop(uri, None):
            task.cancel()
        self.seen.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def current(self, uri: str) -> _Seen | None:
        """What was said of the document, if it has not changed since."""
        seen = self.seen.get(uri)
        document = self.workspace.text_documents.get(uri)
        return seen if seen and document and document.version == seen.version else None

    def _tell_of_faults(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (fault := task.exception()):
            text = f"planreview could not check this plan, which is a fault of planreview: {fault!r}"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, text))

    async def _look(self, uri: str, after: float) -> None:
        await asyncio.sleep(after)
        # One reading of a document at a time: one that an author has overtaken can't be stopped, only waited for.
        while earlier := self.reading.get(uri):
            await asyncio.wait({earlier})
        path = to_fs_path(uri)
        document = self.workspace.text_documents.get(uri)
        if path is None or document is None:
            return
        positions = Positions.of(document.source, self.workspace.position_encoding or "utf-16")
        seen_version = document.version
        reading = self.reading[uri] = asyncio.ensure_future(asyncio.to_thread(judge, Path(path), positions.text))
        reading.add_done_callback(lambda _: self.reading.pop(uri))
        judged = await asyncio.shield(reading)
        self.seen[uri] = _Seen(seen_version, positions, judged)
        found = diagnostics(judged, positions, self.rule_pages)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, seen_version))


def create_server(rule_pages: str = "") -> PlanServer:
    """The server with all it answers to. `rule_pages` is where the rules' pages stand, if anywhere."""
    server = PlanServer(rule_pages)

    @server.feature(types.INITIALIZED)
    def initialized(ls: PlanServer, _params: types.InitializedParams) -> None:
        _watch_configuration(ls)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: PlanServer, params: types.DidOpenTextDocumentParams) -> None:
        ls.look_at(params.text_document.uri, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: PlanServer, params: types.DidChangeTextDocumentParams) -> None:
        ls.look_at(params.text_document.uri, QUIET_SECONDS)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: PlanServer, params: types.DidSaveTextDocumentParams) -> None:
        if is_config(Path(to_fs_path(params.text_document.uri) or "")):
            _look_at_all(ls)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def changed_on_disk(ls: PlanServer, _params: types.DidChangeWatchedFilesParams) -> None:
        _look_at_all(ls)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: PlanServer, params: types.DidCloseTextDocumentParams) -> None:
        ls.forget(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(ls: PlanServer, params: types.HoverParams) -> types.Hover | None:
        seen = ls.current(params.text_document.uri)
        return hover(seen.judged, seen.positions, params.position) if seen else None

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
    )
    def asked(ls: PlanServer, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        seen = ls.current(uri)
        if seen is None or not _wants_fixes(params.context.only):
            return []
        return actions(uri, seen.version if _counts_versions(ls) else None, seen.judged, seen.positions, params.range)

    return server


def run() -> int:
    """Serve until the editor ends it."""
    public = (os.environ.get("PLANREVIEW_PUBLIC_URL") or "").rstrip("/")
    create_server(f"{public}/rules" if public else "").start_io()
    return 0


def _look_at_all(ls: PlanServer) -> None:
    for uri in list(ls.workspace.text_documents):
        ls.look_at(uri, 0)


def _wants_fixes(only: Sequence[types.CodeActionKind | str] | None) -> bool:
    return not only or any(str(getattr(kind, "value", kind)) in {"", "quickfix"} for kind in only)


def _counts_versions(ls: PlanServer) -> bool:
    workspace = ls.client_capabilities.workspace
    return bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)


def _watch_configuration(ls: PlanServer) -> None:
    """Ask the editor to tell of changes to configuration files, where it can."""
    workspace = ls.client_capabilities.workspace
    files = workspace.did_change_watched_files if workspace else None
    if not (files and files.dynamic_registration):
        return
    watch = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_CONFIG_GLOB)])
    wanted = types.Registration("planreview-config", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watch)
    ls.client_register_capability(types.RegistrationParams([wanted]))
