"""What an image says of its ports, where more than one line of the Dockerfile makes it."""

import pytest

from portlens.formats.dockerfile.image import image_of, words_listed
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


def asked(text: str) -> list[tuple[str, int | None]]:
    """Return what the health check of the last stage connects to."""
    found = image_of(read(f"FROM a\n{text}", "Dockerfile")).asked
    return [(use.address.text, use.port.first) for use in found if use.port and use.address]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HEALTHCHECK CMD curl -f http://localhost:3000/", [("localhost", 3000)]),
        ("HEALTHCHECK CMD curl -f http://localhost/", [("localhost", 80)]),
        ("HEALTHCHECK CMD wget -qO- https://127.0.0.1", [("127.0.0.1", 443)]),
        ('HEALTHCHECK CMD ["curl", "http://localhost"]', [("localhost", 80)]),
        ("HEALTHCHECK CMD curl http://localhost.example/ http://other/", []),
        ("HEALTHCHECK CMD pg_isready -U app -p 5433", [("localhost", 5433)]),
        ("HEALTHCHECK CMD pg_isready -h db -p 5433", []),
        ("HEALTHCHECK CMD pg_isready -h 127.0.0.1 -p5433 || exit 1", [("localhost", 5433)]),
        ('HEALTHCHECK CMD ["redis-cli", "-p", "6380", "ping"]', [("localhost", 6380)]),
        ("ENV P=27018\nHEALTHCHECK CMD mongosh --port $P --eval 1", [("localhost", 27018)]),
        ("HEALTHCHECK CMD mongosh --eval 1 && sleep -p 3", []),
        # To MongoDB's clients `-p` is the password.
        ("HEALTHCHECK CMD mongosh -u root -p 12345 --eval 1", []),
        ("HEALTHCHECK CMD mongosh -p12345 --eval 1", []),
        ("ENV PW=12345\nHEALTHCHECK CMD mongo -u root -p $PW --eval 1", []),
        ('HEALTHCHECK CMD ["mongosh", "-p", "12345", "--port", "27018"]', [("localhost", 27018)]),
        ("HEALTHCHECK CMD mongosh -p 12345 -h && redis-cli -a 12345 ping", []),
        ("HEALTHCHECK CMD mysqladmin -u root -p 12345 ping", []),
        ("HEALTHCHECK CMD redis-cli -u redis://localhost:12345@localhost:6380",
         [("localhost", 6380)]),
        ("ENV PW=12345\nHEALTHCHECK CMD curl http://localhost:$PW@db/", []),
        ("ARG P=80\nHEALTHCHECK CMD nc localhost $P", [("localhost", None)]),
        ("HEALTHCHECK CMD curl localhost:80 # once it was localhost:8080", [("localhost", 80)]),
        ("HEALTHCHECK CMD curl 'localhost:80 # x' localhost:81",
         [("localhost", 80), ("localhost", 81)]),
        ("HEALTHCHECK CMD curl localhost:80\nHEALTHCHECK CMD curl localhost:81",
         [("localhost", 81)]),
        ("HEALTHCHECK CMD curl localhost:80\nHEALTHCHECK NONE", []),
        ("HEALTHCHECK CMD curl localhost:80\nONBUILD HEALTHCHECK CMD curl localhost:81",
         [("localhost", 80)]),
        ("HEALTHCHECK CMD curl localhost:80\nFROM b", []),
    ],
)  # fmt: skip
def test_what_a_health_check_asks_for(text: str, found: list[tuple[str, int | None]]) -> None:
    assert asked(text) == found


@pytest.mark.parametrize(
    ("below", "above", "found"),
    [
        ("HEALTHCHECK CMD curl localhost:80", "", [("localhost", 80)]),
        ("HEALTHCHECK CMD curl localhost:80", "HEALTHCHECK NONE", []),
        (
            "HEALTHCHECK CMD curl localhost:80",
            "HEALTHCHECK CMD curl localhost:81",
            [("localhost", 81)],
        ),
    ],
)
def test_a_stage_has_the_health_check_of_the_one_below(
    below: str, above: str, found: list[tuple[str, int | None]]
) -> None:
    assert asked(f"{below}\nFROM a AS x\n{below}\nFROM x\n{above}\n") == found


def test_a_check_that_a_later_one_replaces_is_no_use() -> None:
    text = "FROM a\nHEALTHCHECK CMD curl localhost:80\nHEALTHCHECK CMD curl localhost:81\n"
    assert [use.port.first for use in read(text, "Dockerfile").uses if use.port] == [81]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('["nginx", "-g", "daemon off;"]', ["nginx", "-g", "daemon off;"]),
        (r'[ "a\"b" , "[" ]', ['a"b', "["]),
        ("[]", []),
        # To Docker these are words for a shell.
        ('["nginx", 1]', None),
        ('[["nginx"]]', None),
        ('["nginx"', None),
        (r'["\x"]', None),
        ("[" * 100_000, None),
        ("nginx", None),
    ],
    ids=range(9),
)
def test_a_command_is_a_list_where_all_its_words_are_strings(
    written: str, words: list[str] | None
) -> None:
    assert words_listed(written) == words
