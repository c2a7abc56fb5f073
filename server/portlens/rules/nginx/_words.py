"""How findings name sockets."""

from portlens.rules.nginx._configuration import Listener
from portlens.text.phrase import Phrase, same


def name_of(first: Listener, second: Listener) -> Phrase:
    """Return the socket that two listeners share, as nginx writes it: `0.0.0.0:80`.

    Of ranges, what they have in common.
    """
    address = second.listen.parsed.address
    if address is None or first.ports is None or second.ports is None:
        return same("")
    if address.family == "unix":
        return same(f"unix:{address.text}")
    low, high = max(first.ports[0], second.ports[0]), min(first.ports[1], second.ports[1])
    ports = str(low) if low == high else f"{low}-{high}"
    host = f"[{address.text}]" if address.family == "ipv6" else address.text
    return same(f"{host}:{ports}")
