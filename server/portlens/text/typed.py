"""What annotations are written with, where type checkers see typing's.

Importing typing takes a tenth of a check of one small file, and nothing in it is asked for while
portlens runs: all but `cast` and the two classes is the same object here, whatever is made of it.
Only an alias cannot take a parameter so (`portlens.workspace.steps`). Python 3.14 imports typing
all the same (`portlens.text.named_tuple`).
"""

__all__ = [
    "TYPE_CHECKING",
    "Any",
    "BinaryIO",
    "Generic",
    "Literal",
    "Protocol",
    "TextIO",
    "TypeAlias",
    "TypeVar",
    "cast",
]

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any, BinaryIO, Generic, Literal, Protocol, TextIO, TypeAlias, TypeVar, cast
else:

    class _Name:
        """`Literal["a"]`, `TypeVar("T")`, `Any | None`: all of it is the name itself."""

        __slots__ = ()

        def __getitem__(self, _parameters: object) -> "_Name":
            return self

        def __call__(self, *_arguments: object, **_named: object) -> "_Name":
            return self

        def __or__(self, _other: object) -> "_Name":
            return self

        __ror__ = __or__

    class Generic:
        """A class with parameters."""

        __slots__ = ()

        def __class_getitem__(cls, _parameters: object) -> type:
            return cls

    class Protocol(Generic):
        """What a class has to have."""

        __slots__ = ()

    Any = BinaryIO = Literal = TextIO = TypeAlias = TypeVar = _Name()

    def cast(_kind: object, value: object) -> object:
        """Return the value."""
        return value
