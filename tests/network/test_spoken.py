"""The numbers that the settings of containers speak of: each mention counts."""

from portlens.model.socket import Place, PortSpace
from portlens.network.spoken import Spoken
from portlens.programs.node import Node
from portlens.text.span import Span

SPACE = PortSpace("container", "/p/compose.yaml#a")
PLACE = Place("/p/compose.yaml", Span(0, 1))


def container(*settings: str) -> Node:
    return Node(SPACE, "a", PLACE, settings=settings)


def test_every_mention_in_every_container_of_the_space_counts() -> None:
    nodes = [container("PORT: 80", "also 80 and 81"), container("80")]
    spoken = Spoken()
    assert [spoken.times(SPACE, nodes, port) for port in (80, 81, 8)] == [3, 1, 0]


def test_a_long_text_counts_as_often_as_it_is_there() -> None:
    long = "80 " * 1000
    nodes = [container(long, "80"), container(long)]
    assert Spoken().times(SPACE, nodes, 80) == 2001
