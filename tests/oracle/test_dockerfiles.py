"""Dockerfiles built by a Docker Engine: what it refuses is told, and its ports are those read.

The builder is the classic one. Nothing listens in these images: what counts is what `docker build`
takes, and what `docker image inspect` then lists.
"""

import re

import pytest

from portlens.analysis import analyse
from portlens.formats.dockerfile.image import image_of
from tests._every_fix import Sample
from tests._judge import context, document
from tests.oracle._dockerfiles import Built, built, generated
from tests.oracle._figures import Verdict, record_claims
from tests.oracle._fixes import judge, offers, offers_in
from tests.oracle._long import Record, numbers
from tests.oracle.engine import engine

FILES = 250
FIXED = 30

pytestmark = [pytest.mark.oracle, pytest.mark.engine]


def test_what_docker_build_refuses_is_told_and_its_ports_are_read(record_property: Record) -> None:
    with engine() as running:
        every = built(running, map(generated, numbers(FILES)))
    record_property("files", len(every))
    record_claims(record_property, map(_verdict, every))
    false = [one for one in every if not one.refusal and _errors(one)]
    assert not false, f"{len(false)} are built and told to fail: {false[:3]}"
    silent = [one for one in every if one.refusal and not _errors(one) and not _is_open(one)]
    assert not silent, f"{len(silent)} are refused and not told: {silent[:3]}"
    other = [one for one in every if not one.refusal and not _is_exposed(one)]
    assert not other, f"{len(other)} expose otherwise: {other[:3]}"
    refused = sum(bool(one.refusal) for one in every)
    assert FILES // 5 < refused < FILES * 4 // 5
    assert sum(map(_is_open, every)) < FILES // 3


def test_what_is_offered_leaves_a_file_that_is_built(record_property: Record) -> None:
    samples = [Sample("", "dockerfile", "", generated(seed), {}) for seed in numbers(FIXED)]
    found = [offer for sample in samples for offer in offers_in(sample)]
    found += [offer for offer in offers("dockerfile") if not _NEEDS_IMAGE.search(offer.before)]
    record_property("offers", len(found))
    with engine() as running:
        judge(found, lambda texts: [_reason(one) for one in built(running, texts)])


# Nothing but `scratch` is here without a network.
_NEEDS_IMAGE = re.compile(r"(?im)^\s*(?:FROM|COPY|ADD|RUN)\b(?!\s+scratch)")


def _reason(one: Built) -> str:
    """Return the last word of a refusal, without the lines' numbers, which a comment moves."""
    return re.sub(r"\d+", "N", one.refusal.rpartition("\n")[2])


def _verdict(one: Built) -> tuple[str, Verdict]:
    told = bool(_errors(one))
    if one.refusal and not told:
        return "refused", "unanswered" if _is_open(one) else "wrong"
    is_right = told if one.refusal else not told and _is_exposed(one)
    return "refused" if one.refusal else "built", "right" if is_right else "wrong"


def _errors(one: Built) -> list[str]:
    found = analyse(document("dockerfile", one.text), context()).findings
    return [judged.finding.rule for judged in found if judged.severity == "error"]


def _is_open(one: Built) -> bool:
    """Tell whether a port hangs on a variable that the file gives no value.

    Upon `scratch` it is empty; upon another image nobody knows.
    """
    uses = document("dockerfile", one.text).uses
    return any(use.port is not None and use.port.is_variable and not use.resolved for use in uses)


def _is_exposed(one: Built) -> bool:
    exposed = image_of(document("dockerfile", one.text).reading).exposed
    read = {(number, use.transport) for use in exposed if use.port for number in use.port.numbers}
    return read <= one.exposed if _is_open(one) else read == one.exposed
