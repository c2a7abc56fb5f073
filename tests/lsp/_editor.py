"""An editor for tests: pytest-lsp's client and a real `portlens server` at the other end."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

COMMAND = (sys.executable, "-m", "portlens", "server")
URI = "file:///site/compose.yaml"


class Editor:
    """A client that speaks one encoding and counts positions in it."""

    def __init__(self, client: LanguageClient, encoding: str) -> None:
        self.client = client
        self.encoding = encoding
        self.texts: dict[str, str] = {}

    def open(self, text: str, uri: str = URI, language: str = "dockercompose") -> None:
        self.texts[uri] = text
        item = types.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, start: int, end: int, new: str, version: int, uri: str = URI) -> None:
        """Replace offsets `start` to `end` by an incremental change."""
        change = types.TextDocumentContentChangePartial(
            types.Range(self.position(start, uri), self.position(end, uri)), new
        )
        self.texts[uri] = self.texts[uri][:start] + new + self.texts[uri][end:]
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri), [change]
            )
        )

    def position(self, offset: int, uri: str = URI) -> types.Position:
        before = self.texts[uri][:offset].replace("\r\n", "\n").replace("\r", "\n")
        line = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), units(line, self.encoding))

    def at(self, word: str, uri: str = URI) -> types.Position:
        """Return the position where `word` begins."""
        return self.position(self.texts[uri].index(word), uri)

    def range(self, word: str, uri: str = URI) -> types.Range:
        start = self.texts[uri].index(word)
        return types.Range(self.position(start, uri), self.position(start + len(word), uri))

    async def hover(self, word: str, uri: str = URI) -> types.Hover | None:
        return await self.client.text_document_hover_async(
            types.HoverParams(types.TextDocumentIdentifier(uri), self.at(word, uri))
        )

    async def complete(self, offset: int, uri: str = URI) -> types.CompletionList:
        found = await self.client.text_document_completion_async(
            types.CompletionParams(types.TextDocumentIdentifier(uri), self.position(offset, uri))
        )
        assert isinstance(found, types.CompletionList)
        return found

    async def pull(self, previous: str | None = None, uri: str = URI) -> Any:
        return await self.client.text_document_diagnostic_async(
            types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri), "portlens", previous)
        )

    def next_push(self) -> "asyncio.Future[types.PublishDiagnosticsParams]":
        """Begin to wait for a push; to be called before what causes it, since that may be quick."""
        method = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
        waiting = asyncio.ensure_future(self.client.wait_for_notification(method))
        return asyncio.ensure_future(asyncio.wait_for(waiting, 30))


@asynccontextmanager
async def editor(
    encoding: str = "utf-16",
    *,
    pulls: bool = True,
    locale: str | None = None,
    roots: Sequence[str] = (),
    options: object = None,
    capabilities: types.ClientCapabilities | None = None,
) -> AsyncIterator[Editor]:
    """Start a server, shake hands, and end it as an editor does."""
    client = make_test_lsp_client()
    await client.start_io(*COMMAND)
    capabilities = capabilities or capable(encoding, pulls=pulls)
    result = await client.initialize_session(
        types.InitializeParams(
            capabilities,
            locale=locale,
            initialization_options=options,
            workspace_folders=[types.WorkspaceFolder(root, root) for root in roots],
        )
    )
    assert result.capabilities.position_encoding == encoding
    yield Editor(client, encoding)
    await client.shutdown_session()
    await client.stop()


def capable(encoding: str = "utf-16", *, pulls: bool = True) -> types.ClientCapabilities:
    """Return the capabilities of a client that can what the tests ask for."""
    markdown = [types.MarkupKind.Markdown]
    return types.ClientCapabilities(
        general=types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(encoding)]
        ),
        text_document=types.TextDocumentClientCapabilities(
            hover=types.HoverClientCapabilities(content_format=markdown),
            completion=types.CompletionClientCapabilities(
                completion_item=types.ClientCompletionItemOptions(
                    documentation_format=markdown, label_details_support=True
                )
            ),
            publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                related_information=True,
                version_support=True,
                code_description_support=True,
                tag_support=types.ClientDiagnosticsTagOptions(list(types.DiagnosticTag)),
            ),
            diagnostic=types.DiagnosticClientCapabilities() if pulls else None,
        ),
    )


def units(text: str, encoding: str) -> int:
    if encoding == "utf-32":
        return len(text)
    return len(text.encode(encoding + "-le" if encoding == "utf-16" else encoding)) // (
        2 if encoding == "utf-16" else 1
    )
