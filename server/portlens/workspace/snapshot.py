"""What the disk said, asked once for as long as it counts as unchanged."""

from collections.abc import Callable

from portlens.text.typed import TypeVar
from portlens.workspace.files import Files, Unreadable

Answer = TypeVar("Answer")


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

    def begin(self) -> None:
        """Forget what was said, and keep what is said from now on."""
        self._names = {}
        self._folders = {}
        self._versions = {}
        self._links = {}
        self._real = {}

    def read(self, path: str) -> str | Unreadable:
        """Return the text of the file at `path`, read anew: texts are kept by who needs them."""
        return self.files.read(path)

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
