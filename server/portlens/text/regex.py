"""Regular expressions that are compiled when they are first used."""

from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_METHODS = ("findall", "finditer", "fullmatch", "match", "search", "split", "sub", "subn")


def regex(text: str, flags: int = 0) -> "re.Pattern[str]":
    """Return what `re.compile` does, for a name of a module.

    A check of one file uses a fifth of the expressions of the modules that it imports, and
    compiling the others would be a tenth of its time. Explaining a port uses none, and does not
    import `re` either, which would be half of its time.
    """
    return _Pattern(text, flags)  # type: ignore[return-value]


class _Pattern:
    """It becomes what it stands for: after the first use its methods are those of the compiled."""

    __slots__ = ("_flags", "_text", *_METHODS)

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        import re

        compiled = re.compile(self._text, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
