"""A transport that is unknown, missing, or without ports

A port belongs to a transport protocol: TCP or UDP, in some places SCTP and a few others. The
word that stands here names none that the program takes here, so the entry cannot be used.

iptables takes the protocol from `-p`, which has to stand before the options that name ports. It
refuses these where `-p` is missing, names a protocol without ports, such as icmp, or another than
the match beside it, as in `-p udp -m tcp`.

## Example

```services
myapp   4000/tcpx
```

## Instead

```services
myapp   4000/tcp
```
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.rules._own import Own
from portlens.rules._rule import Rule, check_faults, left_by_reader
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

UNKNOWN = Phrase(
    "{text} is no transport: no program will ask for this entry",
    "{text} というトランスポートはなく、この行を検索するプログラムはありません",
)
MESSAGES = {
    # services
    "unknown-protocol": UNKNOWN,
    "no-protocol": UNKNOWN,
    # Docker's published ports
    "docker": Phrase(
        "{text} is no transport: Docker takes tcp, udp and sctp",
        "{text} というトランスポートはありません: Docker では tcp、udp、sctp を使えます",
    ),
    # Docker Compose
    "exposed": Phrase(
        "{text} is no transport: Docker takes the entry, and nothing comes of it",
        "{text} というトランスポートはありません: Docker は受け付けますが、効果はありません",
    ),
    "empty": Phrase(
        "protocol is empty: Docker takes tcp",
        "protocol が空です: Docker は tcp とみなします",
    ),
    # Dockerfile
    "dockerfile": Phrase(
        "{text} is no transport: docker build takes tcp, udp and sctp",
        "{text} というトランスポートはありません: docker build では tcp、udp、sctp を使えます",
    ),
    # nginx
    "nginx-slash": Phrase(
        "nginx takes no transport after the port: udp is an option of listen in stream",
        "nginx ではポートの後に書けません: udp は stream の listen のオプションです",
    ),
}

USE = Phrase("Write {transport}", "{transport} にする")

JAPANESE = """
未知の、欠けている、またはポートのないトランスポート

ポートは TCP、UDP、場所によっては SCTP などのトランスポートプロトコルに属します。
ここにある語は、プログラムがここで受け付けるもののどれでもないため、この行は使えません。

iptables ではプロトコルを `-p` で指定し、ポートのオプションより前に書く必要があります。
`-p` がない場合、icmp のようにポートのないプロトコルの場合、`-p udp -m tcp` のように
並べたマッチと異なる場合は、ポートのオプションが拒否されます。
"""


OWN = Own("invalid-transport")
_ANOTHER = "udplite"  # a transport of its own, where it is not one that the program takes


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:
    """Yield the transport whose name the word begins with: `tcp` for `tcpx` and `tcp/udp`.

    A format that knows better what was meant has cures of its own.
    """
    own = tuple(OWN.fixes(fault, document, context))
    yield from own
    text = fault.span.of(document.text).lower()
    for transport in ("tcp", "udp", "sctp"):
        if text.startswith(transport) and not own and text != _ANOTHER:
            edit = Edit(fault.span, transport)
            yield Fix(USE.fill(transport=transport), (edit,), is_preferred=True)


# The program goes on without the entry, or as if the word were another.
MILD = frozenset({"unknown-protocol", "exposed", "empty"})

RULE = Rule(
    "error",
    check_faults("invalid-transport", MESSAGES, _fixes, MILD),
    JAPANESE,
    left_by_reader("invalid-transport"),
)
