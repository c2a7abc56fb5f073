"""Work that is held up in the middle of a function, while the loop does other things."""

import asyncio
import sys
from collections.abc import Callable
from threading import Thread

import pytest

from portlens.lsp import stack as stack_module
from portlens.lsp import turns
from portlens.lsp.stack import Abandoned, Plain, Stack, stack_of
from portlens.lsp.turns import OutOfDate, Turns
from portlens.model.address import ANY_IPV4
from portlens.model.socket import Place, PortSpace, Socket
from portlens.network.socket_table import SocketTable
from portlens.text.pause import driven, pause, pausing
from portlens.text.span import Span
from portlens.workspace.steps import Steps, finish, once
from tests.lsp._wire import URI, Wire, at

on_threads = pytest.mark.skipif(sys.platform == "emscripten", reason="has no threads")

CALM = "file:///calm/nginx.conf"
LONG = "services:\n" + "".join(f"  s{i}: {{image: x, ports: ['8080:80']}}\n" for i in range(40))


def counting(most: int, seen: list[int]) -> int:
    """Be one long function that can be held up."""
    seen.extend(pausing(range(most)))
    return most


@on_threads
async def test_a_function_is_held_up_at_each_pause() -> None:
    seen: list[int] = []
    stack = Stack(once(lambda: counting(3, seen)), lambda: True)
    at_pauses = []
    while not stack.go_on():
        at_pauses.append(len(seen))
    assert at_pauses == [0, 0, 1, 2]  # after the empty step, and before each number
    assert stack.result() == 3


@on_threads
async def test_it_goes_on_as_long_as_its_turn_lasts() -> None:
    seen: list[int] = []
    stack = Stack(once(lambda: counting(1000, seen)), lambda: len(seen) == 500)
    assert not stack.go_on()
    assert len(seen) == 500
    seen.append(-1)
    assert stack.go_on()
    assert stack.result() == 1000


@on_threads
async def test_an_exception_comes_out_where_the_result_is_asked_for() -> None:
    def failing() -> int:
        pause()
        raise KeyError("a")

    stack = Stack(once(failing), lambda: True)
    while not stack.go_on():
        pass
    with pytest.raises(KeyError):
        stack.result()


@on_threads
async def test_what_is_abandoned_cleans_up_and_passes_every_guard() -> None:
    told: list[str] = []

    def work() -> None:
        try:
            try:
                counting(10, [])
            except Exception:  # noqa: BLE001 - as the guards do
                told.append("caught")
        finally:
            pause()  # nobody is held up at cleaning up
            told.append("cleaned")

    stack = Stack(once(work), lambda: True)
    for _ in range(4):
        assert not stack.go_on()
    stack.abandon()
    assert told == ["cleaned"]
    with pytest.raises(Abandoned):
        stack.result()


@on_threads
async def test_work_that_tells_the_client_something_finds_the_loop() -> None:
    async def told() -> str:
        return "told"

    stack = Stack(once(lambda: asyncio.ensure_future(told())), lambda: False)
    assert stack.go_on()
    assert await stack.result() == "told"


def test_a_table_that_is_half_made_holds_up_nobody() -> None:
    here, place = PortSpace("machine", "a"), Place("a", Span(0, 1))
    tables = SocketTable(), SocketTable()
    for table in tables:
        table.add(Socket(here, ANY_IPV4, "tcp", 80, 80, "a", place))

    def ask() -> None:
        held = Stack(once(lambda: tables[0].serving(here, 80, "tcp")), lambda: True)
        assert not held.go_on()
        assert not held.go_on()
        for table in tables:
            assert len(table.serving(here, 80, "tcp")) == 1
        before = tables[0].serving(here, 80, "tcp")
        while not held.go_on():
            pass
        assert held.result() == before
        answered.append("all")

    async def asking() -> None:
        ask()

    answered: list[str] = []
    thread = Thread(target=lambda: asyncio.run(asking()), daemon=True)
    thread.start()
    thread.join(10)
    assert answered == ["all"]


async def test_where_the_system_gives_no_thread_nobody_waits_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(stack_module, "start_new_thread", refuse)
    stack = Stack(once(lambda: 1), lambda: False)
    with pytest.raises(RuntimeError):
        stack.go_on()
    thread = Thread(target=stack.abandon, daemon=True)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


def test_nobody_else_is_held_up() -> None:
    pause()
    calls: list[int] = []
    with driven(lambda: calls.append(1)):
        pause()
        with driven(None):
            pause()
        pause()
    pause()
    assert len(calls) == 2


@pytest.fixture
def _short_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", -1.0)
    monkeypatch.setattr(turns, "REST", 0.001)


@on_threads
@pytest.mark.usefixtures("_short_turns")
async def test_what_changes_meanwhile_ends_the_work() -> None:
    state, seen = [0], []
    here = Turns(lambda: state[0])
    under_way = asyncio.ensure_future(here.finish(once(lambda: counting(100, seen))))
    for _ in range(20):
        await asyncio.sleep(0)
    before = len(seen)
    assert 0 < before < 100
    state[0] = 1
    with pytest.raises(OutOfDate):
        await under_way
    assert len(seen) <= before + 1


@on_threads
@pytest.mark.usefixtures("_short_turns")
async def test_of_all_long_work_one_piece_has_a_turn() -> None:
    here = Turns(lambda: None)
    seen: list[list[int]] = [[] for _ in range(20)]

    def begin(mine: list[int]) -> Callable[[], int]:
        return lambda: counting(10, mine)

    works = [asyncio.ensure_future(here.finish(once(begin(mine)))) for mine in seen]
    await asyncio.sleep(0)  # each of them begins
    while not all(work.done() for work in works):
        before = sum(map(len, seen))
        await asyncio.sleep(0)
        assert sum(map(len, seen)) - before <= 1


@on_threads
async def test_a_message_that_has_come_ends_the_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", 1000.0)
    monkeypatch.setattr(turns, "GLANCE", -1.0)
    seen: list[int] = []
    here = Turns(lambda: None, lambda: len(seen) == 3)
    under_way = asyncio.ensure_future(here.finish(once(lambda: counting(100, seen))))
    lengths = set()
    while not under_way.done():
        await asyncio.sleep(0)
        lengths.add(len(seen))
        if len(seen) == 3 and len(lengths) > 1:
            seen.append(-1)  # the message is handled, and others may work on
    assert lengths >= {3}
    assert len(seen) == 101


@on_threads
def test_here_work_has_a_stack_of_its_own() -> None:
    def nothing() -> Steps[None]:
        yield

    assert type(stack_of(nothing(), lambda: True)) is Stack


async def test_without_threads_steps_are_held_up() -> None:
    seen: list[int] = []

    def steps() -> Steps[int]:
        for number in range(3):
            seen.append(number)
            yield
        return 3

    stack = Plain(steps(), lambda: True)
    assert not stack.go_on()
    assert seen == [0]
    while not stack.go_on():
        pass
    assert stack.result() == 3
    given_up = Plain(steps(), lambda: True)
    given_up.go_on()
    given_up.abandon()
    assert finish(once(lambda: "go on")) == "go on"


@on_threads
@pytest.mark.usefixtures("_short_turns")
@pytest.mark.parametrize("method", ["textDocument/diagnostic", "portlens.portGraph"])
async def test_a_hover_elsewhere_passes_in_the_middle_of_a_step(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses = 0

    def is_over(_turns: Turns) -> bool:
        nonlocal pauses
        pauses += 1
        return pauses % 50 == 0

    monkeypatch.setattr(Turns, "_is_over", is_over)
    wire = Wire()
    await wire.initialize(capabilities={"textDocument": {"diagnostic": {}}})
    wire.open("http { server { listen 8443; } }", CALM, "nginx")
    wire.open(LONG)
    asked = method, {"textDocument": {"uri": URI}}
    if method.startswith("portlens."):
        asked = "workspace/executeCommand", {"command": method}
    long, between = wire.begin(*asked), 0
    while not any(each.get("id") == long for each in wire.written):
        number = wire.begin("textDocument/hover", at(CALM, 0, 25))
        assert wire.written[-1]["id"] == number
        between += 1
        await asyncio.sleep(0)
    assert between > pauses // 100 > 10
    monkeypatch.setattr(Turns, "_is_over", lambda _turns: False)
    alone = Wire()
    await alone.initialize(capabilities={"textDocument": {"diagnostic": {}}})
    alone.open("http { server { listen 8443; } }", CALM, "nginx")
    alone.open(LONG)
    assert (await wire.answer(long))["result"] == await alone.ask(*asked)
