"""What a package holds, found without imports that a short run would have to pay for."""

import os
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from types import ModuleType


def modules_in(folders: Sequence[str]) -> list[str]:
    """Return the names of the public modules and packages in `folders`, a package's `__path__`.

    `pkgutil.iter_modules` says the same and imports `inspect` for it, 5 ms at the start of
    every check; only where the package lies in a zip is it asked.
    """
    return sorted(stem for stem in _stems(*folders) if not stem.startswith("_"))


def has_module(folders: Sequence[str], name: str) -> bool:
    """Tell whether a package, given by its `__path__`, holds the module or package `name`."""
    return name in _stems(*folders)


@lru_cache(maxsize=1024)  # asked for each document of each format, by each rule and feature
def module_below(package: str, folder: str, name: str) -> ModuleType | None:
    """Return the module `name` of the package `folder` in `package`, None where there is none.

    Without a `folder` there is none either.
    """
    if not folder or not has_module(import_module(package).__path__, folder):
        return None
    owner = f"{package}.{folder}"
    path = getattr(import_module(owner), "__path__", ())  # it may be a module of that name
    return import_module(f"{owner}.{name}") if has_module(path, name) else None


@lru_cache(maxsize=64)  # of packages: they stay as they are, and each is asked for over and over
def _stems(*folders: str) -> frozenset[str]:
    try:
        names = [name for folder in folders for name in os.listdir(folder)]  # noqa: PTH208
    except OSError:
        import pkgutil

        names = [module.name + ".py" for module in pkgutil.iter_modules(folders)]
    return frozenset(
        name.removesuffix(".py") for name in names if name.endswith(".py") or "." not in name
    )
