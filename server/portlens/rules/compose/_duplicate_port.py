"""Entries of one service that say the same."""

from collections.abc import Iterator, Sequence

from portlens.formats._format import PartedUses
from portlens.formats._template import has_other_placeholder
from portlens.formats._yaml.nodes import entries
from portlens.formats.compose.port_entry import PortEntry
from portlens.formats.compose.services import ComposeFile
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.programs.compose.project import Project, bodies_in, project_of
from portlens.text.pause import pause, pausing
from portlens.text.phrase import Phrase
from portlens.text.plain import split_blanks
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.latest import OfParts
from portlens.workspace.workspace import Workspace

MESSAGE = Phrase("{entry} stands in the list twice", "{entry} はリストに 2 回書かれています")
OLDER = Phrase(
    "Compose 2 refuses {entry}, which equals an entry above; Compose 5 takes both",
    "{entry} は上の項目と等しく、Compose 2 は拒否しますが、Compose 5 では両方が使われます",
)
FIRST = Phrase("the first of them", "最初の項目")
REMOVE = Phrase("Remove the second entry", "2 つ目の項目を削除する")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each entry that an earlier one of the same list makes needless.

    What Compose 2 refuses for being equal is one where Docker picks both ports: for others
    the second is a conflict in any version.

    Compose keeps some that mean the same and are spelled otherwise (`published: 80` as a number
    and as text): Docker then fails at the second, which is a conflict and not a double.

    Nothing is said of what stands under a key that is there twice: that is two lists, of which
    `duplicate-key` tells, and which of both is to go nobody knows.
    """
    if not _may_have_doubles(document):
        return
    first: dict[tuple[object, ...], PortUse] = {}
    project = project_of(document, context.workspace)
    kept: set[Span] | None = None
    apart: set[tuple[str, str]] | None = None
    older = {
        one.span
        for one in project.problems
        if (one.kind, one.document.path) == ("older", document.path)
    }
    for use in document.uses:
        pause()
        detail = use.detail
        if not isinstance(detail, PortEntry) or detail.is_mention:
            continue
        key = _key(use, detail, document)
        if key is None:
            continue
        if key in first:
            if kept is None or apart is None:  # hardly a file has such an entry
                kept = _kept(project, document, context.workspace)
                apart = _apart(document)
            if (detail.service, "expose" if detail.form == "expose" else "ports") in apart:
                continue
            if use.span not in kept or first[key].span not in kept:
                yield _finding(use, detail, first[key], document)
            elif use.span in older and use.port is None:
                related = (Related(first[key].span, FIRST),)
                yield Finding(use.span, OLDER.fill(entry=_entry(use, document)), related)
        else:
            first[key] = use


def _may_have_doubles(document: Document) -> bool:
    """Tell whether two entries of one service may say the same; else nobody looks closer."""
    if not isinstance(document.uses, PartedUses):
        return True
    seen: set[str] = set()
    for _, names in _ALONE.of(document, None):
        if names is None or not seen.isdisjoint(names):
            return True
        seen |= names
    return False


def _alone(uses: Sequence[PortUse], _: None) -> set[str] | None:
    """Return the services of entries that all say something else; None where two may not."""
    found: set[tuple[object, ...]] = set()
    names: set[str] = set()
    for use in pausing(uses):
        detail = use.detail
        if not isinstance(detail, PortEntry) or detail.is_mention:
            continue
        key = _meaning(use, detail)
        if key is None or key in found:
            return None
        found.add(key)
        names.add(detail.service)
    return names


_ALONE = OfParts(_alone)


def _kept(project: Project, document: Document, workspace: Workspace) -> set[Span]:
    """Return the entries of the document that ask for a port of the host when all is merged."""
    return {
        published.use.span
        for body in bodies_in(document, project, workspace)
        for published in body.ports
        if published.path == document.path and published.use.role == "publishes"
    }


def _apart(document: Document) -> set[tuple[str, str]]:
    """Return what is written as several lists: the name of a service, and the key of the lists."""
    tree = document.reading.tree
    # What is plain YAML has no key twice.
    if not isinstance(tree, ComposeFile) or tree.is_yaml:
        return set()
    found: set[tuple[str, str]] = set()
    for services in tree.services:
        written: set[tuple[str, str]] = set()  # of several documents Compose makes one list
        for service in pausing(services):
            for key, _ in entries(service.node):
                name = service.name, key.value
                (found if name in written else written).add(name)
    return found


def _key(use: PortUse, detail: PortEntry, document: Document) -> tuple[object, ...] | None:
    parts = [part for part in (use.port, use.target) if part is not None]
    for part in parts:
        if part.is_empty:
            return None
    # What nobody knows is the same only if it is written with the same words, and not by a
    # template, which may write something else each time.
    meaning = _meaning(use, detail)
    if meaning is None:
        if has_other_placeholder(use.span.of(document.text)):
            return None
        return detail.owner.service, detail.form == "expose", use.span.of(document.text)
    return meaning


def _meaning(use: PortUse, detail: PortEntry) -> tuple[object, ...] | None:
    """Return what two entries that say the same have in common; None where nobody knows it."""
    port, target = use.port, use.target
    are_known = (port is None or port.is_known) and (target is None or target.is_known)
    if detail.is_address_unknown or not are_known:
        return None
    return (
        detail.owner.service,
        detail.form == "expose",
        detail.host_ip or "0.0.0.0",
        port and port[1:3],
        target and target[1:3],
        use.role,
        use.transport,
    )


def _finding(use: PortUse, detail: PortEntry, first: PortUse, document: Document) -> Finding:
    from portlens.rules.compose._lines import removal

    edit = removal(detail.node, document)
    fixes = (Fix(REMOVE, (edit,), is_safe=True, is_preferred=True),) if edit else ()
    return Finding(
        use.span,
        MESSAGE.fill(entry=_entry(use, document)),
        (Related(first.span, FIRST),),
        fixes,
        is_unnecessary=True,
    )


def _entry(use: PortUse, document: Document) -> str:
    return " ".join(split_blanks(use.span.of(document.text)))
