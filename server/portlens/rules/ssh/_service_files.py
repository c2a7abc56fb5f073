"""The services files that may define names for an OpenSSH configuration."""

from portlens.formats.registry import format_named
from portlens.formats.services.entry import Entry
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

# `roles/ssh/files/etc/ssh/sshd_config` and a services file at the project's root: as far apart
# as they come.
_HIGHEST = 8


def defined_names(document: Document, workspace: Workspace) -> frozenset[str]:
    """Return the names of TCP services that files near `document` define.

    Asked are `services` and `etc/services` in the folder of the document and in those above.
    """
    names: set[str] = set()
    folder = document.path
    for _ in range(_HIGHEST):
        folder, slash, _ = folder.rpartition("/")
        for name in ("services", "etc/services"):
            path = f"{folder}{slash}{name}"
            found = workspace.document(path, format_named("services"))
            if found is not None:
                names.update(_tcp_names(found))
        if not slash:
            break
    return frozenset(names)


def _tcp_names(document: Document) -> set[str]:
    entries = (use.detail for use in document.uses)
    return {
        name
        for entry in entries
        if isinstance(entry, Entry) and entry.number is not None and entry.protocol == "tcp"
        for name in entry.names
    }
