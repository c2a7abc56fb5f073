"""What is known of a network before it is put together is what it says itself, in every format."""

from collections import Counter

from portlens.formats.registry import format_named
from portlens.network.around import network_of, stands_alone
from portlens.programs.program import program_of
from tests._fixture import cases
from tests._judge import context, document
from tests._marks import without_labels
from tests.test_fixtures import FILES


def test_of_each_fixture() -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    for block in (one for path in FILES for case in cases(path) for one in case.blocks):
        if format_named(block.tag):
            subject = document(block.tag, without_labels(block.text)[0], block.path)
            around = context({subject.path: subject.text})
            own = program_of(subject, around.workspace)
            assert own.nodes == own.topology.nodes, block
            is_alone = stands_alone(subject, around)
            assert is_alone == (network_of(subject, around).programs == (own,)), block
            seen["nodes" if own.nodes else "none", is_alone] += 1
    assert min(seen["none", True], seen["nodes", True]) > 50


def test_a_file_that_a_project_gives_to_a_container_does_not() -> None:
    project = (
        "services:\n  web:\n    image: nginx\n    volumes: ['./a.conf:/etc/nginx/nginx.conf']\n"
    )
    text = "events {}\nhttp { server { listen 80; } }\n"
    subject = document("nginx", text, "/site/a.conf")
    around = context({"/site/a.conf": text, "/site/compose.yaml": project})
    assert not stands_alone(subject, around)
    assert len(network_of(subject, around).programs) == 2
