"""A file of xinetd's to port uses, entry by entry.

Source: xinetd 2.3.15.3 started with such files, and xinetd.conf(5).
"""

from collections.abc import Iterable, Iterator

from portlens.formats._format import Fault, Link, Reading
from portlens.formats._template import unfilled
from portlens.formats.xinetd.entry import Include, Section
from portlens.formats.xinetd.judged import Verdict, fate
from portlens.formats.xinetd.lines import read_lines
from portlens.formats.xinetd.taken import Complaint, Taken, taken_of
from portlens.formats.xinetd.uses import uses_of
from portlens.model.address import Address
from portlens.model.port_use import PortUse
from portlens.text.pause import pause, pausing


def read(text: str, path: str) -> Reading:
    """Return the ports of a file of xinetd's, whatever state its text is in.

    The tree is the tuple of its entries, includes and broken lines. What other files have a say in,
    `programs.xinetd` knows: the uses have the addresses that this file alone makes xinetd open.
    """
    shown = unfilled(text, path)
    tree = tuple(read_lines(shown))
    sections = [each for each in pausing(tree) if isinstance(each, Section)]
    defaults = Taken(is_defaults=True)
    for section in sections:
        if section.is_defaults:
            defaults.take(section)
    uses: list[PortUse] = []
    faults = [*_faults(defaults.problems)]
    for section in sections:
        pause()
        if section.is_defaults:
            continue
        taken = taken_of(section)
        verdict = fate(section, taken, defaults, port_of)
        uses += uses_of(section, shown, bound_by(verdict))
        if not taken.is_off:
            faults += _faults((*taken.problems, *filter(None, (verdict.problem,))))
    links = [
        Link("include", each.target.span, each.target.text)
        for each in pausing(tree)
        if isinstance(each, Include) and not each.is_folder
    ]
    return Reading(
        tuple(uses), tuple(sorted(faults, key=lambda fault: fault.span)), tuple(links), tree
    )


def port_of(name: str, protocol: str) -> int | None:
    """Return the port of a name in the /etc/services of a usual Debian system."""
    from portlens.catalogue.load import catalogue

    return catalogue().port_of(name, protocol)


def bound_by(verdict: Verdict) -> tuple[Address, ...] | None:
    """Return the addresses of a service, none where it opens nothing; None: nobody knows."""
    if verdict.opened is not None:
        return (verdict.opened.address,)
    return () if verdict.is_certain else None


def _faults(problems: Iterable[Complaint]) -> Iterator[Fault]:
    """Yield those of which a rule of all formats tells."""
    for problem in pausing(problems):
        if problem.rule:
            yield Fault(problem.rule, problem.span, problem.reason, problem.values)
