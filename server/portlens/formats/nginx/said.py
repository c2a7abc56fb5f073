"""What a text says to nginx, whatever its blanks and comments."""

from portlens.formats.nginx.syntax import Directive, Tree


def statements(tree: Tree) -> list[tuple[str, ...]]:
    """Return the words of all statements, blocks in braces; Lua code as it stands."""
    found: list[tuple[str, ...]] = []
    waiting: list[Directive | None] = list(reversed(tree.directives))
    while waiting:
        directive = waiting.pop()
        if directive is None:
            found.append(("}",))
            continue
        words = (word.text for word in tree.arguments(directive))
        code = tree.text[directive.stop : directive.end] if directive.block == () else ""
        is_code = directive.name.endswith("_by_lua_block")
        found.append((directive.name, *words, code if is_code else ""))
        if directive.block is not None:
            found.append(("{",))
            waiting += (None, *reversed(directive.block))
    return found
