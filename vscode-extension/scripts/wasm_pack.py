"""Run inside Pyodide: compile for it the standard library, the server, and the command line.

/bundled holds the server, /scripts this file's neighbours, and /wasm takes the archives, but for that of
the command line, which the extension does not need. What is in these is not compressed, since the extension's package is, and better as a whole; a start is spared
the unpacking.
"""

import ast
import importlib.util
import os
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from importlib import _bootstrap_external  # type: ignore[attr-defined]
from itertools import chain

# Of the standard library, what neither the server, nor what that imports, nor Pyodide's own start
# needs. That the server imports none of it is looked up here; `make wasm` runs it without.
UNUSED_LIBRARY = frozenset(
    """
    _ast_unparse _pydatetime _pydecimal _pyio _pyrepl _strptime
    _sysconfigdata__emscripten_wasm32-emscripten antigravity argparse bdb bz2 cProfile
    calendar cmd code colorsys compileall configparser csv ctypes curses dbm
    doctest email ensurepip filecmp fileinput fractions ftplib getopt getpass gettext
    graphlib gzip hmac html http idlelib imaplib lzma mailbox mimetypes modulefinder
    multiprocessing netrc nturl2path optparse pdb pickle pickletools plistlib poplib
    pprint profile profiling pstats pty py_compile pyclbr pydoc pydoc_data rlcompleter
    sched secrets shelve smtplib socketserver sqlite3 statistics stringprep symtable
    sysconfig tabnanny tarfile this timeit tkinter trace tracemalloc tty turtle unittest
    venv wave webbrowser wsgiref xml xmlrpc zipapp zoneinfo
    """.split()
)
UNUSED_PARTS = (
    "asyncio/proactor_events",
    "asyncio/windows_",
    "concurrent/futures/process",
    "logging/config",
    "logging/handlers",
    "urllib/request",
    "urllib/robotparser",
)
# Of the encodings only these: files are read as UTF-8, and archives have a code page of their own.
ENCODINGS = frozenset({"__init__", "aliases", "ascii", "cp437", "idna", "latin_1", "utf_8"})

# Of the server and what it imports: the command line, the watch over a process, and what
# Python 3.10 alone needs.
NOT_OF_SERVER = (
    "portlens/cli/",
    "portlens/lsp/parent",
    "exceptiongroup/",
    "tomli/",
    "cattrs/strategies/",
    "pygls/cli",
    "pygls/lsp/_base_client",
)
# Of the command line: the server, and what starts programs or is for Windows.
NOT_OF_COMMAND = (
    "portlens/lsp/",
    "portlens/cli/change/",
    "portlens/cli/diff",
    "portlens/cli/server",
    "portlens/cli/watch",
    "portlens/cli/windows",
)

TOPS = ("/bundled/server", "/bundled/libs", "/bundled/yaml")


def main() -> None:
    with zipfile.ZipFile("/lib/python314.zip") as library:
        names = [name for name in library.namelist() if is_used(name)]
        # Nobody reads the docstrings of the library.
        pack("/wasm/python_stdlib.zip", ((name, library.read(name), 2) for name in names))
    pack("/wasm/portlens.zip", chain(files(TOPS, NOT_OF_SERVER), start(), scripts()))
    command = files(("/bundled/server", "/bundled/yaml"), NOT_OF_COMMAND)
    pack("/bundled/command.zip", chain(command, start()))


def is_used(name: str) -> bool:
    top, _, rest = name.partition("/")
    if top == "encodings":
        return rest.removesuffix(".py") in ENCODINGS
    if name.endswith("/") or name.startswith(UNUSED_PARTS):
        return False
    return top.removesuffix(".py") not in UNUSED_LIBRARY


def files(tops: Sequence[str], left_out: tuple[str, ...]) -> Iterator[tuple[str, bytes, int]]:
    """Yield the files of portlens and its libraries: path, content, and how to compile it."""
    for top in tops:
        for parent, folders, names in os.walk(top):
            folders.sort()
            for name in sorted(names):
                path = f"{parent}/{name}"
                inside = path.removeprefix(f"{top}/")
                if not inside.startswith(left_out):
                    # A rule's page is its docstring.
                    optimize = 0 if inside.startswith("portlens/rules/") else 2
                    content = read(path)
                    if name.endswith(".py"):
                        refuse_unused(inside, content)
                    yield inside, content, optimize


def start() -> Iterator[tuple[str, bytes, int]]:
    """Yield what makes a start shorter."""
    yield "wasm_start.py", read("/scripts/wasm_start.py"), 2


def scripts() -> Iterator[tuple[str, bytes, int]]:
    """Yield what it takes for the protocol's classes; they are imported for that."""
    sys.path[:0] = ["/scripts", *TOPS]
    import wasm_start

    yield wasm_start.SCRIPTS, wasm_start.scripts_of("portlens.lsp.protocol"), 0


def read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123
        return file.read()


def refuse_unused(path: str, source: bytes) -> None:
    """Fail where a file imports, anywhere in it, what is left out of the standard library."""
    for node in ast.walk(ast.parse(source)):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for module in modules:
            inside = module.replace(".", "/")
            if inside.split("/")[0] in UNUSED_LIBRARY or inside.startswith(UNUSED_PARTS):
                raise SystemExit(f"{path} imports {module}, which scripts/wasm_pack.py leaves out")


def pack(archive: str, packed: Iterable[tuple[str, bytes, int]]) -> None:
    """Write an archive whose bytes depend on the files alone."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as target:
        for name, content, optimize in packed:
            if name.endswith(".py"):
                code = compile(content, name, "exec", dont_inherit=True, optimize=optimize)
                content = compiled(code, importlib.util.source_hash(content))
                name += "c"
            target.writestr(zipfile.ZipInfo(name), content)


def compiled(code: object, source_hash: bytes) -> bytes:
    """Return the bytes of a .pyc that nobody holds against its source."""
    data: bytearray = _bootstrap_external._code_to_hash_pyc(code, source_hash, checked=False)
    return bytes(data)


main()
