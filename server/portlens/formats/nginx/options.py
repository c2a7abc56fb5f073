"""The options of `listen`, and which nginx takes them where.

Source: nginx's documentation of the three modules and its behaviour, tried on 1.22.1; the
versions are those of its change log.
"""

from collections.abc import Iterable

from portlens.formats.nginx.word import Word
from portlens.text.named_tuple import NamedTuple

Version = tuple[int, int, int]


class Option(NamedTuple):
    """One option of `listen`; `name` ends with `=` where a value follows.

    `sets_socket`: nginx takes it for a socket option, which one `listen` alone of an address
    may give, and which makes it bind that address separately.
    """

    name: str
    modules: frozenset[str]
    sets_socket: bool = False
    since: Version = (0, 0, 0)
    until: Version | None = None  # from here on nginx refuses it, as far as was tried


_ALL = frozenset({"http", "stream", "mail"})
_WEB = frozenset({"http", "stream"})
_HTTP = frozenset({"http"})

_OPTIONS = (
    Option("default_server", _HTTP),
    Option("default_server", frozenset({"stream"}), since=(1, 25, 5)),
    Option("default", _HTTP),
    Option("ssl", _ALL),
    Option("http2", _HTTP),
    Option("spdy", _HTTP, until=(1, 22, 0)),
    Option("quic", _HTTP, since=(1, 25, 0)),
    Option("udp", frozenset({"stream"})),
    Option("proxy_protocol", _ALL),
    Option("bind", _ALL, sets_socket=True),
    Option("setfib=", _HTTP, sets_socket=True),
    Option("setfib=", frozenset({"stream"}), sets_socket=True, since=(1, 25, 5)),
    Option("fastopen=", _HTTP, sets_socket=True),
    Option("fastopen=", frozenset({"stream"}), sets_socket=True, since=(1, 21, 0)),
    Option("backlog=", _ALL, sets_socket=True),
    Option("rcvbuf=", _ALL, sets_socket=True),
    Option("sndbuf=", _ALL, sets_socket=True),
    Option("accept_filter=", _HTTP, sets_socket=True),
    Option("accept_filter=", frozenset({"stream"}), sets_socket=True, since=(1, 25, 5)),
    Option("deferred", _HTTP, sets_socket=True),
    Option("deferred", frozenset({"stream"}), sets_socket=True, since=(1, 25, 5)),
    Option("ipv6only=", _ALL, sets_socket=True),
    Option("reuseport", _WEB, sets_socket=True),
    Option("so_keepalive=", _ALL, sets_socket=True),
    Option("multipath", _ALL, sets_socket=True, since=(1, 29, 7)),
    # Of Tengine, and of builds with its patches: no nginx takes them, but the file may be for one
    # that does.
    Option("xquic", _HTTP),
    Option("https_allow_http", _HTTP),
)


class OptionUse(NamedTuple):
    """One option as it is written: `name` before, `value` after the `=`.

    `option` is None where nginx has none of that name.
    """

    word: Word
    option: Option | None
    name: str
    value: str


def option_uses(words: Iterable[Word], module: str) -> tuple[OptionUse, ...]:
    """Return the options that `words`, the arguments after the address, are to `module`."""
    return tuple([_option_use(word, module) for word in words])


def _option_use(word: Word, module: str) -> OptionUse:
    name, equals, value = word.text.partition("=")
    return OptionUse(word, _TABLE.get((module, name + equals)), name, value)


def is_option_anywhere(text: str) -> bool:
    """Tell whether some module of some nginx has an option of that name."""
    name, equals, _ = text.partition("=")
    return name + equals in _ANYWHERE


_TABLE = {(module, option.name): option for option in _OPTIONS for module in option.modules}
_ANYWHERE = {option.name for option in _OPTIONS}
