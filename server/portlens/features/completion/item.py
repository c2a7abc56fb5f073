"""What completion gives: the items of a list."""

from collections.abc import Mapping

from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.text.typed import Literal


class Item(NamedTuple):
    """One thing to type: `text` goes in the place of `span`.

    `filter` is what editors compare with the letters typed, `hint` stands pale behind the
    label, `subject` is what `documentation` wants to know.
    """

    label: str
    text: str
    span: Span
    kind: Literal["port", "free", "code", "transport", "name", "host"]
    filter: str
    hint: str = ""
    detail: str = ""
    subject: Mapping[str, object] = {}
    is_best: bool = False


class Completion(NamedTuple):
    """The items, best first; an incomplete list is asked for again at the next letter."""

    items: tuple[Item, ...] = ()
    is_incomplete: bool = False


def as_typed(key: str, typed: str) -> str:
    """Return `key` beginning with the very letters typed, where it begins with these at all.

    Neovim tells capitals from small letters: with "Graf" typed it would hide "grafana".
    """
    begins = key.casefold().startswith(typed.casefold())
    return typed + key[len(typed) :] if begins else key
