"""`AddressFamily` of sshd_config: which addresses it leaves possible."""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Fault
from portlens.formats.ssh.directive import Directive
from portlens.formats.ssh.host_port import host_address, split_host_port
from portlens.model.address import Address

_EXCLUDED = {"inet": "ipv6", "inet6": "ipv4"}


def wrong_families(lines: Sequence[Directive]) -> Iterator[Fault]:
    """Yield a fault for each ListenAddress that the file's AddressFamily excludes.

    The first AddressFamily counts, wherever it stands.
    """
    family = next(
        (line.words[0].text for line in lines if line.keyword == "addressfamily" and line.words),
        "any",
    )
    excluded = _EXCLUDED.get(family.lower())
    if excluded is None:
        return
    for line in lines:
        if line.keyword == "listenaddress" and line.words:
            address = _address(line.words[0].text)
            if address is not None and address.family == excluded:
                values = {"family": family}
                yield Fault("invalid-address", line.words[0].inside, "other-family", values)


def _address(text: str) -> Address | None:
    if "[" not in text and text.count(":") > 1:
        host = text
    else:
        parts = split_host_port(text)
        host = parts.host if parts else ""
    address = host_address(host)
    if address and address.family == "ipv4" and ":" in host:
        return address._replace(family="ipv6")  # `::ffff:127.0.0.1` is asked for as IPv6
    return address
