"""The Compose files that a devcontainer.json has loaded together, as by `-f base -f more`.

Source: the Dev Containers command line, which hands `dockerComposeFile` to Compose in its order.
"""

import posixpath
from collections.abc import Iterator
from itertools import islice

from portlens.formats.devcontainer.configuration import Configuration
from portlens.programs.compose.sources import Sources, beside

_NAME = "devcontainer.json"
_MOST_CHOICES = 64  # names in the folder of development containers


def loaded_with(sources: Sources, path: str) -> tuple[str, ...]:
    """Return the files that the one at `path`, in a folder `.devcontainer`, is loaded with.

    None where no devcontainer.json of that folder names several with it, or two name others.
    """
    found = {files for files in _named(sources, path) if path in files}
    files = found.pop() if len(found) == 1 else ()
    return files if len(files) > 1 and all(map(sources.exists, files)) else ()


def _named(sources: Sources, path: str) -> Iterator[tuple[str, ...]]:
    folder = path[: path.rindex("/.devcontainer/")] + "/.devcontainer"
    inside = islice(sources.names_in(folder), _MOST_CHOICES)
    for candidate in (_NAME, *(posixpath.join(name, _NAME) for name in inside)):
        document = sources.devcontainer(posixpath.join(folder, candidate))
        tree = document.reading.tree if document is not None else None
        if document is not None and isinstance(tree, Configuration) and not tree.has_more_files:
            yield tuple(dict.fromkeys(beside(document.path, name) for name in tree.files))
