"""What samples and templates leave for others to fill in, and what stays an error elsewhere."""

import pytest

from portlens.features.hover import hover
from portlens.formats._template import with_known_placeholders
from tests._judge import context, document, judge

PORTS = [
    "<port>",
    "<your port>",
    "YOUR_PORT",
    "your-port-here",
    "#PORT#",
    "@port@",
    "{{\n  port\n}}",
]
NAMES = ["example", "sample", "dist", "tmpl", "tpl", "in", "j2", "template", "erb", "m4"]
FILES = [
    ("nginx", "server {{ listen {}; }}\n", "/site/nginx.conf"),
    ("nginx", "server {{ listen 127.0.0.1:{} ssl; }}\n", "/site/nginx.conf"),
    ("nginx", "location / {{ proxy_pass http://app:{}/a; }}\n", "/site/proxy.conf"),
    ("nginx", "upstream app {{ server 10.0.0.1:{} weight=2; }}\n", "/site/upstream.conf"),
    ("sshd_config", "Port {}\nListenAddress 127.0.0.1:{}\n", "/site/sshd_config"),
    ("ssh_config", "Host a\n  Port {}\n  LocalForward {} db:80\n", "/site/ssh_config"),
    ("compose", "services:\n  a:\n    image: x\n    ports: ['{}:80']\n", "/site/compose.yaml"),
    ("compose", "services:\n  a:\n    image: x\n    ports:\n      - 127.0.0.1:{}:80/udp\n",
     "/site/compose.yaml"),
    ("compose", "services:\n  a:\n    image: x\n    ports:\n      - target: '{}'\n",
     "/site/compose.yaml"),
]  # fmt: skip


@pytest.mark.parametrize("port", PORTS)
@pytest.mark.parametrize(("format_id", "text", "path"), FILES, ids=range(len(FILES)))
def test_in_a_sample_it_is_unknown_and_the_hover_says_so(
    format_id: str, text: str, path: str, port: str
) -> None:
    filled = text.format(*[port] * text.count("{}"))
    for name in NAMES:
        subject = document(format_id, filled, f"{path}.{name}")
        assert not judge(subject), (name, filled)
        unknown = [use.port.span for use in subject.uses if use.port and use.port.is_variable]
        assert unknown, filled
        told = hover(subject, unknown[0].start + 1, context(), "en")
        assert told is not None
        assert "is filled in by another program" in told.markdown


# `listen <port>` alone could be a host's name to nginx.
@pytest.mark.parametrize(("format_id", "text", "path"), FILES[1:], ids=range(1, len(FILES)))
def test_in_any_other_file_it_is_an_error(format_id: str, text: str, path: str) -> None:
    filled = text.format(*["<port>"] * text.count("{}"))
    assert judge(document(format_id, filled, path)), filled


@pytest.mark.parametrize(
    ("path", "is_sample"),
    [
        ("docker-compose.example.yml", True),
        ("compose.sample.yaml", True),
        ("compose-dist.yml", True),
        ("compose.yaml", False),
        ("compose.prod.yaml", False),
        ("example/compose.yaml", False),
    ],
)
def test_a_name_may_say_so_before_the_ending(path: str, is_sample: bool) -> None:
    text = "services:\n  a:\n    image: x\n    ports: ['YOUR_PORT:80']\n"
    assert bool(judge(document("compose", text, f"/site/{path}"))) is not is_sample


@pytest.mark.parametrize(
    "text",
    [
        "services:\n  change-detection:\n    image: your_registry:5000/app\n    ports: ['80:80']\n",
        "services:\n  your_app:\n    image: <registry>/app\n    depends_on: [changes]\n",
    ],
)
def test_names_stay_as_they_are(text: str) -> None:
    plain, sample = (document("compose", text, f"/site/compose.yaml{end}") for end in ("", ".dist"))
    assert plain.reading == sample.reading


@pytest.mark.parametrize("text", ["<a>:", "#a#:", "your_x:1", "{{\n}}", "<a>" * 9, "change" * 99])
def test_every_place_stays(text: str) -> None:
    assert len(with_known_placeholders(text, "/site/a.conf.dist")) == len(text)
    assert with_known_placeholders(text, "/site/a.conf") == text


@pytest.mark.parametrize("host", ["<ip>", "<your host>", "YOUR_IP", "<ip_address>"])
@pytest.mark.parametrize(
    ("format_id", "text"),
    [
        ("nginx", "server {{ listen {}:<port>; }}\n"),
        ("sshd_config", "ListenAddress {}:<port>\n"),
        ("compose", "services:\n  a:\n    image: x\n    ports: ['{}:<port>:80']\n"),
    ],
)
def test_an_address_beside_it_is_no_error(format_id: str, text: str, host: str) -> None:
    assert not judge(document(format_id, text.format(host), "/site/a.dist"))
