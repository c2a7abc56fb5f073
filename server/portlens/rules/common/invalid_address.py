"""What stands before the port is no address

The program takes a host name or an IP address here, in its own spelling: an IPv6 address
before a port stands in brackets, nothing may stand between the bracket and the colon, and an
address of numbers has to be a real one.

## Example

```ssh_config
Host db
    LocalForward ::1:8080 db:80
```

## Instead

```ssh_config
Host db
    LocalForward [::1]:8080 db:80
```
"""

from collections.abc import Iterable, Iterator

from portlens.formats._format import Fault, Format
from portlens.model.address import parse_ip
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.rules._own import Own
from portlens.rules._rule import Rule, check_faults, left_by_reader
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.workspace.document import Document

MESSAGES = {
    # OpenSSH
    "missing": Phrase("ListenAddress needs an address", "ListenAddress にはアドレスが必要です"),
    "no-host": Phrase("no host stands before the port", "ポートの前にホストがありません"),
    "unusable": Phrase(
        "{text} is no address: nothing can resolve it",
        "{text} はアドレスではなく、名前解決もできません",
    ),
    "brackets": Phrase(
        "an IPv6 address needs brackets before a port: [address]:port",
        "ポートの前の IPv6 アドレスは角括弧で囲みます: [アドレス]:ポート",
    ),
    "colons": Phrase("{text} has a colon too many", "{text} にはコロンが多すぎます"),
    "open-bracket": Phrase("the bracket is never closed", "角括弧が閉じられていません"),
    "after-bracket": Phrase(
        "only a colon and the port may follow the bracket",
        "角括弧の後に書けるのはコロンとポートだけです",
    ),
    "slash": Phrase(
        "a colon stands between address and port, not a slash",
        "アドレスとポートの間はスラッシュではなくコロンです",
    ),
    "one-address-a-line": Phrase(
        "{text} is too much: sshd takes one address a line, and rdomain with a name after it",
        "{text} は余分です: 1 行に書けるアドレスは 1 つで、後に書けるのは rdomain と名前だけです",
    ),
    "no-forward": Phrase(
        "ssh can make no forward of {text}",
        "ssh は {text} を転送の指定として解釈できません",
    ),
    "no-jump": Phrase(
        "{text} is no host to jump over: write [user@]host[:port]",
        "{text} は踏み台ホストの指定ではありません: [ユーザー@]ホスト[:ポート] と書きます",
    ),
    "after-blank": Phrase(
        "ssh ignores all after the blank: hops are parted by commas alone",
        "空白より後は無視されます: 踏み台ホストはコンマだけで区切ります",
    ),
    "commas": Phrase(
        "blanks part one host:port from the next, not commas",
        "host:port はコンマではなく空白で区切ります",
    ),
    "no-host-port": Phrase(
        "{text} is not host:port",
        "{text} は host:port の形ではありません",
    ),
    # Docker's published ports
    "docker": Phrase(
        "{text} is no IP address, and Docker takes nothing else before the ports",
        "{text} は IP アドレスではありません: Docker ではポートの前に IP アドレスだけを書けます",
    ),
    "without-host-port": Phrase(
        "{text} stands where the host's port belongs",
        "{text} はホスト側のポートを書く場所にあります",
    ),
    # Dockerfile
    "dockerfile": Phrase(
        "{text} is no IP address, and EXPOSE needs none: it publishes nothing",
        "{text} は IP アドレスではありません。EXPOSE は何も公開しないため、アドレスは不要です",
    ),
    # nginx
    "not-a-host": Phrase(
        "{text} is not host:port",
        "{text} は host:port の形ではありません",
    ),
    "no-brackets": Phrase(
        "an IPv6 address needs brackets: [address]:port",
        "IPv6 アドレスは角括弧で囲みます: [アドレス]:ポート",
    ),
    "not-ipv6": Phrase("{text} is no IPv6 address", "{text} は IPv6 アドレスではありません"),
    "no-socket-path": Phrase("no path follows unix:", "unix: の後にパスがありません"),
    "no-scheme": Phrase(
        "a URL must stand here: {text} has no scheme that this directive takes",
        "ここには URL を書きます: {text} にはこのディレクティブが受け付けるスキームがありません",
    ),
    "envsubst": Phrase(
        "envsubst replaces ${{NAME}} alone: nginx gets {text} as it stands",
        "envsubst が置き換えるのは ${{NAME}} だけで、{text} はそのまま nginx に渡されます",
    ),
    "long-path": Phrase(
        "{text} is too long: the path of a socket has at most 107 bytes",
        "{text} は長すぎます: ソケットのパスは 107 バイトまでです",
    ),
    "no-variables": Phrase(
        "nginx knows no variables here: it takes {text} for a host name",
        "ここでは変数を使えません: nginx は {text} をホスト名とみなします",
    ),
    "asterisk": Phrase(
        "{text} is for listen alone, where it means every address: no host is called that",
        "すべてのアドレスを表す {text} は listen 専用です。そのような名前のホストはありません",
    ),
    "takes-no-port": Phrase(
        "{directive} takes an address without a port: nginx refuses {text}",
        "{directive} に書けるのはポートのないアドレスです: nginx は {text} を拒否します",
    ),
    "not-an-ip": Phrase(
        "nginx takes an IP address here, and {text} is none",
        "ここに書けるのは IP アドレスで、{text} はそうではありません",
    ),
}

ADD_BRACKETS = Phrase("Put brackets around the address", "アドレスを角括弧で囲む")
BLANKS = Phrase("Write blanks", "空白にする")
COLON = Phrase("Write a colon", "コロンにする")
CLOSE = Phrase("Close the bracket", "角括弧を閉じる")

JAPANESE = """
ポートの前にあるものがアドレスではない

ここにはホスト名か IP アドレスを、プログラムが決めた書き方で書きます。
ポートの前の IPv6 アドレスは角括弧で囲み、角括弧とコロンの間には何も書けません。
数字だけのアドレスは実在し得る値でなければなりません。
"""


OWN = Own("invalid-address")


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:
    """Yield the spelling that was meant, where the text leaves no doubt of it."""
    text = fault.span.of(document.text)
    if fault.reason == "brackets":
        host, _, port = text.rpartition(":")
        if parse_ip(host) and is_port_number(port):
            edit = Edit(fault.span, f"[{host}]:{port}")
            yield Fix(ADD_BRACKETS, (edit,), is_preferred=True)
    elif fault.reason == "commas":
        edit = Edit(fault.span, " ".join(part for part in text.split(",") if part))
        yield Fix(BLANKS, (edit,), is_preferred=True)
    elif fault.reason == "slash":
        edit = Edit(fault.span, text.replace("/", ":", 1))
        host, _, port = edit.text.rpartition(":")
        if host and is_port_number(port):
            yield Fix(COLON, (edit,), is_preferred=True)
    elif fault.reason == "open-bracket":
        head, colon, port = text.rpartition(":")
        closed = f"{head}]{colon}{port}" if is_number(port) and len(port) > 4 else f"{text}]"
        yield Fix(CLOSE, (Edit(fault.span, closed),))
    yield from OWN.fixes(fault, document, context)


_check_faults = check_faults("invalid-address", MESSAGES, _fixes, {"after-blank"})


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield what the grammars refuse, and what only a format knows to be wrong."""
    yield from _check_faults(document, context)
    yield from OWN.check(document, context)


_is_left_by_reader = left_by_reader("invalid-address")


def _speaks_of(format_: Format) -> bool:
    return _is_left_by_reader(format_) or OWN.speaks_of(format_)


RULE = Rule("error", check, JAPANESE, _speaks_of)
