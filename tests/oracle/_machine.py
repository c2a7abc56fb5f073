"""A machine of its own for a program that opens sockets, and the sockets that are open there."""

from collections import Counter
from ipaddress import IPv6Address, ip_address
from pathlib import Path

# Addresses that the machine has, and what a program may take of the real one. For `sh -c`.
MACHINE = """
    mount -t tmpfs none /run
    ip link set lo up
    ip address add 10.1.2.3/32 dev lo
    ip -6 address add fd00::1/128 dev lo nodad
    ulimit -v 500000
    ulimit -t 20
"""
LONGEST = 20  # seconds until it has read its file, on a machine that does much else
_CACHE = Path(__file__).parents[2] / ".cache"
_TABLES = (("tcp", "tcp"), ("tcp6", "tcp"), ("udp", "udp"), ("udp6", "udp"))
_LISTENS, _UNCONNECTED = "0A", "07"

# How often a socket is there: its transport, address and port.
Sockets = Counter[tuple[str, str, int]]


def unpacked(name: str) -> str | None:
    """Return the program that .ci/run unpacks to `.cache/<name>`, or an installed one."""
    path = f"usr/sbin/{name}"
    found = (each / path for each in (_CACHE / name, Path("/")) if (each / path).exists())
    return next((str(each) for each in found), None)


def sockets_of(process: int) -> Sockets:
    """Return what is open in the network of a process."""
    found: Sockets = Counter()
    for table, transport in _TABLES:
        for line in Path(f"/proc/{process}/net/{table}").read_text("ascii").splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            if state in (_LISTENS, _UNCONNECTED):
                address, port = local.split(":")
                found[transport, _address(address), int(port, 16)] += 1
    return found


def _address(text: str) -> str:
    """Return the address that the kernel writes as words of four bytes, each backwards."""
    words = bytes.fromhex(text)
    turned = b"".join(words[at : at + 4][::-1] for at in range(0, len(words), 4))
    address = ip_address(turned)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
