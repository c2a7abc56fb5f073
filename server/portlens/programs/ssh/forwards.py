"""The forwards of an ssh_config, each with both its ends, and the sockets that they open."""

from collections.abc import Iterator, Sequence

from portlens.formats.ssh.directive import Block, Directive
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address
from portlens.model.port_use import PortUse
from portlens.model.socket import Place, Sharing, Socket
from portlens.programs.machine import machine_of
from portlens.programs.ssh.connections import server_space
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.span import Span
from portlens.text.typed import cast
from portlens.workspace.document import Document


class Forward(NamedTuple):
    """One forwarding line that ssh takes; `target` is None for a SOCKS proxy."""

    line: Directive
    listening: PortUse
    target: PortUse | None

    @property
    def block(self) -> Span | None:
        """The block that the line stands in."""
        return self.line.block.span if self.line.block else None

    @property
    def span(self) -> Span:
        """Both arguments."""
        return Span(self.line.words[0].span.start, self.line.span.end)

    @property
    def is_remote(self) -> bool:
        """Whether the server listens, not this machine."""
        return self.line.keyword == "remoteforward"

    @property
    def key(self) -> tuple[object, ...]:
        """What is listened on, for comparison."""
        return (self.is_remote, *_end(self.listening))

    @property
    def target_key(self) -> tuple[object, ...] | None:
        """Where the forward goes, for comparison."""
        return _end(self.target) if self.target else None


def forwards(document: Document) -> Iterator[Forward]:
    """Yield the forwards whose ends are both known; one that the server picks is not."""
    uses = document.uses
    for index, use in enumerate(uses):
        pause()
        line = use.detail
        if use.role != "listens" or not isinstance(line, Directive) or not _is_known(use):
            continue
        following = uses[index + 1] if index + 1 < len(uses) else None
        target = following if following and following.detail is line else None
        if target is None and len(line.words) > 1 and line.keyword != "dynamicforward":
            continue
        if target is None or _is_known(target):
            yield Forward(line, use, target)


def sockets(document: Document) -> Iterator[Socket]:
    """Yield what ssh opens, on this machine or by a `RemoteForward` on the server.

    A line of a block counts for some hosts only: its sockets are open `when` the block holds.
    What an earlier line that surely counts as well forwards just so is dropped by ssh.
    """
    here = machine_of(document.path)
    there = server_space(document)
    seen: set[tuple[object, ...]] = set()
    for forward in forwards(document):
        pause()
        port = forward.listening.port
        block = block_that_decides(forward.line.block)
        ends = forward.key, forward.target_key
        if port is None or port.first is None or not seen.isdisjoint({("", ends), (block, ends)}):
            continue
        seen.add((block, ends))
        for address in _bound(forward.listening.address):
            yield Socket(
                there if forward.is_remote else here,
                address,
                "tcp",
                port.first,
                port.first,
                forward.line.owner,
                Place(document.path, port.span),
                sharing=Sharing(group=repr(ends)),
                when=(block,) if block else (),
                detail=forward,
            )


def block_that_decides(block: Block | None) -> str:
    """Return a name for the block that a line counts in, empty for one that always counts."""
    return "" if block is None or block.is_for_all else str(block.span.start)


def forward_of(socket: Socket) -> Forward:
    """Return the forward that opens a socket of ssh."""
    return cast("Forward", socket.detail)


def _bound(address: Address | None) -> Sequence[Address]:
    """Return what ssh binds: `*` is every address of both families."""
    if address is None:
        return ()
    if address.text == "*":
        return ANY_IPV4, ANY_IPV6
    if address.text == "localhost":
        return Address("ipv4", "127.0.0.1"), Address("ipv6", "::1")
    return (address,)


def _is_known(use: PortUse) -> bool:
    if use.port is None:
        return use.address is not None and use.address.family == "unix"
    return bool(use.port.first)


def _end(use: PortUse) -> tuple[Address | None, int | None]:
    return use.address, use.port.first if use.port else None
