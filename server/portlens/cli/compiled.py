"""portlens' own modules, found and read with four questions to the system in place of thirteen.

A check of one small file imports two hundred of them, and a quarter of its time was Python's way
to them, which looks for every form that a module may have. `install` puts a finder before it that
looks for one: the compiled file that Python has written beside the source. Python's condition
holds, so that nothing stale runs: the time and the length of the source, as the compiled file
tells them, are those on the disk. Whatever is otherwise is left to Python: nothing compiled yet,
another kind of compiled file, modules in a zip.
"""

import os
import sys
from collections.abc import Sequence
from importlib._bootstrap_external import MAGIC_NUMBER  # that of importlib.util, which is long
from importlib.machinery import ModuleSpec, SourceFileLoader
from marshal import loads
from types import CodeType, ModuleType

from portlens import __name__ as _package


def install() -> None:
    """Find portlens' modules so from now on, where Python keeps what it compiles as usual."""
    if not (sys.flags.optimize or sys.flags.dev_mode or sys.pycache_prefix):
        sys.meta_path.insert(0, Finder)


class Finder:
    """A finder of `sys.meta_path`."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return where and what the module `name` of the package at `path` is; None: ask Python."""
        package, _, stem = name.rpartition(".")
        if not path or package.partition(".")[0] != _package:
            return None
        folder = f"{path[0]}{os.sep}"
        return _spec(name, folder, stem) or _spec(name, f"{folder}{stem}{os.sep}", "__init__")


class _Loader(SourceFileLoader):
    """Python's loader, with the code at hand for the one time that it is asked for."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code: CodeType | None = code

    def get_code(self, fullname: str) -> CodeType | None:
        code, self._code = self._code, None
        return code or super().get_code(fullname)


# A compiled file begins with the mark of its Python and a word of zeros; after these stand the
# time and the length of its source. Other words mean that it counts without a look at the source.
_HEAD = MAGIC_NUMBER + bytes(4)
_ENDING = f".{sys.implementation.cache_tag}.pyc"
# Twice the longest; what is longer is Python's to read. A place for much more would be mapped anew
# for each module.
_LONGEST = 1 << 16
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def _spec(name: str, folder: str, stem: str) -> ModuleSpec | None:
    """Return the module whose source is `stem` in `folder`, if its compiled file is that of it."""
    source = f"{folder}{stem}.py"
    cached = f"{folder}__pycache__{os.sep}{stem}{_ENDING}"
    try:
        file = os.open(cached, _READING)
        try:
            data = os.read(file, _LONGEST)
        finally:
            os.close(file)
        there = os.stat(source)  # noqa: PTH116 - pathlib is as long as a check
    except OSError:
        return None
    told = int(there.st_mtime) & 0xFFFFFFFF | (there.st_size & 0xFFFFFFFF) << 32
    if data[:16] != _HEAD + told.to_bytes(8, "little") or len(data) == _LONGEST:
        return None
    code = loads(memoryview(data)[16:])  # noqa: S302 - what Python itself would do with it
    spec = ModuleSpec(name, _Loader(name, source, code), origin=source)
    spec.has_location = True
    spec.cached = cached
    if stem == "__init__":
        spec.submodule_search_locations = [folder[:-1]]
    return spec
