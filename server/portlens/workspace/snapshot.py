"""What the disk said, asked once for as long as it counts as unchanged."""

from collections.abc import Callable, Mapping

from portlens.text.typed import TypeVar
from portlens.workspace.files import Files, Unreadable

Answer = TypeVar("Answer")

# Up to so many questions are asked again to see whether the answers are still the same, and lists
# of so many names. A look at one file takes 2 µs, where it really lies 17, a name in a list 0.4:
# within two milliseconds in all. Who asked more may want a few of them now.
MOST_AGAIN = 100
MOST_NAMES = 1000


class Snapshot:
    """The same files as `files`; from `begin` on each question is asked once, until the next.

    Before the first `begin` nothing is kept.
    """

    def __init__(self, files: Files) -> None:
        self.files = files
        self._names: dict[str, tuple[str, ...]] | None = None
        self._folders: dict[str, tuple[str, ...] | None] = {}
        self._versions: dict[str, object] = {}
        self._links: dict[str, bool] = {}
        self._real: dict[str, str] = {}
        self._is_unread = False  # who may read a file can change while its version does not

    def begin(self) -> bool:
        """Keep what is said from now on; tell whether all that was said before still holds.

        Then it is kept as well. Else it is forgotten, also where there is too much to ask again.
        """
        if self._holds():
            return True
        self._is_unread = False
        self._names = {}
        self._folders = {}
        self._versions = {}
        self._links = {}
        self._real = {}
        return False

    def read(self, path: str) -> str | Unreadable:
        """Return the text of the file at `path`, read anew: texts are kept by who needs them."""
        text = self.files.read(path)
        self._is_unread |= isinstance(text, Unreadable)
        return text

    def list(self, folder: str) -> tuple[str, ...]:
        """Return the names in `folder`."""
        return self._once(self._names, folder, self.files.list)

    def folders(self, folder: str) -> tuple[str, ...] | None:
        """Return the names of the folders in `folder`; None where it cannot be read."""
        return self._once(self._folders, folder, self.files.folders)

    def version(self, path: str) -> object:
        """Return what changes when the file does."""
        return self._once(self._versions, path, self.files.version)

    def is_link(self, path: str) -> bool:
        """Tell whether the file itself is a symbolic link."""
        return self._once(self._links, path, self.files.is_link)

    def real(self, path: str) -> str:
        """Return where the file really lies."""
        return self._once(self._real, path, self.files.real)

    def is_read_only(self, path: str) -> bool:
        """Tell whether the file may not be written, as it is now."""
        return self.files.is_read_only(path)

    def _holds(self) -> bool:
        """Tell whether every answer would be the same now."""
        if self._names is None or self._is_unread:
            return False
        said: tuple[tuple[Mapping[str, object], Callable[[str], object]], ...] = (
            (self._versions, self.files.version),
            (self._names, self.files.list),
            (self._folders, self.files.folders),
            (self._links, self.files.is_link),
            (self._real, self.files.real),
        )
        if sum(len(answers) for answers, _ in said) > MOST_AGAIN:
            return False
        # To find the folders in a folder takes a look at all its names, however many these are.
        if self._folders.keys() - self._names.keys():
            return False
        if sum(map(len, self._names.values())) > MOST_NAMES:
            return False
        return all(ask(path) == answer for answers, ask in said for path, answer in answers.items())

    def _once(
        self, kept: dict[str, Answer] | None, path: str, ask: Callable[[str], Answer]
    ) -> Answer:
        if self._names is None or kept is None:
            return ask(path)
        try:
            return kept[path]
        except KeyError:
            answer = kept[path] = ask(path)
            return answer
