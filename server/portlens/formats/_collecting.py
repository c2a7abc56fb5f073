"""Reading without the cyclic collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# From so many new objects on, the first look for garbage after a reading would be felt: it looks at
# all of them at once.
MANY = 20_000


class Aside:
    """How many objects were kept out of the looks at what is new, until somebody looks at all.

    None where nobody ever would: then none are.
    """

    made: int | None = None


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep the collector away while many small things are made that all stay.

    Reading leaves no garbage, and looking for it again and again would double its time. Nor would
    one look afterwards find any, so that a large reading is put aside.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            made = gc.get_count()[0]
            if Aside.made is not None and made > MANY:
                Aside.made += made
                gc.freeze()  # costs nothing, however many there are
            gc.enable()
