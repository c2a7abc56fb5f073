"""The nginx configuration that a document is, or is a part of."""

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple, Protocol

from portlens.formats.nginx.context import is_main
from portlens.formats.registry import may_have_format
from portlens.programs.nginx.build import Builder, tree_of
from portlens.programs.nginx.includes import Asked
from portlens.programs.nginx.installed import is_main_folder
from portlens.programs.nginx.servers import Configuration
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


class Around(Protocol):
    """What is asked of a context: the same one means that nothing has changed meanwhile."""

    @property
    def workspace(self) -> Workspace:
        """Where the other files come from."""


def configuration(document: Document, context: Around) -> Configuration:
    """Return the configuration that `document` is, or is a part of.

    A part is judged within the main file in a folder above that includes it: `nginx.conf`, or
    one of another name. Where nobody includes it, the files of a folder such as `conf.d` are
    read together, since the main file of an image includes them all; other parts are alone, and
    so is what the main file leaves out of a folder of which it reads some.
    """
    kept = _last.get("nginx")
    if kept is not None and kept.speaks_of(document, context):
        moment = context.workspace.moment
        _last["nginx"] = kept._replace(document=document, context=context, moment=moment)
        return kept.configuration
    asked = Asked(context.workspace, document)
    found = None
    folder = posixpath.dirname(document.path)
    is_left_out = False
    if not is_main(tree_of(document)):
        found, others = _around(document, asked)
        is_left_out = any(posixpath.dirname(path) == folder for path in others)
        found = found or _in_container(document, asked)
    if found is None:
        asked.begin(document.path)
        parts = [document] if is_left_out else _siblings(document, asked)
        found = Builder(asked, folder).build(parts)
    _last["nginx"] = _Kept(asked, found, document, context, context.workspace.moment)
    return found


def _around(document: Document, asked: Asked) -> tuple[Configuration | None, set[str]]:
    """Return the configuration whose main file includes `document`.

    Beside it, what those main files include that leave it out.
    """
    tried: set[str] = {document.path}
    others: set[str] = set()
    for path in (*_usual_mains(document.path), *_other_mains(document.path, asked)):
        if path in tried:
            continue
        tried.add(path)
        left = _left_out.get(path)
        if left is not None and left.leaves_out(document, asked):
            asked.rely_on(left.asked)
            others |= left.paths
            continue
        folder = posixpath.dirname(path)
        asked.begin(path)
        main = asked.document(path)
        if main is None or main.path == document.path or not may_be_main(main):
            continue
        if posixpath.basename(path) != "nginx.conf" and not _may_reach(main, document):
            continue
        found = Builder(asked, folder).build((main,))
        if document.path in found.paths:
            return found, others
        left = _LeftOut(asked, found.paths - {path}, asked.workspace.moment)
        if any(kept.moment is not left.moment for kept in _left_out.values()):
            _left_out.clear()
        _left_out[path] = left
        others |= left.paths
    return None, others


class _LeftOut(NamedTuple):
    """What a main file includes that leaves out the document which was judged.

    Whoever has hundreds of files that no main file includes reads it once, and not for each.
    """

    asked: Asked
    paths: set[str]
    moment: object

    def leaves_out(self, document: Document, asked: Asked) -> bool:
        workspace = asked.workspace
        if self.moment is None or self.moment is not workspace.moment:
            return False
        real = workspace.files.real(document.path)
        return self.asked.workspace is workspace and real not in self.asked.real_paths


_left_out: dict[str, _LeftOut] = {}  # by the main file's path


_TARGET = re.compile(r"\binclude[ \t\r\n]+[\"']?([^;\s\"']+)")


def _may_reach(main: Document, document: Document) -> bool:
    """Tell whether an include of `main` could mean `document`, as far as the last names go.

    A folder of many main files would take too long otherwise; what their parts include in turn
    is judged within `nginx.conf` alone.
    """
    folder, name = posixpath.split(document.path)
    is_beside = folder == posixpath.dirname(main.path)
    for target in _targets(main.text):
        above, last = posixpath.split(target)
        # A link in `sites-enabled` leads elsewhere.
        if fnmatchcase(name, last) and (
            (is_beside and is_main_folder(above))
            or above.endswith("enabled")
            or fnmatchcase(posixpath.basename(folder), posixpath.basename(above))
        ):
            return True
    return False


@lru_cache(maxsize=64)
def _targets(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_TARGET.findall(text)))


def _in_container(document: Document, asked: Asked) -> Configuration | None:
    """Return the configuration of the container that `document` is given to.

    Where the main file is the image's own, it includes the files of `conf.d` into one block,
    among them those that are made of `templates`.
    """
    container = asked.container(document.path)
    if container is None:
        return None
    asked.begin(document.path)
    for usual in MAINS:
        path = container.path_of(usual)
        main = asked.document(path) if path else None
        if main is not None and main.path != document.path and may_be_main(main):
            asked.begin(path)
            found = Builder(asked, posixpath.dirname(path)).build((main,))
            return found if document.path in found.paths else None
    paths = [path for usual in PARTS for path in container.matching(usual, asked.names_in)]
    parts = [part for path in paths if (part := asked.included(path)) is not None]
    if document not in parts or any(is_main(tree_of(part)) for part in parts):
        return None
    return Builder(asked, posixpath.dirname(document.path)).build(parts)


MAINS = (
    "/etc/nginx/nginx.conf",
    "/usr/local/openresty/nginx/conf/nginx.conf",
    "/usr/local/nginx/conf/nginx.conf",
)
PARTS = ("/etc/nginx/conf.d/*.conf", "/etc/nginx/templates/*.template")


def may_be_main(document: Document) -> bool:
    """Tell whether the document is a whole configuration that other files are part of."""
    return "include" in document.text and is_main(tree_of(document))


def _usual_mains(path: str) -> Iterator[str]:
    return (posixpath.join(folder, "nginx.conf") for folder in _folders_above(path))


# Whoever has more configurations in one folder has a collection of parts.
_MOST_TRIED = 32


def _other_mains(path: str, asked: Asked) -> Iterator[str]:
    """Yield the nginx files of other names in the folders above that stand for themselves."""
    for folder in _folders_above(path):
        names = [name for name in asked.names_in(folder) if name.endswith((".conf", ".nginx"))]
        for name in names[:_MOST_TRIED]:
            other = posixpath.join(folder, name)
            if other != path and may_have_format(other) and asked.is_nginx(other):
                yield other


_HIGHEST_FOLDER = 5


def _folders_above(path: str) -> Iterator[str]:
    folder = posixpath.dirname(path)
    for _ in range(_HIGHEST_FOLDER):
        yield folder
        if not posixpath.basename(folder):
            return
        folder = posixpath.dirname(folder)


# What the main files of packages and images include from these folders, all into one block.
_TOGETHER = {
    "conf.d": ".conf",
    "http.d": ".conf",
    "stream.d": ".conf",
    "sites-enabled": "",
    "streams-enabled": "",
    "stream-enabled": "",
}


def _siblings(document: Document, asked: Asked) -> list[Document]:
    """Return the documents that are read together with `document`, it among them."""
    folder, name = posixpath.split(document.path)
    ending = _TOGETHER.get(posixpath.basename(folder))
    if ending is None or not _is_read(name, ending) or is_main(tree_of(document)):
        return [document]
    found = []
    for other in asked.names_in(folder):
        path = posixpath.join(folder, other)
        if path == document.path:
            found.append(document)
        elif _is_read(other, ending) and asked.is_nginx(path):
            part = asked.included(path)
            if part is not None and not is_main(tree_of(part)):
                found.append(part)
    return found if document in found else [document]


def _is_read(name: str, ending: str) -> bool:
    """Tell whether glob(3) finds it: hidden files never."""
    return name.endswith(ending) and not name.startswith(".")


class _Kept(NamedTuple):
    """The configuration that was asked for last, and all that it depends on.

    One analysis asks from every rule, with the same document and context: whether the files
    are still the same is looked at for the first question only.
    """

    asked: Asked
    configuration: Configuration
    document: Document
    context: Around
    moment: object  # of the workspace, when all that was looked at

    def speaks_of(self, document: Document, context: Around) -> bool:
        if document is self.document and context is self.context:
            return True
        workspace = context.workspace
        if document.path not in self.configuration.paths or self.asked.workspace is not workspace:
            return False
        if self.moment is not None and self.moment is workspace.moment:
            return self.asked.has(document)
        return self.asked.holds_for(document)


_last: dict[str, _Kept] = {}  # every rule asks for the same one in turn
