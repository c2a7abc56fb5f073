"""invalid-port in inetd.conf: the transport has a column of its own."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "with-transport": Phrase(
        "inetd takes {text} for a name: the transport stands in the third column",
        "inetd は {text} を名前とみなします: トランスポートは 3 列目に書きます",
    ),
}
