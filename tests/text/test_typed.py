"""What stands for typing's names while portlens runs takes all that they are written with."""

import typing
from collections.abc import Callable

import pytest

from portlens.text import typed
from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Any, Generic, Literal, Protocol, TypeAlias, TypeVar, cast

Thing = TypeVar("Thing")
Own = TypeVar("Own", bound="Box[Any]")
Text: TypeAlias = "str | Any"
Kind: TypeAlias = Literal["a", "b"]


class Sized(Protocol):
    def size(self) -> int: ...


class Box(Generic[Thing]):
    __slots__ = ("thing",)

    def __init__(self, thing: Thing) -> None:
        self.thing = thing

    def made(self, make: Callable[[Any], Thing]) -> "Box[Thing]":
        return Box(make(self.thing))


class Large(Box[int], Sized):
    def size(self) -> int:
        return self.thing


class Row(NamedTuple):
    anything: Any
    maybe: int | Any | None = None
    either: Literal["a", "b"] | None = None
    make: Callable[[Any], Any] | None = None
    boxes: tuple[Box[int], ...] = ()


@pytest.mark.parametrize("name", typed.__all__)
def test_each_name_is_one_of_typings(name: str) -> None:
    assert hasattr(typing, name)
    assert hasattr(typed, name)


@pytest.mark.parametrize("kind", [int, str | None, list[int], Callable[[int], str], Box])
def test_a_name_stands_on_both_sides_of_or(kind: Any) -> None:
    for each in (Any | kind, kind | Any, Any | kind | None, Literal["a"] | kind):
        assert each is not None


def test_a_name_stands_in_brackets() -> None:
    for each in (Callable[[Any], Thing], dict[str, Any], tuple[Any, ...], type[Any], Box["Row"]):
        assert each is not None


def test_a_class_with_parameters_is_the_class_itself() -> None:
    assert Box[int](1).made(lambda thing: thing + 1).thing == 2
    assert isinstance(Box(1), Box)
    assert not hasattr(Box(1), "__dict__")
    assert isinstance(Large(3), Box)
    assert Sized in Large.__mro__
    assert Large(3).size() == 3


def test_named_tuples_have_fields_of_any_kind() -> None:
    assert Row("x") == ("x", None, None, None, ())
    assert Row(1, either="a")._replace(boxes=(Box(2),)).boxes[0].thing == 2


def test_cast_returns_the_very_same() -> None:
    thing = object()
    assert cast("Any", thing) is thing
    assert cast("Callable[[Any], Any]", thing) is thing
