"""Words for `docker create -p`: what people write, and what they should not."""

from random import Random

_ADDRESSES = (
    *("", "", "", "", "127.0.0.1:", "0.0.0.0:", "[::1]:", "[::]:", "::1:", ":", "localhost:"),
    *("256.1.1.1:", "127.000.0.1:", "10.0.0:", "[::1:", "fe80::1%lo:", "1.2.3.4.5:", "[]:", "a b:"),
    *("::ffff:1.2.3.4:", "*:", "80:", "[127.0.0.1]:"),
)
_PORTS = (
    *("80", "8080", "5432", "65535", "65536", "99999", "0", "00", "080", "65535000", "1"),
    *("80-82", "82-80", "80-80", "0-2", "8080-8082", "65535-65536", "80-", "-80", "80-82-84", "-"),
    *("", "http", "x", "+80", "-1", "0x50", "8 0", "80,81", "8_0", "$P", "1e2", "80.0", "٨٠"),
)
_TRANSPORTS = (
    *("", "", "", "", "/tcp", "/udp", "/sctp", "/TCP", "/Udp", "/", "/tcpx", "/http", "/tcp/udp"),
    *("//", "/ tcp", "/tcp/", "/x/tcp", "/0"),
)


def docker_port(random: Random) -> str:
    """Return one word; half of them are made of usual parts alone."""
    is_usual = random.random() < 0.5
    ports = _PORTS[:15] if is_usual else _PORTS
    transports = _TRANSPORTS[:8] if is_usual else _TRANSPORTS
    addresses = _ADDRESSES[:8] if is_usual else _ADDRESSES
    host = f"{random.choice(ports)}:" if random.random() < 0.7 else ""
    address = random.choice(addresses) if host else ""
    return f"{address}{host}{random.choice(ports)}{random.choice(transports)}"
