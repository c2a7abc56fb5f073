"""Where the settings of a Compose service are written, as far as they may say its port."""

from collections.abc import Iterable, Iterator

from portlens.formats._yaml.nodes import entries, resolved
from portlens.model.socket import Place
from portlens.programs.compose.whole import services_by_place
from portlens.text.span import Span
from portlens.workspace.document import Document

_SINGLE = frozenset({"command", "entrypoint"})  # the last definition counts
_LISTS = frozenset({"environment", "expose"})


def values_of(names: Iterable[tuple[Document, Span]]) -> Iterator[tuple[str, Place]]:
    """Yield the values that count of a service defined at `names`, the lowest first, by key.

    What an alias or a merge key brings in stands where it is written: services that share it have
    the same places.
    """
    found: dict[str, list[Place]] = {}
    for document, name in names:
        for key, value in entries(services_by_place(document).get(name.start)):
            node = resolved(value)
            if node is None or key.value not in _SINGLE | _LISTS:
                continue
            if key.value in _SINGLE or node.tag in {"!reset", "!override"}:
                found.pop(key.value, None)
            if node.tag != "!reset":
                found.setdefault(key.value, []).append(Place(document.path, node.span))
    for word, places in found.items():
        for place in dict.fromkeys(places):
            yield word, place
