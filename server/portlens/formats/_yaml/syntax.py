"""Whether the programs that read YAML take a text at all.

Compose, Prometheus and Kubernetes read it with Go's port of libyaml, whose verdict is that of
libyaml itself.
"""

from collections.abc import Mapping

from portlens.formats._template import masked, with_known_placeholders, without_statements
from portlens.formats._yaml.parse import printable
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.text.typed import Literal

# Which documents of a text a program reads: all as one stream, each by itself, or the first alone;
# of that, `names`, only what aliases name.
Documents = Literal["all", "each", "first", "names"]


class Break(NamedTuple):
    """The place at which the YAML ends; `reason` is a key of the rule's messages."""

    span: Span
    reason: str
    values: Mapping[str, str] = {}


def broken(text: str, path: str, documents: Documents) -> Break | None:
    """Return where `text`, that of the file at `path`, is no YAML; None where it is.

    Nothing is said of a text that another program fills in first. What is plain YAML the readers
    know (`Reading.is_yaml`), and need not ask.
    """
    clean = printable(text)
    if with_known_placeholders(text, path) is not text:
        return None
    filled = masked(without_statements(clean), dollars=False)
    if documents == "names":
        clean = filled  # `${{ github.sha }}` stands in most workflows
    elif filled is not clean:
        return None
    from portlens.formats._yaml.complaint import break_in  # with PyYAML, a fifth of a short check

    return break_in(text, clean, documents)
