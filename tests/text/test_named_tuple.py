"""NamedTuple is typing's in all that somebody can tell."""

import copy
import pickle
import typing

import pytest

from portlens.model.port_use import PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class Own(NamedTuple):
    """Says what it is."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()

    @property
    def twice(self) -> int:
        return self.first * 2


class Typed(typing.NamedTuple):
    first: int
    second: str = "b"
    third: tuple[int, ...] = ()


@pytest.mark.parametrize(
    "given", [{"first": 1}, {"first": 1, "third": (2,)}, {"second": "", "first": 2}]
)
def test_it_is_made_as_typing_makes_it(given: dict[str, typing.Any]) -> None:
    own, typed = Own(**given), Typed(**given)
    assert own == typed == tuple(own)
    assert hash(own) == hash(typed)
    assert repr(own).replace("Own", "Typed") == repr(typed)
    assert own._asdict() == typed._asdict()
    assert own._replace(second="c") == typed._replace(second="c")
    assert (own.first, own.second, own.third) == tuple(typed)


@pytest.mark.parametrize("given", [{}, {"second": "c"}, {"first": 1, "fourth": 2}])
def test_wrong_fields_are_refused(given: dict[str, typing.Any]) -> None:
    for kind in (Own, Typed):
        with pytest.raises(TypeError):
            kind(**given)
    with pytest.raises((TypeError, ValueError)):
        Own(1)._replace(fourth=2)  # type: ignore[call-arg]


def test_nothing_is_put_into_it() -> None:
    own = Own(1)
    with pytest.raises(AttributeError):
        own.first = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        own.other = 2  # type: ignore[attr-defined]


def test_its_body_counts() -> None:
    assert Own(2).twice == 4
    assert Own.__doc__ == "Says what it is."
    assert (Own.__name__, Own.__module__) == ("Own", __name__)
    match Own(1, "x"):
        case Own(first, "x"):
            assert first == 1
        case _:
            pytest.fail("it has no positions")


def test_a_class_below_has_the_fields_of_the_one_above() -> None:
    class Below(Own):
        def thrice(self) -> int:
            return self.first * 3

    assert Below(1, "c").thrice() == 3
    assert Below(1)._replace(first=2) == (2, "b", ())
    assert type(Below(1)._replace(first=2)) is Below


def test_it_travels() -> None:
    use = PortUse("listens", Span(0, 2), PortRange(Span(0, 2), 80, 80), "tcp")
    for other in (copy.copy(use), copy.deepcopy(use), pickle.loads(pickle.dumps(use))):
        assert other == use
        assert type(other) is PortUse
        assert type(other.span) is Span
