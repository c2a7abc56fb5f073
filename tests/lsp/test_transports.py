"""The server as a process, over every transport, to its end."""

import asyncio
import json
import os
import select
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

from portlens.lsp.frames import Splitter, content_length, frame
from portlens.lsp.protocol import make_protocol
from portlens.lsp.transport import Input

COMMAND = (sys.executable, "-m", "portlens", "server")
URI = "file:///site/sshd_config"
OPENED = {"uri": URI, "languageId": "sshd_config", "version": 1, "text": "Port 22\n"}


def request(number: int, method: str, params: object = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def notification(method: str, params: object = None) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params}


HOVER = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 6}}
TALK = [
    request(1, "initialize", {"capabilities": {}}),
    notification("initialized", {}),
    notification("textDocument/didOpen", {"textDocument": OPENED}),
    request(2, "textDocument/hover", HOVER),
    request(3, "shutdown"),
    notification("exit"),
]


def messages(output: bytes) -> list[dict[str, Any]]:
    found = []
    while output:
        header, _, output = output.partition(b"\r\n\r\n")
        length = content_length(header)
        found.append(json.loads(output[:length]))
        output = output[length:]
    return found


def check(answers: list[dict[str, Any]]) -> None:
    by_id = {answer["id"]: answer for answer in answers if "id" in answer}
    assert by_id[1]["result"]["serverInfo"]["name"] == "portlens"
    assert "ssh" in by_id[2]["result"]["contents"]["value"]
    assert by_id[3]["result"] is None


@pytest.mark.parametrize("arguments", [(), ("--stdio",)])
def test_pipes(arguments: tuple[str, ...]) -> None:
    talk = b"".join(map(frame, TALK))
    run = subprocess.run((*COMMAND, *arguments), input=talk, capture_output=True, check=False)
    check(messages(run.stdout))
    assert (run.returncode, run.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("language", "locale", "setting", "word"),
    [
        ("ja", None, "auto", "リモートログイン"),
        ("en", "ja", "auto", "remote login"),
        ("en", "ja", "ja", "remote login"),
    ],
)
def test_the_command_line_chooses_the_language(
    language: str, locale: str | None, setting: str, word: str
) -> None:
    options = {"language": setting}
    params = {"capabilities": {}, "locale": locale, "initializationOptions": options}
    talk = b"".join(map(frame, [request(1, "initialize", params), *TALK[1:]]))
    command = (*COMMAND, "--stdio", "--lang", language)
    run = subprocess.run(command, input=talk, capture_output=True, check=False)
    answers = messages(run.stdout)
    check(answers)
    assert (
        word in next(each for each in answers if each.get("id") == 2)["result"]["contents"]["value"]
    )


def test_an_input_that_is_a_file(tmp_path: Path) -> None:
    """A file cannot be waited for; the thread that reads it is what Windows uses for pipes."""
    talk = tmp_path / "talk"
    talk.write_bytes(b"".join(map(frame, TALK)))
    with talk.open("rb") as file:
        run = subprocess.run(COMMAND, stdin=file, capture_output=True, check=False)
    check(messages(run.stdout))
    assert run.returncode == 0


@pytest.mark.parametrize(
    "talk",
    [
        [],
        [notification("exit")],
        TALK[:1],
        TALK[:4],
        [*TALK[:4], TALK[-1]],
    ],
)
def test_who_leaves_without_shutdown_gets_1(talk: list[dict[str, Any]]) -> None:
    run = subprocess.run(
        COMMAND, input=b"".join(map(frame, talk)), capture_output=True, check=False
    )
    assert run.returncode == 1
    assert run.stderr == b""


@pytest.mark.parametrize("garbage", [b"hello\r\n\r\n", b"Content-Length: x\r\n\r\n{}"])
def test_what_is_no_protocol_ends_the_process(garbage: bytes) -> None:
    talk = frame(TALK[0]) + garbage
    run = subprocess.run(COMMAND, input=talk, capture_output=True, check=False)
    assert run.returncode == 1
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize("garbage", [b"{]", b"\xff\xfe", b"[" * 200_000, b""])
def test_garbage_inside_a_frame_is_answered(garbage: bytes) -> None:
    talk = b"".join(map(frame, TALK[:2]))
    talk += b"Content-Length: %d\r\n\r\n%s" % (len(garbage), garbage)
    talk += b"".join(map(frame, TALK[2:]))
    run = subprocess.run(COMMAND, input=talk, capture_output=True, check=False)
    answers = messages(run.stdout)
    check(answers)
    assert -32700 in {answer.get("error", {}).get("code") for answer in answers}


def test_a_client_that_goes_away_leaves_no_process() -> None:
    server = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert server.stdin
    assert server.stdout
    server.stdin.write(frame(TALK[0]))
    server.stdin.flush()
    server.stdout.readline()
    server.stdout.close()
    server.stdin.write(frame(TALK[2]) + frame(TALK[3]))
    server.stdin.close()
    assert server.wait(20) in {0, 1, 141}
    assert server.stderr
    assert b"Traceback" not in server.stderr.read()
    server.stderr.close()


async def started(*arguments: str) -> tuple[asyncio.subprocess.Process, int]:
    """Start a server that picks a port, and return that port."""
    server = await asyncio.create_subprocess_exec(
        *COMMAND, *arguments, "--port", "0", stderr=asyncio.subprocess.PIPE
    )
    assert server.stderr
    line = await server.stderr.readline()
    return server, int(line.decode().rpartition(":")[2])


async def test_tcp() -> None:
    server, port = await started("--tcp")
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"".join(map(frame, TALK)))
    check(messages(await reader.read()))
    writer.close()
    assert await server.wait() == 0


async def test_websocket() -> None:
    server, port = await started("--ws")
    answers = []
    async with connect(f"ws://127.0.0.1:{port}") as connection:
        for message in TALK[:-1]:
            await connection.send(json.dumps(message))
        while not any(answer.get("id") == 3 for answer in answers):
            answers.append(json.loads(await connection.recv()))
        await connection.send(json.dumps(TALK[-1]))
    check(answers)
    assert await server.wait() == 0


def test_a_websocket_needs_its_package(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys, importlib.abc\n"
        "class No(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'websockets':\n"
        "            raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, No())\n"
    )
    run = subprocess.run(
        (*COMMAND, "--ws", "--port", "0"),
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert run.returncode == 2
    assert b"pip install websockets" in run.stderr


@pytest.mark.skipif(not hasattr(select, "poll"), reason="the system cannot be asked")
@pytest.mark.parametrize("is_pipe", [True, False])
async def test_while_the_loop_waits_for_work_a_message_is_seen(*, is_pipe: bool) -> None:
    protocol = make_protocol()
    messages = Input(protocol, Splitter())
    loop = asyncio.get_running_loop()
    if is_pipe:
        here, there = os.pipe()
        reading, writing = os.fdopen(here, "rb", 0), os.fdopen(there, "wb", 0)
        transport, _ = await loop.connect_read_pipe(lambda: messages, reading)
        say = writing.write
    else:
        near, far = socket.socketpair()
        transport, _ = await loop.create_connection(lambda: messages, sock=near)
        say = far.send
    assert not protocol.is_spoken_to()
    say(frame(TALK[1]))
    assert protocol.is_spoken_to()
    for _ in range(1000):
        await asyncio.sleep(0)
        if protocol.received:
            break
    assert not protocol.is_spoken_to()
    transport.close()
    (writing if is_pipe else far).close()
    await messages.ended.wait()


def test_before_a_client_is_there_nothing_has_come() -> None:
    assert not make_protocol().is_spoken_to()
