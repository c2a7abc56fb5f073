"""Carriage returns at the ends of lines, which iptables-restore takes for a part of the last word.

Source: iptables 1.8.9, iptables-restore.c, asked line by line: `*filter` and `COMMIT` are then
other words, and a line with nothing else on it is a rule. A comment may end with one, and so may
the counters of a chain, which nobody looks at to their end.
"""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Fault
from portlens.formats.iptables.lines import Line
from portlens.text.pause import pause
from portlens.text.span import Span

_OPTION = 2  # words, with its value
# Their values are words of a few, ports or addresses. A prefix for the log is any text.
_STRICT = frozenset(
    """
    -j --jump -g --goto -p --protocol --proto -s --source --src -d --destination --dst
    --dport --sport
    --destination-port --source-port --dports --sports --destination-ports --source-ports --ports
    --state --ctstate --to-ports --to-destination --to-source --limit --reject-with
    """.split()  # noqa: SIM905 - read far more easily than a list of strings
)


def refused_return(lines: Sequence[Line]) -> Iterator[Fault]:
    """Yield the first place at which the program refuses a carriage return."""
    for line in lines:
        pause()
        if line.returns is not None and _is_refused(line):
            at = Span(line.returns, line.returns + 1)
            yield Fault("windows-line-break", at, "iptables")
            return


def _is_refused(line: Line) -> bool:
    if line.kind == ":":
        return False
    if len(line.words) < _OPTION or line.words[-1].span.end != line.returns:
        return True  # behind a quote or a blank it is a word of its own
    before, last = line.words[-2].text, line.words[-1].text
    if last.startswith("--") and "=" not in last and not before.startswith("-"):
        return True  # no option is called so
    return before in _STRICT
