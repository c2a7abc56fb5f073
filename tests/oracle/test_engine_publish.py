"""Projects really started on a Docker Engine: what it refuses is told, what runs is left alone."""

from ipaddress import ip_address

import pytest

from portlens.model.port_use import PortUse
from tests.oracle._engine_publish import REFUSALS, Outcome, Port, outcomes
from tests.oracle._figures import Verdict, record_claims
from tests.oracle._long import Record, numbers
from tests.oracle.engine import engine

PROJECTS = 60

# One port that every replica asks for is a warning, since a swarm publishes in another way; so
# is a conflict that only a profile or a variable's default brings about, and a network that is
# there with a profile or another scale.
WARNINGS = {
    "replicas-with-fixed-port",
    "host-port-conflict",
    "possible-host-port-conflict",
    "unresolvable-reference",
}
# Which port of a range Docker picks hangs on what it picked before.
HINTS = {"possible-host-port-conflict"}


pytestmark = [pytest.mark.oracle, pytest.mark.engine]


def test_what_the_engine_refuses_is_told_and_nothing_else(record_property: Record) -> None:
    with engine() as running:
        every = outcomes(running, numbers(PROJECTS))
    record_claims(record_property, map(_verdict, every))
    record_property("projects", len(every))
    record_property("starts", sum(len(one.starts) for one in every))
    unknown = [start for one in every for start in one.starts if _is_unknown(start.refusal)]
    assert not unknown, f"words that nobody has read yet: {unknown}"
    silent = [one for one in every if any(one.refusals) and not _is_told(one)]
    assert not silent, f"{len(silent)} of {PROJECTS} refused and not told: {silent[:3]}"
    false = [one for one in every if not any(one.refusals) and one.errors]
    assert not false, f"{len(false)} of {PROJECTS} run and are told to fail: {false[:3]}"
    other = [one for one in every if not _is_listed(one)]
    assert not other, f"{len(other)} of {PROJECTS} publish otherwise: {other[:3]}"
    refused = sum(any(one.refusals) for one in every)
    assert PROJECTS // 5 < refused < PROJECTS * 4 // 5


def _verdict(outcome: Outcome) -> tuple[str, Verdict]:
    is_refused = any(outcome.refusals)
    is_right = _is_told(outcome) if is_refused else not outcome.errors
    return "refused" if is_refused else "started", "right" if is_right else "wrong"


def _is_listed(outcome: Outcome) -> bool:
    """Tell whether every running container publishes what is listed for its service."""
    start = outcome.starts[0]
    return bool(start.refusal) or all(
        _are_same(ports, [use for use in outcome.opened if use.owner == f"services.{service}"])
        for service, ports in start.published
    )


def _are_same(ports: list[Port], uses: list[PortUse]) -> bool:
    """Tell whether each port has a use of its own; where Docker picks one, any will do."""
    left = sorted(uses, key=lambda use: len(use.port.numbers) if use.port else 65536)
    for port in sorted(ports, key=lambda port: port.host):
        use = next((use for use in left if _fits(port, use)), None)
        if use is None:
            return False
        left.remove(use)
    return not left


def _fits(port: Port, use: PortUse) -> bool:
    return (
        use.address is not None
        and str(ip_address(use.address.text)) == port.address
        and use.transport == port.transport
        and use.target is not None
        and use.target.first == port.target
        and (use.port is None or port.host in use.port.numbers)
    )


def _is_unknown(refusal: str) -> bool:
    return bool(refusal) and not REFUSALS.search(refusal)


def _is_told(outcome: Outcome) -> bool:
    if outcome.errors:
        return True
    found = {(one.severity, one.finding.rule) for one in outcome.found}
    return any(
        (severity == "warning" and rule in WARNINGS) or (severity == "hint" and rule in HINTS)
        for severity, rule in found
    )
