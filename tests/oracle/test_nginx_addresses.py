"""Each kind of address in each directive that takes one: nginx says of every cell what it thinks.

Names are left out but for `localhost`: whether nginx finds them is for the machine to say.
"""

from itertools import product
from pathlib import Path

import pytest

from tests.oracle import nginx_program
from tests.oracle._long import Record
from tests.oracle.test_nginx import agree, found_in

_ADDRESSES = (
    *("127.0.0.1:81", "127.0.0.1", "*:81", "*", "[::1]:81", "[::1]", "::1", "localhost:81"),
    *("localhost", "81", ":81", "127.0.0.1:", "[::1]:", "127.0.0.1:0", "[::1]:65536"),
    *("127.0.0.1:http", "127.0.0.1:81-82", "127.0.0.1:81/", "127.0.0.1:81/x?y:z", "[::g]:81"),
    *("[]:81", "[::1", "[::1]81", "256.0.0.1:81", "1.2.3.4.5:81", "[::ffff:127.0.0.1]:81"),
    *("unix:", "unix:/tmp/portlens-none.sock", "$target", "$target:81", "127.0.0.1:$target"),
)
_MAP = "map $uri $target { default 127.0.0.1:9; }"
_LOCATION = f"http {{ access_log off; {_MAP} server {{ listen 80; location / {{ %s }} }} }}"
_HTTP = "http { access_log off; %s server { listen 80; } }"
_STREAM = "stream { map $protocol $target { default 127.0.0.1:9; } server { listen 80; %s } }"
_MAIL = "mail { server_name x; server { listen 143; %s } }"
_DIRECTIVES = {
    "http listen": "http { access_log off; server { listen %s; } }",
    "stream listen": "stream { server { listen %s; return x; } }",
    "mail listen": _MAIL.replace("listen 143;", "listen %s; protocol imap;")
    % ("%s", "auth_http [::1]:9;"),
    **{
        f"{word} {scheme}": _LOCATION % f"{word} {scheme}%s;"
        for word, scheme in (
            ("proxy_pass", "http://"),
            ("proxy_pass", "https://"),
            ("fastcgi_pass", ""),
            ("uwsgi_pass", ""),
            ("uwsgi_pass", "uwsgi://"),
            ("scgi_pass", ""),
            ("set $memcached_key x; memcached_pass", ""),
            ("grpc_pass", ""),
            ("grpc_pass", "grpcs://"),
            ("proxy_bind", ""),
        )
    },
    "http upstream": _HTTP % "upstream u { server %s; }",
    "http resolver": _HTTP % "resolver %s;",
    "http syslog": _HTTP % "access_log syslog:server=%s;",
    "stapling": _HTTP % "ssl_stapling_responder http://%s;",
    "stream pass": _STREAM % "proxy_pass %s;",
    "stream upstream": "stream { upstream u { server %s; } server { listen 80; proxy_pass u; } }",
    "stream bind": _STREAM % "proxy_pass 127.0.0.1:9; proxy_bind %s;",
    "stream resolver": _STREAM % "proxy_pass 127.0.0.1:9; resolver %s;",
    "auth_http": _MAIL % "auth_http %s;",
    "auth_http with a scheme": _MAIL % "auth_http http://%s;",
    "mail resolver": _MAIL % "auth_http 127.0.0.1:9; resolver %s;",
}


@pytest.mark.oracle
@pytest.mark.skipif(nginx_program.IS_MISSING, reason=nginx_program.NEEDED)
def test_every_address_in_every_directive(tmp_path: Path, record_property: Record) -> None:
    cells = list(product(_DIRECTIVES, _ADDRESSES))
    texts = [_DIRECTIVES[directive] % address for directive, address in cells]
    verdicts = nginx_program.verdicts(texts, tmp_path)
    version = nginx_program.version()
    wrong = [
        (*cell, verdict.error or "OK", found)
        for cell, text, verdict in zip(cells, texts, verdicts, strict=True)
        if not agree(verdict, found := found_in(text, version))
    ]
    record_property("cells", len(cells))
    assert not wrong, f"{len(wrong)} of {len(cells)}: " + "\n".join(map(str, wrong))
    assert len(cells) > 560
    assert len(cells) / 4 < sum(not verdict.error for verdict in verdicts) < len(cells) * 3 / 4
