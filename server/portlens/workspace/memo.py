"""Values made from files, kept until one of these files changes: the one cache of its kind.

This is what build systems call verifying traces. `make` asks its files of a `Trace` in place of
the workspace; the value is kept for as long as the trace would get the same answers. What is
made of other values that are kept asks for them in the same way, and holds as long as they do.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from operator import is_
from typing import Generic, TypeVar, cast

from portlens.workspace.document import Document
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace

Value = TypeVar("Value")


class Memo(Generic[Value]):
    """Values by key, `most` at a time in each workspace: the one asked for longest ago goes."""

    def __init__(self, most: int) -> None:
        self._most = most

    def value(
        self,
        workspace: Workspace,
        key: Hashable,
        make: Callable[[Trace], Value],
        *,
        subject: Document | None = None,
        parts: Sequence[object] = (),
    ) -> Value:
        """Return what was made for `key`, if it still holds; else what `make` makes now.

        `subject` is the document that is judged, if the value is about one. It holds only while
        `parts`, objects that it is made of as well, are the very same. `make` gets no other
        knowledge than these.
        """
        if isinstance(workspace, Trace):
            return workspace.ask(self._value, key, make, subject, parts)
        return self._value(key, make, subject, parts, workspace)

    def _value(
        self,
        key: Hashable,
        make: Callable[[Trace], Value],
        subject: Document | None,
        parts: Sequence[object],
        workspace: Workspace,
    ) -> Value:
        kept = self.get(workspace, key, subject, parts)
        if kept is None:
            trace = Trace(workspace, subject)
            kept = Kept(make(trace), trace, tuple(parts))
            self.put((key,), kept)
        return kept.value

    def get(
        self,
        workspace: Workspace,
        key: Hashable,
        subject: Document | None = None,
        parts: Sequence[object] = (),
    ) -> "Kept[Value] | None":
        """Return what is kept for `key` where it still holds, else None."""
        store = self._store(workspace)
        kept = store.by_key.get(key)
        if kept is None or not (_are_same(kept.parts, parts) and kept.trace.holds_for(subject)):
            return None
        store.touch(kept)
        return kept

    def put(self, keys: Iterable[Hashable], kept: "Kept[Value]") -> None:
        """Keep a value under several keys, in place of what was there."""
        self._store(kept.trace.base).add(tuple(keys), kept, self._most)

    def _store(self, workspace: Workspace) -> "_Store[Value]":
        store = workspace.memos.get(self)
        if store is None:
            store = workspace.memos[self] = _Store()
        return cast("_Store[Value]", store)


class Kept(Generic[Value]):
    """A value, what it asked the workspace, and the objects that it is made of."""

    __slots__ = ("parts", "trace", "value")

    def __init__(self, value: Value, trace: Trace, parts: tuple[object, ...] = ()) -> None:
        self.value = value
        self.trace = trace
        self.parts = parts


class _Store(Generic[Value]):
    """The values of one workspace, each under its keys; those asked for last stand at the end."""

    def __init__(self) -> None:
        self.by_key: dict[Hashable, Kept[Value]] = {}
        self._keys: dict[Kept[Value], tuple[Hashable, ...]] = {}

    def touch(self, kept: Kept[Value]) -> None:
        self._keys[kept] = self._keys.pop(kept)

    def add(self, keys: tuple[Hashable, ...], kept: Kept[Value], most: int) -> None:
        # What is replaced under one of its keys did not hold, and would crowd out what does.
        for old in {self.by_key[key] for key in keys if key in self.by_key}:
            self._drop(old)
        self._keys[kept] = keys
        self.by_key.update(dict.fromkeys(keys, kept))
        if len(self._keys) > most:
            self._drop(next(iter(self._keys)))

    def _drop(self, kept: Kept[Value]) -> None:
        for key in self._keys.pop(kept):
            del self.by_key[key]


def _are_same(kept: Sequence[object], parts: Sequence[object]) -> bool:
    return len(kept) == len(parts) and all(map(is_, kept, parts))
