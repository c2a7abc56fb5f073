"""Pack a package anew as small as its form allows: squeeze.py FILE, a .vsix or a .tgz.

What makes them does not try hard. Zopfli finds another way to write the same, 4 % shorter, which
every reader of ZIP and gzip reads as before. It takes a minute for the interpreter, so that the
thousand small files of a .vsix are left to zlib.
"""

import gzip
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from struct import pack

ZOPFLI = "zopfli==0.4.3"  # nothing of it goes into a package
TOOLS = Path(__file__).resolve().parent.parent / "dist" / ZOPFLI

LARGE = 1 << 16  # bytes
_DEFLATED = 8
_UTF_8 = 1 << 11  # of the name
_VERSION = 20  # of ZIP


def main(path: Path) -> None:
    """Write the same files in the same order, unless that would be no shorter."""
    get_zopfli()
    shorter = of_gzip(path.read_bytes()) if path.suffix == ".tgz" else of_zip(path)
    path.write_bytes(min(path.read_bytes(), shorter, key=len))


def get_zopfli() -> None:
    """Make `import zopfli` possible here, whatever Python this is."""
    if not TOOLS.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        options = ["--no-deps", "--only-binary=:all:", "--target", str(TOOLS)]
        subprocess.run([*pip, *options, ZOPFLI], check=True)
    sys.path.insert(0, str(TOOLS))


def of_gzip(packed: bytes) -> bytes:
    """Return what says the same as `packed`."""
    from zopfli.gzip import compress

    content = gzip.decompress(packed)
    shorter: bytes = compress(content, numiterations=1)
    if gzip.decompress(shorter) != content:
        raise SystemExit("Zopfli has written something else")
    return shorter


def of_zip(path: Path) -> bytes:
    """Return an archive of the same files.

    Python writes none of what is deflated already. The form is that of PKWARE's APPNOTE 4.3: before
    each file its header, at the end all headers again, and where these begin.
    """
    files, headers = bytearray(), bytearray()
    with zipfile.ZipFile(path) as packed:
        entries = [(entry, packed.read(entry)) for entry in packed.infolist()]
    for entry, content in entries:
        data, name = deflated(content), entry.filename.encode()
        year, month, day, hour, minute, second = entry.date_time
        header = pack(
            "<5H3I2H",
            *(_VERSION, _UTF_8, _DEFLATED),
            *(hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day),
            *(zlib.crc32(content), len(data), len(content), len(name), 0),
        )
        made_by = pack("<H", entry.create_system << 8 | _VERSION)
        place = pack("<3H2I", 0, 0, 0, entry.external_attr, len(files))
        headers += b"PK\1\2" + made_by + header + place + name
        files += b"PK\3\4" + header + name + data
    count = len(entries)
    end = b"PK\5\6" + pack("<4H2IH", 0, 0, count, count, len(headers), len(files), 0)
    return bytes(files + headers + end)


def deflated(content: bytes) -> bytes:
    """Return what inflates to `content`."""
    compressor = zlib.compressobj(9, wbits=-15)
    data = compressor.compress(content) + compressor.flush()
    if len(content) < LARGE:
        return data
    from zopfli.zlib import compress

    shorter: bytes = compress(content, numiterations=1)[2:-4]  # without zlib's frame
    if zlib.decompress(shorter, -15) != content:
        raise SystemExit("Zopfli has written something else")
    return min(data, shorter, key=len)


main(Path(sys.argv[1]))
