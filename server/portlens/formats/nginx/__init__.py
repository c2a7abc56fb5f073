"""nginx: listeners, upstreams and everything that is passed on to another port."""

import re

from portlens.formats._format import Format, Reading


def _read(text: str, path: str) -> Reading:
    from portlens.formats.nginx.read import read

    return read(text, path)


# Words that hardly any other program's `.conf` file holds at the start of a line. Compiled when
# a text is to be told by them: most runs meet none.
_TELLING = r"""(?mx)^[ \t]*["']?(?:
        (?:server|http|stream|mail|events|upstream[ \t]+\S+|location[ \t][^{;\n]+)["']?[ \t\r\n]*\{
        | (?:listen|proxy_pass|fastcgi_pass|uwsgi_pass|grpc_pass)[ \t][^;{\n]*;
        | (?:server_name|ssl_certificate|proxy_set_header|resolver|add_header)[ \t][^;{\n]*;
    )"""


def recognises(text: str) -> bool:
    """Tell whether `text` is nginx configuration: other programs have a `conf.d` too."""
    return re.search(_TELLING, text) is not None


FORMATS = (
    Format(
        id="nginx",
        title="nginx",
        read=_read,
        languages=("nginx", "NGINX"),
        patterns=(
            "nginx.conf",
            "nginx.*.conf",
            "*.nginx",
            "*.nginx.conf",
            "nginx.conf.{template,tmpl,tpl,j2,erb,default,dist,sample,example}",
            "**/sites-{available,enabled}/*",
        ),
        shared_patterns=(
            "**/{nginx,conf.d,http.d,stream.d,streams-available,streams-enabled}/**",
            "**/{stream-available,stream-enabled,snippets,vhosts,vhosts.d}/*",
            "*.conf",
            "*.conf.{template,tmpl,tpl,j2,erb,default,dist,sample,example}",
            "*.vhost",
        ),
        recognises=recognises,
    ),
)
