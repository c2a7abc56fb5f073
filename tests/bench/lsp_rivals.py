"""Other language servers for the same files, where they are installed.

`_rivals` says where they come from.
"""

import time
from collections.abc import Callable
from statistics import median

from tests.bench._rivals import rival
from tests.bench._talk import PORTLENS, Talk
from tests.bench.lsp_answers import compose
from tests.bench.measure import Missing, Row
from tests.bench.nginx_reading import configuration

ROUNDS = 15
NGINX_URI = "file:///site/nginx.conf"
COMPOSE_URI = "file:///site/compose.yaml"


def run() -> list[Row | Missing]:
    return [_nginx(), _yaml()]


def _nginx() -> Row | Missing:
    measure = "hover in 2,000 lines of nginx"
    server = rival("nginx-language-server")
    if server is None:
        return Missing(measure, "nginx-language-server")
    text = configuration(2_000)
    line = next(
        number for number, each in enumerate(text.split("\n")) if each.strip().startswith("listen")
    )
    talks = [_opened(command, NGINX_URI, "nginx", text) for command in (PORTLENS, (server,))]
    times = _in_turns([lambda talk=talk: talk.hover(NGINX_URI, line, 17) for talk in talks])
    for talk in talks:
        talk.end()
    return Row(measure, *times, "nginx-language-server", 0.05)


def _yaml() -> Row | Missing:
    """Both push here: until the diagnostics of the changed text have come."""
    measure = "edit → diagnostics, 2,000 lines"
    server = rival("yaml-language-server")
    if server is None:
        return Missing(measure, "yaml-language-server")
    text = compose(200) + "  bad:\n    ports: [99999]\n"
    commands = (PORTLENS, (server, "--stdio"))
    talks = [_opened(command, COMPOSE_URI, "yaml", text, pulls=False) for command in commands]
    for talk in talks:
        talk.wait_for("textDocument/publishDiagnostics")
    times = _in_turns([lambda talk=talk: talk.edit(COMPOSE_URI) for talk in talks])
    for talk in talks:
        talk.end()
    return Row(measure, *times, "yaml-language-server", 0.1)


def _opened(
    command: tuple[str, ...], uri: str, language: str, text: str, *, pulls: bool = True
) -> Talk:
    talk = Talk(command)
    talk.initialize(pulls=pulls)
    talk.open(uri, language, text)
    return talk


def _in_turns(calls: list[Callable[[], object]]) -> tuple[float, float]:
    """Return the median milliseconds of ours and the rival's."""
    times: list[list[float]] = [[], []]
    for number in range(ROUNDS + 2):
        for call, taken in zip(calls, times, strict=True):
            start = time.perf_counter()
            call()
            if number > 1:
                taken.append((time.perf_counter() - start) * 1000)
    return median(times[0]), median(times[1])
