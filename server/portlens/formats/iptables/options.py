"""The options of a rule that ask for ports, or give some to packets.

Source: iptables 1.8.9, getopt_long(3) as xshared.c calls it, and the tables of options in the
extensions, asked by `iptables-nft-restore --test` and `iptables-legacy-restore --test`. What an
option means depends on those before it: `--dport` is one of the protocol's, of the match that
`-m` names, or stands for multiport's `--dports`.
"""

from collections.abc import Iterator, Sequence

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.iptables.entry import Part
from portlens.formats.iptables.lines import Word
from portlens.formats.iptables.numbers import c_number
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import is_number
from portlens.text.span import Span
from portlens.text.typed import Literal

# How the program reads the value: as C does a number, as getaddrinfo(3) does, as multiport,
# REDIRECT and DNAT do, or as nobody can tell: of `-m tcp -m udp`.
Kind = Literal["number", "resolved", "list", "nat", "address", "one", "unknown"]

_NUMBERS = {1: "icmp", 6: "tcp", 17: "udp", 33: "dccp", 132: "sctp", 136: "udplite"}
_KINDS: dict[str, Kind] = {"tcp": "number", "sctp": "number", "udp": "resolved", "dccp": "resolved"}
_TRANSPORTS = {"tcp": "tcp", "udp": "udp", "udplite": "udp", "sctp": "sctp", "dccp": "dccp"}
_OF_MULTIPORT = frozenset(_TRANSPORTS)
_OF_NAT = frozenset({"tcp", "udp", "sctp", "dccp", "icmp"})
_ONE: dict[str, Part] = {
    "--dport": "dport",
    "--destination-port": "dport",
    "--sport": "sport",
    "--source-port": "sport",
}
_MANY: dict[str, Part] = {
    "--dports": "dport",
    "--destination-ports": "dport",
    "--sports": "sport",
    "--source-ports": "sport",
    "--ports": "port",
    "--port": "port",  # which getopt_long takes for the longer word
}
_OF_CONNTRACK: dict[str, Part] = {
    "--ctorigdstport": "dport",
    "--ctorigsrcport": "sport",
    "--ctrepldstport": "dport",
    "--ctreplsrcport": "sport",
}
_TARGETS: dict[str, tuple[str, Kind, Part]] = {
    "REDIRECT": ("--to-ports", "nat", "to"),
    "MASQUERADE": ("--to-ports", "nat", "from"),
    "DNAT": ("--to-destination", "address", "to"),
    "SNAT": ("--to-source", "address", "from"),
    "TPROXY": ("--on-port", "one", "to"),
}
_SHORTEST = "--to"  # of a target's option: getopt_long takes the beginning of a word for it
_BARE = 2  # dashes, which begin every long option
# What follows these is no option, whatever it looks like: the name of an interface or of a list.
_TAKES_WORD = frozenset(
    """
    -A --append -I --insert -D --delete -R --replace -C --check -N --new-chain -E --rename-chain
    -s --source --src -d --destination --dst -i --in-interface -o --out-interface
    --comment --log-prefix --nflog-prefix --ulog-prefix --string --hex-string
    --name --hashlimit-name --nfacct-name --rateest-name --rateest --rateest1 --rateest2
    --helper --label --led-trigger-id --path --physdev-in --physdev-out --selctx --genre
    """.split()  # noqa: SIM905 - read far more easily than a list of strings
)


class Asked(NamedTuple):
    """A port option of a rule: `value` is None where the line ends behind it."""

    option: Word
    value: Word | None
    kind: Kind
    part: Part
    transport: str
    is_not: bool = False
    fault: Fault | None = None  # of the option itself; nothing is then said of its value


class Options:
    """The options of one rule, in the order of its words."""

    def __init__(self, words: Sequence[Word], *, is_whole: bool = True) -> None:
        """`is_whole`: nothing that the rule may need stands on the line below."""
        self.target = ""
        self._words = words
        self._found: list[Asked] = []
        self._protocol: Word | None = None
        self._is_but = False  # of every protocol but that one
        self._modules: dict[str, Word] = {}
        self._used: set[tuple[str, str]] = set()
        # What is filled in may be an option, and `-4` and `-6` leave a rule to one program.
        self._is_certain = is_whole and not any(
            MASK in word.text or word.text in {"-4", "-6", "--ipv4", "--ipv6"} for word in words
        )

    def asked(self) -> Iterator[Asked]:
        """Yield the options that have ports as their value."""
        index = 0
        while index < len(self._words):
            pause()
            name, value = self._option(index)
            is_taken = self._take(name, index, value)
            index += 1 + (is_taken and "=" not in self._words[index].text)
        yield from map(self._with_module, self._found)

    def _option(self, index: int) -> tuple[str, Word | None]:
        """Return what the word at `index` is called as an option, and its value if it takes one."""
        word = self._words[index]
        name, sign, value = word.text.partition("=")
        if sign and name.startswith("--"):
            start, end = len(name) + 1, len(word.text)
            return name, Word(value, word.part(start, end), word.places[start:])
        return word.text, self._words[index + 1] if index + 1 < len(self._words) else None

    def _take(self, name: str, index: int, value: Word | None) -> bool:
        """Take the option `name`; return whether it has a value."""
        is_not = index > 0 and self._words[index - 1].text == "!"
        if "policy" in self._modules and _is_option(name, "--proto"):
            return True  # that of IPsec, which policy asks for
        if name == "-p" or _is_option(name, "--protocol"):
            self._protocol, self._is_but = value, is_not
        elif name == "-m" or _is_option(name, "--match"):
            self._load(value.text if value else "", self._words[index])
        elif name.startswith("-m"):
            self._load(name[2:], self._words[index])
            return False
        elif name in {"-j", "--jump", "-g", "--goto"}:
            self.target = value.text if value else ""
        elif not _takes_word(name):
            asked = self._ports(name, self._words[index], value)
            if asked is None:
                return False
            self._found.append(self._once(asked)._replace(is_not=is_not))
        return True

    def _load(self, module: str, word: Word) -> None:
        """Note that a match begins, whose options may all stand again."""
        self._modules[module] = word
        self._used = {each for each in self._used if each[0] != module}

    def _once(self, asked: Asked) -> Asked:
        """Return `asked` with what the program says where a match has it for the second time."""
        if asked.kind == "list":
            key = ("multiport", "")
        elif asked.kind in {"number", "resolved"} and asked.option.text not in _OF_CONNTRACK:
            key = (asked.transport, asked.part)
        else:
            key = ("", asked.option.text)
        is_again = key in self._used and asked.fault is None and self._is_certain
        self._used.add(key)
        if not is_again:
            return asked
        reason = "iptables-sides" if asked.kind == "list" else "iptables-again"
        return asked._replace(fault=Fault("invalid-port", asked.option.span, reason))

    def _ports(self, name: str, option: Word, value: Word | None) -> Asked | None:
        if name in _ONE:
            return self._of_protocol(Asked(option, value, "number", _ONE[name], self._transport))
        if name in _MANY:
            return self._of_multiport(Asked(option, value, "list", _MANY[name], self._transport))
        if name in _OF_CONNTRACK and "conntrack" in self._modules:
            return Asked(option, value, "resolved", _OF_CONNTRACK[name], self._transport)
        full, kind, part = _TARGETS.get(self.target, ("", "one", "to"))
        is_it = (
            full.startswith(name) and name.startswith(_SHORTEST) and "string" not in self._modules
        )
        if not full or (name != full and not is_it):
            return None
        asked = Asked(option, value, kind, part, self._transport)
        if kind == "one" or self._named in _OF_NAT or not self._is_certain:
            return asked
        return asked._replace(
            fault=Fault("invalid-transport", self._told_at(option), "iptables-nat")
        )

    def _of_protocol(self, asked: Asked) -> Asked:
        """Return what `--dport` and `--sport` are."""
        own = [name for name in _KINDS if name in self._modules]
        if len(own) > 1:
            return asked._replace(kind="unknown")
        if own:
            return asked._replace(kind=_KINDS[own[0]], transport=own[0])
        if "multiport" in self._modules:
            return self._of_multiport(asked._replace(kind="list"))
        if self._named in _KINDS:
            self._modules[self._named] = asked.option  # the program loads it by itself
            return asked._replace(kind=_KINDS[self._named])
        if not self._is_certain:
            return asked._replace(kind="unknown")
        reason = "iptables" if self._protocol is None else "iptables-portless"
        return asked._replace(fault=Fault("invalid-transport", self._told_at(asked.option), reason))

    def _of_multiport(self, asked: Asked) -> Asked:
        if "multiport" not in self._modules:
            fault = Fault("invalid-port", asked.option.span, "iptables-multiport")
            return asked._replace(fault=fault) if self._is_certain else asked
        if not self._is_certain or (self._named in _OF_MULTIPORT and not self._is_but):
            return asked
        missing = "iptables-multiport" if self._protocol is None else "iptables-portless"
        reason = "iptables-but" if self._named in _OF_MULTIPORT else missing
        return asked._replace(fault=Fault("invalid-transport", self._told_at(asked.option), reason))

    def _with_module(self, asked: Asked) -> Asked:
        """Return `asked` with what the program says at last of `-m tcp` without `-p tcp`."""
        module = self._modules.get(asked.transport)
        is_its = asked.kind in {"number", "resolved"} and asked.option.text not in _OF_CONNTRACK
        if asked.fault or module is None or not is_its or not self._is_certain:
            return asked
        if self._named == asked.transport or self._is_but:
            return asked
        values = {"transport": asked.transport}
        fault = Fault("invalid-transport", self._told_at(module), "iptables-module", values)
        return asked._replace(fault=fault)

    def _told_at(self, option: Word) -> Span:
        """Return the place of the protocol that does not fit, or of the option that wants one."""
        return option.span if self._protocol is None else self._protocol.span

    @property
    def _named(self) -> str:
        """The protocol so far, in small letters; empty where none is."""
        text = self._protocol.text.lower() if self._protocol is not None else ""
        if not is_number(text) and not text.startswith("0x"):
            return text
        number = c_number(text)
        return _NUMBERS.get(number, text) if number is not None else text

    @property
    def _transport(self) -> str:
        """The transport of the ports that a rule of this protocol asks for."""
        return _TRANSPORTS.get(self._named, "tcp")


def _is_option(name: str, full: str) -> bool:
    """Tell whether getopt_long(3) may take `name` for a long option: its beginning is enough."""
    return len(name) > _BARE and full.startswith(name)


def _takes_word(name: str) -> bool:
    if name in _TAKES_WORD:
        return True
    return name.startswith("--") and any(_is_option(name, each) for each in _TAKES_WORD)
