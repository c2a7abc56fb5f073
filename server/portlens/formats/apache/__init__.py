"""Apache httpd: what it listens on, its virtual hosts, and the servers that it passes on to."""

import re

from portlens.formats._format import Format, Reading
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


# Lines that no other program's configuration has: a section of httpd's, or one of its directives
# in httpd's own form. lighttpd and nginx have braces, Squid and Varnish other words.
_TELLING = regex(
    r"""^[ \t]*(?:
        <(?:VirtualHost[ \t]+[^<>\n]+|IfModule[ \t]+!?[\w.-]+|Directory[ \t]+[^<>\n]+
          |FilesMatch[ \t]+[^<>\n]+|LocationMatch[ \t]+[^<>\n]+)>[ \t]*\r?$
        | Listen[ \t]+(?:[\w.*\[\]:-]+:)?[0-9]{1,5}(?:[ \t]+https?)?[ \t]*\r?$
        | LoadModule[ \t]+\w+_module[ \t]+\S+\.so[ \t]*\r?$
        | ProxyPass(?:Match|Reverse)?[ \t]+\S+[ \t]+[a-z0-9]+://
        | RewriteEngine[ \t]+(?:on|off)[ \t]*\r?$
    )""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)
# What a file without any name of httpd's has to have.
_STANDS_OUT = regex(
    r"^[ \t]*<VirtualHost[ \t]+[^<>\n]+>[ \t]*\r?$"
    r"|^LoadModule[ \t]+\w+_module[ \t]+\S+\.so[ \t]*\r?$",
    re.MULTILINE | re.IGNORECASE,
)


def _recognises(text: str) -> bool:
    return _TELLING.search(text) is not None


def _stands_out(text: str) -> bool:
    return _STANDS_OUT.search(text) is not None


_COVERS = "{template,tmpl,tpl,j2,erb,in,default,dist,sample,example}"

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
            "httpd.conf",
            "apache2.conf",
            "httpd-*.conf",
            "000-default.conf",
            "000-default-le-ssl.conf",
            f"{{httpd,apache2}}.conf.{_COVERS}",
        ),
        shared_patterns=(
            "**/{apache,apache2,httpd}/**",
            "**/{conf.d,conf-available,conf-enabled,mods-available,mods-enabled,vhosts,vhosts.d}/*",
            "**/sites-{available,enabled}/*",
            "*.conf",
            f"*.conf.{_COVERS}",
            "*.vhost",
        ),
        statements=_statements,
        has_secrets=True,
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
