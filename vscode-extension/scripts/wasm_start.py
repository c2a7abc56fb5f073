"""Packed beside the server for WebAssembly: its start does nothing twice, and nothing done before.

Without it the same is imported, more slowly.
"""

from __future__ import annotations  # attrs' scripts are compiled as attrs does, which has this

import marshal
import zipimport
import zlib
from collections.abc import Callable
from types import CodeType

SCRIPTS = "attrs_scripts"


def find_once() -> None:
    """Let an archive name the file of a module without reading it, since that comes afterwards.

    All archives hold compiled modules alone.
    """
    zipimport.zipimporter.get_filename = _filename  # type: ignore[method-assign]


def define_quickly() -> None:
    """Spare attrs the compiling of what it writes for the protocol's classes, a third of a start."""
    loader: zipimport.zipimporter = __spec__.loader
    scripts = marshal.loads(loader.get_data(f"{loader.archive}/{SCRIPTS}"))

    def compiled(script: str, filename: str, mode: str) -> CodeType:
        return scripts.get(_key(script, filename)) or compile(script, filename, mode)

    _compile_by(compiled)


def scripts_of(module: str) -> bytes:
    """Import a module for the first time; return what attrs compiles meanwhile."""
    scripts: dict[tuple[str, int], CodeType] = {}

    def noted(script: str, filename: str, mode: str) -> CodeType:
        code = scripts[_key(script, filename)] = compile(script, filename, mode)
        return code

    _compile_by(noted)
    __import__(module)
    return marshal.dumps(scripts)


def _compile_by(function: Callable[[str, str, str], CodeType]) -> None:
    import attr._make

    vars(attr._make)["compile"] = function


def _key(script: str, filename: str) -> tuple[str, int]:
    return filename, zlib.crc32(script.encode())


def _filename(self: zipimport.zipimporter, fullname: str) -> str:
    inside = f"{self.archive}/{self.prefix}{fullname.rpartition('.')[2]}"
    return f"{inside}/__init__.pyc" if self.is_package(fullname) else f"{inside}.pyc"
