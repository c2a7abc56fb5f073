"""What a template of a configuration leaves open until it is filled in."""

from portlens.formats._template import has_tag
from portlens.formats.nginx.syntax import Directive, Tree


def has_open_place(tree: Tree, block: Directive) -> bool:
    """Tell whether a tag stands between the statements of `block`: it may become some more."""
    position = block.stop
    for inner in block.block or ():
        if has_tag(tree.text[position : inner.start]):
            return True
        position = inner.end
    return has_tag(tree.text[position : block.end])
