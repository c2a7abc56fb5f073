"""invalid-address in xinetd's files: what a service is bound to, and where it passes on to."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "no-address": Phrase(
        "{text} is neither an IP address nor a host name, and xinetd takes it for nothing else",
        "{text} は IP アドレスでもホスト名でもなく、xinetd では使えません",
    ),
}
