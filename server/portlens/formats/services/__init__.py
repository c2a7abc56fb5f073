"""/etc/services: names for ports, as the C library's getservbyname(3) reads them."""

from portlens.formats._format import Format, Reading
from portlens.text.plain import split_blanks


def read_services(text: str, path: str) -> Reading:
    """Read a services file; the reader is imported at the first one."""
    from portlens.formats.services.read import read

    return read(text, path)


def _statements(text: str) -> object:
    lines = (split_blanks(line.partition("#")[0]) for line in text.split("\n"))
    return [words for words in lines if words]


def _is_services(text: str) -> bool:
    from portlens.formats.services.read import looks_like_services

    return looks_like_services(text)


def _is_nothing_else(text: str) -> bool:
    from portlens.formats.services.read import is_mostly_services

    return is_mostly_services(text)


FORMATS = (
    Format(
        id="services",
        title="Service names (/etc/services)",
        has_sockets=False,
        faults=frozenset({"invalid-transport", "port-out-of-range"}),
        read=read_services,
        byte_order_mark="hides-entry",
        languages=("services", "etcservices"),
        patterns=("**/etc/services",),
        shared_patterns=(
            "services",
            "*.services",
            "services.{append,in,j2,txt,local,custom}",
            "**/services.d/*",
        ),
        statements=_statements,
        installed=("/etc/services",),
        recognises=_is_services,
        stands_out=_is_nothing_else,
    ),
)
