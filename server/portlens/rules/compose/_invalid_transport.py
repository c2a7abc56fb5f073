"""What Compose says of a word that is no transport."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "docker": Phrase(
        "{text} is no transport: Compose takes tcp, udp and sctp",
        "{text} というトランスポートはありません: Compose では tcp、udp、sctp を使えます",
    ),
}
