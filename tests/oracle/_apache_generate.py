"""httpd configurations whose ports are what people write, and what they should not."""

from collections.abc import Sequence
from random import Random

_MODULES = "/usr/lib/apache2/modules"
_LOADED = (
    *("mpm_event", "authz_core", "proxy", "proxy_http", "proxy_fcgi", "slotmem_shm"),
    *("proxy_balancer", "rewrite", "alias", "ssl"),
)
_HOSTS = (
    *("", "", "*", "0.0.0.0", "127.0.0.1", "10.0.0.1", "localhost", "[::1]", "[::]", "::1", "::"),
    *("127.1", "0", "1.2.3.400", "1.2.3.4.5", "300.1", "[127.0.0.1]", "[]", "[::1", "a:b", "a/b"),
    *("[fe80::1%lo]", "[fe80::1%]", "${ADDRESS}", "[::ffff:127.0.0.1]", "http://a", "80", "*.a"),
)
_USUAL_HOSTS = ("", "", "*", "127.0.0.1", "10.0.0.1", "[::1]", "localhost")
_PORTS = (
    *("", "0", "65535", "65536", "99999", "4294967376", "99999999999999999999", "00080", "80x"),
    *("x80", "http", "https", "80-81", "-80", "+80", "80;", "80/tcp", "${PORT}", "${HIGH}", "*"),
    *("${GIVEN}", "8${LOW}", "0x50", "8\\\n0", '"', "80,81", "(80)", "80:81"),
)
_USUAL_PORTS = ("80", "8080", "443", "5000", "${LOW}")
_SCHEMES = ("http", "http", "https", "fcgi", "ws", "HTTP", "ajp", "foo", "balancer")


def apache(random: Random) -> str:
    """Return a configuration with a few lines, most of them right: httpd tells the first error."""
    lines = preamble()
    for _ in range(random.randint(1, 7)):
        lines += _some(random, random.choice(_KINDS)(random))
    return "\n".join(lines) + "\n"


def preamble(modules: Sequence[str] = _LOADED) -> list[str]:
    """Return the lines that httpd needs before it looks at any port."""
    loaded = (f"LoadModule {name}_module {_MODULES}/mod_{name}.so" for name in modules)
    return [
        *("ServerRoot /tmp", "DefaultRuntimeDir /tmp", "ErrorLog /dev/null"),
        *("ServerName localhost", *loaded, "Define LOW 81", "Define HIGH 70000", "Define KNOWN"),
    ]


def address(random: Random) -> str:
    """Return an address with a port, right or wrong."""
    is_usual = random.random() < 0.85
    host = random.choice(_USUAL_HOSTS if is_usual else _HOSTS)
    port = random.choice(_USUAL_PORTS if is_usual and random.random() < 0.9 else _PORTS)
    if host and random.random() < 0.95:
        return f"{host}:{port}"
    return f":{port}" if random.random() < 0.02 else port or host


def _quoted(random: Random, text: str) -> str:
    if '"' in text or "\\" in text:
        return text
    return random.choice((text, text, text, f'"{text}"', f"'{text}'"))


def _listen(random: Random) -> list[str]:
    end = random.choice(("", "", "", "", " http", " https", " HTTPS", " # 1", " #1", " \\\n"))
    name = random.choice(("Listen", "Listen", "listen", "LISTEN", "Lis\\\nten", '"Listen"'))
    return [
        f"{name}{random.choice((' ', ' ', '  ', chr(9)))}{_quoted(random, address(random))}{end}"
    ]


def _host(random: Random) -> list[str]:
    every = " ".join(address(random) for _ in range(random.choice((1, 1, 1, 2))))
    every = every if not every.startswith("${") else f"*:{every}"  # of which nobody knows more
    if random.random() < 0.1:
        every = random.choice(("*", "_default_:80", "_default_", "*:*", "127.0.0.1:*", "127.0.0.1"))
    inner = [line for _ in range(2) for line in _inside(random, random.choice(_INNER)(random))]
    end = random.choice((">", ">", ">", "> 99999", " >", ">\\\n"))
    names = ("VirtualHost", "virtualhost", "VIRTUALHOST")
    return [f"<{random.choice(names)} {every}{end}", *inner, f"</{random.choice(names)}>"]


def _name(random: Random) -> list[str]:
    port = random.choice(_USUAL_PORTS if random.random() < 0.85 else _PORTS)
    scheme = random.choice(("", "", "", "https://", "://"))
    if port == '"' or "${GIVEN}" in port:
        port = "80"
    name = random.choice(("a.example", "a", "shop_1") * 6 + ("*.example", "a?.example"))
    return [f"ServerName {scheme}{name}:{port}"]


def url(random: Random) -> str:
    """Return the URL of another server, right or wrong."""
    port = random.choice(_USUAL_PORTS if random.random() < 0.8 else _PORTS)
    hosts = (
        "app",
        "127.0.0.1",
        "[::1]",
        "a_b",
        "user:pw@app",
        "app.example",
        "",
        "[]",
        "[::1",
        "::1",
    )
    host = random.choice(hosts[:6] if random.random() < 0.9 else hosts)
    colon = ":" if port or random.random() < 0.2 else ""
    end = random.choice(("", "/", "/a:99999", "?a:99999", "#x"))
    if random.random() < 0.04:
        bare = f"{host}:{port.replace(chr(36), chr(95))}"
        return random.choice((bare, "app", "http:/app:80", "//app:99999", "/app:80"))
    return f"{random.choice(_SCHEMES)}://{host}{colon}{port}{end}".replace('"', "")


_number = iter(range(10**9))


def _pass(random: Random) -> list[str]:
    path = f"/p{next(_number)}"
    keyword, end = random.choice((("ProxyPass", ""), ("ProxyPassMatch", "$1"), ("proxypass", "")))
    written = url(random)
    if end and written.endswith("/"):
        written += end
    return [f"{keyword} {path} {_quoted(random, written)}"]


def _location(random: Random) -> list[str]:
    option = random.choice(("", "", " timeout=3"))
    return [
        f"<Location /l{next(_number)}>",
        f"ProxyPass {url(random)}{option}",
        f"ProxyPassReverse {url(random)}",
        *_misplaced(random),
        "</Location>",
    ]


def _balancer(random: Random) -> list[str]:
    members = [f"BalancerMember {url(random)}" for _ in range(random.randint(1, 2))]
    members = [line for line in members if "balancer://" not in line]
    return [f"<Proxy balancer://b{next(_number)}>", *members, "</Proxy>"]


def _remote(random: Random) -> list[str]:
    port = random.choice(_USUAL_PORTS if random.random() < 0.7 else _PORTS)
    port = "80" if port in ("${GIVEN}", '"') else port
    return [f"ProxyRemote http://r{next(_number)} http://proxy:{port}"]


def _unchecked(random: Random) -> list[str]:
    return [
        random.choice(
            (
                f"Redirect /r{next(_number)} http://a:99999/",
                f"ErrorDocument 404 http://a:{random.choice(_USUAL_PORTS)}/",
                "RewriteRule ^/x http://app:99999/ [P,L]",
                "RewriteRule ^/x http://app:80/ [R=301]",
                "NameVirtualHost *:99999",
                f"# {address(random)} \\\nListen 99999",
                "ProxyPassReverse /x http://app:99999/",
            )
        )
    ]


def _files(random: Random) -> list[str]:
    handler = f"proxy:fcgi://127.0.0.1:{random.choice(('9000', '99999', '80x', ''))}"
    return ["<FilesMatch \\.php$>", f'SetHandler "{handler}"', "</FilesMatch>"]


def _misplaced(random: Random) -> list[str]:
    """Return what httpd refuses in any section, once in a while."""
    return _listen(random) if random.random() < 0.1 else []


_INNER = (_name, _pass, _location, _unchecked, _files, _misplaced)
_KINDS = (_listen, _listen, _listen, _host, _host, _name, _pass, _location, _balancer, _remote)
_KINDS += (_unchecked, _files)
_TRUE = (
    *("<IfModule ssl_module>", "<IfModule mod_ssl.c>", "<IfDefine KNOWN>", "<IfDefine LOW>"),
    "<ifmodule proxy_module>",
)
_FALSE = ("<IfModule !ssl_module>", "<IfModule !mod_proxy.c>", "<IfDefine !KNOWN>")
# httpd reads these, which nobody knows who sees the file alone: what is wrong stays unsaid.
_OPEN = ("<IfVersion >= 2.4>", "<IfFile /etc/passwd>", "<IfModule !nosuch_module>")


def _some(random: Random, lines: list[str]) -> list[str]:
    """Return the lines, at times in a condition."""
    right = f"Listen {10_000 + next(_number)}" if "isten" in lines[0] else "ServerName a:9997"
    return _inside(random, lines, right)


def _inside(random: Random, lines: list[str], right: str = "ServerName a:9997") -> list[str]:
    """Return the lines, or the `right` one where nobody knows whether httpd reads it."""
    if random.random() < 0.85:
        return lines
    head = random.choice((*_TRUE, *_FALSE, *_OPEN))
    name = head[1:].split(" ")[0]
    return [head, *([right] if head in _OPEN else lines), f"</{name}>"]
