"""Where a connection leads: the answer that `Network.reached` gives."""

from portlens.model.socket import PortSpace
from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal


class Reached(NamedTuple):
    """Where a connection leads.

    `reached`: to `spaces`, several where they share a name. `unreachable`: the name is that of
    `spaces`, on whose networks the caller is not. `nameless`: it is that of the service `owner` in
    `spaces`, which has no network of its own, and so no name by which it is found. `nobody`: all
    names are known, and this is none of them. `unknown`: nobody can tell from these files.
    """

    kind: Literal["reached", "unreachable", "nameless", "nobody", "unknown"]
    spaces: tuple[PortSpace, ...] = ()
    owner: str = ""


UNKNOWN = Reached("unknown")
NOBODY = Reached("nobody")
