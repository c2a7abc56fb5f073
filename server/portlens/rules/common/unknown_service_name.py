"""A service name that nobody knows

OpenSSH, nft and firewalld take the name of a service in place of a port number and look it up in
the /etc/services of the machine they run on; case counts there. Neither IANA's registry nor a
services file in the workspace has this name, so that the line is most likely refused.

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

OpenSSH、nft、firewalld はポート番号の代わりにサービス名を受け付け、
動作するマシンの /etc/services を検索します。
大文字と小文字は区別されます。IANA の登録簿にもワークスペースの services にもこの名前がないため、
この行はおそらく拒否されます。
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
    transport = _transport(document.format)
    told: dict[str, _Words] = {}
    for port in _unknown(resolved(document, context.workspace)):
        pause()
        if _is_known(port.name, transport, context.catalogue):
            continue
        words = told.get(port.name)
        if words is None:
            suggests = len(told) < _MOST
            words = _words(port.name, transport, context.catalogue, suggests=suggests)
            told[port.name] = words
        fixes = tuple(_fixes(port, words.instead, context.catalogue))
        yield Finding(port.span, words.message, fixes=fixes)


def _unknown(document: Document) -> Iterator[PortRange]:
    """Yield the names that have no port, in mentions too: `tcp dport >= myport`."""
    for use in (*document.uses, *document.reading.mentions):
        pause()
        if use.port is not None and use.port.name and not use.port.is_known:
            yield use.port


def _transport(format_: Format) -> str | None:
    """Return the transport whose names count; None for all."""
    return "tcp" if format_.takes_names == "tcp" else None


def _is_known(name: str, transport: str | None, catalogue: Catalogue) -> bool:
    rows = catalogue.named(name, transport)
    # other tables name software, `SSH` and the like, which no services file has
    registries = (row for row in rows if row.source.startswith(("IANA", "RHEL")))
    return any(name in (row.name, *row.aliases) for row in registries)


def _words(name: str, transport: str | None, catalogue: Catalogue, *, suggests: bool) -> _Words:
    lower = name.lower()
    if lower != name and _is_known(lower, transport, catalogue):
        return _Words(CASE.fill(name=name, lower=lower), (lower,))
    if transport is not None and catalogue.named(name, "udp"):
        return _Words(UDP.fill(name=name), ())
    return _Words(UNKNOWN.fill(name=name), catalogue.nearest(name) if suggests else ())


def _fixes(port: PortRange, names: tuple[str, ...], catalogue: Catalogue) -> Iterator[Fix]:
    for name in names:
        number = catalogue.port_of(name, "tcp")
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
UDP = Phrase(
    "{name} is a service of UDP only, and OpenSSH looks for TCP",
    "{name} は UDP だけのサービスですが、OpenSSH は TCP を探します",
)
USE = Phrase("Write {name} ({number})", "{name} と書く ({number})")

RULE = Rule("warning", check, JAPANESE, lambda format_: format_.takes_names in {"tcp", "any"})
