"""What the readers of firewalld know of a port beyond its number."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal

Part = Literal["port", "source", "forward", "to"]
Verdict = Literal["", "accept", "drop", "reject"]
Kind = Literal["service", "zone", "policy"]


class Entry(NamedTuple):
    """Where a port stands: `part` tells the element or attribute, `kind` the root of the file.

    `in_rule`: in a rich rule, whose `verdict` it is. `has_address`: it is forwarded elsewhere.
    """

    kind: Kind
    part: Part
    in_rule: bool = False
    verdict: Verdict = ""
    has_address: bool = False
