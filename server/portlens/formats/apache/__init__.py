"""Apache httpd: what it listens on, its virtual hosts, and the servers that it passes on to."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.apache.reader import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.apache.directive import State, directives

    return [
        (*(word.text for word in each.words), each.is_read)
        for each in directives(text, "", State())
    ]


# The end of the line is looked for once, and not behind each asterisk.
_HOST = (
    r"<[Vv]irtual[Hh]ost[ \t](?=[^<>\n]*>[ \t]*\r?$)"
    r"[^<>\n]*?(?:\*|_default_|:(?:[0-9]+|\$\{\w+\}))"
)
_LOAD = r"LoadModule[ \t]+\w+_module[ \t]+\S+\.so[ \t]*\r?$"
# Lines of httpd's alone. ProFTPD has sections of the same names, but ports in none of them, and
# loads `mod_x.c`; CUPS has a `Listen` too, and names of its own. OpenBSD's httpd has braces.
_TELLING = regex(
    rf"""^[ \t]*(?:
        {_HOST}
        | {_LOAD}
        | <IfModule[ \t]+!?(?:\w+_module|mod_(?:ssl|proxy\w*|headers|alias|dir|mime|deflate|expires
          |gnutls|security2?|php[0-9]?|userdir|negotiation|autoindex|status)\.c)>[ \t]*\r?$
        | Listen[ \t]+(?:(?:[\w.-]+|\*|\[[0-9A-Fa-f:]+\]):)?[0-9]{{1,5}}(?:[ \t]+https?)?[ \t]*\r?$
        | ProxyPass(?:Match|Reverse)?[ \t]+\S+[ \t]+"?[a-z0-9]+://
        | Require[ \t]+all[ \t]+(?:granted|denied)[ \t]*\r?$
    )""",
    re.MULTILINE | re.VERBOSE,
)
# What a file without any name of httpd's has to have.
_STANDS_OUT = regex(rf"^[ \t]*(?:{_HOST}|{_LOAD})", re.MULTILINE)


def _recognises(text: str) -> bool:
    return _TELLING.search(text) is not None


def _stands_out(text: str) -> bool:
    return _STANDS_OUT.search(text) is not None


FORMATS = (
    Format(
        id="apache",
        title="Apache httpd",
        byte_order_mark="refused",
        faults=frozenset(
            {
                "invalid-address",
                "invalid-port",
                "invalid-port-range",
                "missing-port",
                "port-out-of-range",
                "service-name-not-allowed",
            }
        ),
        usual_ports=(80, 443, 8080, 8443, 8000, 9000, 3000),
        read=_read,
        languages=("apacheconf", "apache"),
        patterns=(
            "000-default.conf",
            "000-default-le-ssl.conf",
            "httpd-{vhosts,ssl}.conf",
            "**/etc/{apache2,httpd}/**/*.conf",
            "**/apache2/{apache2,ports}.conf",
            "**/apache2/{conf,mods,sites}-{available,enabled}/*.conf",
        ),
        shared_patterns=(
            "*.conf",
            f"*.conf.{COVERS}",
            "**/{apache,apache2,httpd}/**",
            "**/{conf.d,vhosts,vhosts.d}/*",
            "**/sites-{available,enabled}/*",
            "*.vhost",
        ),
        other_patterns=("cupsd.conf*", "*proftpd*", "**/{cups,proftpd}/**"),
        statements=_statements,
        comments_alone=True,
        installed=(
            "/etc/apache2/apache2.conf",
            "/etc/apache2/ports.conf",
            "/etc/apache2/{mods,conf}-{available,enabled}/*.conf",
            "/etc/apache2/sites-{available,enabled}/*",
            "/etc/httpd/conf/httpd.conf",
            "/etc/httpd/conf.d/*.conf",
            "/usr/local/apache2/conf/**/*.conf",
        ),
        recognises=_recognises,
        stands_out=_stands_out,
    ),
)
