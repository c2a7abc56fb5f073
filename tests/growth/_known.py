"""What grows faster than the text up to a bound, and the steps that do.

Whoever mends one takes it out of here.
"""

KNOWN: dict[str, set[str]] = {}

# Each instruction has all the ports: the reader stops at some thousand, and below that every
# question has as much to go through.
SPREAD = frozenset({"a list of ports exposed again and again"})
