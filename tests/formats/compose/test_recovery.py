"""While a Compose file is being typed, only the broken line is lost."""

import pytest

from portlens.formats.compose.reader import read
from portlens.model.port_use import PortUse

BEFORE = """\
services:
  first:
    image: nginx
    ports:
      - "8001:80"
"""
AFTER = """\
  last:
    image: postgres
    ports:
      - "8009:80"
      - target: 81
        published: 8010
    expose: [5000]
"""


def uses(text: str) -> tuple[PortUse, ...]:
    return read(text, "").uses


def numbers(text: str) -> set[int]:
    return {number for use in uses(text) if use.port for number in use.port.numbers}


@pytest.mark.parametrize(
    "middle",
    [
        '  web:\n    ports:\n      - "80:80\n',
        '  web:\n    image: "nginx\n    ports:\n      - 80:80\n',
        "  web:\n    ports:\n\t- 80:80\n",
        "  web:\n    image: nginx\n    por\n",
        "  web:\n    image nginx\n    ports: [80, 81\n",
        "  web:\n   image: nginx\n    ports: {\n",
        "  web\n    image: nginx\n",
        "  web:\n    image: nginx\n    image: nginx\n    command: *nowhere\n",
        "  web: [\n",
        "  'web:\n    image: nginx\n",
        "  web:\n    environment:\n      A: {{ jinja }}\n{% if x %}\n{% endif %}\n",
        "{{- range .Values }}\n  web:\n    image: {{ .name }}\n{{- end }}\n",
        "  web:\n    command: |\n   bad\n",
    ],
)
def test_the_other_services_keep_their_ports(middle: str) -> None:
    assert numbers(BEFORE + middle + AFTER) >= {8001, 8009, 8010, 5000}


@pytest.mark.parametrize(
    ("line", "port", "target"),
    [
        ('- "', "", None),
        ("- ", "", None),
        ('- "8080:', "8080", ""),
        ("- 8080:", "8080", ""),
        ('- "127.0.0.1:80', "127.0.0.1", "80"),
        ('- "8080:80', "8080", "80"),
    ],
)
def test_the_line_being_typed_has_its_place(line: str, port: str, target: str | None) -> None:
    text = f"{BEFORE}  web:\n    image: redis\n    ports:\n      {line}"
    *_, use = uses(text)
    assert use.owner == "services.web"
    assert use.port is not None
    assert use.port.span.of(text) == port
    assert (use.target.span.of(text) if use.target else None) == target
    assert use.detail.image == "redis"
    places = [part.span for part in use.parts if part.is_empty]
    assert all(span.start == len(text) for span in places)


@pytest.mark.parametrize("key", ["published", "target"])
def test_a_key_of_a_long_entry_without_its_value(key: str) -> None:
    text = f"{BEFORE}  web:\n    ports:\n      - {key}: "
    *_, use = uses(text)
    (empty,) = [part for part in use.parts if part.is_empty]
    assert empty.span == (len(text), len(text))


@pytest.mark.parametrize("cut", range(0, len(BEFORE + AFTER), 7))
def test_a_file_cut_off_anywhere_keeps_what_is_whole(cut: int) -> None:
    text = (BEFORE + AFTER)[:cut]
    assert (8001 in numbers(text)) == ('"8001:80' in text)


@pytest.mark.parametrize(
    ("half", "ports"),
    [
        ("- {target: 80, published: 8080", [8080]),
        ("- {target: 80, published:", [None]),
        ('- {target: 80, published: "80', [80]),
        ("- [", []),
    ],
)
def test_a_bracket_that_is_still_open(half: str, ports: list[int | None]) -> None:
    reading = read(f"{BEFORE}  web:\n    ports:\n      {half}\n{AFTER}", "")
    found = [use for use in reading.uses if use.owner == "services.web"]
    assert [use.port and use.port.first for use in found] == ports
    assert [fault.reason for fault in reading.faults] == ["published"] * (ports == [None])


def test_a_placeholder_is_a_port_that_nobody_knows() -> None:
    reading = read(f"{BEFORE}  web:\n    ports:\n      - {{{{ port }}}}:80\n{AFTER}", "")
    (use,) = (use for use in reading.uses if use.owner == "services.web")
    assert use.port
    assert not use.resolved
    assert (use.target and use.target.first, reading.faults) == (80, ())


def test_a_variable_that_is_still_open_is_no_mistake() -> None:
    reading = read(f'{BEFORE}  web:\n    ports:\n      - "${{POR\n{AFTER}', "")
    assert not reading.faults


@pytest.mark.parametrize("entry", ["127.0.0.1:", "[::1]:", "web:"])
def test_what_is_still_to_come_decides_what_the_parts_are(entry: str) -> None:
    (fault,) = read(f'services:\n  web:\n    ports: ["{entry}"]\n', "").faults
    assert (fault.rule, fault.reason) == ("missing-port", "container")


def test_a_half_list_is_no_wrong_shape() -> None:
    faults = read(f"{BEFORE}  web:\n    ports: [80, ", "").faults
    assert not [fault for fault in faults if fault.rule == "invalid-port-entry"]
