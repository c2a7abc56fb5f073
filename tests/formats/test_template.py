"""Whatever a template language is to fill in is unknown, and never wrong, in every format."""

import re
from random import Random
from time import process_time
from timeit import timeit

import pytest

from portlens.formats import _template
from portlens.formats._template import decisions, has_placeholder, masked, without_statements
from tests._judge import document, judge

PLACEHOLDERS = [
    "{{ port }}", "{{port}}", "{{ .Values.port }}", "{{{port}}}", "{{ port | default(80) }}",
    "{% include 'port' %}", "<%= port %>", "<%= @port -%>", "<%- port %>", "<?= $port ?>",
    "[% port %]", "[[port]]", "[[ .Port ]]", "<tmpl_var name='port'>", '<TMPL_VAR NAME="PORT">',
    "{tmpl_var name='port'}", "%port%", "%PORT%", "%%PORT%%", "%web_port%", "@port@", "@PORT@",
    "@project.port@", "__port__", "__PORT__", "${PORT}", "${port}", "$(PORT)", "$(port)",
    "%{port}", "%{ if tls }443%{ else }80%{ endif }", "{% if tls %}443{% else %}80{% endif %}",
    "{{#if tls}}443{{else}}80{{/if}}",
]  # fmt: skip

FILES = [
    ("nginx", "http {{ server {{ listen {}; }} }}\n", "/site/nginx.conf"),
    ("nginx", "server {{ listen 127.0.0.1:{} ssl; }}\n", "/site/site.tpl"),
    ("nginx", "server {{ listen {}:{} default_server; }}\n", "/site/conf.d/a.conf"),
    ("nginx", "location / {{ proxy_pass http://%ip%:{}/a; }}\n", "/site/proxy.conf"),
    ("nginx", "location / {{ proxy_pass {}://{}:{}; }}\n", "/site/proxy.conf"),
    ("nginx", "location / {{ fastcgi_pass app:{}; }}\n", "/site/proxy.conf"),
    ("nginx", "upstream app {{ server 10.0.0.1:{}; server {}; }}\n", "/site/upstream.conf"),
    ("nginx", "stream {{ upstream app {{ server {}:{} weight=2; }} }}\n", "/site/nginx.conf"),
    ("sshd_config", "Port {}\n", ""),
    ("sshd_config", "ListenAddress {}:{}\n", ""),
    ("sshd_config", "PermitOpen db:{} {}\n", ""),
    ("sshd_config", "Match LocalPort {}\n", ""),
    ("ssh_config", "Host a\n  Port {}\n", ""),
    ("ssh_config", "LocalForward {} db:{}\n", ""),
    ("ssh_config", "RemoteForward localhost:{} {}:{}\n", ""),
    ("ssh_config", "DynamicForward {}\n", ""),
    ("ssh_config", "ProxyJump jump:{},{}:{}\n", ""),
    ("services", "app {}/tcp\n", ""),
    ("services", "app {}/{} # {}\n", ""),
    ("compose", "services:\n  a:\n    image: x\n    ports:\n      - {}:80\n", ""),
    ("compose", "services:\n  a:\n    image: x\n    ports:\n      - '127.0.0.1:{}:{}/tcp'\n", ""),
    ("compose", "services:\n  a:\n    image: x\n    ports:\n      - target: {}\n", ""),
    ("compose", "services:\n  a:\n    image: x\n    expose:\n      - {}\n    user: {}\n", ""),
    ("compose", 'services:\n  a:\n    image: {}\n    ports: ["80:80", "81:{}"]\n', ""),
]


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
@pytest.mark.parametrize(("format_id", "text", "path"), FILES, ids=range(len(FILES)))
def test_a_port_to_be_filled_in_is_unknown_and_never_wrong(
    placeholder: str, format_id: str, text: str, path: str
) -> None:
    filled = text.format(*[placeholder] * text.count("{}"))
    subject = document(format_id, filled, path)
    assert not judge(subject), filled
    open_uses = [use for use in subject.uses if not use.resolved]
    assert open_uses, filled
    for use in open_uses:
        written = use.span.of(filled)
        assert has_placeholder(written) or written.startswith("- target"), written


@pytest.mark.parametrize("placeholder", PLACEHOLDERS)
def test_a_masked_placeholder_leaves_nothing_behind(placeholder: str) -> None:
    assert masked(f"a:{placeholder}:80", "x") == f"a:{'x' * len(placeholder)}:80"


@pytest.mark.parametrize(
    "text",
    [
        "http://a/%e3%81%82:80",
        "fe80::1%eth0",
        "my__app:80",
        "a__b__c",
        "%h:%p",
        "[::1]:80",
        "$port",
        "$$a",
        "[[::1]]",
        "100%",
        "{a: b}",
    ],
)
def test_what_is_no_placeholder(text: str) -> None:
    assert not has_placeholder(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{% if a %}\nPort 22\n{% else %}\nPort 23\n{% endif %}\n", ["Port 22", "Port 23"]),
        ("{% if a %}Port 22{% else %}Port 23{% endif %}", ["Port 22"]),
        ("{{- range .Ports }}\nPort 22\n{{- end }}", ["Port 22"]),
        ("<% if a %>\r\nPort 22\r\n<% end %>\r\n", ["Port 22"]),
        ("{{#if a}}\nPort 22\n{{/if}}", ["Port 22"]),
        ("[% IF a %]\nPort 22\n[% END %]", ["Port 22"]),
        ("<tmpl_if name='a'>\nPort 22\n</tmpl_if>", ["Port 22"]),
        ("%{ if a ~}\nPort 22\n%{ endif ~}", ["Port 22"]),
        ("{% set ports = [\n 22,\n] %}\nPort 22", ["Port 22"]),
        ("Port {% if a %}22{% else %}23{% endif %}", ["Port {% if a %}22{% else %}23{% endif %}"]),
        ("Port {{ port }}", ["Port {{ port }}"]),
        ("Port 22 {% endif %}", ["Port 22"]),
    ],
)
def test_statements_are_no_part_of_the_file(text: str, kept: list[str]) -> None:
    found = without_statements(text)
    assert [line.strip() for line in found.split("\n") if line.strip()] == kept
    assert len(found) == len(text)
    assert bool(decisions(text)) == (text != "Port {{ port }}")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{{/* Port {{ port }} */}}\nPort 22", ["Port 22"]),
        ("{{- /* Port {{ port }} */ -}}\r\nPort 22\r\n", ["Port 22"]),
        ("{{- /*\n * Port {{ port }}\n ***/}}\nPort 22", ["Port 22"]),
        ("Port 22 {{- /* not {{ port }} */}}\nPort 23", ["Port 22", "Port 23"]),
        ("Port 22 {{/* admin }} */}}", ["Port 22"]),
        ("{{!-- Port {{port}} --}}\nPort 22", ["Port 22"]),
        ("Port 22 {{~!-- {{port}} --~}}", ["Port 22"]),
        ("{{/* a */}}\nPort 22\n{{/* b */}}", ["Port 22"]),
        ("{{/* a }}\nPort 22", ["Port 22"]),
        ("Port 2{{/* {{ a }} */}}2", ["Port 2{{/* {{ a }} */}}2"]),
    ],
)
def test_a_comment_ends_where_its_language_says(text: str, kept: list[str]) -> None:
    found = without_statements(text)
    assert [line.strip() for line in found.split("\n") if line.strip()] == kept
    assert len(found) == len(text)
    assert not decisions(text)


def test_many_comments_on_one_line_are_gone_through_once() -> None:
    text = "{{/* a */}} " * 200 + "x"
    assert without_statements(text).endswith(" x")


def test_comments_that_nothing_closes_cost_no_more_with_a_blank_in_front() -> None:
    def spent(opening: str) -> float:
        text = opening * 2_000
        return min(timeit(lambda: masked(text), timer=process_time, number=1) for _ in range(3))

    masked("{{ a }}")  # its expression is compiled
    assert spent("{{ /*") < 3 * spent("{{/*")


@pytest.mark.parametrize(
    ("word", "port"),
    [
        ("{{ ip }}:{{ port }}{% if ssl %}", "{{ port }}"),
        ("80{% if ssl %}", "80"),
        ("127.0.0.1:{{ port }}<% if ssl %>", "{{ port }}"),
        ("{{port}}{{#if ssl}}", "{{port}}"),
        ("{% if a %}443{% else %}80{% endif %}", "{% if a %}443{% else %}80{% endif %}"),
    ],
)
def test_a_branch_that_begins_behind_a_port_is_no_part_of_it(word: str, port: str) -> None:
    end = "{% endif %}" if word.count("if") == 1 else ""
    made = document("nginx", f"server {{ listen {word} ssl{end}; }}\n", "/site/a.conf.j2")
    (use,) = made.uses
    assert use.port is not None
    assert made.text[use.port.span.start : use.port.span.end] == port


PIECES = (
    *("_", "__", "a", "A", "{", "{{", "}}", "}", "%", "%%", "@", "@@", "#", "#{", "<", "<%", "%>"),
    *("[", "[[", "]]", "[%", "%]", "port", " ", "/t", "</TMPL_VAR x>", "\n", "1", ":", "-", "?"),
    *("/", "tmpl_if a", "TMPL_VAR b", "/*", "!--", "if"),
)


def test_what_is_looked_for_first_passes_over_no_placeholder() -> None:
    dice = Random(25)
    found = 0
    for _ in range(20_000):
        text = "".join(dice.choices(PIECES, k=dice.randint(1, 9)))
        if re.search(_template.WITHOUT_DOLLAR, text):
            found += 1
            assert _template.has_other_placeholder(text), text
    assert found > 1_000


def test_placeholders_are_those_that_are_found_at_every_character() -> None:
    dice = Random(26)
    pieces = (*PIECES, "{%", "{#", "#}", "if", "endif", "/*", "*/", "$", "${", "(", "%}", "\r\n")
    found = 0
    for _ in range(20_000):
        text = "".join(dice.choices(pieces, k=dice.randint(1, 30)))
        for dollars in (False, True):
            pattern = _template.PLACEHOLDER if dollars else _template.WITHOUT_DOLLAR
            plain = re.sub(pattern, lambda match: re.sub(r"[^\r\n]", "X", match[0]), text)
            found += plain != text
            assert _template.masked(text, "X", dollars=dollars) == plain, text
    assert found > 10_000


def test_what_is_found_where_any_may_begin_is_what_a_search_finds() -> None:
    random = Random(1)
    every = [*PLACEHOLDERS, *"{}%<>[]#_$:-| \n", "{{/* a */}}", "{{!-- a --}}", "{#", "#}", "?>"]
    patterns = ("PLACEHOLDER", "WITHOUT_DOLLAR", "TAG", "_STATEMENT")
    found = 0
    for _ in range(600):
        text = "".join(random.choices(every, k=random.randint(1, 25)))
        for pattern in (getattr(_template, name) for name in patterns):
            plain = [match.span() for match in re.finditer(pattern, text)]
            quick = _template._found(pattern, text)  # noqa: SLF001 - the short way is no more than that
            assert [match.span() for match in quick] == plain, (pattern, text)
            found += len(plain)
    assert found > 1_000
