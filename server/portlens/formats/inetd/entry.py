"""What an entry of inetd.conf is beyond its port."""

from portlens.model.address import Address
from portlens.text.named_tuple import NamedTuple


class Asked(NamedTuple):
    """An address that inetd is asked to bind for an entry, the first one first.

    Two entries with the same `key` are one to inetd: the later has its program in the place of
    that of the earlier.
    """

    address: Address
    key: tuple[str, str, str]  # service, host and protocol as written


class Entry(NamedTuple):
    """What an entry is beyond its port.

    `asked` is empty where inetd opens nothing for it. `kind` is the type of socket, by which
    inetd chooses the transport, and `column` what stands where the protocol belongs. `is_internal`:
    inetd serves it by itself.
    """

    asked: tuple[Asked, ...]
    kind: str
    column: str
    is_internal: bool
