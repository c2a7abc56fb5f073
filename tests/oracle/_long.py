"""How many cases a generator gives: few in every run, many in `make oracle-long`."""

import os


def cases(usual: int) -> int:
    """Return `usual` times PORTLENS_LONG, which is 1 where it is not set."""
    return usual * int(os.environ.get("PORTLENS_LONG", "1"))
