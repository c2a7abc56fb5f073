"""Which numbers the settings of containers speak of."""

from collections import Counter
from collections.abc import Iterable

from portlens.model.socket import PortSpace
from portlens.programs.node import Node
from portlens.text.regex import regex

# In characters. Longer texts are those of whole files, which thousands of services may share.
_SHORT = 2_000

_NUMBER = regex(r"[0-9]+")


class Spoken:
    """The numbers in the settings of the containers of a port space; no text is read twice."""

    def __init__(self) -> None:
        self._spaces: dict[PortSpace, tuple[Counter[str], Counter[str]]] = {}
        self._texts: dict[str, Counter[str]] = {}  # of long ones

    def times(self, space: PortSpace, nodes: Iterable[Node], port: int) -> int:
        """Return how often the settings of `nodes`, the containers of `space`, have a number."""
        known = self._spaces.get(space)
        if known is None:
            known = self._spaces[space] = Counter(), Counter()
            for text in (text for node in nodes for text in node.settings):
                if len(text) > _SHORT:
                    known[1][text] += 1
                else:
                    known[0].update(_NUMBER.findall(text))
        short, long = known
        number = str(port)
        return short[number] + sum(
            times * self._numbers(text)[number] for text, times in long.items()
        )

    def _numbers(self, text: str) -> Counter[str]:
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = Counter(_NUMBER.findall(text))
        return found
