"""What a rule is."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from portlens.formats._format import Fault, Format
from portlens.model.finding import Finding, Fix, Severity
from portlens.network.context import Context
from portlens.rules._own import Own
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.plain import strip_blanks
from portlens.workspace.document import Document

IGNORED = Phrase(
    "{message} (before {since} the entry is ignored)",
    "{message}（{since} より前では項目が無視されます）",
)

Check = Callable[[Document, Context], Iterable[Finding]]


class Rule(NamedTuple):
    """One rule; its id is its module's name with hyphens, its English page the docstring.

    The page's first line is its title, without a full stop. The fenced block under `## Example`
    must make the rule fire, the one under `## Instead` must not; a test runs both.
    `japanese` is the same page in Japanese: the title, then the text, without the examples.
    `check` is None for what `analysis` itself finds, since only it knows of suppressions.
    `speaks_of` tells for which of the formats of its folder the rule may find something.
    """

    severity: Severity
    check: Check | None
    japanese: str
    speaks_of: Callable[[Format], bool] = lambda _format: True


# The message of a related place in another file where the mistake itself stands: told there as
# well, it is one mistake.
ITSELF = Phrase("the mistake stands here", "誤りはここにあります")


def check_faults(
    rule: str,
    messages: Mapping[str, Phrase],
    fixes: Callable[[Fault, Document, Context], Iterable[Fix]] = lambda *_: (),
    mild: Collection[str] = (),
) -> Check:
    """Return the check of a rule that gives words to what the readers' grammars refuse.

    `messages` maps each reason that a reader may give to its message; what only one format has
    words for stands in its own module. `{text}` in a message is what stands at the place; the
    fault's own values fill the rest, and `since` among them is the first version that refuses
    such an entry. The reasons in `mild` are warnings: the program goes on, though otherwise than
    its user thinks.
    """
    own = Own(rule)

    def check(document: Document, context: Context) -> Iterable[Finding]:
        for fault in document.reading.faults:
            pause()
            if fault.rule == rule:
                text = on_one_line(fault.span.of(document.text))
                words = own.message(fault, document.format) or messages[fault.reason]
                message = words.fill(**{"text": text, **fault.values})
                if "since" in fault.values:
                    message = IGNORED.fill(message=message, since=fault.values["since"])
                cures = tuple(fixes(fault, document, context))
                is_mild = fault.reason in mild or own.is_mild(fault, document.format)
                severity: Severity | None = "warning" if is_mild else None
                yield Finding(fault.span, message, fixes=cures, severity=severity)

    return check


def left_by_reader(rule: str) -> Callable[[Format], bool]:
    """Return the `speaks_of` of a rule of faults: it speaks of the formats that may have them."""
    return lambda format_: format_.faults is None or rule in format_.faults


def on_one_line(text: str) -> str:
    """Return what a message quotes of `text`: its first line that says something.

    The `|-` before a block scalar of YAML is left out, and `…` stands for the lines that follow.
    """
    if "\n" not in text and "\r" not in text:
        return text
    lines = [strip_blanks(line) for line in re.split(r"[\r\n]+", text) if strip_blanks(line)]
    if len(lines) > 1 and re.fullmatch(r"[|>][-+0-9]*", lines[0]):
        del lines[0]
    return (lines[0] if lines else "") + " …" * (len(lines) > 1)
