"""An editor for tests: pygls' own client, which talks to a `planreview lsp` process over its standard streams."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from lsprotocol import types
from pygls.lsp.client import LanguageClient

SECONDS = 20
"""A bound for a slow machine; answers take milliseconds."""


class Editor(LanguageClient):
    """Keeps the diagnostics that came last for each document, and what the server asked for."""

    def __init__(self) -> None:
        super().__init__("test editor", "1")
        self.diagnostics: dict[str, types.PublishDiagnosticsParams] = {}
        self.messages: list[str] = []
        self.registered: list[types.Registration] = []
        self._news = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = params
            self._news.set()

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        def shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def asked(params: types.RegistrationParams) -> None:
            self.registered += params.registrations

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(SECONDS):
            while not holds():
                self._news.clear()
                await self._news.wait()

    async def open(self, path: Path, text: str | None = None) -> list[types.Diagnostic]:
        """Open a document and wait for what is said of it."""
        text = await asyncio.to_thread(path.read_text) if text is None else text
        item = types.TextDocumentItem(path.as_uri(), "markdown", 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await self.until(lambda: path.as_uri() in self.diagnostics)
        return list(self.diagnostics[path.as_uri()].diagnostics)

    def type(self, path: Path, version: int, text: str) -> None:
        """Send the whole text as it is after a key was pressed."""
        document = types.VersionedTextDocumentIdentifier(version, path.as_uri())
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def judged(self, path: Path, version: int) -> list[types.Diagnostic]:
        """What is said of one version of a document."""
        uri = path.as_uri()
        await self.until(lambda: uri in self.diagnostics and self.diagnostics[uri].version == version)
        return list(self.diagnostics[uri].diagnostics)

    async def fixes(self, path: Path, line: int) -> list[types.CodeAction]:
        """The quick fixes offered with the cursor on a line, counted from 0."""
        at = types.Range(types.Position(line, 0), types.Position(line, 0))
        document, context = types.TextDocumentIdentifier(path.as_uri()), types.CodeActionContext([])
        answer = await self.text_document_code_action_async(types.CodeActionParams(document, at, context))
        return [action for action in answer or [] if isinstance(action, types.CodeAction)]


@asynccontextmanager
async def editor(
    folder: Path,
    encodings: list[types.PositionEncodingKind | str] | None = None,
    public_url: str = "",
    command: tuple[str, ...] = ("-m", "github_app", "lsp"),
) -> AsyncIterator[Editor]:
    """A running server and its editor; at the end the server must leave by itself, with status 0."""
    made = Editor()
    environment = {**os.environ, "PLANREVIEW_PUBLIC_URL": public_url}
    await made.start_io(sys.executable, *command, cwd=folder, env=environment)
    capabilities = types.ClientCapabilities(
        general=types.GeneralClientCapabilities(position_encodings=encodings),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        ),
    )
    await made.initialize_async(types.InitializeParams(capabilities=capabilities, root_uri=folder.as_uri()))
    made.initialized(types.InitializedParams())
    yield made
    await made.shutdown_async(None)
    made.exit(None)
    assert made._server
    async with asyncio.timeout(SECONDS):
        assert await made._server.wait() == 0
    await made.stop()
