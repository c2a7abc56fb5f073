"""The entries of `ports`: what the runner hands to `docker create -p`, one word each.

Source: actions/runner, ContainerInfo and DockerCommandManager.DockerCreate; Docker's command line
judges the word. An expression is unknown.
"""

from collections.abc import Iterator

from portlens.formats._docker_ports.entry import COMMAND_LINE, read_entry
from portlens.formats._format import Fault
from portlens.formats._place import masked_place
from portlens.formats._yaml.nodes import Mapping, Node, Scalar, Sequence, resolved
from portlens.formats._yaml.scalar_type import type_of
from portlens.formats.github_actions.workflow import Entry
from portlens.model.port_use import PortRange, PortUse
from portlens.text.pause import pausing
from portlens.text.regex import regex

# The shell-less command line is cut at blanks and quotes, and `=` is another grammar: whoever
# writes these knows what comes of it.
_OTHER = regex(r"[\s\"'=\\]")
_PORTS = regex(r"[0-9]+(?::[0-9]+)*")
_NUMBER = regex(r"[1-9][0-9]*|0")


def read_ports(node: Node | None, owner: str, entry: Entry, text: str) -> Iterator[PortUse | Fault]:
    """Yield the ports that a list of a container's publishes, and what is refused of it."""
    found = resolved(node)
    if isinstance(found, Sequence):
        for item in pausing(found.items):
            yield from _item(resolved(item), owner, entry, text)
    elif isinstance(found, Mapping) or (
        isinstance(found, Scalar) and _PORTS.fullmatch(found.value)
    ):
        yield Fault("invalid-port", found.span, "github-no-list")


def _item(
    node: Scalar | Sequence | Mapping | None, owner: str, entry: Entry, text: str
) -> Iterator[PortUse | Fault]:
    if isinstance(node, Mapping):
        # `- 8080: 80` has a blank too many; half typed it is `- 8080:`.
        if all(isinstance(value, Scalar) and value.value for _, value in node.pairs):
            yield Fault("invalid-port", node.span, "github-mapping")
        return
    if not isinstance(node, Scalar):
        return
    place = masked_place(node, text)
    kind = type_of(node)
    if kind == "null" or not node.value:
        empty = PortRange(place.span, None, None)
        yield PortUse("publishes", place.span, empty, owner=owner, detail=entry)
        yield Fault("missing-port", place.span, "github-no-port")
        return
    is_odd_number = kind in ("int", "float") and not _NUMBER.fullmatch(node.value)
    if is_odd_number or _OTHER.search(place.expanded.text):
        return
    found = read_entry(place, COMMAND_LINE)
    yield from found.faults
    port = None if found.parts.host is None or found.is_picked else found.port
    yield PortUse(
        "publishes",
        place.span,
        port,
        found.transport,
        found.address,
        owner,
        found.target,
        detail=entry,
    )
