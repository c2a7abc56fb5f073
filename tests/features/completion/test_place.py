"""Which word completion takes for the port that is being typed."""

import pytest

from portlens.features.completion.complete import complete
from portlens.features.completion.item import Completion
from tests._judge import context, document
from tests._marks import without_cursor

HERE = context()


def completed(format_id: str, marked: str) -> Completion:
    text, offset = without_cursor(marked)
    return complete(document(format_id, text), offset, HERE, "en")


def compose(entry: str) -> str:
    return f"services:\n  db:\n    image: postgres\n    ports:\n      - {entry}\n"


@pytest.mark.parametrize(
    ("format_id", "marked"),
    [
        ("sshd_config", "Port<|>"),
        ("sshd_config", "PermitOpen<|>"),
        ("sshd_config", "PermitOpen db<|>"),
        ("ssh_config", "Host a\n  LocalForward<|>"),
        ("ssh_config", "Host a\n  LocalForward 80 db<|>"),
        ("ssh_config", "Host a\n  LocalForward 80 [::1]<|>"),
        ("nginx", "upstream u { server db<|>; }"),
        ("nginx", "server { location / { fastcgi_pass db<|>; } }"),
    ],
)
def test_a_port_still_to_come_does_not_take_the_word_before_it(format_id: str, marked: str) -> None:
    assert completed(format_id, marked) == Completion()


def test_the_first_port_of_a_forward_is_the_one_typed() -> None:
    found = completed("ssh_config", "Host a\n  LocalForward 80<|>")
    assert found.items[0].text == "80"
    assert {(item.span.start, item.span.end) for item in found.items} == {(22, 24)}


def test_the_end_of_a_range_is_above_its_beginning() -> None:
    found = completed("compose", compose('"8000-<|>:80"'))
    assert [item.text for item in found.items] == ["8080", "9000"]
    found = completed("compose", compose('"8000-80<|>:80"'))
    assert all(int(item.text) > 8000 for item in found.items)


def test_a_number_that_is_only_begun_is_no_free_port() -> None:
    found = completed("nginx", "server { listen 8<|>; }")
    assert (found.items[0].text, found.items[0].kind) == ("80", "port")
    assert "8" not in [item.text for item in found.items]


def test_a_taken_port_that_is_typed_offers_the_next_free_one() -> None:
    """Under the letters typed: an editor would hide 8081 where 8080 stands."""
    found = completed("nginx", "server { listen 8080; } server { listen 8080<|>; }")
    first = found.items[0]
    assert (first.text, first.filter, first.kind) == ("8081", "8080", "free")


def test_the_port_in_the_container_is_free_of_others() -> None:
    found = completed("compose", compose('"5432:5432"') + '      - "1:<|>"')
    assert found.items[0].text == "5432"
    found = completed("compose", compose("target: <|>"))
    assert {item.kind for item in found.items} == {"port"}


def test_a_forward_has_usual_ports_of_its_own() -> None:
    assert completed("ssh_config", "Host a\n  DynamicForward <|>").items[0].text == "1080"
    found = completed("ssh_config", "Host a\n  LocalForward 5432 postgres:<|>")
    assert found.items[0].text == "5432"


def test_a_software_of_two_words_is_one_name_in_a_services_file() -> None:
    found = completed("services", "Graf<|>")
    names = [item.text.split("\t")[0] for item in found.items]
    assert names[0] == "Grafana"
    assert "grafana-loki" in names
    assert "Graf" not in names


@pytest.mark.parametrize(
    ("line", "texts"), [("port = htt<|>", {"80"}), ("redirect = ::1 htt<|>", {"80", "http"})]
)
def test_xinetd_takes_a_name_where_it_passes_on_alone(line: str, texts: set[str]) -> None:
    found = completed("xinetd", f"service web\n{{\n    type = UNLISTED\n    {line}\n}}\n")
    assert {item.text for item in found.items} & {"80", "http"} == texts


def test_xinetd_looks_up_a_service_by_its_name_alone() -> None:
    """`service 80`: "can't find service: 80 with getservbyname"."""
    found = completed("xinetd", "service htt<|>\n{\n    socket_type = stream\n}\n")
    assert found.items[0].text == "http"
    assert not any(item.text.isdigit() for item in found.items)


@pytest.mark.parametrize("key", ["forwardPorts", "appPort"])
@pytest.mark.parametrize(
    "written", ["[<|>]", "[ <|> ]", "[3000, <|>]", "[<|>, 3000]", "[\n  3000,\n  <|>\n]", "[<|>"]
)
def test_an_empty_item_of_a_devcontainer_is_a_port(key: str, written: str) -> None:
    found = completed("devcontainer", f'{{"image": "postgres", "{key}": {written}}}')
    assert "8080" in [item.text for item in found.items]
    assert all(item.span.start == item.span.end for item in found.items)


@pytest.mark.parametrize(
    "written",
    ["[3000 <|>]", '["a, <|>"]', "[3000, // [ <|>\n]", "<|>[3000]", "[3000]<|>", '{"a": [<|>]}'],
)
def test_beside_the_items_of_a_devcontainer_there_is_no_port(written: str) -> None:
    assert completed("devcontainer", f'{{"forwardPorts": {written}}}').items == ()


def test_right_behind_the_dash_of_a_list_there_is_no_port() -> None:
    text = "services:\n  db:\n    image: postgres\n    ports:\n      -"
    assert completed("compose", text + "<|>\n").items == ()
    assert completed("compose", text + " <|>\n").items[0].text == "5432:5432"
