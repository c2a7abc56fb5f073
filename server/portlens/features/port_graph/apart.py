"""Names that others have too, of groups and of boxes, told apart by where their files lie."""

from collections.abc import Iterable, Mapping, Sequence
from posixpath import basename, dirname

from portlens.features.port_graph.graph import GraphGroup, GraphNode
from portlens.text.pause import pause, pausing


def told_apart(groups: Iterable[GraphGroup], files: Mapping[str, str]) -> tuple[GraphGroup, ...]:
    """Return `groups`, of which those in one group with one label have their folders in it.

    `files` are the main files of hosts and projects by the group's id. Of a folder as much is
    shown as tells it from the others: `shop (a/shop)` beside `shop (b/shop)`. Where two lie in one
    folder, the files are shown instead.
    """
    every = tuple(groups)
    alike: dict[tuple[str | None, str], list[str]] = {}
    for group in pausing(every):
        if group.id in files:
            alike.setdefault((group.parent, group.label), []).append(group.id)
    ends: dict[str, str] = {}
    for ids in alike.values():
        if len(ids) > 1:
            paths = [files[each] for each in ids]
            folders = [dirname(path) for path in paths]
            shown = _ends(folders if len(set(folders)) == len(folders) else paths)
            ends.update(zip(ids, shown, strict=True))
    return tuple(
        group._replace(label=_with_folder(group.label, ends[group.id]))
        if group.id in ends
        else group
        for group in pausing(every)
    )


def nodes_apart(nodes: Iterable[GraphNode], files: Mapping[str, str]) -> tuple[GraphNode, ...]:
    """Return `nodes`, of which those in one group with one label show their files.

    `files` are these by the node's id. A program is called as its file, of which as many names are
    shown as tell it from the others: `a/nginx.conf` beside `b/nginx.conf`; a service has that
    behind its name.
    """
    every = tuple(nodes)
    alike: dict[tuple[str | None, str], list[GraphNode]] = {}
    for node in every:
        pause()
        if node.id in files:
            alike.setdefault((node.group, node.label), []).append(node)
    labels: dict[str, str] = {}
    for same in alike.values():
        paths = [files[node.id] for node in same]
        if len(same) > 1 and len(set(paths)) == len(paths):
            for node, end in zip(same, _ends(paths), strict=True):
                is_file = node.label == basename(files[node.id])
                labels[node.id] = end if is_file else f"{node.label} ({end})"
    return tuple(node._replace(label=labels.get(node.id, node.label)) for node in pausing(every))


def _with_folder(label: str, folder: str) -> str:
    """Return a label with a folder behind it, in the place of the last name if that is there."""
    last = folder.rpartition("/")[2]
    return f"{label.removesuffix(f' ({last})')} ({folder})"


def _ends(paths: Sequence[str]) -> Sequence[str]:
    """Return the last names of each path, as many as tell all of them apart."""
    names = [path.strip("/").split("/") for path in paths]
    for count in range(1, max(map(len, names)) + 1):
        found = ["/".join(each[-count:]) for each in names]
        if len(set(found)) == len(found):
            return found
    return paths
