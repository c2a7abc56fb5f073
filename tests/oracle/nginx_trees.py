"""Random nginx configurations of several files, laid out as packages and people lay them.

Each statement stands on a line of its own, so that a line can be taken out: when nginx has told
of one mistake, the next can be reached. Only addresses that every machine has are used, since
`nginx -t` binds them.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.oracle.nginx_generator import Writer
from tests.oracle.nginx_program import MODULES


class Layout(NamedTuple):
    """A folder before it is written: texts and links by relative path, and empty folders."""

    texts: dict[str, str]
    links: dict[str, str]
    folders: tuple[str, ...]

    def write(self, root: Path) -> None:
        """Write everything below `root`, which need not exist."""
        for folder in ("", *self.folders):
            (root / folder).mkdir(parents=True, exist_ok=True)
        for path, text in self.texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        for path, target in self.links.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(target)


def layouts(count: int, seed: int) -> Iterator[Layout]:
    """Yield `count` configurations, the same ones for the same seed; the main is nginx.conf."""
    chance = Random(seed)
    for _ in range(count):
        yield _Layouter(chance).layout()


_HTTP_INCLUDES = (
    ("conf.d/*.conf", "sites-enabled/*"),
    ("conf.d/*.conf",),
    ("sites-enabled/*.conf", "upstreams.conf"),
    ("vhosts/[a-m]*", "vhosts/[n-z]?.conf"),
    ("conf.d/*.conf", "conf.d/late/*.conf", "missing/*.conf"),
)
_STREAM_INCLUDES = (("streams-enabled/*",), ("stream.d/*.conf", "tcp/*"), ("tcp.d/*",))
_NAMES = ("default", "a", "b.conf", "m.conf", "z.conf", "10-x.conf", ".hidden.conf", "na.conf")


class _Layouter:
    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.writer = Writer(chance)
        self.texts: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.folders: list[str] = []

    def layout(self) -> Layout:
        main = [f"load_module {path};" for path in MODULES]
        main += ["pid nginx.pid;", "error_log stderr;", "events {", "}"]
        for module in self.chance.choice((["http"], ["http", "stream"], ["stream", "http"])):
            main += [f"{module} {{", *getattr(self, module)(), "}"]
        self.texts["nginx.conf"] = _joined(main)
        return Layout(self.texts, self.links, tuple(self.folders))

    def http(self) -> Iterator[str]:
        yield "access_log off;"
        yield "ssl_reject_handshake on;"
        yield "map $uri $target {"
        yield "default 127.0.0.1:9000;"
        yield "}"
        includes = self.chance.choice(_HTTP_INCLUDES)
        if "upstreams.conf" in includes:
            self.texts["upstreams.conf"] = _joined(self.split_up(self.upstream()))
        else:
            yield from self.split_up(self.upstream())
        for target in includes:
            yield f"include {target};"
            self.fill(target, "http")
        for _ in self.writer.times(3, 2, 1):
            yield from self.server("http")

    def stream(self) -> Iterator[str]:
        yield "map $protocol $target {"
        yield "default 127.0.0.1:9000;"
        yield "}"
        yield from self.split_up(self.upstream())
        for target in self.chance.choice(_STREAM_INCLUDES):
            yield f"include {target};"
            self.fill(target, "stream")
        for _ in self.writer.times(3, 2, 1):
            yield from self.server("stream")

    def fill(self, target: str, module: str) -> None:
        """Put files where a pattern leads to, some of which it leaves out."""
        folder, _, name = target.rpartition("/")
        if not folder or folder == "missing":
            return
        self.folders.append(folder)
        for name in self.chance.sample(_NAMES, self.chance.choice((0, 1, 2, 2, 3))):
            text = _joined(
                [line for _ in self.writer.times(0, 3, 1) for line in self.server(module)]
            )
            if folder.endswith("enabled") and self.chance.random() < 0.7:
                there = f"{folder.replace('enabled', 'available')}/{name}"
                self.texts[there] = text
                self.links[f"{folder}/{name}"] = f"../{there}"
            else:
                self.texts[f"{folder}/{name}"] = text

    def server(self, module: str) -> Iterator[str]:
        """Yield one server, with some of its statements in files of their own."""
        yield "server {"
        least = int(module == "http" or self.writer.oddity > 0)
        yield from self.split_up(self.listens(module, least, 4, 3, 1))
        if module == "http":
            for _ in self.writer.times(3, 3, 1):
                names = ("a", "b", "a b", ".a", "*.a", "a.*", "~^a", "A", "_", '""')
                yield f"server_name {self.chance.choice(names)};"
            for number in self.writer.times(4, 3, 1):
                yield f"location /{number} {{"
                yield from self.split_up(list(self.writer.passing()))
                yield "}"
        else:
            yield f"proxy_pass {self.writer.target()};"
            yield "return x;"  # what remains where the line before is taken out
        yield "}"

    def listens(self, module: str, *weights: int) -> list[str]:
        """Return listen statements without `${PORT}`, which makes a template of any file."""
        return [line for line in self.writer.listens(module, *weights) if "${" not in line]

    def upstream(self) -> list[str]:
        """Return the lines of a group that has a server whatever is taken out."""
        *lines, end = self.writer.upstream()
        return [*lines, "server 127.0.0.1:9002;", end]

    def split_up(self, lines: list[str]) -> Iterator[str]:
        """Yield `lines`, or an include of a file that has them."""
        if not lines or self.chance.random() > 0.15:
            yield from lines
            return
        path = f"snippets/{len(self.texts)}.{self.chance.choice(('conf', 'inc'))}"
        self.texts[path] = _joined(lines)
        yield f"include {path};"


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
