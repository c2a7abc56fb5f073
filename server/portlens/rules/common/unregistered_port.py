"""A port that no table knows

Nobody has registered this port and no software in wide use is found on it, so a reader cannot
tell what it is for, and neither can the next person who looks at a firewall. It is often a
slip of the finger: 5342 for 5432. Where it is on purpose, say so once in `allowedPorts`.

Known is what IANA's registry, the reference tables or common use give to somebody, and what IANA
leaves to any private use or knows to be in use. Ports from 49152 on are free for everybody and
never reported.

## Example

```nginx
server { listen 5342; }
```

## Instead

```nginx
server { listen 5432; }
```
"""

from collections.abc import Iterator

from portlens.catalogue.catalogue import Catalogue
from portlens.model.finding import Finding
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.latest import Picked

MESSAGE = Phrase(
    "{port} is registered to nobody and not in common use",
    "{port} はどこにも登録されておらず、一般的な用途も知られていません",
)

JAPANESE = """
どの表にも載っていないポート

登録した人もなく、広く使われているソフトウェアも使っていないポートです。設定を読む人にも、
次にファイアウォールを見る人にも、何のためのポートか分かりません。5432 を 5342 と書いたような
打ち間違いのこともあります。意図したものなら `allowedPorts` に一度書いておきます。

IANA の登録簿、参照表、よく使われるソフトウェアの表のいずれかにあるもののほか、
IANA が私的な利用に委ねているもの、使われていると IANA が把握しているものも既知とみなします。
49152 以上は誰でも自由に使えるので報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for the first use of each unknown port."""
    reported: set[int] = set()
    allows = context.settings.allows
    for use, _ in _UNEXPLAINED.of(document, context.catalogue):
        pause()
        port = _offered(use)
        if port is None or port.first is None or port.first in reported or allows(port.first):
            continue
        reported.add(port.first)
        yield Finding(port.span, MESSAGE.fill(port=port.first))


def _offered(use: PortUse) -> PortRange | None:
    """Return the port that `use` offers to others by its writer's own choice."""
    # Connections, permissions and container-only ports are somebody else's choice.
    if use.role not in {"listens", "publishes", "defines"} or use.port is None:
        return None
    # A line that opens nothing offers nothing: a later one may take it back.
    if not use.is_effective:
        return None
    # A range is a pool for media streams or passive transfers; a variable's value changes from
    # place to place; an implied port is the program's default.
    if use.port.first != use.port.last or use.port.is_variable or use.port.is_implied:
        return None
    # What is called by a name is known under it, if only to a services file nearby.
    if use.port.name:
        return None
    return use.port


def _is_unexplained(use: PortUse, catalogue: Catalogue) -> bool:
    port = _offered(use)
    if port is None or port.first is None or not 1 <= port.first < 49152:
        return False
    # The transport is not asked: 6379/udp has no row of its own, yet nobody wonders what it is.
    if catalogue.is_known(port.first) or _is_explained(use, catalogue):
        return False
    return all(notice.kind not in _USED_BY_MANY for notice in catalogue.notices_at(port.first))


# What IANA leaves to whoever wants it, or knows to be used by those who have not asked.
_USED_BY_MANY = frozenset({"private", "unauthorised"})


_UNEXPLAINED = Picked(_is_unexplained)


def _is_explained(use: PortUse, catalogue: Catalogue) -> bool:
    """Tell whether the container's side says what it is: 15432:5432 is PostgreSQL."""
    if use.target is None:
        return False
    # Of a variable without a value nobody can say that it is unknown.
    if any(map(catalogue.is_known, use.target.numbers[:1])) or not use.resolved:
        return True
    # A known image is what answers there, and the command names the number a second time.
    image = catalogue.image(use.image)
    if image.software or _is_in_command(use):
        return True
    # The image is known to listen there, table or not.
    return any((port, use.transport) in image.ports for port in use.target.numbers[:1])


def _is_in_command(use: PortUse) -> bool:
    numbers = use.target.numbers[:1] if use.target else range(0)
    return any(str(port) in _NUMBERS.findall(use.runs) for port in numbers)


_NUMBERS = regex(r"(?<![\w.])[0-9]+(?![\w.])")


# sshd on a number of one's own is a choice that everybody reads as one. The forwards of a client
# are opened at whim on a free port, and gone after the session.
RULE = Rule(
    "warning", check, JAPANESE, lambda format_: format_.chooses_ports and not format_.protocol
)
