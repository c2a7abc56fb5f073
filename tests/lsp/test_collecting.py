"""A full collection waits for rest: it would hold up whoever asks meanwhile."""

import asyncio
import gc

import pytest

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
