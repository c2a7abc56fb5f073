"""What hovers say of a runner's ports, of forwarded ones, and of those of a profile."""

import pytest

from portlens.features.hover import hover
from portlens.text.phrase import Language
from tests._judge import context, document
from tests._marks import without_cursor

WORKFLOW = """\
on: push
jobs:
  test:
    services:
      db: {image: postgres, ports: ["5433:5432"]}
      cache: {image: redis, ports: [6379]}
    steps:
      - run: curl localhost:5433 ${{ job.services.cache.ports['6379'] }}
"""
CONTAINER = '{"image": "a", "forwardPorts": [3000, "db:5432"], "portsAttributes": {"3001": {}}}'
PROFILE = "[Web]\nports=80,443/tcp|53\n"


def _first_line(format_id: str, marked: str, language: Language) -> str:
    text, offset = without_cursor(marked)
    subject = document(format_id, text)
    found = hover(subject, offset, context({subject.path: text}), language)
    return found.markdown.split("\n")[0] if found else ""


@pytest.mark.parametrize(
    ("format_id", "text", "word", "en", "ja"),
    [
        ("github-actions", WORKFLOW, "5433", "**5433**/tcp of the runner", "ランナーのポート"),
        ("github-actions", WORKFLOW, "[6379", "that Docker picks", "Docker が選ぶ"),
        ("github-actions", WORKFLOW, "'6379", "asks for the port of the runner", "求めます"),
        ("devcontainer", CONTAINER, "5432", "**5432**/tcp at `db`, as", "`db` の **5432**/tcp"),
        ("devcontainer", CONTAINER, "3001", "**3001**/tcp at `localhost` is", "設定です"),
        ("ufw", PROFILE, "443", "`Web` stands for port **443**/tcp:", "**443**/tcp を表し"),
        ("ufw", PROFILE, "53", "port **53**, of TCP and UDP", "TCP と UDP のポート **53**"),
    ],
)
def test_what_an_entry_does(format_id: str, text: str, word: str, en: str, ja: str) -> None:
    marked = text.replace(word, f"{word}<|>", 1)
    assert en in _first_line(format_id, marked, "en")
    assert ja in _first_line(format_id, marked, "ja")
