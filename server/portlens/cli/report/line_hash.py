"""What GitHub knows an alert by, after lines above it came or went: a hash of its line.

Code scanning takes `primaryLocationLineHash` and no other name that a report gives. GitHub's own
upload action adds it where it is missing and complains of another value than its own; who uploads
by the API has to bring it, or sees alerts twice. So it is what the action would make of the file.

Source: GitHub's documentation, SARIF support for code scanning; github/codeql-action,
src/fingerprints.ts, for the values. A line counts with what follows it, a hundred UTF-16 units
in all that are neither blanks nor tabs, line ends as line feeds: as the digits of a number to the
base 37, modulo 2 to the 64th. Behind the text comes 65535 once, then zeros. Of lines with the
same hash, each has its rank.
"""

from collections.abc import Collection

from portlens.workspace.files import encode, mark_of

_UNITS = 100
_WINDOW = 2 * _UNITS  # in bytes
_BASE = 37
_END = b"\xff\xff"


def line_hashes(text: str, lines: Collection[int]) -> dict[int, str]:
    """Return the hash of each of `lines` (from 0), with its rank; none of a file in UTF-16."""
    if mark_of(text) == "utf-16":
        return {}
    pieces = _pieces(text)
    whole = b"".join(pieces)
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    asked = {line: whole[starts[line] : starts[line] + _WINDOW] for line in lines}
    ranks = dict.fromkeys(asked.values(), 0)
    found = {}
    for line, start in enumerate(starts[:-1]):
        window = whole[start : start + _WINDOW]
        if window in ranks:
            ranks[window] += 1
            if line in asked:
                found[line] = f"{_hash(window):x}:{ranks[window]}"
    return found


def _pieces(text: str) -> list[bytes]:
    """Return each line without blanks, its line feed at its end, as UTF-16."""
    # Bytes that are no UTF-8 are U+FFFD to the action, as to everybody who reads them as text.
    plain = encode(text).decode("utf-8", "replace")
    if mark_of(text) == "utf-8" and not plain.startswith("\ufeff"):
        plain = "\ufeff" + plain  # which the action does not take away
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.translate({ord(" "): None, ord("\t"): None}).split("\n")
    pieces = [f"{line}\n".encode("utf-16-be") for line in lines]
    pieces[-1] = pieces[-1][:-2] + _END
    return pieces


def _hash(window: bytes) -> int:
    value = 0
    for at in range(0, _WINDOW, 2):
        value = value * _BASE + int.from_bytes(window[at : at + 2], "big")
    return value % 2**64
