"""What the shell or the system does for a command elsewhere, and Windows leaves to the command."""

import glob
from collections.abc import Sequence

_JAPANESE = 0x11  # LANG_JAPANESE, the low ten bits of a language identifier


def expanded(words: Sequence[str]) -> tuple[str, ...]:
    """Return `words` with the paths that a pattern such as `*.conf` means in its place, sorted.

    Neither cmd.exe nor PowerShell does so before it starts a program. A pattern that means no
    file stays as it is, and is then told as a path that is not there.
    """
    found: list[str] = []
    for word in words:
        found += sorted(glob.glob(word)) or [word]  # noqa: PTH207 - as everywhere in a check
    return tuple(found)


def speaks_japanese() -> bool:
    """Tell whether Windows itself shows its menus in Japanese: it sets no `LANG`."""
    import ctypes

    language: int = ctypes.windll.kernel32.GetUserDefaultUILanguage()  # type: ignore[attr-defined]
    return language & 0x3FF == _JAPANESE
