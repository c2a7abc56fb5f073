"""The three ranges of RFC 6335."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.typed import Literal

RangeName = Literal["well-known", "registered", "dynamic"]


class NumberRange(NamedTuple):
    """One of the three: its name in JSON, its ports, what it is called and what it is for."""

    id: RangeName
    first: int
    last: int
    title: Phrase
    purpose: Phrase


RANGES = (
    NumberRange(
        *("well-known", 0, 1023),
        Phrase("well-known port", "ウェルノウンポート"),
        Phrase("for famous services such as HTTP and SSH", "HTTP や SSH など有名なサービス用"),
    ),
    NumberRange(
        *("registered", 1024, 49151),
        Phrase("registered port", "登録済みポート"),
        Phrase("for services that developers register", "アプリケーションの開発者が登録する範囲"),
    ),
    NumberRange(
        *("dynamic", 49152, 65535),
        Phrase("dynamic port", "動的・プライベートポート"),
        Phrase(
            "for passing connections, a client's side for instance; never registered",
            "クライアント側などの一時的な通信用で、登録されることはありません",
        ),
    ),
)


def range_at(port: int) -> NumberRange:
    """Return the range that the port lies in."""
    return next(span for span in RANGES if port <= span.last or span.id == "dynamic")
