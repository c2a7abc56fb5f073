"""A service name that RFC 6335 does not allow

A name to be registered has 1 to 15 letters, digits and single hyphens, at least one letter,
and no hyphen at either end. The C library takes any name, and many files have longer ones;
other programs and other systems may not.

## Example

```services
my_application  4000/tcp
```

## Instead

```services
my-application  4000/tcp
```
"""

from collections.abc import Iterable

from portlens.catalogue.catalogue import Catalogue
from portlens.formats.services.entry import Entry
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

JAPANESE = """
RFC 6335 で認められないサービス名

登録できる名前は、英字・数字・連続しないハイフンの 1〜15 文字で、英字を 1 つ以上含み、
ハイフンで始まったり終わったりしません。C ライブラリはどんな名前も受け付け、
より長い名前を使うファイルも多くありますが、他のプログラムやシステムでは使えないことがあります。
"""

_ALLOWED = regex(r"(?=.{1,15}\Z)(?=[0-9-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\Z")
_LONGEST = 15


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a hint for each name of a usable line, aliases aside, that breaks the rule."""
    for use in document.uses:
        pause()
        entry = use.detail
        if not isinstance(entry, Entry) or entry.number is None or _ALLOWED.match(entry.name):
            continue
        if _is_registered(context.catalogue, entry.name):
            continue  # IANA has some older names that would not be accepted today
        message = LONG if len(entry.name) > _LONGEST else CHARACTERS
        span = entry.name_span
        yield Finding(span, message.fill(name=entry.name))


def _is_registered(catalogue: Catalogue, name: str) -> bool:
    return any(name in (row.name, *row.aliases) for row in catalogue.named(name))


LONG = Phrase(
    "{name} has more than the 15 characters of RFC 6335",
    "{name} は RFC 6335 の 15 文字を超えています",
)
CHARACTERS = Phrase(
    "{name} is not made of letters, digits and single hyphens, as RFC 6335 asks",
    "{name} は RFC 6335 の求める英字・数字・単独のハイフンの形ではありません",
)

RULE = Rule("hint", check, JAPANESE)
