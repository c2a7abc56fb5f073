"""What somebody asked of a workspace, noted down so that it can be asked again.

What is made of files holds for as long as every question gets the same answer: that a file was
not there is an answer as any other.
"""

from collections.abc import Callable, Sequence

from portlens.formats._format import Format
from portlens.text.typed import TypeVar
from portlens.workspace.document import Document
from portlens.workspace.files import Mark
from portlens.workspace.workspace import Workspace

Answer = TypeVar("Answer")
# A method's name, what it was given (None: the path alone), and what it said.
_Answered = tuple[str, tuple[object, ...] | None, object]


class Trace(Workspace):
    """A workspace that notes down what it is asked, and what it says.

    `subject`, the document that is judged, stands for the file at its path.
    """

    def __init__(self, base: Workspace, subject: Document | None = None) -> None:
        # Nothing is open or kept in here, and thousands of projects have as many traces.
        self._disk = base._disk  # noqa: SLF001 - it is a workspace as well
        self.base = base
        self.subject = subject
        self.moment_of_answers = base.moment
        self._answers: dict[str, tuple[_Answered, ...]] = {}  # by path or folder; few of each
        self._is_torn = False  # one question had two answers, since something changed in between
        self._led_to: frozenset[str] = frozenset()  # where links lead, if not to the subject
        self._is_led_to_subject = False
        self._derived: list[tuple[Callable[..., object], tuple[object, ...], object]] = []

    def ask(self, question: Callable[..., Answer], *arguments: object) -> Answer:
        """Return `question(*arguments, workspace)`, and note down no more than this answer.

        What the question asks in turn may change as long as it comes to the very same object.
        """
        answer = question(*arguments, self.base)
        self._derived.append((question, arguments, answer))
        return answer

    def document(self, path: str, format_: Format | None = None) -> Document | None:
        """Return the document at `path`."""
        return self._note("document", (path, format_), self._document(path, format_))

    def open_document(self, path: str) -> Document | None:
        """Return the document that is open under `path`; the subject counts as one."""
        found = self.subject if self._is_subject(path) else self.base.open_document(path)
        return self._note("open_document", (path,), found)

    def open_documents(self) -> Sequence[Document]:
        """Return the documents that are open."""
        return self._note("open_documents", (), tuple(self.base.open_documents()))

    def text(self, path: str) -> str | None:
        """Return the text at `path`."""
        # The version tells as much, and is cheaper to ask again.
        self.version(path)
        if self.subject is not None and self._is_subject(path):
            return self.subject.text
        return self.base.text(path)

    def version(self, path: str) -> object:
        """Return what changes when the file at `path` does; None where there is none."""
        found = self.subject if self._is_subject(path) else self.base.version(path)
        return self._note("version", (path,), found)

    def names_in(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder`."""
        return self._note("names_in", (folder,), self.base.names_in(folder))

    def folders_in(self, folder: str) -> tuple[str, ...] | None:
        """Return the names of the folders in `folder`; None where it cannot be read."""
        return self._note("folders_in", (folder,), self.base.folders_in(folder))

    def is_link(self, path: str) -> bool:
        """Tell whether the file at `path` itself is a symbolic link."""
        return self._note("is_link", (path,), self.base.is_link(path))

    def real(self, path: str) -> str:
        """Return where the file at `path` really lies."""
        return self._note("real", (path,), self.base.real(path))

    def may_read(self, path: str, near: str = "") -> bool:
        """Tell whether a file that another one names may be read."""
        return self._note("may_read", (path, near), self.base.may_read(path, near))

    def mark(self, document: Document) -> Mark:
        """Return the byte order mark with which the file of `document` begins."""
        return self._note("mark", (document,), self.base.mark(document))

    def leads_to_subject(self, path: str, place: str) -> bool:
        """Tell whether `path`, which means the file at `place`, is another way to the subject."""
        mine = self.subject
        if mine is None:
            return False
        real = self.real(mine.path)
        ends = {place, self.real(place)} if self.is_link(place) else {place}
        if ends & {mine.path, real}:
            self._is_led_to_subject = True
            return True
        self._led_to |= ends - {path}
        return False

    @property
    def moment(self) -> object:
        """What stays the same for as long as nobody needs to look at the disk again, or None."""
        return self.base.moment

    def holds_for(self, subject: Document | None) -> bool:
        """Tell whether every answer would be the same now that `subject` is judged."""
        if self._is_torn:
            return False
        moment = self.base.moment
        is_still = moment is not None and moment is self.moment_of_answers
        if subject is not self.subject and not self._holds_beside(subject, is_still=is_still):
            return False
        if not is_still:
            if not self._is_same_again(Trace(self.base, subject)):
                return False
            self.moment_of_answers = moment
        return True

    def _holds_beside(self, subject: Document | None, *, is_still: bool) -> bool:
        """Tell whether it makes no difference which of two documents is the one that is judged.

        Each then has to be what the other was told when it asked for that path.
        """
        mine = self.subject
        if mine is None or subject is None or mine.path == subject.path or self._is_led_to_subject:
            return False
        real = self.base.real(subject.path)
        others = self._answers if real != subject.path else ()
        if subject.path in self._led_to or real in self._led_to or real in others:
            return False
        if real == self.base.real(mine.path):  # two names of one file: each leads to the other
            return False
        if not is_still:
            return True  # all is asked again
        other = Trace(self.base, subject)
        return self._are_same(mine.path, other) and self._are_same(subject.path, other)

    def _is_same_again(self, now: "Trace") -> bool:
        return all(self._are_same(path, now) for path in self._answers) and all(
            question(*arguments, self.base) is answer
            for question, arguments, answer in self._derived
        )

    def _are_same(self, path: str, now: "Trace") -> bool:
        for name, given, answer in self._answers.get(path, ()):
            again = getattr(now, name)(*((path,) if given is None else given))
            if again is not answer and again != answer:
                return False
        return True

    def _document(self, path: str, format_: Format | None) -> Document | None:
        return self.subject if self._is_subject(path) else self.base.document(path, format_)

    def _is_subject(self, path: str) -> bool:
        return self.subject is not None and path == self.subject.path

    def _note(self, name: str, given: tuple[object, ...], answer: Answer) -> Answer:
        about = given[0] if given else ""
        path = about.path if isinstance(about, Document) else str(about)
        answered = self._answers.get(path, ())
        kept = None if given == (path,) else given  # of thousands of projects each has ten of these
        for question, with_what, before in answered:
            if question == name and with_what == kept:
                if before is not answer and before != answer:
                    self._is_torn = True
                return answer
        self._answers[path] = (*answered, (name, kept, answer))
        return answer
