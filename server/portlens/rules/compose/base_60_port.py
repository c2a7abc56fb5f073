"""A mapping that YAML may read as one number

YAML 1.1 counts in sixties: to it, unquoted `22:22` is 1342. Docker Compose 2 reads the text,
other readers of the same file (the first Compose, Ansible, scripts with PyYAML) do not. Quotes
make it the same for all.

## Example

```compose
services:
  git:
    image: gitea/gitea
    ports:
      - 22:22
```

## Instead

```compose
services:
  git:
    image: gitea/gitea
    ports:
      - "22:22"
```
"""

from collections.abc import Iterator

from portlens.formats.compose.port_entry import PortEntry
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import HUGE, to_number
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.latest import Picked

MESSAGE = Phrase(
    "unquoted, {text} is {number} to a reader of YAML 1.1",
    "引用符がないと、YAML 1.1 では {text} は {number} と読まれます",
)
QUOTE = Phrase("Put quotes around it", "引用符で囲む")

JAPANESE = """
YAML が 1 つの数値として読むことがある対応付け

YAML 1.1 には 60 進数があり、引用符のない `22:22` は 1342 になります。
Docker Compose 2 は文字列として読みますが、同じファイルを読む他のもの（旧 Compose、Ansible、
PyYAML を使うスクリプト）は違います。
引用符で囲めばどれでも同じになります。
"""

# Source: the resolver of YAML 1.1, as PyYAML has it.
_SIXTIES = regex(r"[1-9][0-9]*(?::[0-5]?[0-9])+")


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001
    """Yield a finding for each entry without quotes that is a number in base 60."""
    for use, _ in _MAY_BE.of(document, None):
        pause()
        text = use.span.of(document.text)
        if _SIXTIES.fullmatch(text):
            number = 0
            for digits in text.split(":"):
                number = min(number * 60 + to_number(digits), HUGE)
            fix = Fix(QUOTE, (Edit(use.span, f'"{text}"'),), is_safe=True, is_preferred=True)
            message = MESSAGE.fill(text=text, number=number)
            yield Finding(use.span, message, fixes=(fix,))


def _may_be(use: PortUse, _: None) -> bool:
    """Tell whether an entry is such a number, as it is written or by its variables' values."""
    detail = use.detail
    if not isinstance(detail, PortEntry) or detail.form != "short" or not detail.is_plain:
        return False
    return _SIXTIES.fullmatch(detail.text) is not None


_MAY_BE = Picked(_may_be)

RULE = Rule("hint", check, JAPANESE)
