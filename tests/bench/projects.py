"""An edit in one of 2,000 projects, beside the same edit where there is no other."""

import tempfile
from itertools import count
from pathlib import Path

from portlens.features.completion.complete import complete
from portlens.features.hover import hover
from portlens.lsp.handlers.diagnostics import diagnosing
from portlens.lsp.open_text import OpenText
from portlens.lsp.protocol import make_protocol
from portlens.lsp.session import Session
from portlens.workspace.document import Document
from portlens.workspace.steps import finish
from tests.bench._talk import CAPABILITIES
from tests.bench.measure import Missing, Row, side_by_side

_PROJECTS = 2000
_SERVICES = 30
_GOAL = 1.3
_FAST = 60.0  # ms for an edit and an answer: nobody notices less


def run() -> list[Row | Missing]:
    """Measure diagnostics, hover and completion after an edit of a mounted nginx.conf."""
    with tempfile.TemporaryDirectory() as many, tempfile.TemporaryDirectory() as one:
        for number in range(_PROJECTS):
            _write(Path(many, f"p{number}"), _SERVICES if number == 0 else 2)
        _write(Path(one, "p0"), _SERVICES)
        crowded, alone = _Edited(many), _Edited(one)
        rows: list[Row | Missing] = []
        for what in ("diagnostics", "hover", "completion"):
            ours, rival = side_by_side(getattr(crowded, what), getattr(alone, what), 7)
            rows += (
                Row(f"edit → {what}, 2,000 projects", ours, rival, "one project", _GOAL),
                Row(f"edit → {what}, 30 services", ours, _FAST, "60 ms", 1.0),
            )
        return rows


class _Edited:
    """A server with a folder, all of it read, and a text that changes before each question."""

    def __init__(self, root: str) -> None:
        protocol = make_protocol()
        folder = {"uri": Path(root).as_uri(), "name": "all"}
        protocol.initialize({"capabilities": CAPABILITIES, "workspaceFolders": [folder]})
        assert protocol.session
        self.session: Session = protocol.session
        path = Path(root, "p0", "edge.conf")
        self._uri, self._text = path.as_uri(), path.read_text("utf-8")
        self._edits = count(1)
        self._edit()
        self.session.documents()

    def diagnostics(self) -> object:
        document = self._edit()
        return finish(diagnosing(self.session, document))

    def hover(self) -> object:
        document = self._edit()
        at = document.text.index("s5:3005") + 4
        return hover(document, at, self.session.context(document), "en")

    def completion(self) -> object:
        document = self._edit()
        at = document.text.index("s5:3005")
        return complete(document, at, self.session.context(document), "en")

    def _edit(self) -> Document:
        number = next(self._edits)
        text = f"{self._text}# {number}\n"
        self.session.touch(OpenText(self._uri, "nginx", number, text))
        document = self.session.document(self._uri)
        assert document is not None
        return document


def _write(folder: Path, services: int) -> None:
    folder.mkdir()
    compose = ["services:"]
    passes = []
    for number in range(services):
        other = (number + 1) % services
        compose += [
            f"  s{number}:",
            "    image: acme/app",
            f'    ports: ["{8100 + number}:{3000 + number}"]',
            "    environment:",
            f"      OTHER: http://s{other}:{3000 + other}/",
        ]
        passes.append(f"  location /{number} {{ proxy_pass http://s{number}:{3000 + number}; }}\n")
    compose += [
        "  edge:",
        "    image: nginx",
        '    ports: ["80:80"]',
        '    volumes: ["./edge.conf:/etc/nginx/conf.d/default.conf"]',
    ]
    (folder / "compose.yaml").write_text("\n".join(compose) + "\n", "utf-8")
    text = f"server {{\n  listen 80;\n{''.join(passes)}}}\n"
    (folder / "edge.conf").write_text(text, "utf-8")
