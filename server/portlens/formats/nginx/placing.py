"""Where statements may stand, how they are spelled, and with how many words they are taken.

nginx refuses them elsewhere and otherwise. Source: the commands of nginx's own modules, and 1.22.1
asked about each name in each block. Only where the blocks around are seen up to the main level, and
all are nginx's own, is anything sure.
"""

from collections.abc import Mapping

from portlens.formats._format import Fault
from portlens.formats.nginx.syntax import Directive, Tree
from portlens.formats.nginx.walk import Scope
from portlens.text.pause import pause

RULE = "misplaced-directive"

_MODULES = ("http", "stream", "mail")
_MAIN = frozenset({("main", "")})
_SERVERS = frozenset((module, "server") for module in _MODULES)
_IN_BOTH = frozenset({("http", ""), ("stream", "")})
_IN_PLACE = frozenset({("http", "server"), ("http", "location")})
_OF_REQUESTS = frozenset({("http", "location"), ("http", "location if")})
_MAILS = frozenset({("mail", ""), ("mail", "server")})

# The places of what has a block, by module and block; "" is the module's own.
_BLOCKS: Mapping[str, frozenset[tuple[str, str]]] = {
    **dict.fromkeys((*_MODULES, "events"), _MAIN),
    "server": frozenset((module, "") for module in _MODULES),
    **dict.fromkeys(("upstream", "map", "geo", "split_clients"), _IN_BOTH),
    "charset_map": frozenset({("http", "")}),
    "types": _IN_PLACE | {("http", "")},
    "location": _IN_PLACE,
    "if": _IN_PLACE,
    "limit_except": frozenset({("http", "location")}),
}
# The places of what ends with `;`.
_LINES: Mapping[str, frozenset[tuple[str, str]]] = {
    "listen": _SERVERS,
    "server_name": _SERVERS | _MAILS,
    "server": frozenset({("http", "upstream"), ("stream", "upstream")}),
    "proxy_pass": _OF_REQUESTS | {("http", "limit_except"), ("stream", "server")},
    **dict.fromkeys(
        ("fastcgi_pass", "uwsgi_pass", "scgi_pass", "memcached_pass", "grpc_pass"), _OF_REQUESTS
    ),
    # In an upstream as well, since 1.27.3.
    "resolver": frozenset(
        {
            *_IN_PLACE,
            *((module, "") for module in _MODULES),
            *(("stream", "server"), ("mail", "server")),
            *(("http", "upstream"), ("stream", "upstream")),
        }
    ),
    "auth_http": _MAILS,
    "protocol": frozenset({("mail", "server")}),
}
# How many words follow the name, from the fewest to the most.
_COUNTS_OF_BLOCKS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys((*_MODULES, "events", "server", "types"), (0, 0)),
    "upstream": (1, 1),
    **dict.fromkeys(("location", "geo"), (1, 2)),
    **dict.fromkeys(("map", "split_clients", "charset_map"), (2, 2)),
}
_ANY = 1 << 30
_COUNTS_OF_LINES: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("server_name", "server", "resolver"), (1, _ANY)),
    **dict.fromkeys(
        (
            *("proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "memcached_pass"),
            *("grpc_pass", "auth_http", "protocol", "include"),
        ),
        (1, 1),
    ),
}
# The places, those of the same name in its other form, and the fewest and the most words.
_Places = frozenset[tuple[str, str]]
_Facts = tuple["_Places | None", _Places, int, int]


def _facts(
    places: Mapping[str, _Places],
    others: Mapping[str, _Places],
    counts: Mapping[str, tuple[int, int]],
) -> Mapping[str, _Facts]:
    return {
        name: (places.get(name), others.get(name, frozenset()), *counts.get(name, (0, _ANY)))
        for name in {**places, **counts}
        if name in places or name not in others
    }


_OF_BLOCKS = _facts(_BLOCKS, _LINES, _COUNTS_OF_BLOCKS)
_OF_LINES = _facts(_LINES, _BLOCKS, _COUNTS_OF_LINES)
_NAMES = frozenset({*_OF_BLOCKS, *_OF_LINES})


def misspelled(name: str) -> frozenset[str]:
    """Return what people write for a name, out of other formats' habits, and no module knows."""
    cased = (name, name.capitalize(), name.title(), name.upper())
    return frozenset((*cased[1:], *(f"{each}{mark}" for each in cased for mark in ":=")))


_MEANT: Mapping[str, str] = {wrong: name for name in _NAMES for wrong in misspelled(name)}
PLACED = _NAMES | _MEANT.keys()

# The blocks in which nginx's own modules say what may stand.
_ALL = frozenset((module, "") for module in _MODULES)
_KNOWN = frozenset(
    {"", *_MODULES, "events", "server", "upstream", "location", "if", "limit_except"}
)


def may_be_misplaced(tree: Tree, module: str) -> bool:
    """Tell whether a statement outside of all blocks could not stand where `module` begins."""
    return any(
        (module, "") not in (_BLOCKS if each.block is not None else _LINES).get(each.name, _ALL)
        for each in tree.directives
        if each.name in PLACED
    )


class Placing:
    """Collects, statement by statement, what is misplaced, misspelled or has words amiss."""

    def __init__(self, tree: Tree) -> None:
        """Look at a text that was read as `tree`."""
        self._tree = tree
        self._scope: Scope | None = None
        self._here = "", ""
        self.misplaced: Fault | None = None  # the first: nginx reads no further
        self.found: list[Fault] = []  # misspelled, or with words amiss

    def see(self, directive: Directive, scope: Scope) -> None:
        """Look at one of the statements `PLACED` and the block that it stands in.

        Nothing is said of one that does not end as it should, of which `ending` tells.
        """
        if scope is not self._scope:
            self._scope, self._here = scope, _place_of(scope)
        name, start, stop, end, block = directive
        facts = (_OF_LINES if block is None else _OF_BLOCKS).get(name)
        text = self._tree.text
        if block is None and text[end - 1] != ";":
            return
        if facts is None:
            if name in _MEANT:
                self._refuse(directive, scope)
            return
        places, others, fewest, most = facts
        if places is not None and self._here not in places:
            is_first = self.misplaced is None and self._here not in others
            if is_first and _is_seen(scope, "main"):
                self.misplaced = Fault(RULE, directive.keyword, "place", {"directive": name})
        # Most have one blank before each word; in quotes there may be more, which is left alone.
        elif text.find("  ", start, stop) >= 0 or not (
            fewest <= text.count(" ", start, stop) - (text[stop - 1] == " ") <= most
        ):
            self._count(directive, scope, fewest, most)

    def _refuse(self, directive: Directive, scope: Scope) -> None:
        """Note a name that is none, but not in a table, where each name is a value."""
        if _is_seen(scope, "main" if scope.block == "" else ""):
            values = {"directive": directive.name, "known": _MEANT[directive.name]}
            self.found.append(Fault(RULE, directive.keyword, "unknown", values))

    def _count(self, directive: Directive, scope: Scope, fewest: int, most: int) -> None:
        found = len(self._tree.arguments(directive))
        # Where a `;` is missing at a line's end, that is what is told.
        if fewest <= found <= most or "\n" in directive.head.of(self._tree.text):
            return
        if _is_seen(scope, "main" if scope.block == "" else ""):
            reason = "too-few" if found < fewest else "too-many"
            self.found.append(Fault(RULE, directive.keyword, reason, {"directive": directive.name}))


def _place_of(scope: Scope) -> tuple[str, str]:
    """Return the module and the block that `scope` is, in whatever it stands."""
    block = scope.block
    if block in _ALONE:
        return block, ""
    if block == "if" and scope.outer is not None:
        block = f"{scope.outer.block} if"
    return scope.module, block


def _is_seen(scope: Scope, module: str) -> bool:
    """Tell whether nginx's own modules read all blocks around, the outermost that of `module`.

    Without one it may be a file of which nobody knows where it is included.
    """
    outer: Scope | None = scope
    last = scope
    while outer is not None:
        pause()
        if outer.block not in _KNOWN:
            return False
        last, outer = outer, outer.outer
    return not module or last.module == module


_ALONE = frozenset({*_MODULES, "events"})
