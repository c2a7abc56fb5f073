"""The process itself against clients that send too much, read too little, or die."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import pytest

from portlens.lsp.frames import LONGEST_BODY, LONGEST_HEADER, frame
from portlens.lsp.parent import is_alive
from tests.lsp.test_transports import COMMAND, OPENED, TALK, messages, notification, request

HELLO = b"".join(map(frame, TALK[:2]))
BYE = b"".join(map(frame, TALK[-2:]))

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc")


def run(talk: bytes) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(COMMAND, input=talk, capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("greeting", [b"", HELLO], ids=["at once", "later"])
@pytest.mark.parametrize(
    "flood",
    [
        b"x" * (32 << 20),
        b"Content-Length: 1000000000000\r\n\r\n" + b"x" * (32 << 20),
        b"Content-Length: %d\r\n\r\n" % (LONGEST_BODY + 1) + b"x" * (32 << 20),
        b"Content-Length: 1_0\r\n\r\n{}",
        b"A: b\r\n" * LONGEST_HEADER,
    ],
    ids=["no end", "too long", "a little too long", "no number", "many lines"],
)
def test_what_has_no_end_ends_the_process(greeting: bytes, flood: bytes) -> None:
    done = run(greeting + flood)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("method", ["initialize", "textDocument/hover", "shutdown"])
def test_an_id_that_is_none_is_refused_in_json(method: str) -> None:
    names = ["NaN", "Infinity", "-Infinity", "1e999", "null", "[]", "1.5"]
    strange = b""
    for name in names:
        strange += framed(f'{{"jsonrpc":"2.0","id":{name},"method":"{method}","params":{{}}}}')
    done = run(strange + HELLO + strange + BYE)
    refused = [answer for answer in messages(done.stdout) if "error" in answer]
    assert [answer["id"] for answer in refused] == [None] * 2 * len(names)
    assert {answer["error"]["code"] for answer in refused} == {-32700, -32600}
    assert b"NaN" not in done.stdout
    assert b"Infinity" not in done.stdout
    assert done.returncode == 0


RESOLVE = ("completionItem/resolve", "inlayHint/resolve")


def answered(*requests: bytes) -> dict[Any, dict[str, Any]]:
    """Return the answers to requests between a greeting and a goodbye, by their ids."""
    done = run(HELLO + b"".join(requests) + BYE)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    return {answer.get("id"): answer for answer in messages(done.stdout)}


def test_what_is_no_item_is_not_resolved() -> None:
    items = [(method, item) for method in RESOLVE for item in (None, [], 7, "text", True, [{}])]
    answers = answered(*(frame(request(100 + number, *each)) for number, each in enumerate(items)))
    codes = [answers[100 + number]["error"]["code"] for number in range(len(items))]
    assert set(codes) == {-32602}


def test_an_item_with_strange_data_comes_back() -> None:
    strange: list[Any] = [
        {"port": 10**9},
        {"port": -1},
        {"port": True, "transport": []},
        {"port": 80, "transport": "\x1b[31m"},
        {"rule": ["port-out-of-range"]},
        [],
        7,
    ]
    place = {"line": 0, "character": 0}
    items = [
        (method, {"label": "80", "position": place, "data": data})
        for method in RESOLVE
        for data in strange
    ]
    answers = answered(*(frame(request(100 + number, *each)) for number, each in enumerate(items)))
    for number, (_, item) in enumerate(items):
        assert answers[100 + number]["result"]["data"] == item["data"]


def test_what_is_nested_too_deeply_to_be_sent_back() -> None:
    """Each depth gets an answer, whichever of the two ways it is too deep for."""
    depths = [*range(100, 2000, 20), *range(900, 1000)]
    talk = b"".join(
        framed(
            f'{{"jsonrpc":"2.0","id":{depth},"method":"completionItem/resolve",'
            f'"params":{{"a":{"[" * depth}{"]" * depth}}}}}'
        )
        for depth in depths
    )
    done = run(HELLO + talk + BYE)
    assert done.returncode == 0
    # Read by letters: some of the answers are too deep for a decoder here as well.
    answers = re.findall(rb'"id":(\w+),"(result|error)":(?:{"code":(-\d+))?', done.stdout)
    kinds = {(kind, code) for number, kind, code in answers if len(number) > 1}
    assert kinds == {(b"result", b""), (b"error", b"-32700")} | (kinds & {(b"error", b"-32602")})
    assert sum(len(number) > 1 for number, _, _ in answers) == len(depths)


def framed(text: str) -> bytes:
    body = text.encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


class Running:
    """A server that runs, with its output left unread until somebody wants it."""

    def __init__(self, **options: Any) -> None:
        self.process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options
        )
        assert self.process.stdin
        assert self.process.stdout
        self.input: IO[bytes] = self.process.stdin
        self.output: IO[bytes] = self.process.stdout

    def send(self, data: bytes) -> None:
        self.input.write(data)
        self.input.flush()

    def memory(self) -> int:
        """Return the resident memory in MiB."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") >> 20

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self.input.close()
        self.output.close()


@pytest.fixture
def server() -> Iterator[Running]:
    running = Running()
    yield running
    running.end()


def wait_for(happens: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.05)
    return False


def read(output: IO[bytes]) -> dict[str, Any]:
    length = int(output.readline().partition(b":")[2])
    output.readline()
    message: dict[str, Any] = json.loads(output.read(length))
    return message


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the memory in /proc")
def test_a_client_that_does_not_read_is_waited_for(server: Running) -> None:
    """Every question is answered in the end, in order, and what waits does not grow for ever."""
    server.send(HELLO + frame(notification("textDocument/didOpen", {"textDocument": OPENED})))
    question = {"textDocument": {"uri": OPENED["uri"]}, "position": {"line": 0, "character": 6}}
    server.send(frame(request(2, "textDocument/hover", question)))
    while read(server.output).get("id") != 2:
        pass
    before = server.memory()
    count = 40_000  # more than twice what may wait

    def ask() -> None:
        for number in range(count):
            server.send(frame(request(number + 100, "textDocument/hover", question)))

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(3)
    assert asking.is_alive()
    assert server.memory() - before < 40
    numbers = []
    while len(numbers) < count:
        message = read(server.output)
        if message.get("id", 0) >= 100:
            numbers.append(message["id"] - 100)
    asking.join()
    assert numbers == list(range(count))
    server.send(BYE)
    assert server.process.wait(20) == 0


def hold(process_id: int) -> bytes:
    params = {"capabilities": {}, "processId": process_id}
    return frame(request(1, "initialize", params))


def test_a_server_whose_editor_died_ends(server: Running) -> None:
    """The pipe stays open: this process holds it."""
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    server.send(hold(editor.pid))
    assert read(server.output)["id"] == 1
    time.sleep(1)
    assert server.process.poll() is None
    editor.kill()
    # Not yet waited for: it is dead all the same, as in a container without a proper init.
    assert wait_for(lambda: server.process.poll() is not None)
    assert server.process.returncode == 1
    editor.wait()
    assert editor.stdin
    editor.stdin.close()


def has_room(pipe: IO[bytes]) -> bool:
    return bool(select.select([], [pipe], [], 0)[1])


def test_a_server_whose_editor_died_ends_while_its_output_is_full(server: Running) -> None:
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    server.send(hold(editor.pid))
    assert read(server.output)["id"] == 1
    server.send(b"".join(map(frame, TALK[1:4])))
    os.set_blocking(server.input.fileno(), False)
    questions = memoryview(frame(TALK[3]) * 100_000)  # their answers are more than may wait
    with suppress(BlockingIOError):
        while wait_for(lambda: has_room(server.input), 1):
            questions = questions[os.write(server.input.fileno(), questions) :]
    assert questions
    editor.send_signal(signal.SIGKILL)
    editor.wait()
    assert wait_for(lambda: server.process.poll() is not None)
    assert editor.stdin
    editor.stdin.close()


@pytest.mark.parametrize("process_id", [None, -1, 2**40, [], True])
def test_an_editor_that_cannot_be_watched_is_none_of_our_business(
    server: Running, process_id: Any
) -> None:
    server.send(hold(process_id))
    assert read(server.output)["id"] == 1
    time.sleep(0.5)
    assert server.process.poll() is None


def test_who_is_alive() -> None:
    assert is_alive(os.getpid())
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert not is_alive(gone.pid)
    assert is_alive(1)  # somebody else's
