"""The folder from which services that show a repository count paths."""

import os
from collections.abc import Sequence
from urllib.parse import quote

from portlens.cli.folders import repository_of
from portlens.cli.inputs import Input
from portlens.workspace.files import absolute


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
        return f"file://{_quoted(self.folder.rstrip('/'))}/"

    def below(self, path: str) -> str:
        """Return the absolute `path` as seen from the root; unchanged where it lies elsewhere.

        Standard input without a name of its own is called `stdin`.
        """
        if self._stdin.get(path) == "-":
            return STDIN
        prefix = self.folder.rstrip("/") + "/"
        path = self._real.get(path, path)
        return path.removeprefix(prefix).replace(os.sep, "/")

    def location(self, path: str) -> dict[str, str]:
        """Return the artifactLocation of SARIF: below the root, or absolute elsewhere."""
        below = self.below(path)
        if below.startswith("/"):
            return {"uri": f"file://{_quoted(below)}"}
        return {"uri": _quoted(below), "uriBaseId": BASE}


def _quoted(path: str) -> str:
    return quote(path.replace(os.sep, "/").encode("utf-8", "surrogateescape"))


BASE = "%SRCROOT%"
STDIN = "stdin"
