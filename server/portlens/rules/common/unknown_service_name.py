"""A service name that nobody knows

OpenSSH, nft, iptables-restore, firewalld, inetd and xinetd take the name of a service in place of a
port number and look it up in the /etc/services of the machine they run on; case counts there, and
to inetd and xinetd the protocol as well. Neither IANA's registry nor a services file in the
workspace has this name, so that the line is most likely refused.

## Example

```sshd_config
Port sssh
```

## Instead

```sshd_config
Port ssh
```
"""

from collections.abc import Iterable, Iterator

from portlens.catalogue.catalogue import Catalogue
from portlens.formats._format import Format
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import PortRange
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

JAPANESE = """
どこにも定義されていないサービス名

OpenSSH、nft、iptables-restore、firewalld、inetd、xinetd は
ポート番号の代わりにサービス名を受け付け、
動作するマシンの /etc/services を検索します。
大文字と小文字は区別され、inetd と xinetd ではプロトコルも一致する必要があります。
IANA の登録簿にもワークスペースの services にもこの名前がないため、この行はおそらく拒否されます。
"""

# Names that are looked for among all that exist, at half a millisecond each: a text with more
# of them is no configuration that slips of the finger have got into.
_MOST = 100


class _Words(NamedTuple):
    """What is said of a name, and the names to write instead."""

    message: Phrase
    instead: tuple[str, ...]


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding for each name that no table and no services file knows."""
    if not any(_unknown(document)):
        return
    told: dict[tuple[str, str | None], _Words] = {}
    for port, of_use in _unknown(resolved(document, context.workspace)):
        pause()
        transport = _transport(document.format, of_use)
        if context.catalogue.is_registered(port.name, transport):
            continue
        words = told.get((port.name, transport))
        if words is None:
            # A return belongs to the name where only a line feed ends a line, and stays written.
            suggests = len(told) < _MOST and port.name.isprintable()
            words = _words(port.name, transport, context.catalogue, suggests=suggests)
            told[port.name, transport] = words
        fixes = tuple(_fixes(port, words.instead, context.catalogue, transport or "tcp"))
        yield Finding(port.span, words.message, fixes=fixes)


def _unknown(document: Document) -> Iterator[tuple[PortRange, str]]:
    """Yield the names that have no port and their transport, in mentions too: `dport >= myport`."""
    for use in (*document.uses, *document.reading.mentions):
        pause()
        if use.port is not None and use.port.name and not use.port.is_known:
            yield use.port, use.transport


def _transport(format_: Format, of_use: str) -> str | None:
    """Return the transport whose names count in an entry of another; None for all."""
    return None if format_.takes_names == "any" else format_.names_of(of_use)


def _words(name: str, transport: str | None, catalogue: Catalogue, *, suggests: bool) -> _Words:
    lower = name.lower()
    if lower != name and catalogue.is_registered(lower, transport):
        return _Words(CASE.fill(name=name, lower=lower), (lower,))
    other = "tcp" if transport == "udp" else "udp"
    if transport is not None and catalogue.is_registered(name, other):
        values = {"name": name, "transport": transport.upper(), "other": other.upper()}
        return _Words(OTHER.fill(**values), ())
    return _Words(UNKNOWN.fill(name=name), catalogue.nearest(name) if suggests else ())


def _fixes(
    port: PortRange, names: tuple[str, ...], catalogue: Catalogue, transport: str
) -> Iterator[Fix]:
    for name in names:
        number = catalogue.port_of(name, transport)
        if number is not None:
            title = USE.fill(name=name, number=number)
            yield Fix(title, (Edit(port.span, name),), is_preferred=len(names) == 1)


UNKNOWN = Phrase(
    "{name} is no service that IANA or a services file here knows",
    "{name} は IANA にもここの services にもないサービス名です",
)
CASE = Phrase(
    "{name} is unknown: case counts, and the name is {lower}",
    "{name} は見つかりません: 大文字と小文字は区別され、正しくは {lower} です",
)
OTHER = Phrase(
    "{name} is a service of {other} only, and is looked for in {transport} here",
    "{name} は {other} だけのサービスですが、ここでは {transport} で検索されます",
)
USE = Phrase("Write {name} ({number})", "{name} と書く ({number})")

_LOOKED_UP = frozenset({"tcp", "own", "any"})

RULE = Rule("warning", check, JAPANESE, lambda format_: format_.takes_names in _LOOKED_UP)
