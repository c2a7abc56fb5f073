"""What the catalogue knows of one port: who has it, and what to be careful of."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.typed import Literal

Status = Literal["official", "listed", "common"]
Risk = Literal[
    "cleartext",
    "cleartext-login",
    "no-login",
    "amplification",
    "administration",
    "debugging",
    "weak-crypto",
    "open-proxy",
    "exposure",
    "legacy",
    "note",
]
NoticeKind = Literal["reserved", "deregistered", "private", "unauthorised"]
Kind = Literal["database", "cache", "broker", "administration"]


class Assignment(NamedTuple):
    """One row of one table: these ports, over these transports, belong to this service.

    `status` tells how far to trust it: `official` is IANA's registry, `listed` a reference
    table of well-known services, `common` what software in wide use really does (`name` is the
    software's then). `source` names the table. A single port is a range of one.
    """

    first: int
    last: int
    name: str
    aliases: tuple[str, ...]
    transports: tuple[str, ...]
    status: Status
    description: Phrase
    source: str  # "IANA", "RHEL C-1" … "RHEL C-6", "typical ports", "common use"
    references: tuple[str, ...] = ()  # "RFC 4251"
    slip: Phrase | None = None  # the source is known to be mistaken here, and how
    is_used_otherwise: bool = False  # IANA reports unauthorised use


class Notice(NamedTuple):
    """What IANA says of ports that it gives no name: reserved, withdrawn, used without leave."""

    first: int
    last: int
    transports: tuple[str, ...]
    kind: NoticeKind


class Caution(NamedTuple):
    """A risk of a port, in one sentence, and what to use in place of it."""

    risk: Risk
    text: Phrase
    instead: Phrase  # empty where there is nothing better to name
    reference: str  # "RFC 8314", "Redis documentation: security"; empty: common knowledge
    instead_port: int | None = None  # where the better service has a port of its own
    software: tuple[str, ...] = ()  # what it holds for; empty: for whatever the port is known for
