"""A service whose traffic others can read

Anybody between the two ends can read this service's traffic or its login, and an encrypted
service does the same job on a port of its own.

Reported are telnet, rsh and its kin, IRC, CVS, MQTT and AMQP. Protocols that can switch to
encryption on the same connection (SMTP, IMAP, POP3, LDAP, FTP, PostgreSQL, …) are not: whether
they do cannot be seen here. Nor is HTTP, which mostly stands behind something that encrypts, nor
what Docker does not publish (`internal: true`, macvlan, ipvlan).

## Example

```compose
services:
  broker:
    image: eclipse-mosquitto
    ports:
      - "1883:1883"
```

## Instead

```compose
services:
  broker:
    image: eclipse-mosquitto
    ports:
      - "8883:8883"
```
"""

from collections.abc import Iterator

from portlens.catalogue.catalogue import Catalogue
from portlens.formats._format import Format
from portlens.model.finding import Finding
from portlens.model.port_use import PortUse
from portlens.network.behind import behind, cautions
from portlens.network.context import Context
from portlens.rules._own import Own
from portlens.rules._rule import Rule
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.latest import Picked

MESSAGE = Phrase(
    "{name} on {port} can be read on its way; encrypted is {instead} on {better}",
    "{port} の {name} は盗聴される恐れがあります。暗号化された {instead}（{better}）があります",
)

JAPANESE = """
通信を盗聴される恐れがあるサービス

経路の途中にいる人が、このサービスの通信やログイン情報を読めます。同じ仕事をする暗号化された
サービスが別のポートにあります。

報告するのは telnet、rsh の仲間、IRC、CVS、MQTT、AMQP です。同じ接続の中で暗号化に切り替えられる
プロトコル（SMTP、IMAP、POP3、LDAP、FTP、PostgreSQL など）は、実際に切り替えるかどうかがここからは
分からないため報告しません。HTTP も、暗号化する別のサーバーの後ろにあることが多いため報告しません。
Docker が公開しないポート（`internal: true`、macvlan、ipvlan）も報告しません。
"""

# telnet, irc, exec, login, shell (514/udp is syslog), mqtt, cvspserver, amqp, ircu. A list of its
# own, shorter than the catalogue's cautions: left out is what encrypts on the very same port
# (STARTTLS, PostgreSQL, MySQL, VNC), what is tunnelled as a rule (L2TP in IPsec), what has to
# stay readable for its clients (DNS, SIP, whois), and HTTP.
_READABLE = frozenset({23, 194, 512, 513, 514, 1883, 2401, 5672, 6667})

OWN = Own("cleartext-service")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for the first use of each such port that anybody reaches."""
    reported: set[int] = set()
    for use, (service, message) in _TOLD.of(document, context.catalogue):
        pause()
        if use.port is None or service in reported:
            continue
        if not OWN.is_shut(use, document, context):
            reported.add(service)
            yield Finding(use.port.span, message)


def _told(use: PortUse, catalogue: Catalogue) -> tuple[int, Phrase] | None:
    """Return the port that tells which service a use offers, and what is to be said of that."""
    # What is bound to the loopback is read by nobody on the way.
    # So is what a later line takes back.
    is_near = use.address is not None and use.address.is_loopback
    if use.port is None or is_near or not use.is_effective:
        return None
    for service in _services(use):
        message = _message(use, service, catalogue)
        if message is not None:
            return service, message
    return None


_TOLD = Picked(_told)


def _services(use: PortUse) -> range:
    """Return the ports that tell which service is offered: in compose the container's side."""
    if use.role == "publishes" and use.target is not None:
        return use.target.numbers[:1]
    return use.port.numbers[:1] if use.role == "listens" and use.port else range(0)


def _message(use: PortUse, service: int, catalogue: Catalogue) -> Phrase | None:
    if service not in _READABLE or use.port is None:
        return None
    found = behind(use, use.port, catalogue)
    for caution in cautions(catalogue, service, use.transport, found):
        if caution.risk in {"cleartext", "cleartext-login"} and caution.instead_port:
            name = catalogue.primary_name(service, use.transport)
            return MESSAGE.fill(
                name=name, port=service, instead=caution.instead, better=caution.instead_port
            )
    return None


def _speaks_of(format_: Format) -> bool:
    # sshd speaks SSH on whatever port, and a client's forwards run inside its connection.
    return format_.has_sockets and not format_.protocol


RULE = Rule("information", check, JAPANESE, _speaks_of)
