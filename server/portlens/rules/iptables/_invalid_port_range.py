"""What iptables-restore refuses of a range, or takes though it means no port."""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.workspace.document import Document

MESSAGES = {
    "iptables-colon": Phrase(
        "a colon stands between the ends of a range: iptables takes {text} for a service name",
        "範囲の両端の間はコロンです: iptables は {text} をサービス名とみなします",
    ),
    "iptables-dash": Phrase(
        "a dash stands between the ends of a range here",
        "ここでは範囲の両端の間はハイフンです",
    ),
    "iptables-names": Phrase(
        "{text} is no range here: both ends have to be numbers",
        "{text} は範囲になっていません: ここでは両端に数値が必要です",
    ),
    "iptables-octal": Phrase(
        "{text} is no range: what begins with 0 is octal here",
        "{text} は範囲になっていません: 0 で始まる数値は 8 進数になります",
    ),
    "iptables-open": Phrase(
        "a range of multiport needs both ends",
        "multiport の範囲には両端が必要です",
    ),
    "iptables-one": Phrase(
        "{text} is no range to multiport: the last port is to be higher than the first",
        "{text} は multiport では範囲になりません: 最後のポートは最初より大きくします",
    ),
    "iptables-never": Phrase(
        "{text} runs backwards: iptables takes it, and no packet has such a port",
        "{text} は大小が逆です: iptables は受け付けますが、該当するパケットはありません",
    ),
}
MILD = frozenset({"iptables-never"})
TURN = Phrase("Write {text}", "{text} にする")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the range with the sign that stands between its ends, and the right way round."""
    text = fault.span.of(document.text)
    sign = "-" if "-" in text else ":"
    first, _, last = text.partition(sign)
    if not is_number(first) or not is_number(last):
        return
    if fault.reason == "iptables-colon":
        written = f"{first}:{last}"
    elif fault.reason == "iptables-dash":
        written = f"{first}-{last}"
    elif fault.reason in {"reversed", "iptables-never"} and sign == ":":
        written = f"{last}:{first}"
    elif fault.reason == "iptables-one":
        written = first
    else:
        return
    yield Fix(TURN.fill(text=written), (Edit(fault.span, written),), is_preferred=True)
