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
    before = gc.get_threshold()

    async def serving() -> None:
        assert gc.get_threshold()[2] > 1_000_000
        for _ in range(20):
            if is_busy:
                protocol.handle_message({"jsonrpc": "2.0", "method": "$/nothing"})
            await asyncio.sleep(0)

    await collecting.collecting_at_rest(protocol, serving())
    assert bool(times) == collects
    assert gc.get_threshold() == before
