"""What a package holds, found without imports that a short run would have to pay for."""

import os
from collections.abc import Sequence


def modules_in(folders: Sequence[str]) -> list[str]:
    """Return the names of the public modules and packages in `folders`, a package's `__path__`.

    `pkgutil.iter_modules` says the same and imports `inspect` for it, 5 ms at the start of
    every check; only where the package lies in a zip is it asked.
    """
    try:
        names = [name for folder in folders for name in os.listdir(folder)]  # noqa: PTH208
    except OSError:
        import pkgutil

        names = [module.name + ".py" for module in pkgutil.iter_modules(folders)]
    stems = (name.removesuffix(".py") for name in names if name.endswith(".py") or "." not in name)
    return sorted(stem for stem in stems if not stem.startswith("_"))
