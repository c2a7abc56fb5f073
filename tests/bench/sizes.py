"""What a line costs in files of 1,000, 10,000 and 100,000 lines: processor time, read and judged.

`python -m tests.bench.sizes FILE.svg` draws it as docs/performance.md shows it.
"""

import sys
import time
from collections.abc import Callable
from math import log10
from pathlib import Path
from timeit import timeit

from portlens.analysis import analyse
from tests._judge import context, document, usual_paths
from tests.bench.large import compose, nginx
from tests.bench.measure import Missing, Row

LINES = (1_000, 10_000, 100_000)


def _sshd(lines: int) -> str:
    block = "Match Address 10.{a}.{b}.0/24\n  PermitOpen 10.0.0.1:{port}\n  X11Forwarding no\n\n"
    blocks = (
        block.format(a=n // 250, b=n % 250, port=1024 + n % 60_000) for n in range(lines // 4)
    )
    return "Port 22\n" + "".join(blocks)


def _services(lines: int) -> str:
    transports = ("tcp", "udp")
    return "".join(f"name{n} {n // 2 + 1}/{transports[n % 2]} alias{n}\n" for n in range(lines))


TEXTS: dict[str, Callable[[int], str]] = {
    "compose": compose,
    "nginx": nginx,
    "sshd_config": _sshd,
    "services": _services,
}


def measured(format_id: str, lines: int, rounds: int = 3) -> float:
    """Return the seconds that reading and judging take, the best of `rounds`."""
    text, path = TEXTS[format_id](lines), usual_paths()[format_id]

    def judge() -> None:
        around = context({path: text})
        around.workspace.stand_still()
        analyse(document(format_id, text, path), around)

    return min(timeit(judge, timer=time.process_time, number=1) for _ in range(rounds))


def run() -> list[Row | Missing]:
    """Hold a line of a long file against one of a short file."""
    rows: list[Row | Missing] = []
    for format_id in TEXTS:
        short, *_, long = (measured(format_id, lines) / lines * 1e6 for lines in LINES)
        name = f"{format_id}, a line of {LINES[-1]:,}"
        rows.append(Row(name, long, short, f"a line of {LINES[0]:,}", 1.5, "µs"))
    return rows


_WIDTH, _HEIGHT, _LEFT, _TOP = 560, 320, 70, 20
_COLOURS = ("#0969da", "#bf3989", "#1a7f37", "#9a6700")


def _x(lines: float) -> float:
    return _LEFT + (log10(lines) - 3) / 2 * (_WIDTH - _LEFT - 110)


def _y(seconds: float) -> float:
    return _TOP + (1.5 - log10(seconds)) / 4.5 * (_HEIGHT - _TOP - 50)


def drawn() -> str:
    """Return the measures as an SVG: both axes logarithmic, so that linear cost is a slope of 1."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">',
        "<style>text { font: 12px sans-serif }</style>",
        "<title>Processor time against lines of a file</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
    ]
    for seconds in (0.001, 0.01, 0.1, 1, 10):
        height = f"{_y(seconds):.0f}"
        parts += [
            f'<path d="M{_LEFT} {height}H{_WIDTH - 110}" stroke="#d0d7de"/>',
            f'<text x="{_LEFT - 6}" y="{height}" dy="4" text-anchor="end">{seconds:g} s</text>',
        ]
    parts += [
        f'<text x="{_x(lines):.0f}" y="{_HEIGHT - 22}" text-anchor="middle">{lines:,}</text>'
        for lines in LINES
    ]
    parts.append(f'<text x="{_x(10_000):.0f}" y="{_HEIGHT - 5}" text-anchor="middle">lines</text>')
    for format_id, colour in zip(TEXTS, _COLOURS, strict=True):
        spots = [(_x(lines), _y(measured(format_id, lines))) for lines in LINES]
        line = " ".join(f"{x:.0f},{y:.1f}" for x, y in spots)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        x, y = spots[-1]
        parts.append(f'<text x="{x + 6:.0f}" y="{y:.0f}" dy="4" fill="{colour}">{format_id}</text>')
    return "\n".join((*parts, "</svg>", ""))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(drawn(), "utf-8")
