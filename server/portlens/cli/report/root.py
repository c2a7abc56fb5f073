"""The folder from which services that show a repository count paths."""

from collections.abc import Sequence

from portlens.cli.folders import repository_of
from portlens.cli.inputs import Input
from portlens.workspace.files import absolute
from portlens.workspace.uris import has_drive, quoted, uri_of


class Root:
    """The repository's root, or the folder of the run where there is no repository.

    A run in a folder below it reports the same paths as one at the root.
    """

    def __init__(self, inputs: Sequence[Input], folder: str = "") -> None:
        """Look from `folder`, which is without a word the folder of the process."""
        start = absolute(folder)
        self.folder = repository_of(start) or start
        self._real = {one.path: one.real for one in inputs if one.real}
        self._stdin = {one.path: one.shown for one in inputs if one.is_stdin}

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
        prefix = self.folder.rstrip("/") + "/"
        return self._real.get(path, path).removeprefix(prefix)

    def location(self, path: str) -> dict[str, str]:
        """Return the artifactLocation of SARIF: below the root, or absolute elsewhere."""
        below = self.below(path)
        if below.startswith("/") or has_drive(below):
            return {"uri": uri_of(below)}
        return {"uri": quoted(below), "uriBaseId": BASE}


BASE = "%SRCROOT%"
STDIN = "stdin"
