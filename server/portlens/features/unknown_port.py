"""What there is to say of a text that stands in the place of a port and gives no number."""

from portlens.formats._template import is_filled_in
from portlens.model.port_use import PortRange, is_port_number
from portlens.text.escape import code_span
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

# `${PORT:-8080}` of shells and `{{ port | default(8080) }}` of Jinja.
_DEFAULT = regex(
    r"\$\{\w{1,100}:?-([0-9]{1,5})\}|.{1,200}?\|[ ]?default\([ ]?[\"']?([0-9]{1,5})[\"']?[ ,)]"
)
_NUMBER = regex(r"[0-9]+")


class UnknownPort(NamedTuple):
    """Why there is no number; `number` is the port that the text all the same speaks of."""

    words: Phrase
    number: int | None = None


def unknown_port(document: Document, part: PortRange, offset: int) -> UnknownPort | None:
    """Return why `part` has no number; None where there is nothing to say.

    Of a placeholder that is its default: whether it holds depends on the program that fills it in,
    as `envsubst` knows no defaults. Of a text such as `8000:8080`, the number at `offset`.
    """
    text = part.span.of(document.text)
    if part.is_variable:
        if not is_filled_in(text, document.path):
            return None
        default = _DEFAULT.match(text)
        number = (default[1] or default[2]) if default else ""
        if is_port_number(number):
            words = DEFAULT.fill(text=code_span(text), port=number)
            return UnknownPort(words, int(number))
        return UnknownPort(FILLED_IN.fill(text=code_span(text)))
    place = offset - part.span.start
    touched = (each[0] for each in _NUMBER.finditer(text) if each.start() <= place <= each.end())
    number = next(touched, "")
    if not is_port_number(number) or number == text:
        return None
    return UnknownPort(NO_PORT.fill(text=code_span(text), number=number), int(number))


FILLED_IN = Phrase(
    "{text} is filled in by another program, so the port is not known here",
    "{text} は別のプログラムが埋める箇所なので、ポートはここでは分かりません",
)
DEFAULT = Phrase(
    "{text} is filled in by another program; the default that it names is {port}",
    "{text} は別のプログラムが埋める箇所です。既定値として {port} が書かれています",
)
NO_PORT = Phrase(
    "{text} is not a port. What {number} alone stands for:",
    "{text} はポートではありません。{number} だけなら、次のとおりです。",
)
