"""The one way to the packaged catalogue."""

from functools import cache

from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.table import Table
from portlens.text.typed import Any


@cache
def catalogue() -> Catalogue:
    """Return the packaged catalogue; the first call reads it, later ones cost nothing."""
    # The loader, not importlib.resources: that takes 17 ms to import. It reads from zips, too.
    loader: Any = __spec__.loader
    folder = __file__[: __file__.rindex("load.")]
    return Catalogue(Table(loader.get_data(folder + "table.tsv")))
