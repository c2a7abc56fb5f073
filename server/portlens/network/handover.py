"""Programs that open sockets in the place of others, as systemd does for sshd."""

from collections.abc import Iterable

from portlens.model.socket import Socket
from portlens.programs.program import Program


def opener_of(program: Program, programs: Iterable[Program]) -> Program | None:
    """Return which of `programs` opens sockets in the place of `program` and hands them over."""
    names = set(program.facts.known_as)
    if not names:
        return None
    return next((one for one in programs if not names.isdisjoint(one.facts.hands_to)), None)


def replaces(opener: Program) -> bool:
    """Tell whether a program is certain to open what it opens in the place of another."""
    return any(socket.certainty == "certain" for socket in opener.sockets)


def is_replaced(program: Program, programs: Iterable[Program]) -> bool:
    """Tell whether it is certain that another of `programs` opens the sockets of `program`."""
    opener = opener_of(program, programs)
    return opener is not None and replaces(opener)


def left_to(
    program: Program, programs: Iterable[Program], sockets: Iterable[Socket]
) -> tuple[Socket, ...]:
    """Return the `sockets` of a program; none is certain where another opens some in its place."""
    if opener_of(program, programs) is None:
        return tuple(sockets)
    return tuple(socket._replace(certainty="conditional") for socket in sockets)
