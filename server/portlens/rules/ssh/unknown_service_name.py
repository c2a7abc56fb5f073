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


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding for each name that no table and no services file knows."""
    names = ServiceNames(document, context.workspace)
    suggested: set[str] = set()
    for use in document.uses:
        port = use.port
        if port is None or not port.name or port.is_known:
            continue
        if _is_known(port.name, context.catalogue) or names.port(port.name) is not None:
            continue
        message, fixes = _words(port, context.catalogue, suggests=len(suggested) < _MOST)
        suggested.add(port.name)
        yield Finding(port.span, message, fixes=fixes)


def _is_known(name: str, catalogue: Catalogue) -> bool:
    rows = catalogue.named(name, "tcp")
    # other tables name software, `SSH` and the like, which no services file has
    registries = (row for row in rows if row.source.startswith(("IANA", "RHEL")))
    return any(name in (row.name, *row.aliases) for row in registries)


def _words(
    port: PortRange, catalogue: Catalogue, *, suggests: bool
) -> tuple[Phrase, tuple[Fix, ...]]:
    lower = port.name.lower()
    if lower != port.name and _is_known(lower, catalogue):
        return CASE.fill(name=port.name, lower=lower), tuple(_fixes(port, (lower,), catalogue))
    if catalogue.named(port.name, "udp"):
        return UDP.fill(name=port.name), ()
    near = catalogue.nearest(port.name) if suggests else ()
    return UNKNOWN.fill(name=port.name), tuple(_fixes(port, near, catalogue))


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
