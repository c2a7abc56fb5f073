"""The forwards of an ssh_config, each with both its ends."""

from collections.abc import Iterator
from typing import NamedTuple

from portlens.formats.ssh.directive import Directive
from portlens.model.address import Address
from portlens.model.port_use import PortUse
from portlens.text.span import Span
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
        line = use.detail
        if use.role != "listens" or not isinstance(line, Directive) or not _is_known(use):
            continue
        following = uses[index + 1] if index + 1 < len(uses) else None
        target = following if following and following.detail is line else None
        if target is None and len(line.words) > 1 and line.keyword != "dynamicforward":
            continue
        if target is None or _is_known(target):
            yield Forward(line, use, target)


def _is_known(use: PortUse) -> bool:
    if use.port is None:
        return use.address is not None and use.address.family == "unix"
    return bool(use.port.first)


def _end(use: PortUse) -> tuple[Address | None, int | None]:
    return use.address, use.port.first if use.port else None
