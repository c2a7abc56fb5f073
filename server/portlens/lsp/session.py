"""What one editor has told so far: its open texts, its settings, its language."""

import asyncio
import logging
import posixpath
from collections.abc import Callable, Coroutine
from itertools import count

from portlens.analysis import Analysis, judging
from portlens.catalogue.load import catalogue
from portlens.formats._format import Format
from portlens.lsp.changes import Changes
from portlens.lsp.client import Client
from portlens.lsp.configuration import Configuration
from portlens.lsp.convert import Json
from portlens.lsp.open_files import OpenFiles
from portlens.lsp.open_text import OpenText
from portlens.lsp.project import Project
from portlens.lsp.turns import Turns
from portlens.network.context import Context
from portlens.programs.named import named_format, naming
from portlens.programs.program import resolved
from portlens.text import escape
from portlens.text.pause import driven
from portlens.text.phrase import Language, Phrase
from portlens.text.typed import Any, Protocol
from portlens.workspace.document import Document
from portlens.workspace.files import LARGEST
from portlens.workspace.guard import failures
from portlens.workspace.settings import Settings
from portlens.workspace.steps import Steps, finish
from portlens.workspace.uris import path_of, uri_of
from portlens.workspace.workspace import Workspace

logger = logging.getLogger(__name__)

# By method: (session, parameters as lsprotocol's types) → plain data, or a coroutine of it.
Methods = dict[str, Callable[..., Any]]


class Wire(Protocol):
    """The client at the other end, as handlers see it."""

    def notify(self, method: str, params: object = None) -> None:
        """Tell the client something; it does not answer."""

    async def ask(self, method: str, params: object = None) -> Any:
        """Ask the client; what it answers, or JsonRpcException where it refuses."""

    def is_spoken_to(self) -> bool:
        """Tell whether the client has said something that was not taken off the wire yet."""


class Session:
    """The state behind one connection."""

    def __init__(self, client: Client, wire: Wire, language: Language | None = None) -> None:
        self.client = client
        self._forced = language  # by the command line
        self.wire = wire
        self.open_texts: dict[str, OpenText] = {}  # by path
        self.workspace = Workspace(OpenFiles(self.open_texts), self._folders)
        self.configuration = Configuration(client.options, self.workspace.files, self.warn)
        self.project = Project(client.roots)
        self._unclear: dict[str, OpenText] = {}  # open texts that only others could name
        self._named: dict[str, Format | None] = {}  # what others name them as, by path
        self.pushed: dict[str, tuple[int | None, list[Json]]] = {}  # by path
        self.changes = Changes()
        self.turns = Turns(lambda: self.changes.count, wire.is_spoken_to)
        self.push: asyncio.Future[object] | None = None  # the one that is waited for or under way
        self.refresh_timer: asyncio.TimerHandle | None = None
        self._tasks: set[asyncio.Future[object]] = set()  # the loop itself keeps no hold of them
        self.has_read_folders = False
        self.has_told_all = False  # the findings of all files, to a client that pulls them
        self.tokens = count(1)  # of progress
        self._changed: dict[str, OpenText] = {}
        self._told: set[str] = set()  # the places of failures that were shown
        self._judged: dict[str, tuple[Document, int, Analysis]] = {}
        self._language: Language | None = None  # until somebody asks

    @property
    def settings(self) -> Settings:
        """The settings of the session as a whole: those of its first folder."""
        roots = self.project.roots
        return self.configuration.at(f"{roots[0].rstrip('/')}/" if roots else "")

    @property
    def language(self) -> Language:
        """The language to answer in: the command line's, the settings', else the client's."""
        if self._language is None:
            chosen = self._forced or self.settings.language
            self._language = self.client.language if chosen == "auto" else chosen
        return self._language

    def context(self, document: Document) -> Context:
        """Return what features and rules may ask beyond `document`."""
        return Context(catalogue(), self.configuration.at(document.path), self.workspace)

    def touch(self, text: OpenText) -> None:
        """Remember that `text` was opened or changed; nothing is read before somebody asks."""
        text.changes += 1
        self.open_texts[text.path] = text
        self._changed[text.path] = text
        self.changes.note()

    def forget(self, path: str) -> None:
        """Let go of a text that was closed."""
        self.open_texts.pop(path, None)
        self._changed.pop(path, None)
        self._unclear.pop(path, None)
        self._judged.pop(path, None)
        self.workspace.close(path)
        self._look_again()
        self.changes.note()

    def invalidate(self) -> None:
        """Judge every document anew: the settings, or a file that others name, have changed."""
        self.changes.note()
        self._look_again()
        self.workspace.stand_still()
        self._language = None
        self.configuration.forget()
        self.project.forget()

    def document(self, uri: str) -> Document | None:
        """Return the open document at `uri`; None where none is open or no format fits."""
        self.settle()
        path = path_of(uri)
        return self.workspace.open_document(path) if path in self.open_texts else None

    def resolved_document(self, uri: str) -> Document | None:
        """Return the open document at `uri` as it reads with the values of its variables."""
        document = self.document(uri)
        return None if document is None else resolved(document, self.workspace)

    def look_again(self) -> None:
        """Look for files anew, for a client that does not tell of those that come and go."""
        if not self.client.registers_watchers:
            self.project.forget()

    def walking(self) -> Steps[tuple[str, ...]]:
        """Return the files that are open or lie in the client's folders, each once."""
        below = yield from self.project.walking(self.configuration.excluded_in)
        return tuple(dict.fromkeys((*self.open_texts, *below)))

    def documents(self) -> list[Document]:
        """Return the documents among the files that the last look found."""
        return finish(self.gathering())

    def gathering(self) -> Steps[list[Document]]:
        """Do the same in steps: one for each folder, each file, each document that names others."""
        self.settle()
        documents: list[Document] = []
        for path in (yield from self.walking()):
            document = self.workspace.document(path)
            if document is not None:
                documents.append(document)
                yield
        known = {document.path for document in documents}
        for path, format_ in (yield from naming(documents, self.workspace)).items():
            if path not in known and self.project.holds(path, self.configuration.excluded_in):
                named = self.workspace.document(path, format_)
                if named is not None and named.format.id == format_.id:
                    documents.append(named)
        return documents

    def resolved_documents(self) -> list[Document]:
        """Return the same as they read with the values of their variables."""
        return finish(self.resolving())

    def resolving(self) -> Steps[list[Document]]:
        """Do the same in steps: one for each document as well."""
        found: list[Document] = []
        for document in (yield from self.gathering()):
            found.append(resolved(document, self.workspace))
            yield
        return found

    def judging(self, document: Document) -> Steps[Analysis]:
        """Return what there is to say of `document`; asked twice, it is judged once.

        What was found holds as long as nothing has changed at all, and of the documents that were
        asked for last as long as what was read to find it is the same.
        """
        kept = self._judged.get(document.path)
        if kept and kept[0] is document and kept[1] == self.changes.count:
            return kept[2]
        context = self.context(document)
        analysis = yield from judging(document, context)
        self._judged[document.path] = document, self.changes.count, analysis
        self.spare(document)
        return analysis

    def spare(self, document: Document) -> None:
        """Let a document that is not open forget what it soon makes again."""
        if document.path not in self.open_texts:
            document.let_go()

    def as_now(self, document: Document) -> Document:
        """Return `document` with the changes that came since; one that is gone stays as it was."""
        if self._changed:
            self.settle()
        return self.workspace.document(document.path, document.format) or document

    def folder(self, document: Document) -> str:
        """Return the folder from which people tell where `document` is."""
        return self.project.home(document.path)

    def any_document(self, uri: str) -> Document | None:
        """Return the document at `uri`, open or not, as it reads with its variables' values.

        A file that is in a format only because others say so is looked for among these.
        """
        path = path_of(uri)
        found = self.resolved_document(uri)
        if found is None:
            self.look_again()
            found = next((each for each in self.documents() if each.path == path), None)
        return None if found is None else resolved(found, self.workspace)

    def uri(self, path: str) -> str:
        """Return the URI of `path`, as the client spells it where it has the text open."""
        text = self.open_texts.get(path)
        return text.uri if text else uri_of(path)

    def warn(self, message: Phrase) -> None:
        """Show the user a message that needs an answer in the settings, not in the text."""
        self._show(2, message.to(self._forced or self.client.language))

    def inform(self, message: Phrase) -> None:
        """Show the user what an answer cannot say."""
        self._show(3, message.to(self.language))

    def _show(self, kind: int, message: str) -> None:
        params = {"type": kind, "message": escape.message(message)}
        self.wire.notify("window/showMessage", params)

    def tell_failures(self) -> None:
        """Log what failed in portlens itself, and show one message for each fault of it."""
        for failure in failures():
            logger.error("%s: %s", failure.path, failure.message.en, exc_info=failure.error)
            if failure.place not in self._told:
                self._told.add(failure.place)
                path = failure.path.rpartition("/")[2] or "portlens"
                self.warn(OF_FILE.fill(path=path, what=failure.message))

    def later(self, work: Coroutine[Any, Any, object]) -> asyncio.Future[object]:
        """Do `work` that waits for something, while other messages are handled."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def settle(self) -> None:
        """Make documents of the texts that changed since somebody last asked.

        Each question looks at the disk anew, and only once.
        """
        self.workspace.stand_still()
        if self._changed:
            with driven(None):  # whoever asks next must find all of it done
                self._settle()

    def _settle(self) -> None:
        changed = dict(self._changed)
        self._changed.clear()
        for path, text in changed.items():
            document = text.document()
            if document is None:
                self._unclear[path] = text
            else:
                self._unclear.pop(path, None)
                self._named.clear()  # it may name others than it did before
                self.workspace.open(document)
        for path, text in self._unclear.items():
            self._take_as_named(text, is_changed=path in changed)
        self.changes.note()

    def _take_as_named(self, text: OpenText, *, is_changed: bool) -> None:
        """Let a text that does not say what it is be what a file nearby names it as."""
        path = text.path
        if path not in self._named:
            self._named[path] = named_format(path, self.workspace)
        format_, kept = self._named[path], self.workspace.open_document(path)
        if format_ is None or len(text.buffer.text) > LARGEST:
            self.workspace.close(path)
        elif is_changed or kept is None or kept.format.id != format_.id:
            self.workspace.open(Document(path, text.buffer.text, format_))

    def _look_again(self) -> None:
        """Ask anew what the texts are that only others name."""
        self._named.clear()
        self._changed.update(self._unclear)

    def _folders(self) -> list[str]:
        """Return the folders in which files may be read that others name."""
        return [*self.project.roots, *map(posixpath.dirname, self.open_texts)]


OF_FILE = Phrase("{path}: {what}", "{path}: {what}")
