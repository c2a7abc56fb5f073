"""What follows the address of `bind` and `server`: words alone, and words with a value.

Source: HAProxy's configuration manual, sections 5.1 ("Bind options") and 5.2 ("Server and
default-server options").
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from portlens.formats.haproxy.words import Word

# The options with a value: a value may be called like another option, as in `name ssl`.
_BIND = frozenset(
    """
    accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file
    cc ciphers ciphersuites client-sigalgs crl-file crt crt-ignore-err crt-list curves default-crt
    ecdhe expose-fd gid group guid-prefix id idle-ping interface label level maxconn mode mss name
    namespace nbconn nice npn ocsp-update process proto severity-output shards sigalgs ssl-max-ver
    ssl-min-ver tcp-md5sig tcp-ss tcp-ut thread tls-ticket-keys uid user verify
    """.split()  # noqa: SIM905 - read far more easily than a list of strings
)
_SERVER = frozenset(
    """
    addr agent-addr agent-inter agent-port agent-send alpn ca-file check-alpn check-proto check-sni
    ciphers ciphersuites client-sigalgs cookie crl-file crt curves downinter error-limit fall
    fastinter guid hash-key id idle-ping init-addr init-state inter interface log-bufsize log-proto
    max-reuse maxconn maxqueue minconn namespace npn observe on-error on-marked-down on-marked-up
    pool-low-conn pool-max-conn pool-purge-delay port proto proxy-v2-options redir resolve-net
    resolve-opts resolve-prefer resolvers rise set-proxy-v2-tlv-fmt shard sigalgs slowstart sni
    socks4 source ssl-max-ver ssl-min-ver tcp-md5sig tcp-ut track usesrc verify verifyhost weight ws
    """.split()  # noqa: SIM905
)

# An option's value is None where none follows, or where the option takes none.
Options = Mapping[str, Word | None]
NO_OPTIONS: Options = MappingProxyType({})


def bind_options(words: Sequence[Word]) -> Options:
    """Return the options of a listening line by name; the last one of a name counts."""
    return _options(words, _BIND)


def server_options(words: Sequence[Word]) -> Options:
    """Return the options of a server by name; the last one of a name counts."""
    return _options(words, _SERVER)


def merged(common: Options, own: Options) -> Options:
    """Return the options of a server: those in common, and over them its own."""
    found = {**common, **own}
    for name in own:
        if name in _OPPOSITES:
            found.pop(_OPPOSITES[name], None)
            found[name] = own[name]
    return found


# The last one of each two counts.
_OPPOSITES = {
    "check": "no-check",
    "no-check": "check",
    "agent-check": "no-agent-check",
    "no-agent-check": "agent-check",
}


def _options(words: Sequence[Word], valued: frozenset[str]) -> Options:
    found: dict[str, Word | None] = {}
    index = 0
    while index < len(words):
        name = words[index].text
        has_value = name in valued and index + 1 < len(words)
        found.pop(name, None)  # the order is that of the last ones
        found[name] = words[index + 1] if has_value else None
        index += 1 + has_value
    return found
