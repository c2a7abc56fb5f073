"""A day's work of one who edits infrastructure files, done to a server by chance.

The files on the disk and the texts in the editor are known at every moment, so that a second
server, started at any one of them, can be asked the same and has to say the same.
"""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from portlens.programs.compose import body as reading
from portlens.workspace.latest import LatestParts
from tests.lsp._editor import units
from tests.lsp._wire import Wire, at
from tests.network._built import built

ENCODINGS = ("utf-8", "utf-16", "utf-32")
LANGUAGES = {".yaml": "dockercompose", ".conf": "nginx", ".env": "dotenv"}
EXTRA = {
    "etc/ssh/sshd_config": "Port 22\nPort 2222\nListenAddress 127.0.0.1\n",
    "etc/nginx/nginx.conf": "events {}\nhttp { server { listen 80; listen 2222; } }\n",
    "etc/services": "shop 8080/tcp\nポート 8080/udp # 𝄞\n",
    "ssh/config": "Host a\n  Port 2222\n  LocalForward 8080 db:5432\n",
    "k8s/shop.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\nspec:\n"
    "  selector: {app: shop}\n  ports:\n    - port: 80\n      targetPort: http\n---\n"
    "apiVersion: v1\nkind: Pod\nmetadata: {name: shop, labels: {app: shop}}\nspec:\n"
    "  containers:\n    - {name: shop, image: shop, ports: [{name: web, containerPort: 8080}]}\n",
    "monitoring/prometheus.yml": "scrape_configs:\n  - job_name: shop\n    static_configs:\n"
    "      - targets: [shop:8080, 'http://shop:8080/metrics']\n",
    "etc/inetd.conf": "shop stream tcp nowait root /bin/shopd\n2222 stream tcp nowait root /x\n",
    "etc/iptables/rules.v4": "*filter\n:INPUT DROP [0:0]\n-A INPUT -p tcp --dport 2222 -j ACCEPT\n"
    "-A INPUT -p tcp -m multiport --dports 80,shop,8000:8010 -j ACCEPT\nCOMMIT\n",
    "etc/firewalld/zones/shop.xml": '<zone><port port="8080" protocol="tcp"/>\n'
    '<service name="shop"/></zone>\n',
    "etc/firewalld/services/shop.xml": '<service><port port="2222" protocol="tcp"/></service>\n',
    "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 0.1.0\n",
    "chart/values.yaml": "# portlens: format=helm-values\nservice: {port: 8080}\nother: 70000\n",
    "chart/templates/shop.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: shop}\nspec:\n"
    "  ports:\n    - port: {{ .Values.service.port }}\n      targetPort: {{ .Values.other }}\n",
    "etc/xinetd.conf": "defaults\n{\n  instances = 30\n}\nincludedir /etc/xinetd.d\n",
    "etc/xinetd.d/shop": "service shop\n{\n  type = UNLISTED\n  socket_type = stream\n  wait = no\n"
    "  user = root\n  port = 8080\n  redirect = 127.0.0.1 8081\n}\n",
    "shared/compose.yaml": "x-common: &common\n  image: nginx\nx-ports: &ports ['8080:80']\n"
    "services:\n  shop:\n    <<: *common\n    ports: *ports\n  db: &db\n    <<: *common\n"
    "    expose: [5432]\n  more:\n    <<: *db\n    ports: *ports\n    environment:\n"
    "      URL: tcp://db:5432\n",
    "shared/compose.override.yaml": "x-p: &ports ['8080:80']\nservices:\n  shop:\n"
    "    ports: *ports\n  db: {ports: *ports}\n",
    "image/Dockerfile": "ARG P=8080\nFROM nginx\nEXPOSE $P 53/udp\n",
}
TYPED = ("", "8", "80", ":", "\n", "\r\n", " ", "#", "$", '"', "}", "server { listen 81; }\n",
         "    ports: ['8080:80']\n", "    ports: *ports\n", "    <<: *common\n", "&ports ",
         "é", "ポ", "𝄞", "# portlens: ignore\n",
         "${P:-80}",
         # Lines of a service: what is kept of the others must not hang on them.
         "#healthcheck\n", "    environment: [A=0.0.0.0:80, B_HOST=shop:80]\n", "  more:\n",
         "    x-list: &ports ['127.0.0.1:80']\n", "    network_mode: service:shop\n", "  <<: *db\n",
         "    ? ports\n    : ['80:80']\n", "  'x y': {image: redis, ports: ['6379:6379']}\n",
         "    image: ${P}\n", "\t", "\n---\n", "     \n")  # fmt: skip
_METHODS = ("documentSymbol", "codeLens", "documentLink")
_CREATED, _CHANGED, _DELETED = 1, 2, 3
_LONGEST = 4_000  # characters of an open text; a longer one is put back to what is on the disk


class Day:
    """A server, the folder `folder` that is open in it, and all that it has been told."""

    def __init__(self, folder: Path, seed: int, projects: int = 4) -> None:
        self.chance = random.Random(f"day {seed}")
        self.encoding = ENCODINGS[seed % len(ENCODINGS)]
        self.folder = folder
        self.projects = [f"p{number}" for number in range(projects)]
        self.disk: dict[str, str] = {}
        self.open: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.edits = 0
        self.wire = Wire()

    async def begin(self) -> None:
        """Write the files, start the server, and open the first of them."""
        for project in self.projects:
            self._write_project(project)
        for name, text in EXTRA.items():
            self._write(name, text)
        await self._start(self.wire)
        for name in self.chance.sample(sorted(self.disk), 5):
            self._open(name)

    async def live(self, deeds: int) -> None:
        """Do one thing after the other; most are keystrokes."""
        for _ in range(deeds):
            deed: Callable[[], object] = self.chance.choices(
                (self._type, self._open_another, self._close, self._save, self.ask,
                 self._branch_switch, self._rename_file, self._settings, self._put_back),
                (60, 6, 4, 6, 14, 1, 2, 1, 3),
            )[0]  # fmt: skip
            waited = deed()
            if asyncio.iscoroutine(waited):
                await waited
            await asyncio.sleep(0)

    async def differences(self) -> list[str]:
        """Return what this server says otherwise than one that is started now."""
        asked = self._questions()
        kept = [_plain(await self.wire.ask(method, params)) for method, params in asked]
        afresh = await self._said_by_another(asked)
        found = [
            f"{method} {params}:\n  {one}\n  {other}"
            for (method, params), one, other in zip(asked, kept, afresh, strict=True)
            if one != other
        ]
        self.wire.written.clear()
        return found

    async def _said_by_another(self, asked: list[tuple[str, Any]]) -> list[Any]:
        """Return what a server says that is started now, without what this process has kept."""
        fresh = Wire()
        nothing_kept = patch.object(LatestParts, "of", lambda _, _path, make, _given=None: make)
        with nothing_kept, patch.object(reading, "_LAST", {}):
            await self._start(fresh)
            for name, text in self.open.items():
                fresh.open(text, self._uri(name), _language(name))
            return [_plain(await fresh.ask(method, params)) for method, params in asked]

    async def _start(self, wire: Wire) -> None:
        await wire.initialize(
            capabilities={
                "general": {"positionEncodings": [self.encoding]},
                "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}},
            },
            workspaceFolders=[{"uri": self.folder.as_uri(), "name": "day"}],
        )

    def _questions(self) -> list[tuple[str, Any]]:
        asked: list[tuple[str, Any]] = [("workspace/symbol", {"query": ""})]
        for name, text in sorted(self.open.items()):
            uri = {"textDocument": {"uri": self._uri(name)}}
            asked.append(("textDocument/diagnostic", uri))
            asked += ((f"textDocument/{method}", uri) for method in _METHODS)
            last = dict(zip(("line", "character"), self._position(name, len(text)), strict=True))
            whole = {"start": {"line": 0, "character": 0}, "end": last}
            asked.append(("textDocument/inlayHint", {**uri, "range": whole}))
            around = {**uri, "range": whole, "context": {"diagnostics": []}}
            asked.append(("textDocument/codeAction", around))
            for _ in range(3):
                place = self._position(name, self.chance.randint(0, len(text)))
                asked.append(("textDocument/hover", at(self._uri(name), *place)))
                asked.append(("textDocument/definition", at(self._uri(name), *place)))
        return asked

    def _type(self) -> None:
        if not self.open:
            return
        name = self.chance.choice(sorted(self.open))
        changes = [self._change(name) for _ in range(self.chance.choice((1, 1, 1, 2)))]
        self.versions[name] += 1
        self.wire.change(self.versions[name], *changes, uri=self._uri(name))

    def _change(self, name: str) -> dict[str, Any]:
        text = self.open[name]
        if len(text) > _LONGEST:
            self.open[name] = self.disk.get(name, "")
            return {"text": self.open[name]}
        start = self.chance.randint(0, len(text))
        end = min(len(text), start + self.chance.choice((0, 0, 1, 3, 20)))
        start, end = _outside_line_end(text, start), _outside_line_end(text, end)
        ends = [
            {"line": line, "character": character}
            for line, character in (self._position(name, start), self._position(name, end))
        ]
        new = self.chance.choice(TYPED)
        self.open[name] = text[:start] + new + text[end:]
        self.edits += 1
        return {"range": {"start": ends[0], "end": ends[1]}, "text": new}

    def _put_back(self) -> None:
        """Take back all that was typed in a file, as one does before a new thing."""
        if not self.open:
            return
        name = self.chance.choice(sorted(self.open))
        self.open[name] = self.disk.get(name, "")
        self.versions[name] += 1
        self.wire.change(self.versions[name], {"text": self.open[name]}, uri=self._uri(name))

    def _open_another(self) -> None:
        closed = sorted(self.disk.keys() - self.open.keys())
        if closed and len(self.open) < 50:
            self._open(self.chance.choice(closed))

    def _open(self, name: str) -> None:
        self.open[name], self.versions[name] = self.disk[name], 1
        self.wire.open(self.disk[name], self._uri(name), _language(name))

    def _close(self) -> None:
        if len(self.open) > 3:
            name = self.chance.choice(sorted(self.open))
            del self.open[name]
            self.wire.notify("textDocument/didClose", {"textDocument": {"uri": self._uri(name)}})

    def _save(self) -> None:
        if self.open:
            name = self.chance.choice(sorted(self.open))
            kind = _CHANGED if name in self.disk else _CREATED
            self._write(name, self.open[name])
            self.wire.notify("textDocument/didSave", {"textDocument": {"uri": self._uri(name)}})
            self._watched({name: kind})

    async def ask(self) -> None:
        """Ask one thing of a file that is open, or of the whole."""
        method, params = self.chance.choice(self._questions())
        await self.wire.ask(method, params)

    def _branch_switch(self) -> None:
        project = self.chance.choice(self.projects)
        gone = [name for name in self.disk if name.startswith(f"{project}/")]
        events = dict.fromkeys(gone, _DELETED)
        for name in gone:
            self._remove(name)
        for name in self._write_project(project):
            events[name] = _CHANGED if name in events else _CREATED
        self._watched(events)

    def _rename_file(self) -> None:
        name = self.chance.choice(sorted(self.disk))
        new = f"{name.rpartition('/')[0]}/{self.chance.choice(('a.conf', 'compose.yaml', '.env'))}"
        if new in self.disk or new in self.open or name in self.open:
            return
        text = self.disk[name]
        self._remove(name)
        self._write(new, text)
        self._watched({name: _DELETED, new: _CREATED})

    def _settings(self) -> None:
        name = "portlens.toml"
        rule = self.chance.choice(("duplicate-port", "listen-conflict", "unregistered-port"))
        level = self.chance.choice(("off", "error", "hint"))
        text = f'[severity]\n{rule} = "{level}"\n'
        kind = _CHANGED if (self.folder / name).exists() else _CREATED
        (self.folder / name).write_text(text)
        self._watched({name: kind})

    def _write_project(self, project: str) -> list[str]:
        """Write a stack into the folder of `project`; return the names of its files."""
        files, _ = built(self.chance.randrange(10_000))
        names = []
        for path, text in files.items():
            names.append(f"{project}/{path.removeprefix('/r/p/')}")
            self._write(names[-1], text)
        return names

    def _write(self, name: str, text: str) -> None:
        self.disk[name] = text
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def _remove(self, name: str) -> None:
        del self.disk[name]
        (self.folder / name).unlink()

    def _watched(self, events: dict[str, int]) -> None:
        changes = [{"uri": self._uri(name), "type": kind} for name, kind in events.items()]
        self.wire.notify("workspace/didChangeWatchedFiles", {"changes": changes})

    def _uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def _position(self, name: str, offset: int) -> tuple[int, int]:
        before = self.open[name][:offset].replace("\r\n", "\n").replace("\r", "\n")
        return before.count("\n"), units(before.rpartition("\n")[2], self.encoding)


def _outside_line_end(text: str, offset: int) -> int:
    """Return an offset that no editor could not mean: between CR and LF there is no place."""
    return offset - 1 if text[offset - 1 : offset + 1] == "\r\n" else offset


def _language(name: str) -> str:
    return next((each for end, each in LANGUAGES.items() if name.endswith(end)), "plaintext")


def _plain(answer: Any) -> Any:
    """Return an answer without what names only the answer itself."""
    if isinstance(answer, dict):
        return {key: _plain(value) for key, value in answer.items() if key != "resultId"}
    return [_plain(each) for each in answer] if isinstance(answer, list) else answer
