"""Going through a configuration, statement by statement, with the blocks around each."""

from collections.abc import Iterator

from portlens.formats.nginx.context import module_of_block
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import split_blanks


class Scope(NamedTuple):
    """The block that a statement stands in. Scopes are told apart by `directive`, not by value.

    `module` is `main` outside of every module's block. `owner` is what a user would call the
    nearest server, upstream or location.
    """

    module: str
    block: str
    owner: str
    directive: Directive | None = None
    outer: "Scope | None" = None

    def enclosing(self, block: str) -> "Scope | None":
        """Return the nearest scope of a block called `block`, this one included."""
        scope: Scope | None = self
        while scope is not None and scope.block != block:
            scope = scope.outer
        return scope


def root_scope(module: str) -> Scope:
    """Return the scope of a whole file whose statements belong to `module`."""
    return Scope(module, "", "")


def walk(tree: Tree, scope: Scope) -> Iterator[tuple[Directive, Scope]]:
    """Yield every statement of the tree in the order of the text, a block before its inside."""
    open_blocks = [(iter(tree.directives), scope)]
    while open_blocks:
        statements, scope = open_blocks[-1]
        for directive in statements:
            pause()
            yield directive, scope
            if directive.block:
                inner = inner_scope(directive, scope, owner_of(tree, directive, scope))
                open_blocks.append((iter(directive.block), inner))
                break
        else:
            open_blocks.pop()


# Blocks whose lines are pairs of values and no statements.
TABLES = frozenset({"map", "geo", "split_clients", "types", "charset_map"})


def inner_scope(directive: Directive, scope: Scope, owner: str = "") -> Scope:
    """Return the scope of what stands inside of a block."""
    module = scope.module
    if module == "main":
        # A server on the main level is one whose http block a stray brace closed too early.
        is_misplaced = directive.name in {"server", "location", "upstream"}
        module = "http" if is_misplaced else module_of_block(directive.name)
    return Scope(module, directive.name, owner, directive, scope)


def owner_of(tree: Tree, directive: Directive, scope: Scope) -> str:
    """Return what a user would call the server, upstream or location that a block is part of."""
    if directive.name == "server":
        return _server_owner(tree, directive)
    if directive.name in {"upstream", "location"}:
        return " ".join(split_blanks(directive.head.of(tree.text)))
    return scope.owner


def _server_owner(tree: Tree, server: Directive) -> str:
    """Return `server` with the first of its names."""
    for directive in server.block or ():
        if directive.name == "server_name":
            for word in tree.arguments(directive)[:1]:
                return f"server {word.text}"
    return "server"
