"""What portlens has to say about a place, and what can be done about it."""

from portlens.text.edit import Edit
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.text.typed import Literal

Severity = Literal["error", "warning", "information", "hint"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "information", "hint")


class Related(NamedTuple):
    """The other end of a finding; `path` is None where it stands in the same file."""

    span: Span
    message: Phrase
    path: str | None = None


# What no edit of a text says, since an editor keeps it to itself: `unmarked`, the file is to be
# without its byte order mark; `line-feeds`, its lines are to end with a line feed alone.
OfFile = Literal["", "unmarked", "line-feeds"]


class Fix(NamedTuple):
    """One cure. A safe fix cannot change what works: `check --fix` applies no other.

    With `of_file` it is for `check --fix` alone, and has no edits.
    """

    title: Phrase
    edits: tuple[Edit, ...]
    is_safe: bool = False
    is_preferred: bool = False
    of_file: OfFile = ""


class Finding(NamedTuple):
    """One thing that is wrong at one place; `severity` is None where the rule's default holds.

    `rule` is the id of the rule that found it. A rule leaves it out: `analysis` puts it on.
    """

    span: Span
    message: Phrase
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    is_unnecessary: bool = False  # the place does nothing and may be shown faded
    rule: str = ""
