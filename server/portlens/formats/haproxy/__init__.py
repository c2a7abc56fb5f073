"""HAProxy: what it binds, and the servers that it passes on to."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.haproxy.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.haproxy.words import lines

    return [
        (*(word.span.of(text) for word in line.words), line.is_conditional) for line in lines(text)
    ]


# A section of a proxy, and a line that no other program's sections hold.
_SECTION = regex(
    r"^[ \t]*(?:(?:frontend|backend|listen)[ \t]+[^\s{}=;,]+(?:[ \t]+[^\s{}=;,]+){0,6}"
    r"|defaults(?:[ \t]+[^\s{}=;,.]+){0,3}|global)[ \t]*(?:\#[^\n]*)?\r?$",
    re.MULTILINE,
)
_LINE = regex(
    r"""^[ \t]+(?:
        bind[ \t]+(?:[\w.*\[\]${}@-]*:[\d$"{]|/|unix@|abns@|fd@)
        | server[ \t]+\S+[ \t]+(?:[^\s;{]*:[\d$"{+]|[0-9.]+[ \t\n]|/)[^;{\n]*$
        | (?:default_backend|use_backend)[ \t]+\S+
        | balance[ \t]+(?:roundrobin|leastconn|source|static-rr|first|uri|random)
        | option[ \t]+(?:httplog|tcplog|httpchk|dontlognull|forwardfor|http-server-close|redispatch)
        | timeout[ \t]+(?:connect|client|server|queue|http-request|check)[ \t]
        | mode[ \t]+(?:http|tcp)[ \t]*$
        | stats[ \t]+(?:socket|enable|uri)\b
    )""",
    re.MULTILINE | re.VERBOSE,
)


def _recognises(text: str) -> bool:
    return _SECTION.search(text) is not None and _LINE.search(text) is not None


FORMATS = (
    Format(
        id="haproxy",
        title="HAProxy",
        byte_order_mark="refused",
        needs_last_line_break="2.3",
        faults=frozenset(
            {
                "invalid-address",
                "invalid-port",
                "invalid-port-range",
                "invalid-transport",
                "missing-port",
                "port-out-of-range",
                "service-name-not-allowed",
            }
        ),
        usual_ports=(80, 443, 8404, 8080, 3306, 5432, 6379),
        read=_read,
        languages=("haproxy", "portlens-haproxy"),
        patterns=(
            "haproxy.cfg",
            f"haproxy.cfg.{COVERS}",
        ),
        shared_patterns=(
            "*haproxy*.{cfg,conf,cnf,tmpl,tpl,template,j2,erb,ctmpl}",
            "**/haproxy/**/*.{cfg,conf}",
            "*.cfg",
        ),
        statements=_statements,
        installed=(
            "/etc/haproxy/haproxy.cfg",
            "/etc/haproxy/conf.d/*.cfg",
            "/usr/local/etc/haproxy/*.cfg",
        ),
        recognises=_recognises,
        stands_out=_recognises,
    ),
)
