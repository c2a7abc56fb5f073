"""One line of the inventory: a port or a range that is written in a file."""

from collections.abc import Callable, Collection, Iterator, Sequence

from portlens.catalogue.catalogue import Catalogue
from portlens.model.address import ANY_IPV4
from portlens.model.port_use import PortRange, PortUse, Role
from portlens.model.socket import Place
from portlens.network.naming import name_of_use
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase
from portlens.text.typed import TYPE_CHECKING, TextIO
from portlens.workspace.document import Document

if TYPE_CHECKING:
    from portlens.features.port_graph.graph import PortGraph
    from portlens.features.port_graph.rows import Row


class Record(NamedTuple):
    """A port use with what the catalogue calls its port; `name` is empty where nobody does."""

    shown: str
    document: Document
    use: PortUse
    name: str

    @property
    def raw(self) -> str:
        """The entry as written."""
        return self.use.span.of(self.document.text)

    @property
    def line(self) -> int:
        """The line of the entry, from 1."""
        return self.document.lines.position(self.use.span.start).line + 1

    @property
    def port(self) -> str:
        """The port in words of the inventory: a number, a range, a name, `?` or nothing."""
        return _spelled(self.use.port, self.document.text)

    @property
    def target(self) -> str:
        """The container's side of a published port, spelled alike."""
        return _spelled(self.use.target, self.document.text)


class Inventory(NamedTuple):
    """Every record, and how and where to show them.

    `graph` is for the outputs that are drawn, and where `is_linked`; `where` returns the path of a
    place as it is shown, and its line and column, from 1; `has_row` tells which rows of the graph
    to list.
    """

    records: Sequence[Record]
    language: Language
    stream: TextIO
    graph: "Callable[[], PortGraph]"
    where: Callable[[Place], tuple[str, int, int]]
    is_linked: bool
    color: str = "auto"
    has_row: "Callable[[Row], bool]" = lambda _row: True

    def say(self, phrase: Phrase) -> str:
        """Return `phrase` in the language of the inventory."""
        return phrase.to(self.language)


def records(
    shown: str, document: Document, catalogue: Catalogue, asked: Collection[str] | None = None
) -> Iterator[Record]:
    """Yield what is written in a document.

    A port that the program only takes for granted (80 of `proxy_pass http://api`), one still
    to be typed and a unix socket are no entries of the inventory: no number stands there. The
    value of a variable counts where the variable stands, if that is one of the files
    `asked` for, or all are.
    A line without effect is none either; one that is bound on several addresses is as many.
    """
    for use in document.uses:
        parts = [part for part in use.parts if not part.is_implied and not part.is_empty]
        if not parts or any(asked is None or place.path in asked for place in use.feeds):
            continue
        name = name_of_use(use, catalogue)
        if use.bound is None or ANY_IPV4 in use.bound:
            yield Record(shown, document, use, name)
        else:
            for address in use.bound:
                yield Record(shown, document, use._replace(address=address), name)


def _spelled(part: PortRange | None, text: str) -> str:
    if part is None:
        return ""
    if part.first is None:
        return part.span.of(text) or "?"
    return f"{part.first}" if part.first == part.last else f"{part.first}-{part.last}"


ROLES: dict[Role, Phrase] = {
    "listens": Phrase("listens", "待ち受け"),
    "publishes": Phrase("publishes", "公開"),
    "container": Phrase("container", "コンテナー側"),
    "connects": Phrase("connects", "接続先"),
    "permits": Phrase("permits", "許可"),
    "filters": Phrase("filters", "フィルター"),
    "defines": Phrase("defines", "定義"),
}
