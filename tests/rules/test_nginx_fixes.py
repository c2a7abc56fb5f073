"""What the fixes of nginx's rules make of a text: the finding is gone and nothing else is new."""

import pytest

from portlens.analysis import analyse
from portlens.text.edit import apply_edits
from tests._judge import context, document, judge


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("server {\n  listen 80;\n  listen *:80;\n}", "server {\n  listen 80;\n}"),
        ("server { listen 80; listen *:80; }", "server { listen 80; }"),
        ("server { listen 80; ;; }", "server { listen 80; }"),
        ("server {\n  listen 80;\n  };\n", "server {\n  listen 80;\n  }\n"),
        ("server { listen '80'ssl; }", "server { listen '80' ssl; }"),
        ("server { server_name 'a'}", "server { server_name 'a';}"),
        ("server { listen 80; listen 80;\n}", "server { listen 80;\n}"),
        ("server { listen 80; listen 80; \t\r\n}", "server { listen 80;\r\n}"),
        (
            "server { listen 80 default; }\nserver { listen 80 default_server; server_name a; }",
            "server { listen 80 default; }\nserver { listen 80; server_name a; }",
        ),
        (
            "server { server_name a; listen 80 bind; }\nserver { listen 80 'backlog=5' ssl; }",
            "server { server_name a; listen 80 bind; }\nserver { listen 80 ssl; }",
        ),
        ("server {\n  listen 80 443;\n}", "server {\n  listen 80;\n  listen 443;\n}"),
        ("server { listen 80 443; }", "server { listen 80; listen 443; }"),
        ("server { listen 443 quic ssl; }", "server { listen 443 quic; }"),
        (
            "upstream a { server b:1; }\nserver { location / { proxy_pass http://a:80/; } }",
            "upstream a { server b:1; }\nserver { location / { proxy_pass http://a/; } }",
        ),
        (
            "server { location / { fastcgi_pass 127.0.0.1; } }",
            "server { location / { fastcgi_pass 127.0.0.1:9000; } }",
        ),
        (
            "server { location / { proxy_pass 127.0.0.1:80; } }",
            "server { location / { proxy_pass http://127.0.0.1:80; } }",
        ),
        ("server { listen http-alt; }", "server { listen 8080; }"),
        ("server { listen ::1:80; }", "server { listen [::1]:80; }"),
        ("server { listen 82-80; }", "server { listen 80-82; }"),
        ("server { listen 80/tcp; }", "server { listen 80; }"),
        (
            "server { listen 443 ssl http2; }",
            "server { listen 443 ssl; http2 on; }",
        ),
        (
            "server { listen 443 ssl http2; listen [::]:443 ssl http2; }",
            "server { listen 443 ssl; listen [::]:443 ssl; http2 on; }",
        ),
        (
            "server { listen 8080; listen [::]:8080 ipv6only=off; }",
            "server { listen 8080; listen [::]:8081 ipv6only=off; }",
        ),
    ],
)
def test_a_fix_cures(text: str, after: str) -> None:
    before, wanted = f"http {{ {text} }}", f"http {{ {after} }}"
    subject = document("nginx", before)
    found = analyse(subject, context({subject.path: before})).findings
    cured = next(judged.finding for judged in found if judged.finding.fixes)
    assert apply_edits(before, cured.fixes[0].edits) == wanted
    rules = {label.text.partition(":")[0] for label in judge(document("nginx", wanted))}
    assert not any(cured.rule in rule for rule in rules)


def test_udp_after_the_port_becomes_an_option() -> None:
    before = "stream { server { listen 53/udp; proxy_pass a:53; } }"
    found = analyse(document("nginx", before), context()).findings
    fix = found[0].finding.fixes[0]
    assert apply_edits(before, fix.edits) == before.replace("/udp", " udp")


def test_only_what_changes_nothing_else_is_safe() -> None:
    for text, is_safe in (
        ("listen 80; listen *:80;", True),
        ("listen 80; listen *:80 ssl;", False),
    ):
        found = analyse(document("nginx", f"server {{ {text} }}"), context()).findings
        assert [fix.is_safe for fix in found[0].finding.fixes] == [is_safe]


@pytest.mark.parametrize(
    ("statements", "fixes"),
    [("listen 8080; include common.conf;", [False]), ("include common.conf; " * 2, [])],
)
def test_a_listen_that_others_include_as_well_is_kept(statements: str, fixes: list[bool]) -> None:
    files = {
        "nginx.conf": f"http {{ server {{ {statements} }} server {{ include common.conf; }} }}",
        "common.conf": "listen 8080;",
    }
    subject = document("nginx", files["common.conf"], "common.conf")
    found = analyse(subject, context(files)).findings
    assert [judged.finding.rule for judged in found][:1] == ["duplicate-listen"]
    assert [fix.is_safe for fix in found[0].finding.fixes] == fixes


def test_no_file_gets_a_second_statement_of_http2() -> None:
    files = {
        "/n/nginx.conf": "http { server { listen 443 ssl http2; include v6.inc; } }",
        "/n/v6.inc": "listen [::]:443 ssl http2;",
    }
    subject = document("nginx", files["/n/nginx.conf"], "/n/nginx.conf")
    found = analyse(subject, context(files)).findings
    assert [(one.finding.rule, one.finding.fixes) for one in found] == [
        ("deprecated-listen-option", ())
    ]
