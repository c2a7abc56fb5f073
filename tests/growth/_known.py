"""What grows faster than the text up to a bound, and the steps that do.

Whoever mends one takes it out of here.
"""

KNOWN: dict[str, set[str]] = {
    # Each mapping has all keys of those before it, as in Compose: up to `MOST_MERGED` of them.
    "merge keys that add": {"reading", "duplicate-port", "unlikely-container-port"},
    "anchors of a chart": {"resolving"},
}

# Each instruction has all the ports, each mapping all keys of those before it: the readers stop at
# some thousand, and below that every question has as much to go through.
SPREAD = frozenset({"a list of ports exposed again and again", "merge keys that add"})
