"""Which part of nginx a file without `http { }` around it belongs to."""

from portlens.formats.nginx.syntax import Directive, Tree
from portlens.text.regex import regex
from portlens.text.typed import Literal

Module = Literal["http", "stream", "mail", "other"]

MODULES: frozenset[str] = frozenset({"http", "stream", "mail"})
_MAIN_BLOCKS = MODULES | {"events"}


def is_main(tree: Tree) -> bool:
    """Tell whether the text is a whole configuration and no part that another file includes."""
    return any(
        directive.block is not None and directive.name in _MAIN_BLOCKS
        for directive in tree.directives
    )


def module_of_block(name: str) -> Module:
    """Return the module that a block of the main level opens; third parties' are `other`."""
    return name if name in MODULES else "other"  # type: ignore[return-value]


def guess_module(tree: Tree, path: str) -> Module:
    """Guess the module of a file that is a part: by what only one module has, then by its path.

    nginx itself knows only through the `include` that leads here.
    """
    if is_main(tree):
        return "other"
    for directive in _shallow(tree):
        module = _module_told_by(tree, directive)
        if module is not None:
            return module
    folders = path.lower().split("/")[:-1]
    if any(_STREAM_FOLDER.match(folder) for folder in folders):
        return "stream"
    if any(_MAIL_FOLDER.match(folder) for folder in folders):
        return "mail"
    return "http"


_STREAM_FOLDER = regex(r"(?:tcp|udp|streams?)(?:$|[-_.])")
_MAIL_FOLDER = regex(r"mail(?:$|[-_.])")


def _shallow(tree: Tree) -> list[Directive]:
    """Return the statements of the first two levels, which is where modules differ."""
    return [
        inner
        for directive in tree.directives
        for inner in (directive, *(directive.block or ()))
        if directive.name in {"server", "proxy_pass", "location"} or directive.block is None
    ]


_HTTP_ONLY = frozenset({"location", "server_tokens", "root", "index", "rewrite", "error_page"})
_STREAM_ONLY = frozenset({"proxy_timeout", "proxy_responses", "ssl_preread", "proxy_requests"})
_MAIL_ONLY = frozenset({"auth_http", "protocol", "smtp_auth", "imap_auth", "pop3_auth"})


def _module_told_by(tree: Tree, directive: Directive) -> Module | None:
    name = directive.name
    if name in _HTTP_ONLY:
        return "http"
    if name in _STREAM_ONLY:
        return "stream"
    if name in _MAIL_ONLY:
        return "mail"
    if name == "proxy_pass":
        target = next((word.text for word in tree.arguments(directive)), "")
        if target and "://" not in target and not target.startswith("$"):
            return "stream"
        return "http" if "://" in target else None
    if name == "listen" and any(word.text == "udp" for word in tree.arguments(directive)[1:]):
        return "stream"
    return None
