"""Completion: the cursor is `<|>`."""

import pytest

from portlens.features.completion.complete import complete, documentation
from portlens.features.completion.item import Completion
from tests._judge import context, document
from tests._marks import without_cursor

HERE = context()


def completed(format_id: str, marked: str) -> tuple[Completion, str]:
    text, offset = without_cursor(marked)
    return complete(document(format_id, text), offset, HERE, "en"), text


def typed(format_id: str, marked: str) -> list[str]:
    """Return the line as it reads after each item is taken, best first."""
    found, text = completed(format_id, marked)
    lines = []
    for item in found.items:
        new = text[: item.span.start] + item.text + text[item.span.end :]
        line = text[: item.span.start].count("\n")
        lines.append(new.split("\n")[line].strip())
    return lines


def service(line: str, image: str = "postgres:16") -> str:
    return f"services:\n  db:\n    image: {image}\n    ports:\n{line}\n"


@pytest.mark.parametrize(
    ("format_id", "marked", "best"),
    [
        ("nginx", "server { listen <|>; }", "server { listen 80; }"),
        ("nginx", "server { listen postg<|>; }", "server { listen 5432; }"),
        ("nginx", "server { listen post<|>g; }", "server { listen 5432; }"),
        ("nginx", "server { listen 127.0.0.1:<|>; }", "server { listen 127.0.0.1:80; }"),
        ("nginx", "server { listen 8000-<|>; }", "server { listen 8000-8080; }"),
        ("nginx", "server { listen <|>", "server { listen 80"),
        (
            "nginx",
            "server { location / { proxy_pass http://grafana:<|>; } }",
            "server { location / { proxy_pass http://grafana:3000; } }",
        ),
        (
            "nginx",
            "server { location / { proxy_pass http://db:Grafana<|>; } }",
            "server { location / { proxy_pass http://db:3000; } }",
        ),
        ("nginx", "upstream a { server b:ssh<|>; }", "upstream a { server b:22; }"),
        ("compose", service("      - <|>"), "- 5432:5432"),
        ("compose", service('      - "<|>"'), '- "5432:5432"'),
        ("compose", service('      - "<|>'), '- "5432:5432'),
        ("compose", service('      - "<|>"', "grafana/grafana"), '- "3000:3000"'),
        ("compose", service('      - "8080:<|>"'), '- "8080:5432"'),
        ("compose", service("      - 8080:<|>"), "- 8080:5432"),
        ("compose", service('      - "127.0.0.1:<|>:80"'), '- "127.0.0.1:5432:80"'),
        ("compose", service("      - target: <|>"), "- target: 5432"),
        ("compose", service("      - postg<|>"), "- 5432:5432"),
        ("compose", service("      - POSTG<|>"), "- 5432:5432"),
        ("sshd_config", "Port <|>", "Port 22"),
        ("sshd_config", "Port ss<|>", "Port 22"),
        ("sshd_config", "ListenAddress 0.0.0.0:<|>", "ListenAddress 0.0.0.0:22"),
        ("ssh_config", "LocalForward 8080 db:postg<|>", "LocalForward 8080 db:5432"),
        ("services", "postgresql <|>", "postgresql 5432/tcp"),
        ("services", "postgresql 54<|>", "postgresql 5432/tcp"),
        ("services", "postgresql 54<|>/tcp", "postgresql 5432/tcp"),
        ("services", "postgresq<|>", "postgresql\t5432/tcp"),
    ],
)
def test_best(format_id: str, marked: str, best: str) -> None:
    assert typed(format_id, marked)[0] == best


def test_of_numbers_the_well_known_come_first() -> None:
    assert typed("sshd_config", "Port 54<|>")[0] == "Port 54"
    assert "Port 5432" in typed("sshd_config", "Port 54<|>")[:8]


def test_ssh_takes_names_as_well() -> None:
    assert typed("sshd_config", "Port ss<|>")[:2] == ["Port 22", "Port ssh"]


def test_compose_and_nginx_take_numbers_only() -> None:
    for format_id, marked in [
        ("compose", service("      - ss<|>")),
        ("nginx", "server { listen ss<|>; }"),
    ]:
        found, _ = completed(format_id, marked)
        assert found.items
        assert all(item.text.replace(":", "").isdigit() for item in found.items)


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    ports = '      - "5432:5432"\n      - "<|>:5432"'
    assert typed("compose", service(ports))[0] == '- "5433:5432"'
    found, _ = completed("compose", service(ports))
    assert (found.items[0].kind, found.items[0].hint) == ("free", "free here")


def test_a_free_port_is_one_of_this_transport_and_this_address() -> None:
    ports = '      - "5432:5432/udp"\n      - "127.0.0.2:5433:1"\n      - "127.0.0.1:<|>:5432"'
    assert typed("compose", service(ports))[0] == '- "127.0.0.1:5432:5432"'


def test_a_well_known_port_that_is_taken_gives_way_to_a_registered_one() -> None:
    assert typed("sshd_config", "Port 22\nPort <|>")[0] == "Port 2222"
    assert typed("sshd_config", "Port 22\nPort 2222\nPort <|>")[0] == "Port 2223"
    assert typed("nginx", "server { listen 80; listen <|>; }")[0].endswith("listen 8080; }")


def test_nothing_typed_is_asked_again_with_the_first_letter() -> None:
    assert completed("nginx", "server { listen <|>; }")[0].is_incomplete
    assert not completed("nginx", "server { listen postg<|>; }")[0].is_incomplete


@pytest.mark.parametrize("letter", ["a", "e", "s", "1", "5"])
def test_never_more_than_fifty(letter: str) -> None:
    found, _ = completed("sshd_config", f"Port {letter}<|>")
    assert len(found.items) == 50
    assert found.is_incomplete


@pytest.mark.parametrize("word", ["postg", "Grafana", "ssh", "54", "http-a", "postgers"])
def test_editors_keep_what_was_found(word: str) -> None:
    """An editor hides an item whose filter text does not have the letters typed, in their order."""
    found, _ = completed("sshd_config", f"Port {word}<|>")
    assert found.items
    for item in found.items:
        letters = iter(item.filter.casefold())
        assert all(letter in letters for letter in word.casefold()), item


@pytest.mark.parametrize(
    ("format_id", "marked", "letters"),
    [
        ("nginx", "server { listen Graf<|>; }", "Graf"),
        ("nginx", "server { listen GRAF<|>; }", "GRAF"),
        ("services", "Graf<|>", "Graf"),
        ("services", "x 80/T<|>", "T"),
        ("services", "x 80/tcp WW<|>", "WW"),
    ],
)
def test_the_filter_begins_with_the_letters_as_they_are_typed(
    format_id: str, marked: str, letters: str
) -> None:
    """Neovim takes an item for another word where only capitals differ."""
    found, _ = completed(format_id, marked)
    assert found.items[0].filter.startswith(letters)


@pytest.mark.parametrize(
    ("format_id", "marked"),
    [
        ("nginx", "server { server_name <|>; }"),
        ("nginx", "ser<|>ver { listen 80; }"),
        ("compose", "services:\n  d<|>b:\n    image: postgres\n"),
        ("compose", service('      - "${POR<|>T:-80}:80"')),
        ("sshd_config", "Permit<|>RootLogin no"),
        ("services", "# the <|>first"),
    ],
)
def test_elsewhere_there_is_nothing(format_id: str, marked: str) -> None:
    assert completed(format_id, marked)[0] == Completion()


@pytest.mark.parametrize(
    ("marked", "text"),
    [
        ("listen 80; # portlens: ignore[<|>]", "listen 80; # portlens: ignore[{}]"),
        ("listen 80; # portlens: ignore[unreg<|>]", "listen 80; # portlens: ignore[{}]"),
        ("# portlens: ignore-file[a-rule, <|>port-x]", "# portlens: ignore-file[a-rule, {}]"),
    ],
)
def test_rules_in_a_suppression(marked: str, text: str) -> None:
    lines = typed("nginx", marked)
    assert text.format("unregistered-port") in lines


def test_rules_are_filtered_by_what_is_typed() -> None:
    found, _ = completed("nginx", "listen 80; # portlens: ignore[unreg<|>]")
    assert [item.text for item in found.items] == ["unregistered-port"]


def test_documentation() -> None:
    assert "postgresql" in documentation({"port": 5432}, HERE.catalogue, "en")
    assert "65535" in documentation({"rule": "port-out-of-range"}, HERE.catalogue, "ja")
    for strange in (None, [], {}, {"port": "80"}, {"port": -1}, {"rule": "no-such-rule"}):
        assert documentation(strange, HERE.catalogue, "en") == ""


def test_descriptions_help_only_where_no_name_has_what_is_typed() -> None:
    found, _ = completed("nginx", "server { listen kanban<|>; }")
    assert [(item.label, item.filter) for item in found.items] == [("1337 ‹Planka›", "kanban")]
    assert found.is_incomplete
    found, _ = completed("nginx", "server { listen photo<|>; }")
    assert [item.label for item in found.items] == ["2342 ‹PhotoPrism›"]


@pytest.mark.parametrize("line", ["redis 63<|>", "redis\t63<|>/tcp", "redis 63<|> # cache"])
def test_the_lines_own_name_wins_over_the_letters_typed(line: str) -> None:
    found, _ = completed("services", line + "\n")
    first, second = found.items[:2]
    assert first.label == "6379 ‹redis›"
    # Editors put exact matches first: both match alike, so that the order decides.
    assert first.filter == second.filter == "63"
    assert first.is_best
    assert found.is_incomplete  # at the next letter the filter is another


@pytest.mark.parametrize(
    ("entries", "text"),
    [
        ('["postg<|>"]', "5432:5432"),
        ("\n      - postg<|>", "5432:5432"),
        ('["postg<|>", "5432:80"]', "5433:5432"),
        ('["postg<|>", "127.0.0.1:5432:80/udp"]', "5432:5432"),
        ('["8080:postg<|>"]', "5432"),
        ('["127.0.0.1::postg<|>"]', "5432"),
        ("[{target: postg<|>}]", "5432"),
    ],
)
def test_a_port_alone_is_offered_as_a_mapping(entries: str, text: str) -> None:
    """`"5432"` would be published on a port that Docker picks at random."""
    found, _ = completed("compose", f"services:\n  a:\n    ports: {entries}\n")
    texts = [item.text for item in found.items]
    assert texts[0] == text
    assert "5432" in texts


def test_no_mapping_where_nothing_is_published() -> None:
    found, _ = completed("compose", 'services:\n  a:\n    expose: ["postg<|>"]\n')
    assert found.items[0].text == "5432"
