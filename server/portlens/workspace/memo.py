"""Values made from files, kept until one of these files changes: the one cache of its kind.

This is what build systems call verifying traces. `make` asks its files of a `Trace` in place of
the workspace; the value is kept for as long as the trace would get the same answers. What is
made of other values that are kept asks for them in the same way, and holds as long as they do.
"""

from collections.abc import Callable, Hashable, Sequence
from operator import is_

from portlens.formats._collecting import no_collecting
from portlens.text.typed import Generic, TypeVar, cast
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps
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

    def in_steps(
        self,
        workspace: Workspace,
        key: Hashable,
        make: Callable[[Trace], Steps[Value]],
        *,
        parts: Sequence[object] = (),
    ) -> Steps[Value]:
        """Return the same of what takes long to make, in steps; of no subject."""
        kept = self._get(workspace, key, None, parts)
        if kept is None:
            before = self._store(workspace).get(key)
            trace = Trace(workspace)
            made = Kept((yield from make(trace)), trace, tuple(parts))
            kept = self._first(workspace, key, None, before, made)
        return kept.value

    def of_parts(
        self,
        workspace: Workspace,
        key: Hashable,
        make: Callable[[], Value],
        parts: Sequence[object],
    ) -> Value:
        """Return the same of what `parts` alone decide: `make` asks no workspace.

        A trace has nothing to note down: who has the very same parts gets the same.
        """
        base = workspace.base if isinstance(workspace, Trace) else workspace
        kept = self._get(base, key, None, parts)
        if kept is None:
            before = self._store(base).get(key)
            with no_collecting():
                made = Kept(make(), None, tuple(parts))
            kept = self._first(base, key, None, before, made)
        return kept.value

    def same(self, workspace: Workspace, key: Hashable, value: Value) -> Value:
        """Return what was kept for `key` where it equals `value`; else keep `value` from now on.

        What several have made of the same then is one object, and what is made of that is one.
        """
        base = workspace.base if isinstance(workspace, Trace) else workspace
        kept = self._store(base).get(key)
        if kept is None or kept.value != value:
            kept = self._put(base, key, Kept(value, None))
        return kept.value

    def _value(
        self,
        key: Hashable,
        make: Callable[[Trace], Value],
        subject: Document | None,
        parts: Sequence[object],
        workspace: Workspace,
    ) -> Value:
        kept = self._get(workspace, key, subject, parts)
        if kept is None:
            before = self._store(workspace).get(key)
            trace = Trace(workspace, subject)
            with no_collecting():  # what is kept is no garbage, and the rest has no circles
                made = Kept(make(trace), trace, tuple(parts))
            kept = self._first(workspace, key, subject, before, made)
        return kept.value

    def _first(
        self,
        workspace: Workspace,
        key: Hashable,
        subject: Document | None,
        before: "Kept[Value] | None",
        made: "Kept[Value]",
    ) -> "Kept[Value]":
        """Keep what was `made`, unless somebody kept another since there was what was `before`.

        Who asked at a pause in the making has that one already, and it has to be one object.
        """
        if self._store(workspace).get(key) is not before:
            kept = self._get(workspace, key, subject, made.parts)
            if kept is not None:
                return kept
        return self._put(workspace, key, made)

    def _get(
        self,
        workspace: Workspace,
        key: Hashable,
        subject: Document | None,
        parts: Sequence[object],
    ) -> "Kept[Value] | None":
        """Return what is kept for `key` where it still holds, else None."""
        store = self._store(workspace)
        kept = store.get(key)
        if kept is None or not _are_same(kept.parts, parts):
            return None
        if kept.trace is not None and not kept.trace.holds_for(subject):
            return None
        store[key] = store.pop(key)  # what was asked for last stands at the end
        return kept

    def _put(self, workspace: Workspace, key: Hashable, kept: "Kept[Value]") -> "Kept[Value]":
        store = self._store(workspace)
        store.pop(key, None)
        store[key] = kept
        if len(store) > self._most:
            del store[next(iter(store))]
        return kept

    def _store(self, workspace: Workspace) -> "dict[Hashable, Kept[Value]]":
        return cast("dict[Hashable, Kept[Value]]", workspace.memos.setdefault(self, {}))


class Kept(Generic[Value]):
    """A value, what it asked the workspace, if anything, and the objects that it is made of."""

    __slots__ = ("parts", "trace", "value")

    def __init__(self, value: Value, trace: Trace | None, parts: tuple[object, ...] = ()) -> None:
        self.value = value
        self.trace = trace
        self.parts = parts


def _are_same(kept: Sequence[object], parts: Sequence[object]) -> bool:
    return len(kept) == len(parts) and all(map(is_, kept, parts))
