"""Search: exact, prefix, substring, letters in order, slips of the keyboard."""

import pytest

from portlens.catalogue.load import catalogue

KNOWN = catalogue()


def names(text: str, limit: int = 50) -> list[str]:
    return [match.assignment.name for match in KNOWN.search(text, limit)]


@pytest.mark.parametrize(
    ("text", "name", "how"),
    [
        ("ssh", "ssh", "exact"),
        ("POSTGRESQL", "postgresql", "exact"),
        ("postg", "postgresql", "prefix"),
        ("comsat", "comsat", "exact"),
        ("whod", "who", "exact"),
        ("grafana", "Grafana", "exact"),
        ("kafka", "Apache Kafka", "exact"),
        ("home assi", "Home Assistant", "prefix"),
        ("adminer", "Adminer", "exact"),
        ("ouchbas", "Couchbase Server", "substring"),
        ("pstgrsql", "postgresql", "subsequence"),
        ("posgtresql", "postgresql", "typo"),
        ("5432", "postgresql", "number"),
        ("543", "klogin", "number"),
    ],
)
def test_the_best_match(text: str, name: str, how: str) -> None:
    match = KNOWN.search(text)[0]
    assert (match.assignment.name, match.how) == (name, how)


@pytest.mark.parametrize(
    "text", ["", " ", "no such thing at all", "😀", "\0", "x" * 100_000, "99999"]
)
def test_nothing_is_found_for_nonsense(text: str) -> None:
    assert KNOWN.search(text) == []


def test_what_people_mean_comes_before_what_is_merely_registered() -> None:
    assert names("my")[:2] == ["mysql", "MySQL"]
    assert names("my").index("mysql") < names("my").index("mylxamport")
    assert names("54", 500).index("postgresql") < names("54", 500).index("park-agent")


def test_better_kinds_of_match_come_first() -> None:
    order = ("exact", "prefix", "substring", "subsequence", "typo")
    hows = [match.how for match in KNOWN.search("radius")]
    assert hows == sorted(hows, key=order.index)
    assert set(hows) >= {"exact", "prefix", "substring"}


def test_each_name_of_a_port_is_given_once_and_by_its_most_official_row() -> None:
    found = [(match.assignment.name, match.assignment.first) for match in KNOWN.search("ssh")]
    assert len(found) == len(set(found))
    assert KNOWN.search("ssh")[0].assignment.source == "IANA"


def test_the_limit_is_kept() -> None:
    assert len(KNOWN.search("a", 7)) == 7
    assert len(KNOWN.search("1")) == 50
    assert KNOWN.search("a", 0) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("posgresql", "postgresql"),
        ("htp", "http"),
        ("redsi", "redis"),
        ("kafak", "kafka"),
        ("mysqll", "mysql"),
        ("grafanna", "grafana"),
        ("http/", "http"),
        ("comsta", "comsat"),
        ("elasticsearch7", "elasticsearch"),
    ],
)
def test_the_nearest_name_is_what_was_meant(typed: str, meant: str) -> None:
    assert KNOWN.nearest(typed)[0] == meant


@pytest.mark.parametrize("typed", ["", "  ", "😀", "??", "qqqqqqqqqqqqq" * 1000])
def test_nothing_is_near_to_nonsense(typed: str) -> None:
    assert KNOWN.nearest(typed) == ()


@pytest.mark.parametrize(
    ("short", "software"),
    [
        ("mssql", "Microsoft SQL Server"),
        ("mongo", "MongoDB"),
        ("rails", "Ruby on Rails"),
        ("node", "Node.js"),
        ("k8s", "Kubernetes"),
        ("kube", "Kubernetes"),
        ("pgsql", "PostgreSQL"),
        ("psql", "PostgreSQL"),
        ("es", "Elasticsearch"),
        ("rabbit", "RabbitMQ"),
        ("docker", "Docker Engine"),
        ("wg", "WireGuard"),
    ],
)
def test_everyday_short_names_are_known(short: str, software: str) -> None:
    assert software in {row.name for row in KNOWN.named(short)}
    exact = {match.assignment.name for match in KNOWN.search(short) if match.how == "exact"}
    assert software in exact
