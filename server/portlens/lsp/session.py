"""What one editor has told so far: its open texts, its settings, its language."""

from asyncio import TimerHandle
from collections.abc import Callable
from typing import Any

from portlens.analysis import Analysis, analyse
from portlens.catalogue.load import catalogue
from portlens.formats.registry import format_of_language
from portlens.lsp.client import Client
from portlens.lsp.convert import Json
from portlens.lsp.uris import path_of, uri_of
from portlens.text.line_buffer import LineBuffer
from portlens.text.phrase import Language
from portlens.workspace.context import Context
from portlens.workspace.document import Document
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace

# By method: (session, parameters as lsprotocol's types) → plain data, or a coroutine of it.
Methods = dict[str, Callable[..., Any]]


class OpenText:
    """A text that is open in the editor, of whatever format."""

    __slots__ = ("buffer", "language_id", "path", "uri", "version")

    def __init__(self, uri: str, language_id: str, version: int, text: str) -> None:
        self.uri = uri
        self.path = path_of(uri)
        self.language_id = language_id
        self.version = version
        self.buffer = LineBuffer(text)

    def document(self) -> Document | None:
        """Return the text as a document; None where it is in no format of ours."""
        content = self.buffer.text
        format_ = format_of_language(self.language_id, self.path, lambda: content)
        return Document(self.path, content, format_) if format_ else None

    def replace_all(self, text: str) -> None:
        """Begin anew with `text`: what a client without incremental changes sends."""
        self.buffer = LineBuffer(text)


class Session:
    """The state behind one connection; `send` tells the client something unasked."""

    def __init__(self, client: Client, send: Callable[[str, object], None]) -> None:
        self.client = client
        self.send = send
        self.settings = Settings()
        self.workspace = Workspace()
        self.open_texts: dict[str, OpenText] = {}  # by path
        self.pushed: dict[str, tuple[int, list[Json]]] = {}  # by path: version, diagnostics
        self.push_timer: TimerHandle | None = None
        self._changed: dict[str, OpenText] = {}
        self._judged: dict[str, tuple[Document, int, Analysis]] = {}
        self._generation = 0

    @property
    def language(self) -> Language:
        """The language to answer in: the settings', else the client's."""
        chosen = self.settings.language
        return self.client.language if chosen == "auto" else chosen

    @property
    def context(self) -> Context:
        """What features and rules may ask beyond the document."""
        return Context(catalogue(), self.settings, self.workspace)

    def touch(self, text: OpenText) -> None:
        """Remember that `text` was opened or changed; nothing is read before somebody asks."""
        self.open_texts[text.path] = text
        self._changed[text.path] = text

    def forget(self, path: str) -> None:
        """Let go of a text that was closed."""
        self.open_texts.pop(path, None)
        self._changed.pop(path, None)
        self._judged.pop(path, None)
        self.workspace.close(path)
        self._generation += 1

    def invalidate(self) -> None:
        """Judge every document anew: the settings or a file that others name has changed."""
        self._generation += 1

    def document(self, uri: str) -> Document | None:
        """Return the open document at `uri`; None where none is open or no format fits."""
        self._settle()
        path = path_of(uri)
        return self.workspace.open_document(path) if path in self.open_texts else None

    def judge(self, document: Document) -> Analysis:
        """Return what there is to say of `document`; asked twice, it is judged once."""
        kept = self._judged.get(document.path)
        if kept and kept[0] is document and kept[1] == self._generation:
            return kept[2]
        analysis = analyse(document, self.context)
        self._judged[document.path] = document, self._generation, analysis
        return analysis

    def uri(self, path: str) -> str:
        """Return the URI of `path`, as the client spells it where it has the text open."""
        text = self.open_texts.get(path)
        return text.uri if text else uri_of(path)

    def _settle(self) -> None:
        """Make documents of the texts that changed since somebody last asked."""
        if not self._changed:
            return
        for path, text in self._changed.items():
            document = text.document()
            if document is None:
                self.workspace.close(path)
            else:
                self.workspace.open(document)
        self._changed.clear()
        self._generation += 1
