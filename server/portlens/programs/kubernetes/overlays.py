"""Which kustomizations of a project are made of another one, as overlays are of their base."""

import posixpath

from portlens.programs.kubernetes.kustomization import (
    MOST,
    Closure,
    closure,
    is_json,
    is_yaml,
    kustomization_in,
)
from portlens.programs.kubernetes.surroundings import Top, is_among, surroundings, top_of
from portlens.text.named_tuple import NamedTuple
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

_SETS = 16  # overlays of one base, and of the bases of these
# What is called so is made for others to build on, wherever they are.
_FOR_OTHERS = frozenset(
    {"base", "bases", "common", "component", "components", "lib", "shared", "template", "templates"}
)


class Family(NamedTuple):
    """The sets of files that have some in common, each what one kustomization comes to.

    `outermost` are those of them that are part of no other: what somebody applies. `is_known`:
    there are no others, as far as files can tell.
    """

    sets: tuple[Closure, ...]
    outermost: tuple[Closure, ...]
    is_known: bool


def family_of(folder: str, workspace: Workspace) -> Family:
    """Return the sets around the kustomization of `folder`, its own first."""

    def find(trace: Workspace) -> Family:
        sets: dict[str, Closure] = {}
        waiting, looked_at = [folder], set[str]()
        top = top_of(folder, trace)
        around = trace.ask(surroundings, top.folder) if top is not None else None
        is_known = around is not None and around.is_whole
        for root in waiting:  # grows on the way
            found = trace.ask(closure, root)
            if found is None:
                continue
            sets[root] = found
            for inner in found.folders:
                if around is not None:
                    waiting += [each for each in around.users.get(inner, ()) if each not in waiting]
                    is_inside = top is not None and _is_inside(inner, top)
                    is_known &= is_inside and not is_among(inner, around.applied)
                    if around.is_whole:
                        continue
                parent = posixpath.dirname(inner)
                if parent in looked_at or not inner:
                    continue
                looked_at.add(parent)
                nearby = trace.ask(_nearby, parent)
                waiting += [
                    each
                    for each in nearby or ()
                    if each not in waiting and _is_made_of(each, found, trace)
                ]
            if len(waiting) > _SETS:
                return Family(tuple(sets.values()), (), is_known=False)
        inside = {each for found in sets.values() for each in found.folders[1:]}
        outermost = {root: found for root, found in sets.items() if root not in inside}
        is_known &= not any(posixpath.basename(root) in _FOR_OTHERS for root in outermost)
        return Family(tuple(sets.values()), tuple(outermost.values()), is_known)

    return _FAMILIES.value(workspace, folder, find)


def _is_inside(folder: str, top: Top) -> bool:
    """Tell whether all that may name `folder` is below `top`.

    The user may have given no more of a project than one base.
    """
    if folder == top.folder:
        return top.is_certain
    return not top.folder or folder.startswith(top.folder.rstrip("/") + "/")


def _is_made_of(folder: str, base: Closure, workspace: Workspace) -> bool:
    found = workspace.ask(kustomization_in, folder)
    return found is not None and not set(found.named).isdisjoint(base.folders)


def _nearby(parent: str, workspace: Workspace) -> tuple[str, ...] | None:
    """Return the folders in `parent`, and those in these, that have a kustomization.

    None where they are too many to look into, or none of our business.
    """

    def find(trace: Workspace) -> tuple[str, ...] | None:
        if not trace.may_read(posixpath.join(parent, "kustomization.yaml")):
            return None
        found: list[str] = []
        waiting = _folders(parent, trace)
        for place, folder in enumerate(waiting):  # grows on the way
            if place >= MOST or len(waiting) > MOST:
                return None
            if trace.ask(kustomization_in, folder) is not None:
                found.append(folder)
            if posixpath.dirname(folder) == parent:
                waiting += _folders(folder, trace)
        return tuple(found)

    return _NEARBY.value(workspace, parent, find)


def _folders(folder: str, workspace: Workspace) -> list[str]:
    """Return what may be a folder in `folder`, by its name; a few more than are looked at."""
    names = workspace.names_in(folder or ".")
    every = (name for name in names if not (is_yaml(name) or is_json(name) or name.startswith(".")))
    return [posixpath.join(folder, name) for name, _ in zip(every, range(MOST + 1), strict=False)]


_FAMILIES: Memo[Family] = Memo(256)
_NEARBY: Memo[tuple[str, ...] | None] = Memo(256)
