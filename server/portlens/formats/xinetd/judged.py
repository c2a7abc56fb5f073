"""What xinetd makes of a service whose lines it has taken: a socket, or a word in its log.

Source: xinetd 2.3.15.3, service_fill(), check_entry() and service_attr_check(), tried with such
files. All of these ask in the order in which they are asked here.
"""

from collections.abc import Callable
from itertools import product

from portlens.formats._template import MASK
from portlens.formats.xinetd.entry import Opened, Section, Word, lower
from portlens.formats.xinetd.host import read_host
from portlens.formats.xinetd.protocols import transport_of
from portlens.formats.xinetd.taken import Complaint, Taken
from portlens.formats.xinetd.values import number_of
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address
from portlens.text.named_tuple import NamedTuple

# The port of a name in a protocol; None where nobody knows one.
Lookup = Callable[[str, str], int | None]

_INTERNAL = frozenset(
    {
        *product(("echo", "discard", "time", "daytime", "chargen", "sensor"), ("stream", "dgram")),
        ("tcpmux", "stream"),
    }
)
# Internal to xinetd of other versions alone.
_ELSEWHERE = frozenset({"services", "servers", "xadmin"})
_KINDS = {"tcp": "stream", "mptcp": "", "udp": "dgram"}
_DEFAULT = {"stream": "tcp", "dgram": "udp"}
_MUX = frozenset({"tcpmux", "tcpmuxplus"})
_NAMED = frozenset({"tcp", "udp", "sctp", "dccp", "ddp", "udplite"})  # of a services file
# Whether there is such a socket, the kernel and its settings say.
_OPEN = frozenset({("dgram", "icmp"), ("dgram", "ipv6-icmp"), ("dgram", "udplite")})


class Verdict(NamedTuple):
    """What becomes of a service.

    `opened` is None where it opens nothing, or nobody knows what; `is_certain`: that is so.
    `identity` are port, protocol and address of the service, by which xinetd tells it from others.
    """

    opened: Opened | None = None
    problem: Complaint | None = None
    is_certain: bool = True
    identity: "Identity | None" = None


class Identity(NamedTuple):
    """By what xinetd takes two services for the same; `address` is None where none is given."""

    port: int
    protocol: str
    address: tuple[bool, Address] | None  # whether it is one of IPv6


UNKNOWN = Verdict(is_certain=False)


NOTHING = Verdict()


def fate(section: Section, taken: Taken, defaults: Taken, port_of: Lookup) -> Verdict:
    """Return what becomes of a service, disabled or not."""
    if not taken.is_added or defaults.is_fatal:
        return NOTHING
    word = taken.word("id")
    name = lower((word or section.name).text)
    is_on = not taken.is_disabled
    if "enabled" in defaults.given:
        is_on = name in defaults.enabled
    if not is_on or name in defaults.disabled:
        return NOTHING
    return _judged(section, taken, defaults, port_of)


def _judged(section: Section, taken: Taken, defaults: Taken, port_of: Lookup) -> Verdict:
    if _has_placeholder(section, taken, defaults):
        return UNKNOWN
    return _Judge(section, taken, defaults, port_of).verdict()


def _has_placeholder(section: Section, taken: Taken, defaults: Taken) -> bool:
    texts = [section.name.text, *taken.types, *taken.flags]
    for name in ("socket_type", "protocol", "wait", "port", "bind", "redirect"):
        line = taken.given.get(name) or (defaults.given.get(name) if name == "bind" else None)
        texts += [word.text for word in line.values] if line is not None else []
    return any(MASK in text for text in texts)


class _Judge:
    def __init__(self, section: Section, taken: Taken, defaults: Taken, port_of: Lookup) -> None:
        self.name = section.name.text
        self.header = section.header
        self.taken = taken
        self.defaults = defaults
        self.port_of = port_of
        self.types = set(taken.types)
        self.kind = taken.text("socket_type")
        word = taken.word("protocol")
        self.protocol = word.text if word is not None else ""
        self.port: int | None = None

    def verdict(self) -> Verdict:
        problem = self._fill()
        if problem is None and self.port is None and not self._has_no_port():
            return UNKNOWN  # only another /etc/services may have the name
        if problem is None:
            problem = self._check()
        if problem is None and not self._is_redirect_known():
            return UNKNOWN
        if problem is not None:
            return Verdict(problem=problem)
        if "rpc" in self.types:
            return UNKNOWN  # the port mapper has a say in it
        if self.types & _ELSEWHERE:
            return UNKNOWN
        identity = Identity(self.port or 0, lower(self.protocol), self._bound())
        if self.types & _MUX:
            return Verdict(identity=identity)
        return self._opened(identity)

    def _is_redirect_known(self) -> bool:
        redirect = self.taken.given.get("redirect")
        if redirect is None:
            return True
        port = redirect.values[1].text
        return number_of(port) is not None or self.port_of(port, "tcp") is not None

    def _problem(self, reason: str, word: Word | None = None, **values: object) -> Complaint:
        return Complaint(reason, word.span if word is not None else self.header, values)

    def _has_no_port(self) -> bool:
        return bool(self.types & _MUX) or "rpc" in self.types

    def _fill(self) -> Complaint | None:
        given, flags = self.taken.given, self.taken.flags
        has_server = "server" in given or "redirect" in given
        if "internal" not in self.types:
            if not has_server:
                return self._problem("missing", name="server")
            if "nameinargs" in flags and "server_args" not in given:
                return self._problem("no-args")
        if not self.protocol and self.kind in _DEFAULT:
            self.protocol = _DEFAULT[self.kind]
        elif self.protocol and not self.kind:
            self.kind = _KINDS.get(lower(self.protocol), "")
        word = self.taken.word("port")
        if word is not None:
            self.port = number_of(word.text)
        elif not self._has_no_port():
            if "unlisted" in self.types:
                return self._problem("missing", name="port")
            if not self.protocol:
                return self._problem("no-protocol")
            self.port = self.port_of(self.name, self.protocol)
            return self._nameless()
        return None

    def _nameless(self) -> Complaint | None:
        """Return that no services file has names of the protocol as it is written."""
        word = self.taken.word("protocol")
        if word is None or self.protocol in _NAMED:
            return None
        values = {"name": self.name, "transport": transport_of(self.kind, self.protocol)}
        return Complaint("without-names", word.span, values, "invalid-transport")

    def _check(self) -> Complaint | None:
        if "sensor" in self.taken.flags:
            self.types.add("internal")
        return (
            self._internal()
            or self._labeled()
            or self._behind_tcpmux()
            or self._listed()
            or self._redirected()
            or self._missing()
        )

    def _internal(self) -> Complaint | None:
        if "internal" not in self.types:
            return None
        name = "sensor" if "sensor" in self.taken.flags else lower(self.name)
        if name in _ELSEWHERE:
            self.types.add(name)
        elif (name, self.kind) not in _INTERNAL:
            return self._problem("internal", name=name)
        return None

    def _labeled(self) -> Complaint | None:
        is_other = "internal" in self.types or self.kind != "stream" or self._is_waiting
        if "labeled" in self.taken.flags and (is_other or "redirect" in self.taken.given):
            return self._problem("labeled")
        return None

    @property
    def _is_waiting(self) -> bool:
        return self.taken.text("wait") == "yes"

    def _behind_tcpmux(self) -> Complaint | None:
        if not self.types & _MUX:
            return None
        if "unlisted" in self.types and not self.protocol:
            return self._problem("crash")
        is_right = "unlisted" in self.types and lower(self.protocol) == "tcp"
        return None if is_right else self._problem("tcpmux")

    def _redirected(self) -> Complaint | None:
        given, flags = self.taken.given, self.taken.flags
        redirect = given.get("redirect")
        if redirect is None and "traffic" in self._success():
            line = given.get("log_on_success")
            return Complaint("traffic", line.span if line is not None else self.header)
        if redirect is not None and self.kind != "stream":
            return Complaint("redirect-stream", redirect.span)
        if redirect is not None and self._is_waiting:
            return Complaint("redirect-wait", redirect.span)
        if redirect is not None and "nameinargs" in flags:
            return Complaint("redirect-args", redirect.span)
        if "nameinargs" in flags and "internal" in self.types:
            return self._problem("internal-args")
        return None

    def _success(self) -> set[str]:
        taken = self.taken
        return taken.success if "log_on_success" in taken.given else self.defaults.success

    def _listed(self) -> Complaint | None:
        """Return what is wrong with a service that has to be in /etc/services."""
        if self.types & {"unlisted", "rpc"}:
            return None
        if not self.protocol:
            return self._problem("no-protocol")
        expected = self.port_of(self.name, self.protocol)
        word = self.taken.word("port")
        values = {"name": self.name, "protocol": self.protocol}
        if expected is None:
            return self._nameless() or Complaint("not-listed", self.header, values)
        if word is not None and self.port != expected:
            return self._problem("other-port", word, expected=expected, **values)
        return None

    def _missing(self) -> Complaint | None:
        needed = ["socket_type", "wait"]
        if "internal" not in self.types:
            needed += ["user"] if "redirect" in self.taken.given else ["user", "server"]
            needed += ["protocol"] if "unlisted" in self.types else []
        if "rpc" in self.types:
            needed += ["protocol", "rpc_version"]
            needed += ["rpc_number"] if "unlisted" in self.types else []
        filled = {"socket_type": self.kind, "protocol": self.protocol}
        for name in needed:
            if name not in self.taken.given and not filled.get(name):
                return self._problem("missing", name=name)
        return None

    def _bound(self) -> tuple[bool, Address] | None:
        word = self.taken.word("bind") or self.defaults.word("bind")
        host = read_host(word.text) if word is not None else None
        return (host.is_ipv6, host.address) if host is not None else None

    def _opened(self, identity: Identity) -> Verdict:
        transport = transport_of(self.kind, self.protocol)
        if not transport:
            word = self.taken.word("protocol") or self.taken.word("socket_type")
            if self.kind == "raw" or (self.kind, lower(self.protocol)) in _OPEN:
                return UNKNOWN._replace(identity=identity)
            values = {"kind": self.kind, "transport": _DEFAULT.get(self.kind, "sctp")}
            span = word.span if word is not None else self.header
            problem = Complaint("other-transport", span, values, "invalid-transport")
            return Verdict(problem=problem, identity=identity)
        flags = self.taken.flags
        is_ipv6, literal = identity.address or (True, None)
        if "ipv6" in flags:
            if not is_ipv6 and identity.address is not None:
                return UNKNOWN._replace(identity=identity)  # it binds what is left in memory
            is_ipv6, is_other = True, False
        elif "ipv4" in flags:
            is_ipv6, is_other = False, is_ipv6
        else:
            is_other = False
        is_dual = "v6only" not in self.taken.given
        if literal is None or (is_other and literal.family != "name"):
            # An address of the other family leaves xinetd with that of every host.
            literal = ANY_IPV6 if is_ipv6 else ANY_IPV4
        if literal == ANY_IPV6:
            literal = literal._replace(dual_stack=is_dual)
        elif is_ipv6 and literal.family == "ipv4" and not is_dual:
            problem = self._problem("mapped", self.taken.word("bind"))
            return Verdict(problem=problem, identity=identity)
        return Verdict(Opened(literal, transport, self.port or 0), identity=identity)
