"""`ports --filter` and `--sort`: which entries of the inventory are shown, and in which order."""

from collections.abc import Callable, Collection, Sequence

from portlens.cli.arguments import NEAR, Arguments, UsageError
from portlens.cli.inventory.record import ROLES, Record
from portlens.cli.options import format_ids
from portlens.formats._glob import matches
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase, in_a_row, same


class Entry(NamedTuple):
    """What a filter looks at. A row of `--links` may have several of each."""

    roles: Collection[str]
    ports: Collection[tuple[int, int]]  # first and last
    transports: Collection[str]
    formats: Collection[str]
    paths: Collection[str]
    names: Collection[str]
    owners: Collection[str]


Test = Callable[[Entry], bool]


class Choice:
    """What `--filter` and `--sort` ask for. Raises UsageError where that makes no sense.

    An entry passes where for each key one of its values fits: `role=listens,role=publishes` are
    the open ports, and `,port=80` those of them on 80.
    """

    def __init__(self, arguments: Arguments) -> None:
        self._tests: dict[str, list[Test]] = {}
        for word in arguments.all("--filter"):
            key, equals, value = word.partition("=")
            if key not in KEYS or not equals or not value:
                keys = in_a_row(KEYS)
                near = _near(key, KEYS) if key not in KEYS else same("")
                raise UsageError(BAD_FILTER.fill(word=word, keys=keys, near=near))
            self._tests.setdefault(key, []).append(KEYS[key](value))
        self._order = _ORDERS[arguments.last("--sort", "path")]

    def of(self, records: Sequence[Record]) -> list[Record]:
        """Return the records that pass, sorted; equal ones keep their order."""
        passed = list(records)
        if self._tests:
            passed = [record for record in records if self.has(_entry(record))]
        return sorted(passed, key=self._order) if self._order else passed

    def has(self, entry: Entry) -> bool:
        """Tell whether an entry passes."""
        return all(any(test(entry) for test in tests) for tests in self._tests.values())


def _entry(record: Record) -> Entry:
    use = record.use
    ports: list[tuple[int, int]] = []
    if use.port is not None and use.port.first is not None and use.port.last is not None:
        ports.append((use.port.first, use.port.last))
    return Entry(
        (use.role,),
        ports,
        (use.transport,),
        (record.document.format.id,),
        (record.shown,),
        (record.name,),
        (use.owner,),
    )


def _role(value: str) -> Test:
    _refuse_strangers("role", value, ROLES)
    return lambda entry: value in entry.roles


def _format(value: str) -> Test:
    _refuse_strangers("format", value, format_ids())
    return lambda entry: value in entry.formats


def _port(value: str) -> Test:
    """Return what takes a port, or a range, that is or has one of those in `value`."""
    low_text, dash, high_text = value.partition("-")
    first, last = _number(low_text), _number(high_text if dash else low_text)
    if first is None or last is None or first > last:
        raise UsageError(BAD_PORT.fill(value=value))

    def is_among(entry: Entry) -> bool:
        return any(low <= last and high >= first for low, high in entry.ports)

    return is_among


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and int(text[:6]) <= HIGHEST_PORT
    return int(text) if is_number else None


def _contains(value: str, texts: Callable[[Entry], Collection[str]]) -> Test:
    part = value.casefold()
    return lambda entry: any(part in text.casefold() for text in texts(entry))


KEYS: dict[str, Callable[[str], Test]] = {
    "role": _role,
    "port": _port,
    "transport": lambda value: lambda entry: value.casefold() in entry.transports,
    "format": _format,
    "path": lambda value: lambda entry: any(matches(path, value) for path in entry.paths),
    "name": lambda value: _contains(value, lambda entry: entry.names),
    "owner": lambda value: _contains(value, lambda entry: entry.owners),
}
# Without a number an entry stands last.
_ORDERS: dict[str, Callable[[Record], tuple[object, ...]] | None] = {
    "path": None,
    "port": lambda record: (
        record.use.port.first
        if record.use.port is not None and record.use.port.first is not None
        else HIGHEST_PORT + 1,
        record.use.transport,
    ),
    "name": lambda record: (not record.name, record.name.casefold()),
    "role": lambda record: (list(ROLES).index(record.use.role),),
    "owner": lambda record: (not record.use.owner, record.use.owner.casefold()),
}


def _refuse_strangers(key: str, value: str, known: Collection[str]) -> None:
    if value not in known:
        choices, near = in_a_row(known), _near(value, known)
        raise UsageError(NO_VALUE.fill(key=key, value=value, choices=choices, near=near))


def _near(word: str, known: Collection[str]) -> Phrase:
    import difflib

    near = difflib.get_close_matches(word, known, 1)
    return NEAR.fill(option=near[0]) if near else same("")


BAD_FILTER = Phrase(
    "--filter: {word} is not KEY=VALUE with a KEY of {keys}{near}",
    "--filter: {word} は KEY=VALUE ではありません（KEY は {keys} のどれか）{near}",
)
NO_VALUE = Phrase(
    "--filter: {key}={value} is none of {choices}{near}",
    "--filter: {key}={value} は {choices} のどれでもありません{near}",
)
BAD_PORT = Phrase(
    "--filter: port={value} is no port and no range (8080, 8000-9000)",
    "--filter: port={value} はポートでも範囲でもありません（例: 8080、8000-9000）",
)
