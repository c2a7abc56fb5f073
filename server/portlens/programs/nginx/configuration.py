"""The nginx configuration that a document is, or is a part of."""

import posixpath
from collections.abc import Callable, Hashable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache, partial

from portlens.formats.nginx.context import is_main
from portlens.formats.registry import may_have_format
from portlens.programs.facts import LeftOut
from portlens.programs.nginx.build import Builder, tree_of
from portlens.programs.nginx.includes import Asked
from portlens.programs.nginx.installed import INSTALLED, is_main_folder
from portlens.programs.nginx.servers import Configuration
from portlens.programs.taken import picked_in
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace


def configuration(document: Document, workspace: Workspace) -> Configuration:
    """Return the configuration that `document` is, or is a part of.

    A part is judged within the main file in a folder above that includes it: `nginx.conf`, or
    one of another name. Where nobody includes it, the files of a folder such as `conf.d` are
    read together, since the main file of an image includes them all; other parts are alone, and
    so is what the main file leaves out of a folder of which it reads some.
    """
    subject = document.source
    return _CHOSEN.value(workspace, subject.path, partial(_chosen, subject), subject=subject)


_CHOSEN: Memo[Configuration] = Memo(64)

# A thousand files of one configuration share it: those with a main file by the path of that.
_WITH_MAIN: Memo[Configuration | None] = Memo(32)
_OF_PARTS: Memo[Configuration] = Memo(32)


def _chosen(document: Document, workspace: Trace) -> Configuration:
    asked = Asked(workspace, document)
    found = None
    folder = posixpath.dirname(document.path)
    others: list[Configuration] = []
    if not is_main(tree_of(document)):
        found, others = _around(document, asked)
        found = found or _in_container(document, asked)
        if found is None and not any(_reads_in(folder, other) for other in others):
            found = _beside(document, workspace)
    if found is None:
        asked.begin(document.path)
        found = Builder(asked, folder).build([asked.filled(document)])
        found.left_out_by = _left_out_by(document, others)
    return found


def _left_out_by(document: Document, others: list[Configuration]) -> LeftOut | None:
    """Return which of the main files around reads others of the document's folder, and not it.

    A site without a link in `sites-enabled` is left out by who reads the links to others. What
    an include that nobody can follow may mean is not.
    """
    folder = posixpath.dirname(document.path)
    enabled = f"{folder.removesuffix('available')}enabled"
    for other in others:
        if not (_reads_in(folder, other) or _reads_in(enabled, other)) or other.is_template:
            continue
        main = next(iter(other.paths))
        if not any(_may_mean(target, document.path, main) for target in other.unfollowed):
            return LeftOut(main, "not-included")
    return None


def _may_mean(target: str, path: str, main: str) -> bool:
    """Tell whether an include of the main file at `main`, not followed, may mean `path`."""
    if _PLACE.search(target):
        return True
    installed = INSTALLED.match(target)
    if target.startswith("/") and installed is None:  # on whichever machine this will be
        return fnmatchcase(posixpath.basename(path), posixpath.basename(target))
    beside = target[installed.end() :] if installed else target
    return fnmatchcase(path, posixpath.join(posixpath.dirname(main), beside))


_PLACE = regex(r"[${<]")


def _reads_in(folder: str, found: Configuration) -> bool:
    """Tell whether a configuration includes files that lie in `folder`."""
    _main, *parts = found.paths
    return any(posixpath.dirname(path) == folder for path in parts)


def _around(document: Document, asked: Asked) -> tuple[Configuration | None, list[Configuration]]:
    """Return the configuration whose main file includes `document`.

    Beside it, those whose main files lie around and leave it out.
    """
    tried: set[str] = {document.path}
    others: list[Configuration] = []
    for path in (*_usual_mains(document.path), *_other_mains(document.path, asked)):
        if path in tried:
            continue
        tried.add(path)
        main = asked.document(path)
        if main is None or main.path == document.path or not may_be_main(main):
            continue
        if posixpath.basename(path) != "nginx.conf" and not _may_reach(main, document):
            continue
        found = _with_main(path, document, asked.workspace)
        if found is not None and document.path in found.paths:
            return found, others
        if found is not None:
            others.append(found)
    return None, others


def _with_main(path: str, document: Document, workspace: Trace) -> Configuration | None:
    """Return the configuration of the main file at `path`, as it is read when `document` is judged.

    Whoever has hundreds of files reads their main file once, be they part of it or left out.
    """

    def build(trace: Trace) -> Configuration | None:
        asked = Asked(trace, document)
        asked.begin(path)
        main = asked.document(path)
        return None if main is None else Builder(asked, posixpath.dirname(path)).build((main,))

    return _WITH_MAIN.value(workspace, path, build, subject=document)


_TARGET = regex(r"\binclude[ \t\r\n]+[\"']?([^;\s\"']+)")


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
    for usual in MAINS:
        path = container.path_of(usual)
        asked.begin(path)
        main = asked.document(path) if path else None
        if main is not None and main.path != document.path and may_be_main(main):
            found = _with_main(path, document, asked.workspace)
            return found if found is not None and document.path in found.paths else None

    def paths(asked: Asked) -> list[str]:
        return [path for usual in PARTS for path in container.matching(usual, asked.names_in)]

    def chosen(found: list[Document]) -> list[Document]:
        return [] if any(is_main(tree_of(part)) for part in found) else found

    return _of_parts(container, document, paths, chosen, asked.workspace)


def _of_parts(
    key: Hashable,
    document: Document,
    paths: Callable[[Asked], list[str]],
    chosen: Callable[[list[Document]], list[Document]],
    workspace: Trace,
) -> Configuration | None:
    """Return the configuration of some parts without their main file, if `document` is one.

    The first part stands for the main file, whichever of them is judged: all share the answer.
    """

    def build(trace: Trace) -> Configuration:
        asked = Asked(trace, document)
        places = paths(asked)
        if not places:
            return Configuration()
        asked.begin(places[0])
        found = chosen([part for path in places if (part := asked.included(path)) is not None])
        builder = Builder(asked, posixpath.dirname(places[0]))
        return builder.build(found) if found else Configuration()

    found = _OF_PARTS.value(workspace, key, build, subject=document)
    return found if document.path in found.paths else None


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


def _beside(document: Document, workspace: Trace) -> Configuration | None:
    """Return the configuration of the files that are read together with `document`, if any are."""
    folder, name = posixpath.split(document.path)
    ending = _TOGETHER.get(posixpath.basename(folder))
    if ending is None or not _is_read(name, ending):
        return None

    picked = picked_in(folder, workspace)
    together = picked.get(document.path) if picked is not None else None
    if picked is not None and together is None:
        return None  # containers have others of the folder, each what it is given

    def paths(asked: Asked) -> list[str]:
        names = [other for other in asked.names_in(folder) if _is_read(other, ending)]
        found = [posixpath.join(folder, other) for other in names]
        chosen = found if together is None else [path for path in found if path in together]
        return [path for path in chosen if asked.is_nginx(path)]

    def chosen(found: list[Document]) -> list[Document]:
        return [part for part in found if not is_main(tree_of(part))]

    return _of_parts((folder, together), document, paths, chosen, workspace)


def _is_read(name: str, ending: str) -> bool:
    """Tell whether glob(3) finds it: hidden files never."""
    return name.endswith(ending) and not name.startswith(".")
