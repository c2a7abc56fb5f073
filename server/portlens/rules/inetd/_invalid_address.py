"""invalid-address in inetd.conf: what stands before a colon is one host or several."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "unknown-host": Phrase(
        "{text} is neither an IP address nor a host name: inetd opens nothing there",
        "{text} は IP アドレスでもホスト名でもないため、inetd はそこでは何も開きません",
    ),
    "other-family": Phrase(
        "{text} is no address of {protocol}: inetd opens nothing there",
        "{text} は {protocol} のアドレスではないため、inetd はそこでは何も開きません",
    ),
}
