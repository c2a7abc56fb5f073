"""What stands behind a port of a configuration: the file knows better than the number."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from portlens.catalogue.assignment import Assignment, Caution
from portlens.catalogue.catalogue import Catalogue
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.typed import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # a port alone is explained without a file
    from portlens.model.port_use import PortRange, PortUse

Origin = Literal["image", "name", "directive", "common", "registered", "nothing"]

# What the file itself says; the rest is what the number alone suggests.
TOLD: frozenset[Origin] = frozenset({"image", "name", "directive"})

_WORD = regex("[a-z0-9]+")
_SHORTEST = 5  # letters of a name that may stand inside a word; shorter ones must be a word
_NAMED = 2  # of so much software on one port each is named; of one more, that there is more
MORE = "…"
_SYSTEM = 1024  # a port below it is published for clients that expect it there


class Behind(NamedTuple):
    """The name of what answers on a port, empty where nobody can tell, and who says so.

    `is_known`: the catalogue knows the software, or the service, on that very port.
    """

    name: str
    origin: Origin
    is_known: bool = True


NOTHING = Behind("", "nothing", is_known=False)


def behind(use: "PortUse", part: "PortRange | None", catalogue: Catalogue) -> Behind:
    """Return what stands behind the place `part` of `use`.

    Asked in turn: the image, a name (the service's, the host's), the directive, common use, the
    registry. A published port is what the container's side is.
    """
    port = _asked(use, part)
    if port is None or use.is_near_end:
        return NOTHING
    image = None
    if is_its_own(use, catalogue):
        started, asked = (use.image, use.runs, use.service), _clients_port(use, port, catalogue)
        image = _of_image(started, (port, use.transport), asked, use.is_built_upon, catalogue)
    return (
        image
        or _of_names(_names(use, catalogue), port, use.transport, catalogue, "name")
        or (Behind(use.protocol, "directive") if use.protocol else None)
        or usual(catalogue, _clients_port(use, port, catalogue), use.transport)
    )


def usual(catalogue: Catalogue, port: int, transport: str | None = None) -> Behind:
    """Return what is usual on a port of which only the number is known.

    The only software in common use, else the name that every system knows, else the software by
    name where it is not too much. That IANA has given 8002 to `teradataordbms` names nothing.
    """
    rows = catalogue.at(port, transport)
    software = _software(rows)
    known = protocol(catalogue, port, transport)
    if len(software) == 1 and _letters(software[0]) != _letters(known):
        return Behind(software[0], "common")
    if known:
        return Behind(known, "registered")
    if software and len(software) <= _NAMED + 1:
        more = [MORE] if len(software) > _NAMED else []
        return Behind(" / ".join([*software[:_NAMED], *more]), "common")
    if not software and rows and _is_well_known(rows[0]):
        return Behind(rows[0].name, "registered")
    return NOTHING


@lru_cache(maxsize=8192)
def protocol(catalogue: Catalogue, port: int, transport: str | None = None) -> str:
    """Return the name that every system has for what is spoken on the port; maybe empty.

    That is the registered name of the very software that is usual there (redis, mongodb), then
    the C library's, then one of the reference tables.
    """
    rows = catalogue.at(port, transport)
    software = {_letters(name) for row in rows if row.status == "common" for name in _called(row)}
    alike = (row for row in rows if row.status != "common" and _letters(row.name) in software)
    return next((row.name for row in alike), "") or _known_everywhere(catalogue, port, rows)


def _known_everywhere(catalogue: Catalogue, port: int, rows: Iterable[Assignment]) -> str:
    """Return the name that services files have, and that no single program has made known."""
    every = list(rows)
    has_software = any(row.status == "common" for row in every)
    first = next((row for row in every if row.status == "official"), None)
    # IANA knows of 7001 that others than its owner are found there.
    is_taken = first is None or (has_software and first.is_used_otherwise)
    if first and not is_taken and _is_everywhere(first, port, catalogue):
        return first.name
    # Reference tables are old: where software is found today, they do not say what it is.
    listed = (row.name for row in every if row.status == "listed")
    return "" if has_software else next(listed, "")


def _is_everywhere(row: Assignment, port: int, catalogue: Catalogue) -> bool:
    return any(catalogue.port_of(row.name, each) == port for each in row.transports)


def cautions(
    catalogue: Catalogue, port: int, transport: str | None, found: Behind | None = None
) -> Iterator[Caution]:
    """Yield the risks of a port, the gravest first, as far as they are those of what is there.

    Without `found` nothing is known but the number: all are told, each naming its software.
    """
    every = catalogue.cautions_at(port, transport)
    if found is None:
        yield from every
        return
    rows = catalogue.at(port, transport)
    is_told = found.origin in TOLD
    is_at_home = not is_told or _is_at_home(found, rows)
    software = _software(rows)
    for caution in every:
        whose = caution.software
        if not whose:
            if is_at_home:
                yield caution
        # Of several programs on one port, a caution holds for the one that is named.
        elif found.name in whose or (not is_told and software and set(software) <= {*whose}):
            yield caution


def _is_at_home(found: Behind, rows: Iterable[Assignment]) -> bool:
    """Tell whether a table has what the file says on this port: sshd on 23 is no telnet."""
    name = _letters(found.name)
    return any(name == _letters(each) for row in rows for each in _called(row))


def _asked(use: "PortUse", part: "PortRange | None") -> int | None:
    for shown in (use.target if use.role == "publishes" else None, part):
        if shown is not None and shown.first is not None:
            return shown.first
    return None


def _clients_port(use: "PortUse", port: int, catalogue: Catalogue) -> int:
    """Return the number to go by where the file says nothing: 53 of `53:5353`, 5432 of `1:5432`."""
    host = use.port.first if use.role == "publishes" and use.port is not None else None
    if host is not None and host < _SYSTEM and protocol(catalogue, host, use.transport):
        return host
    return port


@lru_cache(maxsize=8192)  # a keystroke leaves nearly all images of a file what they were
def _of_image(
    started: tuple[str, str, str],
    here: tuple[int, str],
    asked: int,
    is_built_upon: bool,
    catalogue: Catalogue,
) -> Behind | None:
    """Return what the image, started with a command, says of a port that clients ask at `asked`."""
    from portlens.catalogue.image import is_base, name_of
    from portlens.network.usual_ports import usual_ports

    reference, runs, service = started
    rows = catalogue.at(*here)
    last = name_of(reference).rpartition("/")[2]
    if not last or set("${}") & set(last) or is_base(reference):
        return None
    image = catalogue.image(reference)
    # Whatever `acme/shop` is, on 5432 it speaks PostgreSQL's protocol. The obscure names of old
    # services files are no protocols that others speak as well.
    spoken = _spoken(rows, catalogue)
    if not spoken and any(row.status == "official" and _is_well_known(row) for row in rows):
        spoken = _known_everywhere(catalogue, here[0], rows)
    if image.software:
        ports = usual_ports(reference, runs, catalogue).ports
        if here in image.ports and here not in ports:
            # Its command has it listen elsewhere.
            return NOTHING
        is_moved = here in ports and here not in image.ports
        if is_moved or any(image.software == row.name for row in rows):
            return Behind(image.software, "image")
        # Gitea's 22 is SSH, and a mail server's 25 SMTP. So is what the image hardly has itself
        # on a port that clients expect something at: 80 of Adminer, which listens on 8080.
        if spoken and (here in image.ports or here[0] < _SYSTEM):
            return Behind(spoken, "image" if here in image.ports else "registered")
        return Behind(image.software, "image", is_known=False)
    named = _of_names((last, service), *here, catalogue, "image")
    if named is not None or not (spoken or is_built_upon):
        return named or Behind(last, "image", is_known=False)
    # 389:3389 of an image that nobody knows is LDAP, and no remote desktop.
    told = spoken if asked == here[0] else protocol(catalogue, asked, here[1])
    return Behind(told, "registered") if spoken else None


@lru_cache(maxsize=8192)
def _of_names(
    names: tuple[str, ...], port: int, transport: str, catalogue: Catalogue, origin: Origin
) -> Behind | None:
    """Return the software that a name says: `kafka-1` on 9092, `grafana` on any port."""
    given = [name for name in names if name]
    for row in catalogue.at(port, transport):
        if row.status == "common" and any(_says(name, row) for name in given):
            return Behind(row.name, origin)
    software = next(filter(None, (catalogue.image(name).software for name in given)), "")
    return Behind(software, origin, is_known=False) if software else None


def _says(name: str, row: Assignment) -> bool:
    text, words = _letters(name), _words(name)
    return any(
        called in text if len(called) >= _SHORTEST else called in words or called == text
        for called in map(_letters, _called(row))
        if called
    )


def is_its_own(use: "PortUse", catalogue: Catalogue) -> bool:
    """Tell whether the service itself answers there: what it connects to is somebody else's."""
    if use.role not in {"connects", "permits"}:
        return True
    host = use.address
    is_here = host is None or host.is_loopback or host.text == "localhost"
    if not is_here or use.is_for_page or (host is not None and host.is_dockers_resolver):
        return False
    from portlens.network.usual_ports import may_listen

    return use.port is None or may_listen(use, use.port.first, catalogue)


def _names(use: "PortUse", catalogue: Catalogue) -> tuple[str, ...]:
    """Return what the other end is called: the service, or the first label of the host's name."""
    host = use.address
    is_name = host is not None and host.family == "name" and use.role in {"connects", "permits"}
    return (
        use.service if is_its_own(use, catalogue) else "",
        host.text.partition(".")[0] if host is not None and is_name else "",
    )


def _spoken(rows: Iterable[Assignment], catalogue: Catalogue) -> str:
    """Return the only software in common use, where its name is a protocol's: Syslog on 514."""
    software = _software(rows)
    if len(software) == 1 and any(row.status == "listed" for row in catalogue.named(software[0])):
        return software[0]
    return ""


def _software(rows: Iterable[Assignment]) -> list[str]:
    return list(dict.fromkeys(row.name for row in rows if row.status == "common"))


def _is_well_known(row: Assignment) -> bool:
    """Tell whether the registry's row is one of those that people meet.

    They are the rows that data/iana-ja.tsv, a choice of the better-known, puts into Japanese.
    """
    return row.description.ja != row.description.en


def _called(row: Assignment) -> tuple[str, ...]:
    return (row.name, *row.aliases)


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    """Return the words of a name without the numbers at their ends: `kafka` of `kafka-1`."""
    return frozenset(word.rstrip("0123456789") for word in _WORD.findall(name.casefold()))


@lru_cache(maxsize=4096)
def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
