"""What iptables-restore refuses in the place of a port."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "iptables-list": Phrase(
        "{text} is a list: --dports and --sports of -m multiport take one",
        "{text} は一覧です: 一覧を書けるのは -m multiport の --dports と --sports です",
    ),
    "iptables-multiport": Phrase(
        "{text} is an option of multiport: -m multiport has to stand before it",
        "{text} は multiport のオプションで、前に -m multiport が必要です",
    ),
    "iptables-too-many": Phrase(
        "one option takes at most 15 ports, a range counting as two",
        "1 つのオプションに書けるポートは 15 個まで（範囲は 2 個分）です",
    ),
    "iptables-colons": Phrase(
        "{text} is no range: one colon stands between its ends",
        "{text} は範囲になっていません: 両端の間のコロンは 1 つです",
    ),
    "iptables-octal": Phrase(
        "{text} is not a port number: what begins with 0 is octal here",
        "{text} はポート番号ではありません: 0 で始まる数値は 8 進数になります",
    ),
    "iptables-again": Phrase(
        "iptables takes {text} once: several ports need -m multiport and --dports or --sports",
        "{text} は 1 回だけ書けます: 複数のポートには -m multiport と --dports や --sports を"
        "使います",
    ),
    "iptables-sides": Phrase(
        "one -m multiport takes one option: {text} needs another -m multiport before it",
        "1 つの -m multiport に書けるオプションは 1 つです: {text} の前にもう 1 つ必要です",
    ),
    "iptables-not": Phrase(
        "the ! stands before the option: here iptables takes it for the port",
        "! はオプションの前に書きます: ここではポートとして読まれます",
    ),
}
WRITE = Phrase("Write {text}", "{text} と書く")
# An option that stands alone; behind a `!` the match would come between the two.
_OPTION = regex(r"(?<![^ \t])(?<!![ \t])(--(?:dport|sport|destination-port|source-port))[ \t=]+\Z")
_LONGEST = 40  # of such an option, with the blanks behind it


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the match that takes a list, where one is written without it."""
    text, (start, end) = document.text, fault.span
    if fault.reason == "iptables-list":
        option = _OPTION.search(text, max(0, start - _LONGEST), start)
        if option:
            written = f"-m multiport {option[1]}s"
            edit = Edit(Span(*option.span(1)), written)
            yield Fix(WRITE.fill(text=written), (edit,), is_preferred=True)
    elif fault.reason == "iptables-multiport" and "!" not in text[max(0, start - 2) : start]:
        written = f"-m multiport {fault.span.of(text)}"
        yield Fix(WRITE.fill(text=written), (Edit(Span(start, end), written),), is_preferred=True)
