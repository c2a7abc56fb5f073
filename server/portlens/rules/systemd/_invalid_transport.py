"""invalid-transport in unit files: sequential packets have no ports."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "sequential": Phrase(
        "ListenSequentialPacket takes the path of a socket: systemd ignores {text}",
        "ListenSequentialPacket に書けるのはソケットのパスで、systemd は {text} を無視します",
    ),
}
