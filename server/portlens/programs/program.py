"""What a program makes of its files: the contract between the programs and all that asks them.

A folder in `programs` that is called as the format's module in `formats` is found by itself. Its
module `program` may have `program_of(document, workspace)` and `resolved(document, workspace)`,
which say the same as the functions of that name here.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import NamedTuple

from portlens import programs
from portlens.formats._modules import has_module
from portlens.model.address import ANY_IPV4, ANY_IPV6
from portlens.model.port_use import PortUse
from portlens.model.socket import Place, Socket
from portlens.programs.machine import machine_of
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


class Program(NamedTuple):
    """All files that the program reads, by path, and the sockets that it opens for them."""

    documents: Mapping[str, Document]
    sockets: tuple[Socket, ...]


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the program that `document` is a file of.

    Where nothing more is known of the format, every file is a program of its own.
    """
    module = _module(document.format.folder)
    if module is not None and hasattr(module, "program_of"):
        found: Program = module.program_of(document, workspace)
        return found
    sockets = tuple(socket for use in document.uses for socket in _sockets(document, use))
    return Program({document.path: document}, sockets)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` as it reads with what other files say; text and places stay.

    That is the values of variables, the ports of service names that a file nearby defines, and
    the like.
    """
    module = _module(document.format.folder)
    if module is not None and hasattr(module, "resolved"):
        found: Document = module.resolved(document, workspace)
        return found
    return document


@lru_cache(maxsize=64)
def _module(folder: str) -> ModuleType | None:
    if not folder or not has_module(programs.__path__, folder):
        return None
    package = import_module(f"{programs.__name__}.{folder}")
    if not has_module(getattr(package, "__path__", ()), "program"):
        return None
    return import_module(f"{package.__name__}.program")


def _sockets(document: Document, use: PortUse) -> list[Socket]:
    """Return the sockets that a use asks for by itself."""
    port = use.port
    if use.role not in ("listens", "publishes") or port is None:
        return []
    if port.first is None or port.last is None:
        return []
    return [
        Socket(
            machine_of(document.path),
            address,
            use.transport,
            port.first,
            port.last,
            use.owner,
            Place(document.path, port.span),
            "default" if port.is_variable else "certain",
        )
        for address in ((ANY_IPV4, ANY_IPV6) if use.address is None else (use.address,))
    ]
