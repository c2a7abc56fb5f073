"""A unit: its files in the order in which they count, and what these say together.

Source: systemd.unit(5) and systemd.socket(5) of systemd 252.
"""

from collections.abc import Iterable, Mapping

from portlens.formats.systemd.listen import KEYS, Listen
from portlens.formats.systemd.reader import Tree
from portlens.formats.systemd.unit import Assignment
from portlens.model.port_use import PortUse
from portlens.text.lazy import Lazy
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import cast
from portlens.workspace.document import Document


class Line(NamedTuple):
    """A listening line that counts: no later line without a value takes it back."""

    document: Document
    use: PortUse


class _Counting(NamedTuple):
    document: Document
    use: PortUse | None  # a queue, say, has none


class Unit:
    """A unit as systemd reads it. Each of its files asks what all of them say, so that is kept.

    `root` is the path, with a slash at its end, below which the machine's folders lie; None
    where the files lie in none of them. `documents` are all files by path, in the order in which
    they count. Without `is_seen` there are only drop-ins, or the unit file is a link that leads to
    where nobody may look.
    """

    def __init__(
        self,
        name: str,
        root: str | None,
        documents: Iterable[Document],
        *,
        is_enabled: bool,
        is_seen: bool,
    ) -> None:
        self.name = name
        self.root = root
        self.documents = {document.path: document for document in documents}
        self.is_enabled = is_enabled
        self.is_seen = is_seen

    @Lazy
    def by_name(self) -> Mapping[str, Document]:
        """All files by the last name of their paths; of two with one name the first."""
        every = reversed(tuple(self.documents.values()))
        return {document.path.rpartition("/")[2]: document for document in every}

    @Lazy
    def settings(self) -> Mapping[tuple[str, str], str]:
        """By section and key what counts where only the last value does."""
        return {
            (line.section, line.key): line.value
            for document in pausing(self.documents.values())
            for line in settings_in(document)
        }

    @Lazy
    def lines(self) -> tuple[Line, ...]:
        """The listening lines that count and have a port or a path, as systemd reads them."""
        return tuple(
            Line(line.document, line.use)
            for line in pausing(self._counting)
            if line.use is not None
        )

    @Lazy
    def spans(self) -> Mapping[str, set[Span]]:
        """The spans of these lines by the path of their file."""
        found: dict[str, set[Span]] = {}
        for line in pausing(self.lines):
            found.setdefault(line.document.path, set()).add(line.use.span)
        return found

    @property
    def is_listening(self) -> bool:
        """Tell whether any line makes systemd listen, be it on a port or on something else."""
        return bool(self._counting)

    @Lazy
    def takes_ipv4(self) -> bool:
        """Tell whether a socket for all of IPv6 takes IPv4 too, as it does unless told not to."""
        told = self.settings.get(("Socket", "BindIPv6Only"))
        if told is not None or self.is_seen:
            return told != "ipv6-only"
        # Where only a drop-in is here, the unit may have told it: ssh.socket of Debian 13 and
        # Ubuntu 24.04 does, and who writes a wildcard of each family for one port counts on it.
        written = {_wildcard(line.use) for line in self.lines}
        return not any(("ipv4", *rest) in written for family, *rest in written if family == "ipv6")

    @Lazy
    def _counting(self) -> list[_Counting]:
        kept: list[_Counting] = []
        for document in self.documents.values():
            pause()
            uses = {use.span: use for use in document.uses if isinstance(use.detail, Listen)}
            for line in settings_in(document):
                if line.section != "Socket" or not _LISTENING.fullmatch(line.key):
                    continue
                use = uses.get(line.span) if line.key in KEYS else None
                if not line.value:
                    kept.clear()
                elif use is None or not listen_of(use).is_refused:
                    kept.append(_Counting(document, use))
        return kept


_LISTENING = regex(
    "Listen(?:Stream|Datagram|SequentialPacket|FIFO|Netlink|Special|MessageQueue|USBFunction)"
)


def listen_of(use: PortUse) -> Listen:
    """Return what a listening line is beyond its port."""
    return cast("Listen", use.detail)


def settings_in(document: Document) -> tuple[Assignment, ...]:
    """Return all that a unit file sets."""
    tree = document.reading.tree
    return tree.assignments if isinstance(tree, Tree) else ()


def _wildcard(use: PortUse) -> tuple[str, str, int | None]:
    """Return the family, transport and port of a line for all addresses; no family for others."""
    address, port = use.address, use.port
    family = address.family if address is not None and address.is_wildcard else ""
    return family, use.transport, port.first if port is not None else None
