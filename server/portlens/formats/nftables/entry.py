"""What the readers of nftables know of a port beyond its number."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal

Verdict = Literal["", "accept", "drop", "reject"]
Side = Literal["dport", "sport"]


class Entry(NamedTuple):
    """How a rule asks for a port.

    `hook` is that of the chain, empty where the file does not tell; `is_not`: of every port but
    this one. A set or a variable has what its uses have in common.
    """

    side: Side
    verdict: Verdict = ""
    hook: str = ""
    is_not: bool = False

    @property
    def is_incoming(self) -> bool:
        """Whether packets are meant that come to the port of a program on this machine."""
        return self.side == "dport" and self.hook == "input" and not self.is_not
