"""A letter typed in one service of a Compose file costs what the services that it leaves alone do.

Of these nothing is read again. That they share what anchors bring makes no more of it: it costs no
more than in the same file with all of that written out.
"""

import pytest

from portlens.analysis import analyse
from portlens.formats.registry import format_named
from portlens.workspace.document import Document
from tests._judge import context
from tests._steps import steps

FEW, MANY = 60, 120  # services
PATH = "/site/compose.yaml"
TOP = """\
x-common: &common
  restart: always
  logging: &logging
    driver: json-file
x-environment: &environment
  TZ: UTC
  LANG: C.UTF-8
x-ports: &ports
  - 80
services:
"""
SHARED = """\
  s{n}:
    <<: *common
    image: acme/s{n}:1
    environment:
      <<: *environment
      URL: http://s0:8080
    ports: ['{port}:80']
    expose: *ports
"""
WRITTEN_OUT = """\
  s{n}:
    restart: always
    logging:
      driver: json-file
    image: acme/s{n}:1
    environment:
      TZ: UTC
      LANG: C.UTF-8
      URL: http://s0:8080
    ports: ['{port}:80']
    expose:
    - 80
"""


def file_of(services: int, head: str, service: str) -> str:
    return head + "".join(service.format(n=n, port=20_000 + n) for n in range(services))


def keystroke(text: str, number: int) -> int:
    """Return the lines that run until all is judged that one letter in a service changes."""
    format_ = format_named("compose")
    assert format_ is not None
    around, subject = context({PATH: text}), Document(PATH, text, format_)
    # What is kept for whoever types is there from the second keystroke on.
    for letters in ("", "a", "ab"):
        subject = subject.changed_to(text.replace(f"s{number}:1\n", f"s{number}:1{letters}\n"))
        around.workspace.open(subject)
        analyse(subject, around)
    subject = subject.changed_to(text)
    around.workspace.open(subject)
    return steps(lambda: analyse(subject, around))


@pytest.mark.slow
@pytest.mark.parametrize("where", [0.0, 0.5, 0.95])
def test_what_is_shared_costs_no_more_than_what_is_written_out(where: float) -> None:
    growth = {}
    for head, service in ((TOP, SHARED), ("services:\n", WRITTEN_OUT)):
        few, many = (
            keystroke(file_of(size, head, service), int(size * where)) for size in (FEW, MANY)
        )
        assert many < 2.2 * few
        growth[service] = many - few
    assert growth[SHARED] < 1.15 * growth[WRITTEN_OUT], growth
