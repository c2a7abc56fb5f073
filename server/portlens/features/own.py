"""What a format has of its own to say in a feature that all formats share.

A folder in `features` that is called as the format's module in `formats` is found by itself, and
so is a module in it that is called as the feature. Which functions it may have is told where the
feature asks for them.
"""

from collections.abc import Callable
from functools import lru_cache

from portlens import features
from portlens.formats._format import Format
from portlens.formats._modules import module_below
from portlens.text.typed import Any


def own(format_: Format, feature: str, name: str) -> Callable[..., Any] | None:
    """Return the function `name` of the format's own module for `feature`; None without one."""
    return _function(format_.folder, feature, name)


@lru_cache(maxsize=256)
def _function(folder: str, feature: str, name: str) -> Callable[..., Any] | None:
    return getattr(module_below(features.__name__, folder, feature), name, None)
