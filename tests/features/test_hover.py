"""Hover: the cursor is `<|>`."""

import pytest

from portlens.features.hover import Hover, hover
from portlens.text.phrase import Language
from tests._judge import context, document
from tests._marks import without_cursor

HERE = context()


def hovered(format_id: str, marked: str, language: Language = "en") -> tuple[Hover | None, str]:
    text, offset = without_cursor(marked)
    return hover(document(format_id, text), offset, HERE, language), text


def service(entry: str) -> str:
    return f"services:\n  web:\n    image: nginx\n    ports:\n      - {entry}\n"


@pytest.mark.parametrize(
    ("format_id", "marked", "place", "words"),
    [
        ("nginx", "server { listen 54<|>32; }", "5432", ["5432", "postgresql", "IANA"]),
        ("nginx", "server { listen 127.0.0.1:80<|>80; }", "8080", ["http-alt", "`127.0.0.1`"]),
        ("nginx", "server { listen 127.0.<|>0.1:8080; }", "127.0.0.1:8080", ["http-alt"]),
        ("nginx", "server { listen <|>6379; }", "6379", ["redis"]),
        ("nginx", "server { listen 6379<|>; }", "6379", ["redis"]),
        (
            "nginx",
            "server { return 301 https://$host:84<|>43$request_uri; }",
            "8443",
            ["tells clients of port **8443**", "### 8443"],
        ),
        (
            "nginx",
            "server { add_header Alt-Svc 'h3=\":4<|>43\"; ma=86400'; }",
            "443",
            ["tells clients of port **443**", "https"],
        ),
        ("compose", service('"80<|>80:80"'), "8080", ["**8080** ", "**80**", "http-alt"]),
        ("compose", service('"8080:8<|>0"'), "80", ["**80**", "http"]),
        ("compose", service('"127.0.<|>0.1:8080:80"'), "127.0.0.1:8080:80", ["### 8080", "### 80"]),
        (
            "compose",
            service('"${WEB:-80<|>80}:80"'),
            "${WEB:-8080}",
            ["its default `8080`"],
        ),
        ("compose", service('"${WE<|>B}:80"'), "${WEB}", ["not known", "**?**"]),
        (
            "nginx",
            "server { listen ${PORT:-80<|>80}; }",
            "${PORT:-8080}",
            ["the default that it names is 8080", "### 8080"],
        ),
        (
            "sshd_config",
            "Port {{ sshd_p<|>ort | default(2222) }}",
            "{{ sshd_port | default(2222) }}",
            ["the default that it names is 2222", "### 2222"],
        ),
        ("nginx", "server { listen ${PO<|>RT}; }", "${PORT}", ["filled in by another program"]),
        ("compose", service('"{{ po<|>rt }}:80"'), "{{ port }}", ["filled in by another program"]),
        (
            "nginx",
            "server { location / { proxy_pass http://db:80<|>00:8080; } }",
            "8000:8080",
            ["`8000:8080` is not a port. What 8000 alone", "### 8000"],
        ),
        ("sshd_config", "Port 2<|>2", "22", ["ssh"]),
        ("sshd_config", "Port s<|>sh", "ssh", ["is port 22"]),
        ("ssh_config", "LocalForward 8080 db:54<|>32", "5432", ["postgresql"]),
        ("services", "postgresql 54<|>32/tcp", "5432", ["postgresql"]),
    ],
)
def test_hover(format_id: str, marked: str, place: str, words: list[str]) -> None:
    found, text = hovered(format_id, marked)
    assert found
    assert found.span.of(text) == place
    for word in words:
        assert word in found.markdown


@pytest.mark.parametrize(
    ("format_id", "marked"),
    [
        ("nginx", "ser<|>ver { listen 80; }"),
        ("nginx", "server { listen 80; } # 54<|>32"),
        ("nginx", "server { listen <|>; }"),
        ("compose", "services:\n  w<|>eb:\n    image: nginx\n"),
        ("sshd_config", "PermitRoot<|>Login no"),
        ("services", "# 54<|>32/tcp"),
    ],
)
def test_elsewhere_there_is_nothing(format_id: str, marked: str) -> None:
    assert hovered(format_id, marked)[0] is None


def test_both_sides_of_one_number_have_one_page() -> None:
    found, _ = hovered("compose", service('"127.0.<|>0.1:8080:8080"'))
    assert found
    assert found.markdown.count("### 8080") == 1


def test_a_side_that_nobody_knows_is_a_question_mark() -> None:
    found, _ = hovered("compose", service('"80<|>80:70000"'))
    assert found
    assert "**8080**" in found.markdown
    assert "container port **?**/tcp" in found.markdown


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ("WEB=8081\n", ["**8081**", "`WEB` is `8081`, from `.env`"]),
        ("WEB=\n", ["`WEB` has no value: its default `8080` holds"]),
        ("", ["**8080**", "its default `8080` holds"]),
    ],
)
def test_where_the_value_of_a_variable_comes_from(env: str, words: list[str]) -> None:
    text, offset = without_cursor(service('"${WEB:-80<|>80}:80"'))
    subject = document("compose", text)
    around = context({subject.path: text, "/site/.env": env})
    found = hover(subject, offset, around, "en")
    assert found
    for word in words:
        assert word in found.markdown


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            '"${D<|>B:-127.0.0.1:13306}:3306"',
            "`DB` has no value: its default, a text with port 13306 in it, holds",
        ),
        ('"${W<|>HERE}:80"', "`WHERE` is set in `.env`, to a text with port 8080 in it"),
    ],
)
def test_a_value_may_be_more_than_the_port(entry: str, words: str) -> None:
    text, offset = without_cursor(service(entry))
    subject = document("compose", text)
    around = context({subject.path: text, "/site/.env": "WHERE=127.0.0.1:8080\n"})
    found = hover(subject, offset, around, "en")
    assert found
    assert words in found.markdown


def test_a_rule_in_a_suppression_is_explained() -> None:
    marked = "listen 80; # portlens: ignore[port-out-of<|>-range]"
    found, text = hovered("nginx", marked)
    assert found
    assert found.span.of(text) == "port-out-of-range"
    assert found.markdown.startswith("# A number that no port can have")
    in_japanese, _ = hovered("nginx", marked, "ja")
    assert in_japanese
    assert in_japanese.markdown.startswith("# ポート番号としてあり得ない数値")


def test_japanese() -> None:
    found, _ = hovered("compose", service('"80<|>80:80"'), "ja")
    assert found
    assert "公開します" in found.markdown


@pytest.mark.parametrize(
    ("format_id", "marked", "english", "japanese"),
    [
        (
            "sshd_config",
            "Match LocalPort 22<|>22\n",
            "`Match LocalPort 2222` is for connections that come in on port **2222**/tcp",
            "`Match LocalPort 2222` はポート **2222**/tcp で受けた接続に適用されます",
        ),
        (
            "sshd_config",
            "PermitOpen db:54<|>32\n",
            "this file lets clients connect through to **5432**/tcp at `db`",
            "この設定ではクライアントに `db` の **5432**/tcp への転送を許可します",
        ),
        (
            "sshd_config",
            "PermitListen 80<|>80\n",
            "this file lets clients open **8080**/tcp on the server",
            "この設定ではクライアントに **8080**/tcp でのサーバーの待ち受けを許可します",
        ),
        (
            "ssh_config",
            "Host a\n  RemoteForward 90<|>90 b:80\n",
            "`Host a` has the server listen on **9090**/tcp, `localhost`",
            "`Host a` はサーバーに `localhost` の **9090**/tcp で待ち受けさせます",
        ),
        (
            "ssh_config",
            "Port 2<|>2\n",
            "this file connects to **22**/tcp",
            "この設定では **22**/tcp に接続します",
        ),
        (
            "sshd_config",
            "Port 2<|>2\n",
            "this file listens on **22**/tcp, all addresses",
            "この設定ではすべてのアドレスの **22**/tcp で待ち受けます",
        ),
    ],
)
def test_first_line_in_openssh(format_id: str, marked: str, english: str, japanese: str) -> None:
    wanted_in: dict[Language, str] = {"en": english, "ja": japanese}
    for language, wanted in wanted_in.items():
        found, _ = hovered(format_id, marked, language)
        assert found
        assert found.markdown.split("\n\n")[0] == wanted


def test_a_range_names_the_ports_in_it_that_are_known() -> None:
    found, _ = hovered("compose", service('"54<|>30-5440:5430-5440"'))
    assert found is not None
    assert "Also in this range: 5432 postgresql, 5433 PostgreSQL / YugabyteDB" in found.markdown
    japanese, _ = hovered("compose", service('"54<|>30-5440:5430-5440"'), "ja")
    assert japanese is not None
    assert "この範囲にあるほかのポート: 5432 postgresql、5433 Postgre" in japanese.markdown


def test_of_a_long_range_some_ports_are_named() -> None:
    found, _ = hovered("compose", service('"1<|>-65535:1-65535"'))
    assert found is not None
    (line,) = [each for each in found.markdown.split("\n") if each.startswith("Also in")]
    assert line.count(",") == 8
    assert line.endswith("more")


def test_a_range_without_known_ports_names_none() -> None:
    found, _ = hovered("compose", service('"492<|>00-49201:49200-49201"'))
    assert found is not None
    assert "Also in this range" not in found.markdown
