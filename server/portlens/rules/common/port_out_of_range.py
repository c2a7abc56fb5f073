"""A number that no port can have

A port number has 16 bits: 65535 is the highest there is, and most programs refuse 0 as well.
nginx, sshd and Docker Compose stop at such a number; the C library quietly reads another
port in its place.

## Example

```nginx
server { listen 80000; }
```

## Instead

```nginx
server { listen 8000; }
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.model.port_use import PortRange
from portlens.network.context import Context
from portlens.programs.program import origin
from portlens.rules._rule import ITSELF, Rule, check_faults, left_by_reader
from portlens.text.phrase import Phrase
from portlens.text.plain import is_number
from portlens.workspace.document import Document

MESSAGES = {
    "highest": Phrase(
        "{text} is not a port: the highest is 65535",
        "{text} はポート番号ではありません: 最大は 65535 です",
    ),
    "value": Phrase(
        "{value}, the value of {text}, is not a port: the highest is 65535",
        "{text} の値 {value} はポート番号ではありません: 最大は 65535 です",
    ),
    "lowest": Phrase(
        "{text} is not a port here: the lowest is {lowest}",
        "{text} はここではポート番号になりません: 最小は {lowest} です",
    ),
    "exposed": Phrase(
        "nothing can listen on port 0: Docker takes the entry, and nothing comes of it",
        "ポート 0 では待ち受けできません: Docker は受け付けますが、効果はありません",
    ),
    "wraps": Phrase(
        "{text} is not a port: the C library reads {number} in its place",
        "{text} はポート番号ではありません: C ライブラリは {number} と読みます",
    ),
}

JAPANESE = """
ポート番号としてあり得ない数値

ポート番号は 16 ビットなので最大は 65535 です。0 もほとんどのプログラムで使えません。
nginx、sshd、Docker Compose はこのような数値で停止し、C ライブラリは黙って別のポートとして読みます。
"""

_check_faults = check_faults("port-out-of-range", MESSAGES, mild={"exposed"})


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what readers leave; of a variable the number that it stands for, and its place."""
    found = list(_check_faults(document, context))
    highest = {fault.span for fault in document.reading.faults if fault.reason == "highest"}
    uses = document.uses if highest else ()
    feeding = {use.span: use for use in uses if use.feeds}
    parts = (part for use in uses for part in use.parts)
    variables = {part.span: part for part in parts if part.is_variable and part.span in highest}
    for finding in found:
        if finding.span in feeding:
            places = feeding[finding.span].feeds[:_MOST_RELATED]
            fed = tuple(Related(place.span, FED, place.path) for place in places)
            yield finding._replace(related=fed)
            continue
        part = variables.get(finding.span)
        yield finding if part is None else _with_value(finding, part, document, context)


# Where the value of a variable becomes a port; a hundred of such places tell no more than a few.
FED = Phrase("this port gets the number", "このポートにこの数値が入ります")
_MOST_RELATED = 5


def _with_value(finding: Finding, part: PortRange, document: Document, context: Context) -> Finding:
    place = origin(document, part, context.workspace)
    if place is None:
        return finding
    is_here = place.path == document.path
    value = place.span.of(document.text if is_here else context.workspace.text(place.path) or "")
    if not is_number(value) or place.span == finding.span:
        return finding
    message = MESSAGES["value"].fill(value=value, text=finding.span.of(document.text))
    related = Related(place.span, ITSELF, None if is_here else place.path)
    return finding._replace(message=message, related=(related,))


RULE = Rule(
    "error",
    check,
    JAPANESE,
    left_by_reader("port-out-of-range"),
)
