"""What is around manifests in a project: its kustomizations, and what else applies its folders.

An overlay may be anywhere in a repository, as may what tells Flux or Argo CD to patch a folder. So
all folders are looked at, up to a bound; past it nobody knows.
"""

import posixpath
from collections.abc import Iterator, Mapping

from portlens.programs.kubernetes.kustomization import is_yaml, kustomization_in
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.workspace.memo import Memo
from portlens.workspace.walk import PRUNED
from portlens.workspace.workspace import Workspace

_FOLDERS = 256
_FILES = 512  # that are YAML: each is looked into once
_HIGHEST = 4  # folders above, where neither a workspace nor a repository says where it ends

_NEEDLES = ("kustomize.toolkit.fluxcd.io", "argoproj.io")
_KIND = regex(r"""(?:^|[\s{,])["']?kind["']?\s*:\s*["']?(?:Kustomization|Application(?:Set)?)\b""")
_PATH = regex(r"""(?:^|[\s{,])["']?path["']?\s*:[ \t]*("[^"\n]*"|'[^'\n]*'|[^\s,}#]*)""")
_CHANGES = regex(r"[pP]atch|kustomize\s*:|components|name(?:Prefix|Suffix)|postBuild|plugin")
_ANY = ""  # the path of what may be any folder
_UNSAID = regex(r".*[{$*?\[]")


class Surroundings(NamedTuple):
    """What the folders below one have to do with manifests.

    `users` are the folders whose kustomizations name another one, by that one. `applied` are the
    folders that Flux or Argo CD apply, by the ends of their paths, and `changed` those that they
    may change on the way. `is_whole`: all was looked at.
    """

    users: Mapping[str, tuple[str, ...]]
    applied: frozenset[str]
    changed: frozenset[str]
    is_whole: bool


class Top(NamedTuple):
    """Where a project begins; `is_certain`: what is above has nothing to do with it."""

    folder: str
    is_certain: bool


def top_of(folder: str, workspace: Workspace) -> Top | None:
    """Return the highest folder above `folder` that belongs to the project; None where none does.

    That is the workspace's own, else that of the repository. To be asked of a trace.
    """
    chain = []
    while workspace.may_read(posixpath.join(folder, "kustomization.yaml")):
        chain.append(folder)
        above = posixpath.dirname(folder)
        if above == folder or above.endswith(":"):
            return _unbounded(chain, workspace)
        folder = above
    return Top(chain[-1], ".git" in workspace.names_in(chain[-1])) if chain else None


def surroundings(top: str, workspace: Workspace) -> Surroundings:
    """Return what is in the folders below `top`."""

    def find(trace: Workspace) -> Surroundings:
        users: dict[str, dict[str, None]] = {}
        applied, changed = set[str](), set[str]()
        waiting, files, is_whole = [top], 0, True
        for folder in waiting:  # grows on the way
            inner = trace.folders_in(folder or ".")
            is_whole &= inner is not None
            waiting += [posixpath.join(folder, name) for name in inner or () if name not in PRUNED]
            paths = [posixpath.join(folder, each) for each in trace.names_in(folder or ".")]
            paths = list(filter(is_yaml, paths))
            files += len(paths)
            if len(waiting) > _FOLDERS or files > _FILES:
                is_whole = False
                break
            found = trace.ask(kustomization_in, folder)
            for each in found.named if found is not None else ():
                users.setdefault(each, {})[folder] = None
            for path in paths:
                delivery = trace.ask(_delivery, path)
                is_whole &= delivery is not None
                applied.update(delivery[0] if delivery else ())
                changed.update(delivery[1] if delivery else ())
        by_folder = {each: tuple(those) for each, those in users.items()}
        return Surroundings(by_folder, frozenset(applied), frozenset(changed), is_whole)

    return _SURROUNDINGS.value(workspace, top, find)


def is_among(folder: str, ends: frozenset[str]) -> bool:
    """Tell whether one of `ends` is the end of the path of `folder`, or of one above it.

    Such a path begins at the top of whatever repository, and Flux applies all that is below it.
    """
    return any(not end or f"/{end}/" in f"/{folder}/" for end in ends)


_Delivery = tuple[tuple[str, ...], tuple[str, ...]]
_NONE: _Delivery = ((), ())  # one object, so that what is made of it holds


def _delivery(path: str, workspace: Workspace) -> _Delivery | None:
    """Return the folders that a file has Flux or Argo CD apply, and change; None if it is unread.

    Its text alone is looked at, since it may be a template.
    """

    def find(trace: Workspace) -> _Delivery | None:
        text = trace.text(path) if trace.may_read(path) else None
        if text is None:
            return None
        if not any(needle in text for needle in _NEEDLES):
            return _NONE
        parts = [
            part
            for part in text.split("\n---")
            if any(needle in part for needle in _NEEDLES) and _KIND.search(part) is not None
        ]
        applied = [each for part in parts for each in _paths(part)]
        changing = (part for part in parts if _CHANGES.search(part) is not None)
        changed = [each for part in changing for each in _paths(part)]
        return (tuple(applied), tuple(changed)) if applied else _NONE

    return _DELIVERIES.value(workspace, path, find)


def _paths(text: str) -> Iterator[str]:
    found = [match[1].strip("\"'") for match in _PATH.finditer(text)]
    for path in found or (_ANY,):
        inside = posixpath.normpath(path.lstrip("/")) if path else "."
        yield _ANY if inside == "." or _UNSAID.match(inside) is not None else inside


def _unbounded(chain: list[str], workspace: Workspace) -> Top:
    """Return the top where all of the disk may be read."""
    for folder in chain:
        if ".git" in workspace.names_in(folder or "."):
            return Top(folder, is_certain=True)
    return Top(chain[min(_HIGHEST, len(chain) - 1)], is_certain=False)


_SURROUNDINGS: Memo[Surroundings] = Memo(16)
_DELIVERIES: Memo[_Delivery | None] = Memo(2 * _FILES)
