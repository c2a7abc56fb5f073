"""The one name to show beside a port where there is room for one only."""

from portlens.catalogue.catalogue import Catalogue


def port_name(catalogue: Catalogue, port: int, transport: str | None = None) -> str | None:
    """Return the name that most people would call the port by; None where no table knows it.

    IANA gave 3000 to `hbci` and 2222 to `EtherNet-IP-1`, which hardly anybody meets there.
    So a registered name that every Debian system knows wins, then the software that is
    really found on the port, then whatever else is registered.
    """
    registered = catalogue.primary_name(port, transport)
    software = catalogue.software_at(port, transport)
    if registered is None or not software:
        return registered
    if catalogue.port_of(registered, transport or "tcp") == port:
        return registered
    called = {name.casefold() for name in software}
    return registered if registered.casefold() in called else software[0]
