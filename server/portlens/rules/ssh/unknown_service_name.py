"""A service name that nobody knows

OpenSSH takes the name of a TCP service in place of a port number and looks it up in the
/etc/services of the machine it runs on; case counts there. Neither IANA's registry nor a
services file in the workspace has this name, so that OpenSSH most likely refuses the line.

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
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import PortRange
from portlens.network.context import Context
from portlens.programs.services.names import ServiceNames
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

JAPANESE = """
どこにも定義されていないサービス名

OpenSSH はポート番号の代わりに TCP のサービス名を受け付け、
動作するマシンの /etc/services を検索します。
大文字と小文字は区別されます。IANA の登録簿にもワークスペースの services にもこの名前がないため、
OpenSSH はおそらくこの行を拒否します。
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
    names = ServiceNames(document, context.workspace)
    told: dict[str, _Words] = {}
    for use in document.uses:
        pause()
        port = use.port
        if port is None or not port.name or port.is_known:
            continue
        if _is_known(port.name, context.catalogue) or names.port(port.name) is not None:
            continue
        words = told.get(port.name)
        if words is None:
            words = _words(port.name, context.catalogue, suggests=len(told) < _MOST)
            told[port.name] = words
        fixes = tuple(_fixes(port, words.instead, context.catalogue))
        yield Finding(port.span, words.message, fixes=fixes)


def _is_known(name: str, catalogue: Catalogue) -> bool:
    rows = catalogue.named(name, "tcp")
    # other tables name software, `SSH` and the like, which no services file has
    registries = (row for row in rows if row.source.startswith(("IANA", "RHEL")))
    return any(name in (row.name, *row.aliases) for row in registries)


def _words(name: str, catalogue: Catalogue, *, suggests: bool) -> _Words:
    lower = name.lower()
    if lower != name and _is_known(lower, catalogue):
        return _Words(CASE.fill(name=name, lower=lower), (lower,))
    if catalogue.named(name, "udp"):
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

RULE = Rule("warning", check, JAPANESE)
