"""Long work can be held up: however long the text, no stretch between two pauses gets longer.

Counted in lines of portlens that run, as everything here. What an editor waits for is one stretch:
a hover in another file is answered in the next pause.
"""

import pytest

from portlens.analysis import analyse, analysing
from portlens.catalogue.load import catalogue
from portlens.features.port_graph.build import port_graph
from portlens.features.port_graph.marked import marked
from portlens.network.places import placing
from portlens.workspace.steps import once
from tests._steps import longest_stretch
from tests.growth._inputs import Growing
from tests.growth.test_growth import ALL, opened

SIZE = 60
FEW = 3_000  # lines: a few milliseconds, however often the text is doubled
STEEPEST = 1.5
# Each stands for its kind: files that are long, damaged, chained, in conflict, or many.
HOSTILE = (
    *("one port", "connections", "one list", "damaged", "variables", "extends downwards"),
    *("listens in http and stream", "passes", "upstreams", "listen addresses", "drop-ins"),
    *("hosts with forwards", "names of one port", "binds of proxies", "servers", "jobs"),
    *("environment of an image", "values of .env", "forwarded ports", "objects", "profiles"),
    *("entries of one port", "values of a chart", "placeholders of one value"),
    *("services of one port", "services that are disabled"),
    *("virtual hosts", "listens of one address", "members", "one file included many times"),
    *("sites", "sites of one address", "addresses of a site", "addresses that bind addresses"),
    *("addresses of a health check", "services in one line"),
    *("binds of one address", "imports of a snippet", "rules of a zone", "rules of a table"),
)
FAMILIES = [growing for growing in ALL if growing.name in HOSTILE]


@pytest.mark.slow
@pytest.mark.parametrize("growing", FAMILIES, ids=lambda growing: growing.name.replace(" ", "-"))
def test_twice_the_text_has_no_longer_stretch_without_a_pause(growing: Growing) -> None:
    _stretches(
        growing, 2
    )  # what is read once for all texts, such as the catalogue, is no part of it
    small, large = _stretches(growing, SIZE), _stretches(growing, 2 * SIZE)
    long = {
        name: (small[name], longest)
        for name, longest in large.items()
        if longest > FEW and longest > STEEPEST * small[name]
    }
    assert long == {}


def test_every_family_is_there() -> None:
    assert len(FAMILIES) == len(HOSTILE)


def _stretches(growing: Growing, size: int) -> dict[str, int]:
    """Return the longest stretch of what an editor has done for it when it opens a text."""
    around, subject = opened(growing, size)
    around.workspace.open(subject)
    around.workspace.stand_still()

    def draw() -> object:
        analyses = {subject.path: analyse(subject, around)}
        found = marked([subject], analyses)
        return port_graph([subject], found, lambda _: around, catalogue(), "en")

    return {
        "placing": longest_stretch(lambda: placing(subject, around)),
        "analysing": longest_stretch(lambda: analysing(subject, around)),
        "drawing": longest_stretch(lambda: once(draw)),
    }
