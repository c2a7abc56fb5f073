"""How statements end: `;` behind one, a block behind another, and nginx refuses the other way.

Source: nginx's `ngx_conf_handler`, and 1.22.1 run on each form. A module may bring statements of
its own, so only the names that stand here are judged, and only inside of blocks that stand here.
"""

from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from portlens.formats._format import Fault
from portlens.formats._names import is_template_path
from portlens.formats._template import has_other_placeholder
from portlens.formats.nginx.directives import readers
from portlens.formats.nginx.mention import TOLD_BY
from portlens.formats.nginx.network import NETWORKS
from portlens.formats.nginx.placing import Placing
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.walk import TABLES, Scope
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span

RULE = "wrong-directive-end"

# What holds a block, and the blocks that it may stand in; "" is a file that others include.
_IN_BOTH = frozenset({"http", "stream", ""})
_IN_SERVERS = frozenset({"server", "location"})
WITH_BLOCK = {
    **dict.fromkeys(("http", "stream", "mail", "events"), frozenset({"main"})),
    "server": frozenset({"http", "stream", "mail"}),
    "upstream": _IN_BOTH,
    "location": _IN_SERVERS | {""},
    **dict.fromkeys(("map", "geo", "split_clients"), _IN_BOTH),
    "charset_map": frozenset({"http", ""}),
    "types": _IN_SERVERS | {"http", ""},
    "if": _IN_SERVERS,
    "limit_except": frozenset({"location", ""}),
}
WITHOUT = frozenset(
    {
        *("listen", "server_name", "include", "protocol", "set", "root", "server"),
        *NETWORKS,
        *TOLD_BY,
        *(name for module in ("http", "stream", "mail") for name in readers(module)),
    }
)
# No option of an upstream's `server` is called so.
_IN_UPSTREAM = frozenset(
    {"server", "zone", "keepalive", "least_conn", "ip_hash", "hash", "random", "least_time"}
)
_KNOWN = frozenset({*WITH_BLOCK, ""}) - TABLES

# Blocks whose statements are all nginx's, whatever their names.
_ONLY_NGINX = frozenset({"http", "stream", "upstream", "server", "location"})
_MODULES = frozenset({"http", "stream", "mail", "main"})
# The next statement, with words or a block behind its name.
_MORE = regex(r"[ \t\r\n]*[^ \t\r\n;{}]+[ \t]+[^ \t\r\n;}]|[ \t\r\n]*[^ \t\r\n;{}]+\{")
# What a program of Python's fills in by `format`: `listen {port};`, and braces that are two.
_TO_FORMAT = regex(r"\{\{|(?<!\$)\{[A-Za-z_]\w*\}")
# What has nothing to end, behind the statement that it stands behind.
_STRAYS = regex(r"(?:[ \t\r\n]|#[^\n]*\n)*(;(?:[ \t\r\n]*;)*)")
_MARK = regex(r"(?:[ \t\r\n]|#[^\n]*\n)*([{;])")


class Endings:
    """Collects, statement by statement, what ends otherwise than nginx takes it."""

    def __init__(self, tree: Tree, path: str) -> None:
        """Look at a text that was read as `tree`; where quotes are amiss, nothing is sure."""
        self._tree = tree
        self._path = path
        self.is_wary = tree.has_strays or tree.refused is not None  # of each statement
        self._open: list[Fault] = []  # without any mark: another program's lines may end so
        self._found: list[Fault] = []

    def faults(self, placing: Placing) -> Sequence[Fault]:
        """Return what was found, by `placing` as well.

        That is nothing of a text that another program fills in. Of braces amiss nginx tells one.
        """
        self._found += placing.found
        unopened, misplaced = self._tree.unopened, placing.misplaced
        # Where code of Lua ends, its own reader knows best.
        if unopened is not None and "_by_lua" not in self._tree.text:
            brace = Fault(RULE, Span(unopened, unopened + 1), "brace")
            is_first = misplaced is None or unopened < misplaced.span.start
            misplaced = brace if is_first else misplaced
        if misplaced is not None:
            self._found.append(misplaced)
        if self._open and _has_semicolon(self._tree):
            self._found += self._open
        if self._tree.quotes_end_with_line:
            # Where nginx gives up is sure, and nothing behind it.
            self._found = [fault for fault in self._found if fault.reason == "quote"]
        if not self._found or is_template_path(self._path):
            return ()
        text = self._tree.text
        return () if has_other_placeholder(text) or _TO_FORMAT.search(text) else self._found

    def see(self, directive: Directive, scope: Scope) -> None:
        """Look at a statement and the block that it stands in.

        One without a block is in order if it ends with `;` and its name is not in WITH_BLOCK, one
        with a block if its name is not in WITHOUT.
        """
        name = directive.name
        is_in_table = scope.block in TABLES
        is_nginx = name in WITHOUT or name in WITH_BLOCK or scope.block in _ONLY_NGINX
        if self.is_wary and (is_nginx or is_in_table):
            self._look_closer(directive, scope)
        if is_in_table:
            return
        if directive.block is None:
            if not self._tree.text.startswith(";", directive.end - 1):
                if name in WITHOUT and scope.module in _MODULES and _is_known(scope):
                    self._note_open(directive)
            elif name == "server" and scope.block == "upstream" and _is_known(scope):
                self._note_run_on(directive, _IN_UPSTREAM)
            elif name in WITH_BLOCK and _wants_block(name, scope) and _is_known(scope):
                self._note("no-block", directive, ";")
        elif (
            name in WITHOUT
            and _takes_none(name, scope)
            and _is_known(scope)
            and not self._note_run_on(directive, WITH_BLOCK)
        ):
            self._note("block", directive, "{")

    def _look_closer(self, directive: Directive, scope: Scope) -> None:
        """Note what nginx's lexer refuses: a `;` that ends nothing, a word behind a quoted one."""
        text, refused = self._tree.text, self._tree.refused
        values = {"directive": directive.name}
        if refused is not None:
            if directive.start < refused <= directive.stop and _is_known(scope):
                self._found.append(Fault(RULE, Span(refused, refused + 1), "quote", values))
            return
        known = scope.outer if scope.block in TABLES else scope
        if known is None or not _is_known(known):
            return
        end = ";" if directive.block is None else "}"
        if text.startswith(end, directive.end - 1):
            self._note_strays(directive.end, values)
        if directive.block is not None and directive.name in WITH_BLOCK:
            brace = _MARK.match(text, directive.stop)
            if brace is not None and brace[1] == "{":
                self._note_strays(brace.end(), values)

    def _note_strays(self, at: int, values: Mapping[str, object]) -> None:
        match = _STRAYS.match(self._tree.text, at)
        if match is not None:
            self._found.append(Fault(RULE, Span(*match.span(1)), "stray", values))

    def _note_run_on(self, directive: Directive, names: Container[str]) -> bool:
        """Look for the next statement among the words of this one, and note where a `;` is missing.

        It begins a line with one of `names`, which mean nothing as a further word.
        """
        text = self._tree.text
        if text.find("\n", directive.start, directive.stop) < 0:
            return False
        for last, word in pairwise(self._tree.arguments(directive)):
            pause()
            if word.text in names and "\n" in text[last.span.end : word.span.start]:
                values = {"directive": directive.name}
                self._open.append(Fault(RULE, last.span, "no-semicolon", values))
                return True
        return False

    def _note(self, reason: str, directive: Directive, mark: str) -> None:
        match = _MARK.match(self._tree.text, directive.stop)
        if match is not None and match[1] == mark:
            values = {"directive": directive.name}
            self._found.append(Fault(RULE, Span(*match.span(1)), reason, values))

    def _note_open(self, directive: Directive) -> None:
        """Note a statement that the next one, or the end of its block, follows without a mark."""
        words = self._tree.arguments(directive)
        is_closed = self._tree.text.startswith("}", directive.end - 1)
        # A word alone could be an option of nginx's kin, on a line of its own; a statement without
        # words is still being typed.
        if words and (is_closed or _MORE.match(self._tree.text, directive.end)):
            values = {"directive": directive.name}
            self._open.append(Fault(RULE, words[-1].span, "no-semicolon", values))


def _has_semicolon(tree: Tree) -> bool:
    waiting = list(tree.directives)
    while waiting:
        pause()
        directive = waiting.pop()
        if directive.block is not None:
            waiting += directive.block
        elif tree.text.startswith(";", directive.end - 1):
            return True
    return False


def _wants_block(name: str, scope: Scope) -> bool:
    here = scope.block or ("main" if scope.module == "main" else "")
    return here in WITH_BLOCK[name]


def _takes_none(name: str, scope: Scope) -> bool:
    if scope.module not in _MODULES:
        return False
    return name != "server" or scope.block == "upstream"


def _is_known(scope: Scope) -> bool:
    """Tell whether nginx's own modules read all the blocks around."""
    around: Scope | None = scope
    while around is not None:
        pause()
        if around.block not in _KNOWN:
            return False
        around = around.outer
    return True
