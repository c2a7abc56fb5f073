"""Who answers whom: what portlens is certain of is so in a stack that a Docker Engine runs.

What is called wrong does not answer there, and what is called right does. Where nobody can tell
from the files, portlens says nothing, and nothing is asked.
"""

import posixpath
from typing import NamedTuple

import pytest

from portlens.analysis import analyse
from portlens.formats.registry import format_named
from portlens.model.socket import Connection, PortSpace
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.workspace.document import Document
from tests._judge import context
from tests.oracle._engine_connect import Run, Truth, runs
from tests.oracle._figures import Verdict, record_claims
from tests.oracle._long import Record, numbers
from tests.oracle.engine import engine

STACKS = 15
RULES = {
    "unserved-port", "unreachable-service", "unknown-upstream-host", "loopback-in-container",
    "wrong-side-port",
}  # fmt: skip

pytestmark = [pytest.mark.oracle, pytest.mark.engine]

# The stack, who asks whom, on which port, what portlens says and what is true.
Claim = tuple[int, str, int, str, Truth]


def test_connections_are_as_foretold(record_property: Record) -> None:
    with engine() as running:
        every = runs(running, numbers(STACKS))
    record_property("stacks", len(every))
    record_property("probes", sum(len(run.truths) for run in every))
    told = [one for run in every for one in _told(run)]
    foretold = [one for run in every for one in _foretold_in(run)]
    starts = [one for run in every for one in _starts(run)]
    claims = [(one[3], _verdict(one[4] != "answers", one)) for one in told]
    claims += [(one[3], _verdict(one[3] == one[4], one)) for one in foretold]
    claims += [("nginx dies" if one.refusal else "nginx starts", one.verdict) for one in starts]
    record_claims(record_property, claims)
    wrong = [one for one in foretold if one[4] not in (one[3], "unknown")]
    assert not wrong, f"{len(wrong)} otherwise than foretold: {wrong}"
    false = [one for one in told if one[4] == "answers"]
    assert not false, f"{len(false)} of {len(told)} called wrong, and they answer: {false}"
    silent = [one for one in starts if one.verdict == "wrong"]
    assert not silent, f"{len(silent)} of {len(starts)} start otherwise than foretold: {silent}"
    truths = [truth for run in every for truth in run.truths.values()]
    assert {"answers", "refused", "unresolved"} <= set(truths)
    assert truths.count("unknown") < len(truths) // 5


def _verdict(is_right: bool, claim: Claim) -> Verdict:
    return "unanswered" if claim[4] == "unknown" else "right" if is_right else "wrong"


class Start(NamedTuple):
    """An nginx of a stack: why it does not start, if so, and the rules that say so."""

    seed: int
    path: str
    refusal: str
    rules: frozenset[str]

    @property
    def verdict(self) -> Verdict:
        """Whether portlens foretold it; what another's failure brings about is nobody's claim."""
        if not self.refusal:
            return "wrong" if self.rules else "right"
        if NOT_FOUND in self.refusal:
            return "right" if self.rules else "wrong"
        return "unanswered"


NOT_FOUND = "host not found in upstream"
FORETELLS = {"unknown-upstream-host", "unreachable-service"}


def _starts(run: Run) -> list[Start]:
    """Return of each nginx what came of it."""
    found: list[Start] = []
    for document, around in _documents(run):
        if document.format.id != "nginx":
            continue
        owner = document.path.split("/")[2]
        network = network_of(document, around)
        rules = {one.finding.rule for one in analyse(document, around).findings}
        # Without the one whose network it has it is never started, and says nothing.
        refusal = (run.dead[owner] or "left") if owner in run.dead else ""
        # Whom it calls, or whose network it has, may not run itself.
        spaces = {
            space
            for connection in network.written_in(document.path)
            for space in (connection.space, *network.reached(connection).spaces)
        }
        others = {node.owner for space in spaces for node in network.nodes.get(space, ())}
        is_left = refusal and not (others - {owner}).isdisjoint(run.dead)
        told = frozenset(rules & FORETELLS)
        found.append(Start(run.seed, document.path, "left" if is_left else refusal, told))
    return found


def _told(run: Run) -> list[Claim]:
    """Return what the rules say of places that were asked, and what the Engine says of them."""
    found: list[Claim] = []
    for document, around in _documents(run):
        for judged in analyse(document, around).findings:
            rule = judged.finding.rule
            if rule in RULES and judged.severity in {"error", "warning"}:
                line = document.lines.position(judged.finding.span.start).line
                found += [(*one[:3], rule, one[4]) for one in _asked(run, document, line)]
    return found


def _foretold_in(run: Run) -> list[Claim]:
    """Return the connections that are certain to the network, and what is true."""
    found: list[Claim] = []
    for document, around in _documents(run):
        network = network_of(document, around)
        for connection in network.written_in(document.path):
            expected = _foretold(network, connection, run)
            line = document.lines.position(connection.place.span.start).line
            found += [
                (*one[:3], expected, one[4]) for one in _asked(run, document, line) if expected
            ]
    return found


def _foretold(network: Network, connection: Connection, run: Run) -> str:
    """Return the truth as the network is certain of it, or nothing."""
    reached = network.reached(connection)
    if reached.kind in {"unreachable", "nameless", "nobody"}:
        return "unresolved"
    if reached.kind != "reached" or any(_is_dead(network, at, run) for at in reached.spaces):
        return ""
    port, transport = connection.first, connection.transport
    if not all(network.is_whole(space) for space in reached.spaces):
        return ""
    serve = {network.may_serve(space, port, transport) for space in reached.spaces}
    return "" if len(serve) > 1 else "answers" if serve == {True} else "refused"


def _is_dead(network: Network, space: PortSpace, run: Run) -> bool:
    return any(node.owner in run.dead for node in network.nodes.get(space, ()))


def _asked(run: Run, document: Document, line: int) -> list[Claim]:
    name = posixpath.relpath(document.path, "/" + _project(run))
    return [
        (run.seed, f"{probe.caller} → {probe.name}", probe.port, "", truth)
        for probe, truth in run.truths.items()
        if (probe.path, probe.line) == (name, line)
    ]


def _documents(run: Run) -> list[tuple[Document, Context]]:
    around = context({f"/{_project(run)}/{name}": text for name, text in run.stack.files.items()})
    found = []
    for name in run.stack.files:
        format_ = format_named("compose" if name.endswith(".yaml") else "nginx")
        document = around.workspace.document(f"/{_project(run)}/{name}", format_)
        assert document is not None
        found.append((document, around))
    return found


def _project(run: Run) -> str:
    return f"stack{run.seed}"
