"""The folder from which services that show a repository count paths."""

from collections.abc import Sequence

from portlens.cli.folders import repository_of
from portlens.cli.inputs import Input
from portlens.workspace.files import DiskFiles, absolute
from portlens.workspace.uris import has_drive, quoted, uri_of


class Root:
    """The repository's root, or the folder of the run where there is no repository.

    A run in a folder below it reports the same paths as one at the root, and so does one that is
    given a link: services show a file by the path that it really has in the repository alone.
    """

    def __init__(self, inputs: Sequence[Input], folder: str = "") -> None:
        """Look from `folder`, which is without a word the folder of the process."""
        start = absolute(folder)
        self.folder = repository_of(start) or start
        self._real = {one.path: one.real for one in inputs if one.real}
        self._stdin = {one.path: one.shown for one in inputs if one.is_stdin}
        self._files = DiskFiles()
        self._below: dict[str, str] = {}

    @property
    def uri(self) -> str:
        """The folder as a URI that ends with a slash."""
        return uri_of(self.folder.rstrip("/")) + "/"

    def below(self, path: str) -> str:
        """Return the absolute `path` as seen from the root; unchanged where it lies elsewhere.

        Standard input without a name of its own is called `stdin`.
        """
        if self._stdin.get(path) == "-":
            return STDIN
        if path not in self._below:
            self._below[path] = self._seen(self._real.get(path, path))
        return self._below[path]

    def _seen(self, path: str) -> str:
        real, root = (self._files.real(each) for each in (path, self.folder))
        for whole, folder in ((real, root), (path, self.folder)):
            prefix = folder.rstrip("/") + "/"
            if whole.startswith(prefix):
                return whole.removeprefix(prefix)
        return path

    def location(self, path: str) -> dict[str, str]:
        """Return the artifactLocation of SARIF: below the root, or absolute elsewhere."""
        below = self.below(path)
        if below.startswith("/") or has_drive(below):
            return {"uri": uri_of(below)}
        return {"uri": quoted(below), "uriBaseId": BASE}


BASE = "%SRCROOT%"
STDIN = "stdin"
