"""The first place that wants a port is told of in editors, too."""

from portlens.analysis import analyse
from portlens.features.other_end import other_ends
from portlens.workspace.settings import Settings
from tests.network._stack import around

TEXT = 'services:\n  a: {image: x, ports: ["8080:1"]}\n  b: {image: x, ports: ["8080:2"]}\n'


def ends(
    files: dict[str, str], path: str = "/p/compose.yaml", settings: Settings | None = None
) -> list[tuple[str, str, str, str]]:
    """Return each other end: its text, the message in both languages, the text it leads back to."""
    context = around(files, settings)
    found = (context.workspace.document(each) for each in files)
    documents = {each.path: each for each in found if each is not None}
    judged = [(each, analyse(each, context)) for each in documents.values()]
    return [
        (
            end.span.of(documents[path].text),
            end.message.en,
            end.message.ja,
            end.back.span.of(documents[end.back.path or path].text),
        )
        for end in other_ends(documents[path], judged)
    ]


def test_the_first_side_leads_to_the_second() -> None:
    assert ends({"/p/compose.yaml": TEXT}) == [
        ("8080", "in conflict with line 3", "3 行目と競合しています", "8080")
    ]


def test_where_both_files_have_a_finding_there_is_no_hint() -> None:
    files = {
        "/p/compose.yaml": 'services:\n  a: {image: x, ports: ["8080:1"]}\n',
        "/p/compose.override.yaml": 'services:\n  b: {image: x, ports: ["8080:2"]}\n',
    }
    assert [ends(files, path) for path in files] == [[], []]


def test_a_conflict_with_an_included_file_is_told_in_the_other_one() -> None:
    files = {
        "/e/nginx.conf": "events {}\nhttp { server { listen 80; } }\nstream { include s.conf; }\n",
        "/e/s.conf": "server { listen 80; proxy_pass a:1; }\n",
    }
    found = [ends(files, path) for path in files]
    assert [[end[1] for end in each] for each in found] == [["in conflict with s.conf:1"], []]


def test_three_that_want_one_port_make_one_hint_at_the_first() -> None:
    three = TEXT + '  c: {image: x, ports: ["8080:3"]}\n'
    assert len(ends({"/p/compose.yaml": three})) == 1


def test_what_silences_the_finding_silences_the_hint() -> None:
    comment = TEXT.replace('2"]}', '2"]} # portlens: ignore[host-port-conflict]')
    assert ends({"/p/compose.yaml": comment}) == []
    off = Settings(severity={"host-port-conflict": "off"})
    assert ends({"/p/compose.yaml": TEXT}, settings=off) == []


def test_a_line_written_twice_is_no_conflict() -> None:
    twice = 'services:\n  a: {image: x, ports: ["8080:1", "8080:1"]}\n'
    assert ends({"/p/compose.yaml": twice}) == []
