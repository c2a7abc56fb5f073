"""A full collection waits for rest: it would hold up whoever asks meanwhile."""

import asyncio
import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from portlens.formats._collecting import MANY, Aside, no_collecting
from portlens.lsp import collecting
from portlens.lsp.protocol import make_protocol


@pytest.mark.parametrize(
    ("passed", "is_busy", "collects"),
    [(10, False, False), (100, False, True), (100, True, False), (1000, True, True)],
)
async def test_when_all_objects_are_looked_at(
    passed: int, is_busy: bool, collects: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = 0

    def collect() -> None:
        nonlocal times
        times += 1

    monkeypatch.setattr(collecting, "PERIOD", 0)
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, passed))
    monkeypatch.setattr(gc, "collect", collect)
    protocol = make_protocol()
    thresholds = [700, 10, 10]
    monkeypatch.setattr(gc, "get_threshold", lambda: tuple(thresholds))
    monkeypatch.setattr(gc, "set_threshold", lambda *new: thresholds.__setitem__(slice(3), new))

    async def serving() -> None:
        assert thresholds[2] > 1_000_000
        for _ in range(20):
            if is_busy:
                protocol.handle_message({"jsonrpc": "2.0", "method": "$/nothing"})
            await asyncio.sleep(0)

    await collecting.collecting_at_rest(protocol, serving())
    assert bool(times) == collects
    assert thresholds == [700, 10, 10]


async def test_where_nothing_is_ever_looked_at_as_a_whole_nothing_is_put_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As in Python 3.14, which takes no third threshold."""
    thresholds = [2000, 10, 0]
    monkeypatch.setattr(gc, "get_threshold", lambda: tuple(thresholds))
    monkeypatch.setattr(gc, "set_threshold", lambda *new: thresholds.__setitem__(slice(2), new[:2]))
    tasks: list[int] = []

    async def serving() -> None:
        tasks.append(len(asyncio.all_tasks()))

    await collecting.collecting_at_rest(make_protocol(), serving())
    assert tasks == [1]
    assert thresholds == [2000, 10, 0]


@pytest.fixture
def _put_aside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(Aside, "made", 0)
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("_put_aside")
def test_a_large_reading_is_put_aside_until_all_is_looked_at() -> None:
    before = gc.get_freeze_count()
    with no_collecting():
        _few = [[] for _ in range(MANY // 10)]
    assert Aside.made == 0
    assert gc.get_freeze_count() == before
    with no_collecting():
        many = [[] for _ in range(2 * MANY)]
    assert Aside.made > MANY
    assert gc.get_freeze_count() > before + len(many)


@pytest.mark.usefixtures("_put_aside")
async def test_what_was_put_aside_is_looked_at_when_nobody_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(collecting, "PERIOD", 0)
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 1 << 30))
    monkeypatch.setattr(gc, "set_threshold", lambda *_: None)
    circle: list[object] = []

    class Round:
        pass

    async def serving() -> None:
        with no_collecting():
            one, other = Round(), Round()
            one.other, other.other = other, one  # type: ignore[attr-defined]
            circle.append(ref(one))
            _ = [[] for _ in range(300_000)]
        assert gc.get_freeze_count() > 300_000
        del one, other, _
        for _turn in range(20):
            await asyncio.sleep(0)

    await collecting.collecting_at_rest(make_protocol(), serving())
    assert circle[0]() is None  # type: ignore[operator]
    assert gc.get_freeze_count() == 0


def test_where_nobody_looks_at_all_nothing_is_put_aside() -> None:
    before = gc.get_freeze_count()
    with no_collecting():
        many = [[] for _ in range(2 * MANY)]
    assert len(many) == 2 * MANY
    assert gc.get_freeze_count() == before
