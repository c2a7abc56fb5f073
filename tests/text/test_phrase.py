from portlens.text.phrase import Phrase, all_of, in_a_row, same


def test_a_phrase_fills_both_languages() -> None:
    phrase = Phrase("{port} is taken", "{port} は使用中です").fill(port=80)
    assert phrase.to("en") == "80 is taken"
    assert phrase.to("ja") == "80 は使用中です"


def test_a_phrase_in_a_phrase_speaks_the_same_language() -> None:
    inner = Phrase("web server", "Web サーバー")
    assert Phrase("a {what}", "{what}です").fill(what=inner).to("ja") == "Web サーバーです"


def test_braces_in_a_value_stay_as_they_are() -> None:
    assert Phrase("{text} is no port", "{text}").fill(text="${PORT}").en == "${PORT} is no port"
    assert same("Grafana").to("ja") == "Grafana"


def test_names_in_a_row_have_the_comma_of_each_language() -> None:
    assert in_a_row(["tcp", "udp"]) == Phrase("tcp, udp", "tcp、udp")
    assert in_a_row(()) == same("")


def test_the_last_of_all_names_stands_behind_an_and() -> None:
    assert all_of(["a", same("b"), Phrase("c of d", "d の c")]) == Phrase(
        "a, b and c of d", "a、b、d の c"
    )
    assert all_of(["a", "b"]) == Phrase("a and b", "a、b")
    assert all_of(["a"]) == same("a")
