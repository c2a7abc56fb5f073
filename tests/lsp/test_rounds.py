"""In which rounds of the event loop works have their turns, and messages theirs."""

import asyncio
import re
from collections.abc import Iterator

import pytest

from portlens.lsp import turns
from portlens.lsp.stack import Plain
from portlens.workspace.steps import Steps


@pytest.fixture(autouse=True)
def _every_step_lasts_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "stack_of", Plain)
    monkeypatch.setattr(turns, "TURN", -1.0)


async def told(works: dict[str, bool]) -> str:
    """Run works of five steps, of which some are patient; `.` is a look for messages."""
    shared = turns.Turns(lambda: 0)
    order: list[str] = []

    def steps(name: str) -> Iterator[None]:
        for _ in range(5):
            order.append(name)
            yield

    def look() -> None:
        order.append(".")
        asyncio.get_running_loop().call_soon(look)

    look()
    await asyncio.gather(
        *(shared.through(steps(name), patient=patient) for name, patient in works.items())
    )
    return "".join(order)


async def test_messages_are_looked_for_between_any_two_turns() -> None:
    order = await told({"a": False, "b": False, "c": False})
    # Each begins with a step before it waits for its first turn.
    begun, _, turned = order.partition("c")
    assert begun.strip(".") == "ab"
    assert [part for part in turned.split(".") if len(part) > 1] == []
    assert turned.replace(".", "") == "abc" * 4


async def test_what_is_asked_of_one_text_goes_before_the_work_on_all_files() -> None:
    order = await told({"z": True, "a": False})
    assert order.replace(".", "") == "zaaaaazzzz"


async def test_between_those_who_waited_for_one_work_messages_are_handled() -> None:
    shared = turns.Turns(lambda: 0)
    order: list[str] = []
    first: Iterator[list[None]] = iter([[None, None]])  # the others find it done

    def work() -> Steps[None]:
        yield from next(first, ())

    async def ask(name: str) -> None:
        await shared.current("work", work)
        order.append(name)

    def look() -> None:
        order.append(".")
        asyncio.get_running_loop().call_soon(look)

    look()
    await asyncio.gather(*map(ask, "abcd"))
    _, *between, _ = re.split("[a-d]", "".join(order))
    # In one round a message comes in, in the next it is handled.
    assert min(map(len, between)) > 1
