"""YAML read in other ways gives the same ports: by the pure parser, with and without sections."""

from pathlib import Path

import pytest

from portlens.formats._yaml import documents, parse, pyyaml
from portlens.formats._yaml.pure import PureLoader
from portlens.formats._yaml.syntax import broken
from portlens.formats.compose import reader
from portlens.formats.compose.sections import without_the_rest
from portlens.model.port_use import PortUse

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "compose"

# Each with what the sections may hide, or what hides the sections.
TEXTS = [
    """
services:
  dns:
    ports: [53]
  user:
    ports: ['1:1']
  command:
    expose: [2]
""",
    """
services:
    web:
        command: |
            ports:
              - 1:1
        ports: [81]
""",
    """
services:
  web:
    environment:
    - A=http://localhost:80/

# note
    - C=d
    ports:
    - 80:80
    labels:
      - http://localhost:81/
volumes:
  data:
    driver: http://localhost:82/
""",
    """
services:
  web:
    labels: &l {a: b}
    ports: &p ['80:80']
  api:
    labels: *l
    ports: *p
""",
    """
services:
  web:
    command: 'one
  two:
    ports: [1]
    '
    ports: [82]
""",
    """---
services:
  a:
    ports: [1]
---
services:
    b:
      ports: [2]
      volumes: []
""",
    r"""
services:
  web:
    ports:
      - "80\u003a80"
      - >-
        81:81
      - !!str 82
""",
    """
web:
  image: nginx
  ports: ['80:80']
  volumes: [a]
db:
  build: .
  expose: [5432]
""",
    "{services: {web: {ports: ['80:80'], volumes: [a:b]}}}",
    """
services:
  web:
    ports: ['80:80']
    volumes:
      - a\r
      - 日本語\u2028
    expose: [1]
""",
]
FILES = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*"))] if CORPUS.exists() else []


def uses(text: str) -> tuple[PortUse, ...]:
    return reader.read(text, "").uses


@pytest.mark.parametrize("text", TEXTS + FILES, ids=range(len(TEXTS + FILES)))
def test_sections_without_ports_may_go(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_whole = uses(text)  # what is plain
    monkeypatch.setattr(documents, "plain_documents", lambda *_: None)
    found = uses(text)
    monkeypatch.setattr(reader, "without_the_rest", lambda text: text)
    assert uses(text) == found == read_whole


@pytest.mark.parametrize("text", TEXTS + FILES, ids=range(len(TEXTS + FILES)))
def test_what_is_known_to_be_yaml_is_yaml(text: str) -> None:
    assert not reader.read(text, "").is_yaml or broken(text, "", "all") is None


@pytest.mark.parametrize("text", TEXTS + FILES, ids=range(len(TEXTS + FILES)))
def test_the_pure_parser_reads_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = uses(text)
    monkeypatch.setattr(parse, "plain_documents", lambda *_: None)
    monkeypatch.setattr(pyyaml, "_LOADER", PureLoader)
    assert uses(text) == found


def test_a_section_goes_and_its_key_and_neighbours_stay() -> None:
    text = "services:\n  web:\n    volumes:\n      - a\n\n      # b\n      - c\n    ports: [80]\n"
    assert without_the_rest(text).split() == ["services:", "web:", "volumes:", "ports:", "[80]"]
    assert len(without_the_rest(text)) == len(text)


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n# the end", "\n\n"])
def test_the_last_section_goes_however_it_ends(end: str) -> None:
    text = f"services:\n  web:\n    ports: [80]\n    volumes:\n      - ./a:/b{end}"
    assert "./a" not in without_the_rest(text)
    assert not reader.read(text, "").faults


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_text_has_ports(text: str) -> None:
    assert [use for use in uses(text) if use.port and use.port.is_known]
