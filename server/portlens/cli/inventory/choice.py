"""`ports --filter` and `--sort`: which entries of the inventory are shown, and in which order."""

from collections.abc import Callable, Collection, Sequence

from portlens.cli.arguments import NEAR, Arguments, UsageError
from portlens.cli.inventory.record import ROLES, Record
from portlens.cli.options import format_ids
from portlens.formats._glob import matches
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.phrase import Phrase, in_a_row, same

Test = Callable[[Record], bool]


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
        passed = [
            record
            for record in records
            if all(any(test(record) for test in tests) for tests in self._tests.values())
        ]
        return sorted(passed, key=self._order) if self._order else passed


def _role(value: str) -> Test:
    _refuse_strangers("role", value, ROLES)
    return lambda record: record.use.role == value


def _format(value: str) -> Test:
    _refuse_strangers("format", value, format_ids())
    return lambda record: record.document.format.id == value


def _port(value: str) -> Test:
    """Return what takes a port, or a range, that is or has one of those in `value`."""
    low, dash, high = value.partition("-")
    first, last = _number(low), _number(high if dash else low)
    if first is None or last is None or first > last:
        raise UsageError(BAD_PORT.fill(value=value))

    def is_among(record: Record) -> bool:
        part = record.use.port
        if part is None or part.first is None or part.last is None:
            return False
        return part.first <= last and part.last >= first

    return is_among


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and int(text[:6]) <= HIGHEST_PORT
    return int(text) if is_number else None


def _contains(value: str, text: Callable[[Record], str]) -> Test:
    part = value.casefold()
    return lambda record: part in text(record).casefold()


KEYS: dict[str, Callable[[str], Test]] = {
    "role": _role,
    "port": _port,
    "transport": lambda value: lambda record: record.use.transport == value.casefold(),
    "format": _format,
    "path": lambda value: lambda record: matches(record.shown, value),
    "name": lambda value: _contains(value, lambda record: record.name),
    "owner": lambda value: _contains(value, lambda record: record.use.owner),
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
