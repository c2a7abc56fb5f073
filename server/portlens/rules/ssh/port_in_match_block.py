"""A Port or ListenAddress inside a Match block

sshd listens before anybody connects, so that `Port` and `ListenAddress` cannot depend on a
connection: sshd refuses to start with one of them below a `Match` line. The block lasts till
the next `Match` or the end of the file, whatever the indentation, and goes on into files that
are included inside it.

## Example

```sshd_config
Match Group admins
    X11Forwarding yes
Port 2222
```

## Instead

```sshd_config
Port 2222
Match Group admins
    X11Forwarding yes
```
"""

from collections.abc import Iterable, Iterator

from portlens.formats.ssh import SERVER
from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.ssh.lines import Configuration, Placed, configuration
from portlens.programs.ssh.sockets import ListenLine, server
from portlens.rules._rule import Rule
from portlens.rules.ssh._places import related
from portlens.rules.ssh._server_duplicates import REMOVE
from portlens.text.edit import Edit, line_removal
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

JAPANESE = """
Match ブロックの中の Port または ListenAddress

sshd は接続を受ける前に待ち受けを始めるため、
Port と ListenAddress を接続ごとに変えることはできません。
Match 行より下にこれらがあると sshd は起動しません。ブロックは字下げに関係なく次の Match か
ファイルの終わりまで続き、その中で Include したファイルにも及びます。
"""

# Of the directives that sshd refuses in a Match block, those that are about ports.
_GLOBAL = {"port": "Port", "listenaddress": "ListenAddress"}


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding for each listening line of `document` that counts conditionally."""
    if document.format.id != "sshd_config":
        return
    spoken: set[Span] = set()  # a file may be included twice
    whole = configuration(document, context.workspace)
    refused = [each for each in pausing(whole.placed_in(document)) if _is_refused(each)]
    said = _listens(whole) if refused else frozenset()
    for placed in refused:
        line = placed.directive
        if line.key not in spoken:
            spoken.add(line.key)
            yield Finding(
                line.key,
                MESSAGE.fill(keyword=_GLOBAL[line.keyword]),
                related=tuple(_blocks(document, placed)),
                fixes=tuple(_fixes(document, placed, is_said=_is_said(placed, whole, said))),
            )


def _is_refused(placed: Placed) -> bool:
    return placed.is_conditional and placed.directive.keyword in _GLOBAL


def _blocks(document: Document, placed: Placed) -> Iterator[Related]:
    """Yield the Match line that holds: around the Include first, else in this file."""
    block = placed.directive.block
    if placed.outer is not None:
        yield related(document, placed.outer.document, placed.outer.span, BLOCK)
    elif block is not None:
        yield Related(block.span, BLOCK)


def _fixes(document: Document, placed: Placed, *, is_said: bool) -> Iterator[Fix]:
    if placed.outer is not None:
        return
    line = placed.directive
    if is_said:
        yield Fix(REMOVE, (line_removal(document.text, line.line),), is_preferred=True)
        return
    tree = document.reading.tree
    start = _first_block(tree)
    if start is None:
        return
    text = Span(line.key.start, line.span.end).of(document.text)
    edits = (Edit(Span(start, start), text + "\n"), line_removal(document.text, line.line))
    yield Fix(MOVE, edits, is_preferred=True)


def _is_said(placed: Placed, whole: Configuration, said: frozenset[object]) -> bool:
    """Tell whether a line that counts, one of those that `said` has, says the same already."""
    own = Configuration(whole.main, (placed._replace(is_conditional=False),), ())
    return not _listens(own).isdisjoint(said)


def _listens(whole: Configuration) -> frozenset[object]:
    found = server(whole)
    return frozenset(_said(line) for line in (*found.ports, *found.addresses))


def _said(line: ListenLine) -> object:
    return line.address, line.port


def _first_block(tree: object) -> int | None:
    """Return where the first Match line begins."""
    from portlens.formats.ssh.directive import Tree

    if not isinstance(tree, Tree):
        return None
    return next((line.line.start for line in tree.directives if line.keyword == "match"), None)


MESSAGE = Phrase(
    "{keyword} cannot stand in a Match block: sshd refuses to start",
    "{keyword} は Match ブロックの中に書けません: sshd は起動しません",
)
BLOCK = Phrase("the block begins here", "ブロックはここから始まります")
MOVE = Phrase("Move the line before the first Match", "最初の Match の前に行を移動する")

RULE = Rule("error", check, JAPANESE, lambda format_: format_.id == SERVER)
