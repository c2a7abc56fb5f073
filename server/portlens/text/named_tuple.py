"""`NamedTuple` as typing has it, defined in a sixth of the time.

A check of one small file defines a hundred of these classes. With typing's that is a tenth of its
time, since each gets a constructor that is compiled. Here there is one for each number of fields,
and a class has it with the names of its own.
"""

import sys

from portlens.text.typed import TYPE_CHECKING

# From 3.14 on a class has its annotations only when they are asked for: typing knows how.
if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414 - it is exported
else:
    from collections import _tuplegetter
    from functools import cache
    from types import CodeType, FunctionType

    _new = tuple.__new__

    class _Defined(type):
        """What makes a class from the annotations in its body."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            if bases == (tuple,) or bases != (NamedTuple,):  # itself, or a class below one of them
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            code = _constructor(len(fields)).replace(co_varnames=("_cls", *fields))
            body["__new__"] = FunctionType(code, {"_new": _new}, "__new__", (*defaults.values(),))
            for index, field in enumerate(fields):
                body[field] = _tuplegetter(index, None)
            body["_fields"] = body["__match_args__"] = fields
            body["_field_defaults"] = defaults
            body["__slots__"] = ()
            return super().__new__(cls, name, bases, body)

    # Those of nearly all classes: to compile one takes longer than to define a class.
    _CONSTRUCTORS: tuple[FunctionType, ...] = (
        lambda _, a: _new(_, (a,)),
        lambda _, a, b: _new(_, (a, b)),
        lambda _, a, b, c: _new(_, (a, b, c)),
        lambda _, a, b, c, d: _new(_, (a, b, c, d)),
        lambda _, a, b, c, d, e: _new(_, (a, b, c, d, e)),
        lambda _, a, b, c, d, e, f: _new(_, (a, b, c, d, e, f)),
        lambda _, a, b, c, d, e, f, g: _new(_, (a, b, c, d, e, f, g)),
        lambda _, a, b, c, d, e, f, g, h: _new(_, (a, b, c, d, e, f, g, h)),
        lambda _, a, b, c, d, e, f, g, h, i: _new(_, (a, b, c, d, e, f, g, h, i)),
        lambda _, a, b, c, d, e, f, g, h, i, j: _new(_, (a, b, c, d, e, f, g, h, i, j)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k: _new(_, (a, b, c, d, e, f, g, h, i, j, k)),
        lambda _, a, b, c, d, e, f, g, h, i, j, k, m: _new(_, (a, b, c, d, e, f, g, h, i, j, k, m)),
    )

    @cache
    def _constructor(count: int) -> CodeType:
        if 0 < count <= len(_CONSTRUCTORS):
            return _CONSTRUCTORS[count - 1].__code__
        names = "".join(f"_{index}, " for index in range(count))
        written = f"lambda _, {names}: _new(_, ({names}))"
        return eval(written).__code__  # noqa: S307 - nothing but numbers comes from outside

    class NamedTuple(tuple, metaclass=_Defined):
        """A tuple whose items have names."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()
        _field_defaults: dict[str, object] = {}  # noqa: RUF012 - as typing has it

        def _replace(self, **changed: object) -> "NamedTuple":
            """Return the same with other values for the fields named."""
            values = list(self)
            for field, value in changed.items():
                values[self._fields.index(field)] = value  # ValueError where there is none
            return _new(type(self), values)

        def _asdict(self) -> dict[str, object]:
            """Return the values by their names."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            values = (f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({', '.join(values)})"

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)
