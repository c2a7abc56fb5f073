"""Attributes that are made at the first question."""

from collections.abc import Callable

from portlens.text.typed import Any, Generic, TypeVar

Value = TypeVar("Value")


class Lazy(Generic[Value]):
    """A method without arguments as an attribute, whose value is kept in the object.

    `functools.cached_property` is locked for all objects of its class until Python 3.11: who asks
    while another is held up at a pause in the making would wait for ever. Here he makes the value
    himself, and both have the one that was there first.
    """

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __get__(self, owner: object, _kind: type) -> Value:
        value: Value = vars(owner).setdefault(self._make.__name__, self._make(owner))
        return value
