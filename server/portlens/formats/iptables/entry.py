"""What the readers of iptables know of a port beyond its number."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal

Verdict = Literal["", "accept", "drop", "reject"]
# `port` is either side, `to` where packets are sent on to, `from` the port that they get.
Part = Literal["dport", "sport", "port", "to", "from"]


class Entry(NamedTuple):
    """How a rule asks for a port, or which one it gives to packets.

    `hook` is the chain of the kernel from which the rule's chain is reached, in small letters,
    empty where the file does not tell; `is_not`: of every port but this one. `has_address`:
    packets are sent on to an address that is written, and not to the machine itself.
    """

    part: Part
    verdict: Verdict = ""
    hook: str = ""
    is_not: bool = False
    has_address: bool = False

    @property
    def is_incoming(self) -> bool:
        """Whether packets are meant that come to the port of a program on this machine."""
        return self.part == "dport" and self.hook == "input" and not self.is_not
