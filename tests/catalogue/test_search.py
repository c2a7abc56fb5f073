"""Search: exact, prefix, substring, letters in order, slips, ranges, words of descriptions."""

import pytest

from portlens.catalogue.load import catalogue
from portlens.catalogue.ranked import Ranked

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
        ("５４３２", "postgresql", "number"),
        ("６０００-6063", "x11", "number"),
        ("ｐｏｓｔｇｒｅｓｑｌ", "postgresql", "exact"),
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
    order = ("exact", "prefix", "substring", "description")
    hows = [match.how for match in KNOWN.search("radius")]
    assert hows == sorted(hows, key=order.index)
    assert set(hows) >= {"exact", "prefix", "substring"}


def test_each_name_of_a_port_is_given_once_and_by_its_most_official_row() -> None:
    found = [(match.assignment.name, match.assignment.first) for match in KNOWN.search("ssh")]
    assert len(found) == len(set(found))
    assert KNOWN.search("ssh")[0].assignment.source == "IANA"
    assert KNOWN.search("mongo")[0].assignment.source == "IANA"


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
    exact = [match.assignment.name for match in KNOWN.search(short) if match.how == "exact"]
    assert software.casefold() in {name.casefold() for name in exact}


@pytest.mark.parametrize("text", ["git", "postg", "radius", "kafka", "sql"])
def test_what_only_resembles_the_text_is_left_out_where_something_has_it(text: str) -> None:
    for match in KNOWN.search(text, 1000):
        row = match.assignment
        assert text in match.key or text in "".join(row.description).casefold(), match.key


def test_a_text_inside_a_word_finds_only_what_people_know_where_a_name_begins_with_it() -> None:
    assert not {"cogitate", "digital-notary"} & set(names("git", 1000))
    assert {"mysql", "ms-sql-s", "postgresql"} <= set(names("sql", 1000))
    assert "Couchbase Server" in names("ouchbas")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("リレーショナル", "mysql"),
        ("メール配送", "smtp"),
        ("かんばん", "Planka"),
        ("ネットワーク監視", "SNMP"),
        ("ゲートウェイ", "Kong"),
        ("vector", "Milvus"),
        ("recipes", "Mealie"),
    ],
)
def test_descriptions_are_searched_in_both_languages(text: str, name: str) -> None:
    found = {match.assignment.name: match.how for match in KNOWN.search(text, 100)}
    assert found[name] == "description"


def test_descriptions_come_last_and_known_ports_first_among_them() -> None:
    hows = [match.how for match in KNOWN.search("vpn")]
    assert "description" in hows
    assert hows == sorted(hows, key="description".__eq__)
    known = [KNOWN.at(match.assignment.first) for match in KNOWN.search("プロキシ", 500)]
    is_known = [any(row.status != "official" for row in rows) for rows in known]
    assert is_known == sorted(is_known, reverse=True)


@pytest.mark.parametrize("text", ["を", "の", "b", "it"])
def test_a_letter_or_two_are_no_word_to_look_for_in_descriptions(text: str) -> None:
    assert "description" not in {match.how for match in KNOWN.search(text, 10_000)}


def test_an_english_word_of_a_description_is_found_by_its_beginning() -> None:
    assert "Gitea" in names("hosting")
    assert "Gitea" not in names("osting")


def test_a_range_lists_its_ports_and_what_reaches_into_it() -> None:
    found = [(match.assignment.first, match.assignment.name) for match in KNOWN.search("6006-6010")]
    assert found[0] == (6000, "x11")
    assert (6006, "TensorBoard") in found
    assert found[-1] == (6010, "x11-ssh-offset")
    assert {match.how for match in KNOWN.search("6006-6010")} == {"number"}
    assert KNOWN.search("6010-6006") == []
    assert KNOWN.search("0-99999", 7)[0].assignment.first == 1


@pytest.mark.parametrize("text", ["a", "b", "aa", "ab", "ba", "aba", "c", "a\nb", "\n"])
@pytest.mark.parametrize("fame", ["00000000", "01201201", "21102012"])
def test_keys_are_found_in_one_text_of_all_as_one_by_one(text: str, fame: str) -> None:
    keys = ["a", "aa", "aab", "ab", "ab", "aba", "b", "ba"]
    ranked = Ranked(keys, fame)
    every = sorted(range(len(keys)), key=lambda index: (-int(fame[index]), len(keys[index])))
    assert list(ranked.holding(text)) == [index for index in every if text in keys[index]]
    assert ranked.sorted(range(2, 7)) == [index for index in every if index in range(2, 7)]


@pytest.mark.parametrize("text", ["po", "http", "8", "80", "postgress", "web server", "プロキシ"])
def test_fewer_matches_are_the_first_of_more(text: str) -> None:
    every = KNOWN.search(text, 10_000)
    assert all(KNOWN.search(text, most) == every[:most] for most in (1, 7, 50, 120))
