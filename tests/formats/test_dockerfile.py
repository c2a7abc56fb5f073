"""What an image says of its ports, where more than one line of the Dockerfile makes it."""

import pytest

from portlens.formats.dockerfile.image import image_of
from portlens.formats.dockerfile.reader import read


def exposed(text: str) -> list[int | None]:
    """Return the first port of each that the last stage exposes."""
    return [use.port.first for use in image_of(read(text, "Dockerfile")).exposed if use.port]


@pytest.mark.parametrize(
    ("text", "ports"),
    [
        ("FROM a AS b\nARG P=8080\nFROM b\nEXPOSE ${P:-80}\n", [8080]),
        ("FROM a AS b\nARG P=8080\nFROM b\nARG P\nEXPOSE $P\n", [8080]),
        ("FROM a AS b\nARG P=8080\nFROM b\nARG P=9090\nEXPOSE $P\n", [9090]),
        ("FROM a AS b\nARG P=8080\nFROM a\nEXPOSE ${P:-80}\n", [80]),
        ("FROM a AS b\nENV P=8080\nFROM b\nARG P=9090\nEXPOSE $P\n", [8080]),
        ("ARG P=8080\nFROM a\nEXPOSE ${P:-80}\nARG P\nEXPOSE $P\n", [80, 8080]),
        ("FROM a\nENV P=80 Q=$P\nEXPOSE ${Q:-81}\nENV Q=$P\nEXPOSE $Q\n", [None, 80]),
    ],
)
def test_a_variable_has_the_value_that_the_builder_gives_it(
    text: str, ports: list[int | None]
) -> None:
    assert exposed(text) == ports


def test_what_variables_come_to_is_bounded_for_a_file() -> None:
    text = "FROM a\nENV A='" + "80 " * 1_000 + "'\n" + "EXPOSE $A\n" * 100
    assert 1_000 <= len(exposed(text)) < 10_000
