"""A range of ports that cannot be used

The range runs backwards, or the host's range has another size than the container's, so that
nobody can tell which port goes with which.

## Example

```compose
services:
  ftp:
    image: vsftpd
    ports:
      - "21100-21110:21100-21119"
```

## Instead

```compose
services:
  ftp:
    image: vsftpd
    ports:
      - "21100-21110:21100-21110"
```
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.rules._own import Own
from portlens.rules._rule import Rule, check_faults, left_by_reader
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.workspace.document import Document

MESSAGES = {
    "reversed": Phrase("{text} runs backwards", "{text} は大小が逆です"),
    # Docker Compose
    "sizes": Phrase(
        "the ranges differ in size: {host} on the host's side, {container} on the container's",
        "範囲の個数が違います: ホスト側 {host} 個、コンテナー側 {container} 個",
    ),
}

TURN = Phrase("Write {text}", "{text} にする")

JAPANESE = """
使えないポート範囲

範囲の大小が逆か、ホスト側とコンテナー側の個数が違い、どのポートがどれに対応するか決まりません。
"""


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:
    """Yield the range the other way round, and what only a format knows to be meant."""
    yield from OWN.fixes(fault, document, context)
    first, dash, last = fault.span.of(document.text).partition("-")
    if fault.reason == "reversed" and dash and is_number(first) and is_number(last):
        text = f"{last}-{first}"
        yield Fix(TURN.fill(text=text), (Edit(fault.span, text),), is_preferred=True)


OWN = Own("invalid-port-range")
_check_faults = check_faults("invalid-port-range", MESSAGES, _fixes)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what the grammars refuse, and ranges that an old nginx does not know."""
    yield from _check_faults(document, context)
    yield from OWN.check(document, context)


RULE = Rule("error", check, JAPANESE, left_by_reader("invalid-port-range"))
