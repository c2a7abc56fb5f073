"""What a language server keeps of a folder of projects, as bytes that Python has allocated.

Counting slows Python down, so that 2,000 projects take minutes on a machine with other work:
`python -m tests.bench.memory 250 500 1000 2000` tells each figure as soon as it is there.
"""

import gc
import sys
import tempfile
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

from portlens.lsp.protocol import make_protocol
from portlens.lsp.session import Session
from portlens.workspace.steps import finish
from tests.bench._talk import CAPABILITIES
from tests.bench.measure import Missing, Row

_WARM = 70  # projects that are judged before: what is kept of the last ones only is full then
_PROJECTS = 500
_IMAGES = ("postgres:16", "redis:7", "nginx:1.27", "acme/app:1.2", "node:20")
_GOAL = 2.0  # KiB


def run() -> list[Row | Missing]:
    """Weigh 500 projects of five services and fifteen port uses each; thousands weigh the same."""
    return [_row(_PROJECTS, is_judged=is_judged) for is_judged in (False, True)]


def _row(projects: int, *, is_judged: bool) -> Row:
    measure = f"memory of {projects:,} projects {'judged' if is_judged else 'read'}, a port use"
    size = kept_a_use(projects, is_judged=is_judged)
    return Row(measure, size, _GOAL, "2 KiB", 1.0, "KiB")


def kept_a_use(projects: int, *, is_judged: bool) -> float:
    """Return how many KiB a port use are kept of `projects` that were read, perhaps judged."""
    with tempfile.TemporaryDirectory() as name:
        for number in range(_WARM + projects):
            _grow(Path(name, f"p{number:05}"), number)
        session = _session(name)
        paths = finish(session.walking())
        session.settle()
        tracemalloc.start()
        _, before = _kept(session, paths[:_WARM], is_judged=is_judged)
        uses, after = _kept(session, paths[_WARM:], is_judged=is_judged)
        tracemalloc.stop()
        return (after - before) / 1024 / uses


def _kept(session: Session, paths: Sequence[str], *, is_judged: bool) -> tuple[int, int]:
    """Read the files, as the scan of a workspace does; return their uses and what is allocated."""
    uses = 0
    for path in paths:
        document = session.workspace.document(path)
        assert document is not None
        uses += len(document.uses)
        session.spare(document)
        if is_judged:
            finish(session.judging(document))
    gc.collect()
    return uses, tracemalloc.get_traced_memory()[0]


def _session(root: str) -> Session:
    protocol = make_protocol()
    folder = {"uri": Path(root).as_uri(), "name": "all"}
    protocol.initialize({"capabilities": CAPABILITIES, "workspaceFolders": [folder]})
    assert protocol.session
    return protocol.session


def _grow(folder: Path, number: int) -> None:
    folder.mkdir()
    first = 8000 + number % 1000 * 20
    services = (
        f"  s{each}:\n    image: {image}\n    restart: unless-stopped\n"
        f"    environment:\n      OTHER: http://s{(each + 1) % 5}:{3000 + (each + 1) % 5}/\n"
        f"      LOG_LEVEL: info\n    volumes:\n      - ./data/{each}:/data\n"
        f'    ports:\n      - "{first + each * 2}:{3000 + each}"\n'
        f'      - "127.0.0.1:{first + each * 2 + 1}:{4000 + each}"\n'
        for each, image in enumerate(_IMAGES)
    )
    (folder / "compose.yaml").write_text("services:\n" + "".join(services))


if __name__ == "__main__":
    for each in map(int, sys.argv[1:]):
        for judged in (False, True):
            row = _row(each, is_judged=judged)
            sys.stdout.write(f"{row.measure}: {row.ours:.2f} {row.unit}\n")
            sys.stdout.flush()
