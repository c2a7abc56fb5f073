"""What is another on the one side than on the other: port uses, and findings."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence

from portlens.cli.change.renames import renames
from portlens.cli.change.survey import Survey
from portlens.cli.inventory.record import Record
from portlens.cli.report.fingerprint import mark
from portlens.cli.report.result import Located
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.typed import Literal, TypeVar

Kind = Literal["added", "removed", "changed", "moved"]

T = TypeVar("T")


class PortChange(NamedTuple):
    """A port use that is there on one side only, or is another on each."""

    kind: Kind
    before: Record | None
    after: Record | None

    @property
    def record(self) -> Record:
        """The use as it is now, or as it was where it is no more."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of both is there, by what a change is
        return found


class Change(NamedTuple):
    """All that a change does to ports."""

    before: Survey
    after: Survey
    ports: Sequence[PortChange]
    new: Sequence[Located]
    cured: Sequence[Located]
    renamed: dict[str, str]  # files, by their old names


def compare(before: Survey, after: Survey) -> Change:
    """Return what `after` has that `before` has not, and the other way round."""
    renamed = renames(before.documents, after.documents)
    ports = _ports(before.records, after.records, renamed)
    cured, new = _unpaired(
        before.analysed.findings, after.analysed.findings, _finding_keys(before, after, renamed)
    )
    return Change(before, after, ports, new, cured, renamed)


def _ports(
    before: Sequence[Record], after: Sequence[Record], renamed: dict[str, str]
) -> list[PortChange]:
    old, new = list(before), list(after)
    found: list[PortChange] = []
    whose, *keys = _port_keys(old, renamed)
    for key in keys:
        pairs, old, new = _paired(old, new, key)
        found += filter(None, (_change(one, other, renamed) for one, other in pairs))
    # The only line of an owner that is left on both sides is one line.
    counts = Counter(map(whose, old)), Counter(map(whose, new))
    pairs, old, new = _paired(
        old,
        new,
        lambda record: whose(record) if all(n[whose(record)] == 1 for n in counts) else None,
    )
    found += filter(None, (_change(one, other, renamed) for one, other in pairs))
    found += [PortChange("removed", one, None) for one in old]
    found += [PortChange("added", None, one) for one in new]
    return sorted(found, key=lambda each: _place(each, renamed))


def _change(one: Record, other: Record, renamed: dict[str, str]) -> PortChange | None:
    if _facts(one) != _facts(other):
        return PortChange("changed", one, other)
    is_where_it_was = (_path(one, renamed), one.use.owner) == (other.shown, other.use.owner)
    return None if is_where_it_was else PortChange("moved", one, other)


def _place(change: PortChange, renamed: dict[str, str]) -> tuple[str, int, int]:
    shown = change.after.shown if change.after else _path(change.record, renamed)
    return shown, change.record.use.span.start, 0 if change.after else 1


def _port_keys(
    before: Sequence[Record], renamed: dict[str, str]
) -> list[Callable[[Record], Hashable]]:
    """Return what makes two uses one and the same that was changed, the surest sign first.

    Before all others stands whose the use is.
    """
    old = set(map(id, before))

    def path(record: Record) -> str:
        return _path(record, renamed) if id(record) in old else record.shown

    def whose(record: Record) -> tuple[str, str, str]:
        return path(record), record.use.role, record.use.owner

    def known(record: Record, *parts: str) -> Hashable:
        """Pair by `parts` where they say something at all."""
        return (*whose(record), record.use.transport, *parts) if all(parts) else None

    def address(record: Record) -> str:
        return record.use.address.text if record.use.address else "*"

    return [
        whose,
        lambda record: (*whose(record), *_facts(record)),
        lambda record: known(record, record.target, address(record)),
        lambda record: known(record, record.port, address(record)),
        lambda record: known(record, record.port),
        lambda record: known(record, record.target),
        lambda record: (*whose(record), record.port, record.target),  # another transport
        lambda record: (path(record), record.use.role, *_facts(record)),
        lambda record: (
            (owner, record.use.role, *_facts(record)) if (owner := record.use.owner) else None
        ),
        lambda record: (
            (path(record), record.use.role, record.use.transport, shape)
            if (shape := _shape(record)) is not None
            else None
        ),
    ]


def _shape(record: Record) -> tuple[str, str] | None:
    """Return an entry less its only port, and its owner: `<VirtualHost *:80>` is one by its port.

    Where both ports of a mapping are others, nothing says that it is the same one.
    """
    use, raw = record.use, record.raw
    written = [part.span for part in use.parts if not part.is_implied]
    if len(written) != 1:
        return None
    start, end = (each - use.span.start for each in written[0])
    return f"{raw[:start]}:{raw[end:]}", _PORT.sub(":", use.owner)


_PORT = regex(r":[0-9]+")


def _facts(record: Record) -> tuple[str, ...]:
    address = record.use.address.text if record.use.address else ""
    return record.use.transport, address, record.port, record.target, record.use.name


def _path(record: Record, renamed: dict[str, str]) -> str:
    return renamed.get(record.shown, record.shown)


def _finding_keys(
    before: Survey, after: Survey, renamed: dict[str, str]
) -> list[Callable[[Located], Hashable]]:
    old = set(map(id, before.analysed.findings))

    def path(found: Located) -> str:
        return renamed.get(found.shown, found.shown) if id(found) in old else found.shown

    def line(found: Located) -> Hashable:
        return path(found), mark(found, (before if id(found) in old else after).places)

    def words(found: Located) -> tuple[str, str, str]:
        finding = found.judged.finding
        return path(found), finding.rule, finding.message.en

    def owner(found: Located) -> Hashable:
        use = found.document.use_at(found.judged.finding.span.start)
        return (*words(found), use.owner) if use else None

    # A comment at the end of its line makes no new finding of an old one.
    return [
        line,
        lambda found: (*words(found), found.judged.finding.span.of(found.document.text)),
        owner,
    ]


def _unpaired(
    before: Iterable[T], after: Iterable[T], keys: Iterable[Callable[[T], Hashable]]
) -> tuple[list[T], list[T]]:
    old, new = list(before), list(after)
    for key in keys:
        _, old, new = _paired(old, new, key)
    return old, new


def _paired(
    before: list[T], after: list[T], key: Callable[[T], Hashable]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Return pairs with one key, the first with the first, and what is left on both sides."""
    waiting: dict[Hashable, list[T]] = {}
    for one in reversed(before):
        waiting.setdefault(key(one), []).append(one)
    pairs: list[tuple[T, T]] = []
    left: list[T] = []
    for other in after:
        common = key(other)
        same = waiting.get(common) if common is not None else None
        if same:
            pairs.append((same.pop(), other))
        else:
            left.append(other)
    taken = {id(one) for one, _ in pairs}
    return pairs, [one for one in before if id(one) not in taken], left
