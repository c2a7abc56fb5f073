"""A word after the address of listen that is no option of it

nginx stops at a word that it does not know there, and at a value that the option cannot have.
A second port is such a word: each port needs a `listen` of its own. Some options exist in one
of the modules http, stream and mail only, some only since a certain version.

## Example

```nginx
http {
    server { listen 80 443; }
}
```

## Instead

```nginx
http {
    server { listen 80; listen 443; }
}
```
"""

from collections.abc import Iterator

from portlens.formats._names import is_template_path
from portlens.formats._template import has_placeholder
from portlens.formats.nginx.address import parse_address
from portlens.formats.nginx.context import MODULES
from portlens.formats.nginx.option_values import is_value
from portlens.formats.nginx.options import OptionUse, is_option_anywhere
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.nginx.servers import Configuration, Listener
from portlens.rules._rule import Rule
from portlens.rules.nginx._edits import without_word
from portlens.rules.nginx._per_file import per_file
from portlens.rules.nginx._version import at_least
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import strip_blanks
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

SECOND_ADDRESS = Phrase(
    "{text} needs a listen of its own: nginx takes one address in each",
    "{text} には別の listen が必要です: listen ごとに書けるアドレスは 1 つです",
)
UNKNOWN = Phrase("{text} is no option of listen", "{text} は listen のオプションではありません")
ELSEWHERE = Phrase(
    "{text} is no option of listen in {module}",
    "{text} は {module} の listen のオプションではありません",
)
TOO_NEW = Phrase(
    "{text} is an option of listen since nginx {version} only",
    "{text} が listen のオプションになったのは nginx {version} からです",
)
GONE = Phrase(
    "{text} is no option of listen any more",
    "{text} はもう listen のオプションではありません",
)
VALUE = Phrase(
    "{option} cannot be {value}",
    "{option} に {value} は指定できません",
)
SPLIT = Phrase("Listen on {text} separately", "{text} を別の listen にする")

JAPANESE = """
listen のアドレスの後にある、オプションではない語

nginx は知らない語や、そのオプションにあり得ない値で停止します。
2 つ目のポートもそうした語です。ポートごとに `listen` が必要です。
http、stream、mail のどれかにしかないオプションや、あるバージョン以降にしかないものもあります。
"""

_ADDRESS = regex(r"[0-9]+(?:-[0-9]+)?|(?:\S*[.\]*]\S*|\w+):[0-9]+(?:-[0-9]+)?")


def _find(found: Configuration, context: Context) -> Iterator[tuple[Document, Finding]]:
    for listener in found.listeners:
        pause()
        if listener.listen.module not in MODULES:
            continue
        for use in listener.listen.options:
            message = _message(use, listener, context, is_sure=found.is_main)
            if message is not None:
                fixes = tuple(_fixes(use, listener))
                finding = Finding(use.word.span, message, fixes=fixes)
                yield listener.document, finding


def _message(
    use: OptionUse, listener: Listener, context: Context, *, is_sure: bool
) -> Phrase | None:
    text = use.word.text
    if has_placeholder(text) or ("$" in text and is_template_path(listener.document.path)):
        return None
    if use.option is None:
        if _ADDRESS.fullmatch(text):
            return SECOND_ADDRESS.fill(text=text)
        if not is_option_anywhere(text):
            return UNKNOWN.fill(text=text)
        # Without the main file the module is a guess, and the option speaks against it.
        return ELSEWHERE.fill(text=text, module=listener.listen.module) if is_sure else None
    if not at_least(context, use.option.since):
        version = ".".join(map(str, use.option.since))
        return TOO_NEW.fill(text=use.name, version=version)
    if use.option.until is not None and at_least(context, use.option.until):
        return GONE.fill(text=use.name)
    if not is_value(use.name, use.value):
        return VALUE.fill(option=use.name, value=use.value or '""')
    return None


def _fixes(use: OptionUse, listener: Listener) -> Iterator[Fix]:
    if use.option is None and _can_stand_alone(use.word.text, listener):
        directive, text = listener.listen.directive, listener.document.text
        start = text.rfind("\n", 0, directive.start) + 1
        indent = text[start : directive.start]
        between = "\n" + indent if not strip_blanks(indent) else " "
        end = directive.end
        added = Edit(Span(end, end), f"{between}listen {use.word.text};")
        yield Fix(
            SPLIT.fill(text=use.word.text), (without_word(use.word, text), added), is_preferred=True
        )


def _can_stand_alone(text: str, listener: Listener) -> bool:
    """Tell whether nginx takes the address, and the server does not have it already."""
    parsed = parse_address(text, listen=True)
    first = listener.listen.parsed
    return (
        _ADDRESS.fullmatch(text) is not None
        and parsed.problem is None
        and parsed.first is not None
        and (parsed.host, parsed.first) != (first.host, first.first)
    )


RULE = Rule("error", per_file(_find), JAPANESE)
