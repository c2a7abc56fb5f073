"""A file for iptables-restore to port uses."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from portlens.formats._format import Fault, Reading
from portlens.formats._names import is_template_path
from portlens.formats._template import MASK, unfilled
from portlens.formats.iptables.chains import Jump, hook_of, hooks
from portlens.formats.iptables.entry import Entry, Verdict
from portlens.formats.iptables.lines import Line, Word, lines_of
from portlens.formats.iptables.nat import port_at
from portlens.formats.iptables.options import Asked, Options
from portlens.formats.iptables.returns import refused_return
from portlens.formats.iptables.values import ports
from portlens.model.address import Address, parse_ip
from portlens.model.port_use import PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.regex import regex
from portlens.text.span import Span

_COMMANDS = frozenset(
    {"-A", "--append", "-I", "--insert", "-D", "--delete", "-R", "--replace", "-C", "--check"}
)
_VERDICTS: dict[str, Verdict] = {"ACCEPT": "accept", "DROP": "drop", "REJECT": "reject"}
_OPTION = regex(r"--?[A-Za-z][\w-]*(?:=.*)?")


class _Rule(NamedTuple):
    """One rule, with what it asks of ports and where it leads."""

    table: str
    chain: str
    asked: Sequence[Asked]
    target: str
    is_whole: bool


def read(text: str, path: str) -> Reading:
    """Return the ports of a file for iptables-restore, whatever state its text is in.

    Silent is what only the kernel or another file knows, and all of a file that is no matter of
    ports: a chain that is nowhere, a match that is none, a table that is not ended. So is a line
    without a command: in a template it goes on with a rule, and behind a table it may be prose.
    """
    masked = unfilled(text, path)
    is_template = masked != text or is_template_path(path)
    lines = list(lines_of(masked))
    found = list(_rules(lines))
    known = hooks(Jump(rule.table, rule.chain, rule.target) for rule in found if rule.target)
    uses: list[PortUse] = []
    faults = {fault.span: fault for fault in refused_return(lines)}
    for rule in found:
        hook = hook_of(rule.table, rule.chain, known)
        for asked in rule.asked:
            # What stands at the end of a line may have its value on the next.
            is_open = asked.value is None and (is_template or not rule.is_whole)
            for each in _taken(asked, rule, hook, text):
                if isinstance(each, PortUse):
                    uses.append(each)
                elif not is_open:
                    faults.setdefault(each.span, each)  # two options may lack one protocol
    return Reading(
        tuple(sorted(uses, key=lambda use: use.span)),
        tuple(faults[span] for span in sorted(faults)),
    )


def _rules(lines: Sequence[Line]) -> Iterator[_Rule]:
    table, is_over = "", False
    for line, after in _with_next(lines):
        pause()
        if line.kind == "*" and len(line.words) == 1:
            table, is_over = line.words[0].text, False
        elif not line.kind and _is_end(line):
            is_over = True
        elif not line.kind and not is_over and _has_command(line):
            is_whole = after is None or bool(after.kind) or _is_end(after) or _has_command(after)
            options = Options(line.words, is_whole=is_whole)
            asked = tuple(options.asked())
            yield _Rule(table, _chain(line.words), asked, options.target, is_whole)


def _with_next(lines: Sequence[Line]) -> Iterator[tuple[Line, Line | None]]:
    """Yield the lines that have words on them, each with the one that follows it."""
    written = [line for line in pausing(lines) if line.words]
    yield from zip_longest(written, written[1:])


def _is_end(line: Line) -> bool:
    return len(line.words) == 1 and line.words[0].text == "COMMIT"


def _has_command(line: Line) -> bool:
    """Tell whether a rule stands on a line, and no more of one and no sentence about it."""
    first = line.words[0].text
    is_option = _OPTION.fullmatch(first) is not None or first == "!" or MASK in first
    return is_option and any(word.text in _COMMANDS for word in line.words)


def _chain(words: Sequence[Word]) -> str:
    """Return the chain that a rule is added to."""
    for word, after in pairwise(words):
        pause()
        if word.text in _COMMANDS:
            return after.text
    return ""


def _taken(asked: Asked, rule: _Rule, hook: str, text: str) -> Iterator[PortUse | Fault]:
    """Yield the ports of an option, and what the program refuses of it."""
    value, address, has_address = asked.value, None, False
    if asked.kind == "address" and value is not None:
        at = port_at(value.text)
        if at is None:
            return
        host = value.text[: at - 1].removeprefix("[").removesuffix("]")
        address, has_address = parse_ip(host), bool(host)
    entry = Entry(asked.part, _VERDICTS.get(rule.target, ""), hook, asked.is_not, has_address)
    if asked.fault is not None:
        yield asked.fault
    owner = " ".join(part for part in (rule.table, rule.chain) if part)
    if value is None or _is_missing(value):
        place = _behind(asked.option.span, text)
        yield _use(PortRange(place, None, None), asked, entry, owner, None)
        if asked.fault is None:
            yield Fault("missing-port", asked.option.span, "iptables")
        return
    if value.text == "!":
        yield from () if asked.fault else (Fault("invalid-port", value.span, "iptables-not"),)
        return
    for each in ports(value, asked.kind, asked.transport):
        pause()
        if isinstance(each, PortRange):
            yield _use(each, asked, entry, owner, address)
        elif asked.fault is None:
            yield each


def _use(
    port: PortRange, asked: Asked, entry: Entry, owner: str, address: Address | None
) -> PortUse:
    return PortUse("filters", port.span, port, asked.transport, address, owner, detail=entry)


def _is_missing(value: Word) -> bool:
    """Tell whether the next option stands where a value has to: the program takes it for one."""
    return MASK not in value.text and _OPTION.fullmatch(value.text) is not None


def _behind(word: Span, text: str) -> Span:
    """Return the place one blank behind a word; its end where there is no blank."""
    at = word.end + (text[word.end : word.end + 1] in {" ", "\t"})
    return Span(at, at)
