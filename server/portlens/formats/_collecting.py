"""Reading, and making what is kept, without the cyclic collector."""

import gc

# From so many new objects on, the first look for garbage after a reading would be felt: it looks at
# all of them at once.
MANY = 20_000


class Aside:
    """How many objects were kept out of the looks at what is new, until somebody looks at all.

    None where nobody ever would: then none are.
    """

    made: int | None = None


class no_collecting:  # noqa: N801 - for `with`, without contextlib, a hundredth of a small check
    """Keep the collector away while many small things are made that all stay.

    What it throws away is freed without a search, since there are no circles in it (a test holds
    the judging of all formats to this), and searching again and again would double its time. Nor
    would one look afterwards find any, so that what is large is put aside. Who works at a pause in
    it does without as well: what they leave is found when all is looked at (`lsp/collecting`).
    """

    def __enter__(self) -> None:
        self._collects = gc.isenabled()
        gc.disable()

    def __exit__(self, *_raised: object) -> None:
        if self._collects:
            made = gc.get_count()[0]
            if Aside.made is not None and made > MANY:
                Aside.made += made
                gc.freeze()  # costs nothing, however many there are
            gc.enable()
