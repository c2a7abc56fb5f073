"""Which ports of a range have a name that people know."""

from functools import lru_cache

from portlens.catalogue.catalogue import Catalogue
from portlens.model.port_use import HIGHEST_PORT, PortRange
from portlens.network.behind import usual
from portlens.text.escape import markdown
from portlens.text.phrase import Phrase

_LOOKED_AT = 256  # ports of a long range: who opens thousands means none of them in particular
_SHOWN = 8


def known_in_range(catalogue: Catalogue, part: PortRange, transport: str) -> Phrase | None:
    """Return the names of ports after the first, as Markdown; None where there are none."""
    if part.first is None or part.last is None or part.last <= part.first:
        return None
    last = min(part.last, HIGHEST_PORT, part.first + _LOOKED_AT)
    return _known(catalogue, max(0, part.first + 1), last, transport)


@lru_cache(maxsize=64)
def _known(catalogue: Catalogue, first: int, last: int, transport: str) -> Phrase | None:
    found = ((port, usual(catalogue, port, transport).name) for port in range(first, last + 1))
    named = [f"{port} {markdown(name)}" for port, name in found if name]
    if not named:
        return None
    more = len(named) - _SHOWN
    ports = Phrase(", ".join(named[:_SHOWN]), "、".join(named[:_SHOWN]))
    return MORE.fill(ports=ports, count=more) if more > 0 else KNOWN.fill(ports=ports)


KNOWN = Phrase("Also in this range: {ports}", "この範囲にあるほかのポート: {ports}")
MORE = Phrase(
    "Also in this range: {ports}, and {count} more",
    "この範囲にあるほかのポート: {ports}、ほか {count} 個",
)
