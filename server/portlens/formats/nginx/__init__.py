"""nginx: listeners, upstreams and everything that is passed on to another port."""

import re

from portlens.formats._format import Format, Reading
from portlens.formats._names import COVERS
from portlens.text.regex import regex


def _read(text: str, path: str) -> Reading:
    from portlens.formats.nginx.read import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.nginx.said import statements
    from portlens.formats.nginx.syntax import parse

    return statements(parse(text))


# What hardly any other program's `.conf` file holds: Apache has sites, Logstash has `http {`
# inside of other blocks, FreeRADIUS has `listen {`.
_TELLING = regex(
    r"""^(?:http|stream|mail|events)[ \t\r\n]*\{
    | ^[ \t]*["']?(?:
        (?:server["']?|upstream[ \t]+\S+|location[ \t][^{;\n]+)[ \t\r\n]*\{
        | (?:listen|proxy_pass|fastcgi_pass|uwsgi_pass|grpc_pass)["']?[ \t]+(?![\s=])[^{;\n]*;
        | (?:server_name|ssl_certificate|proxy_set_header|resolver|add_header)[ \t]+(?![\s=])
          [^{;\n]*;
    )""",
    re.MULTILINE | re.VERBOSE,
)
# What nginx refuses and another program has beside the same words: the `httpd.conf` of OpenBSD,
# Shiny Server, and languages such as HOCON and HCL, in whose blocks values are assigned.
_FOREIGN = regex(
    r"""^[ \t]*(?:
        server[ \t]+"[^"\n]*"[ \t\r\n]*\{
        | listen[ \t]+on[ \t]+\S+[ \t]+(?:tls[ \t]+)?port[ \t]
        | (?:run_as|site_dir|app_dir|user_apps|user_dirs)[ \t;]
        | (?:http|stream|mail|events|server)[ \t\r\n]*\{(?:\s|\#[^\n]*\n)*
          ["']?[\w.-]+["']?(?:[ \t]*=|:[ \t])
    )""",
    re.MULTILINE | re.VERBOSE,
)


def recognises(text: str) -> bool:
    """Tell whether `text` is nginx configuration: other programs have a `conf.d` too."""
    return _TELLING.search(text) is not None and _FOREIGN.search(text) is None


FORMATS = (
    Format(
        id="nginx",
        title="nginx",
        byte_order_mark="refused",
        usual_ports=(80, 443, 8080, 8443, 3000, 5000, 8000, 9000),
        read=_read,
        languages=("nginx", "NGINX", "portlens-nginx"),
        patterns=(
            "nginx.conf",
            "nginx.*.conf",
            "*.nginx",
            "*.nginx.conf",
            f"nginx.conf.{COVERS}",
        ),
        shared_patterns=(
            "**/{nginx,conf.d,http.d,stream.d,streams-available,streams-enabled}/**",
            "**/{stream-available,stream-enabled,snippets,vhosts,vhosts.d}/*",
            "**/sites-{available,enabled}/*",
            "*.conf",
            f"*.conf.{COVERS}",
            "*.vhost",
        ),
        statements=_statements,
        installed=(
            "/etc/nginx/nginx.conf",
            "/etc/nginx/{conf,http,stream}.d/**/*.conf",
            "/etc/nginx/templates/**/*.template",
            "/etc/nginx/{sites,streams,stream}-{available,enabled}/*",
            "/etc/nginx/snippets/*",
            "/etc/nginx/*.conf",
            "/usr/local/nginx/conf/*.conf",
            "/usr/local/openresty/nginx/conf/*.conf",
        ),
        recognises=recognises,
        stands_out=recognises,
    ),
)
