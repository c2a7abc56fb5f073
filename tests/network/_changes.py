"""Files that change in every way a project's may, on the disk and in an editor."""

import random
from collections.abc import Iterator

from portlens.network.context import Context
from portlens.workspace.document import Document
from portlens.workspace.settings import HostGroup, Settings
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests.network._stack import around

_BUILD = '{context: "./${DIR:-api}", dockerfile: "${FILE:-Dockerfile}", args: [PORT]}'
_COMPOSE = (
    (
        'services: {edge: {image: nginx, ports: ["8:80"], volumes: ["./conf.d:/etc/nginx/conf.d"]},'
        " api: {build: ./api}}\n"
    ),
    (
        'services: {edge: {image: nginx, volumes: ["./nginx.conf:/etc/nginx/nginx.conf"]},'
        ' api: {image: x, environment: {A: "http://${HOST:-edge}:81"}}}\n'
    ),
    "services: {edge: {image: nginx, volumes: [./:/etc/nginx], networks: [a]}}\nnetworks: {a: }\n",
    "include: [compose.override.yaml]\nservices: {other: {image: y, volumes: ['/:/host']}}\n",
    "services: {edge: {extends: {file: base.yaml, service: web}}}\n",
    "services: {api: {network_mode: 'service:edge'}, edge: {network_mode: 'service:api'}}\n",
    f'services:\n  api: {{build: {_BUILD}}}\n  edge: {{image: nginx, ports: ["${{PORT}}:80"]}}\n',
    "services: {edge: {image: x}, api: {build: api, env_file: app.env}}\n",
    "include: [{path: sub/compose.yaml, env_file: app.env}]\n",
    "include: [{path: sub/compose.yaml, env_file: web.env}]\n",
    "services: {api: {build: {args: [PORT=7]}}, edge: {extends: {file: base.yaml, service: b}}}\n",
    "services: [\n",
    "services: {edge: {image: nginx, volumes: ['${DIR}/nginx.conf:/etc/nginx/nginx.conf']}}\n",
    "",
)
_NGINX = (
    "server { listen 80; location / { proxy_pass http://api:3000; } }\n",
    "server { listen 81; include snippets/*; }\n",
    "events {} http { include conf.d/*.conf; }\n",
    "events {} http { include conf.d/b.conf; include sites-enabled/*; }\n",
    "events {} http { include /r/p/conf.d/*; include /elsewhere/*; }\n",
    "server { listen",
)
_DOCKERFILE = (
    "FROM nginx\nEXPOSE 5\nCOPY conf.d /etc/nginx/conf.d\n",
    "ARG PORT=3000\nFROM node\nEXPOSE $PORT\nHEALTHCHECK CMD curl http://localhost:$PORT\n",
    "FROM nginx\nCMD nginx -g 'daemon off;'\n",
    "FROM",
)
_ENV = (
    "HOST=api\nPORT=81\n",
    "DIR=web\nFILE=build.txt\n",
    "DIR=./web\nPORT=99999\nURL=http://edge:${PORT}\n",
    "COMPOSE_FILE=compose.yaml:base.yaml\n",
    "# nothing\n",
)
_SSH = ("Port 22\n", "Port 2222\nInclude sshd_config.d/*\n", "ListenAddress [::]:80\n")
_UNIT = ("[Socket]\nListenStream=22\n", "[Socket]\nListenStream=\nListenStream=81\n", "[Socket\n")
_POD = (
    "{{apiVersion: v1, kind: Pod, metadata: {{name: {0}, labels: {{app: a}}}}, spec: {{containers:"
    " [{{image: x, ports: [{{name: web, containerPort: {1}}}]}}]}}}}\n"
)
_SERVICE = (
    "{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {selector: {app: a},"
    " ports: [{port: 80, targetPort: web}]}}\n"
)
_OBJECTS = (_POD.format("one", 80), _POD.format("two", 81), _SERVICE, "services: {}\n")
_KUSTOMIZATION = ("resources: [a.yaml, c]\n", "resources: [c/b.yaml]\n", "resources: [../k]\n")
TEXTS: dict[str, tuple[str, ...]] = {
    "/r/k/kustomization.yaml": _KUSTOMIZATION,
    "/r/k/a.yaml": _OBJECTS,
    "/r/k/b.yaml": _OBJECTS,
    "/r/k/c/Kustomization": ("resources: [a.yaml, b.yaml]\n", _KUSTOMIZATION[0]),
    "/r/k/c/a.yaml": _OBJECTS,
    "/r/k/c/b.yaml": _OBJECTS,
    "/r/p/compose.yaml": _COMPOSE,
    "/r/p/compose.override.yaml": _COMPOSE,
    "/r/p/docker-compose.yml": _COMPOSE,
    "/r/p/sub/compose.override.yaml": _COMPOSE,
    "/r/p/base.yaml": (
        "services: {web: {image: nginx, ports: ['8080:80']}}\n",
        f"services: {{web: {{build: sub}}, b: {{build: {_BUILD}}}}}\n",
        _COMPOSE[0],
    ),
    "/r/p/sub/compose.yaml": _COMPOSE,
    "/r/p/nginx.conf": _NGINX,
    "/r/p/web/nginx.conf": _NGINX,
    "/r/p/conf.d/default.conf": _NGINX,
    "/r/p/conf.d/b.conf": _NGINX,
    "/r/p/snippets/s": _NGINX,
    "/r/p/sites-available/a": _NGINX,
    "/r/p/sites-enabled/a": _NGINX,
    "/r/p/.env": _ENV,
    "/r/p/app.env": _ENV,
    "/r/p/web.env": _ENV[1:3],
    "/r/p/sub/.env": _ENV,
    "/r/p/Dockerfile": _DOCKERFILE,
    "/r/p/api/Dockerfile": _DOCKERFILE,
    "/r/p/web/build.txt": _DOCKERFILE,
    "/r/p/sub/Dockerfile": _DOCKERFILE,
    "/r/p/sub/web/build.txt": _DOCKERFILE,
    "/r/etc/nginx/nginx.conf": _NGINX,
    "/r/etc/ssh/sshd_config": _SSH,
    "/r/etc/ssh/sshd_config.d/a.conf": _SSH,
    "/r/etc/services": ("http 8080/tcp\n", "ssh 222/tcp\n"),
    "/r/etc/systemd/system/ssh.socket": _UNIT,
    "/r/etc/systemd/system/ssh.socket.d/a.conf": _UNIT,
    "/r/q/compose.yaml": _COMPOSE,
    "/elsewhere/default.conf": _NGINX,
}
_SETTINGS = (
    Settings(),
    Settings(hosts=(HostGroup("a", ("**/compose.yaml", "**/ssh*"), "/r"),)),
    Settings(hosts=(HostGroup("b", ("**/*.conf", "p/*"), "/r"),)),
)


class Story:
    """A workspace to which things happen; whether the disk counts as still is part of it."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        # Few texts for each path: what belongs together then meets more than once.
        self._some = {
            path: self._chance.sample(some, min(2, len(some))) for path, some in TEXTS.items()
        }
        self._texts = {
            path: self._chance.choice(some)
            for path, some in self._some.items()
            if self._chance.random() < 0.8
        }
        self._files = MemoryFiles(self._texts)
        self._folders = ["/r"]
        self._stands_still = self._chance.random() < 0.5
        self._opened: dict[str, Document] = {}
        self.kept = around({})._replace(workspace=Workspace(self._files, self._roots))

    def go_on(self) -> None:
        """Let something happen, and for half of all workspaces a new question begin."""
        for _ in range(self._chance.choice((1, 1, 2, 3, 12))):
            self._change()
        self.kept = self.kept._replace(
            settings=self._chance.choice((self.kept.settings, *_SETTINGS))
        )
        if self._stands_still:
            self.kept.workspace.stand_still()

    def afresh(self) -> Context:
        """Return the same as it is seen by who comes now."""
        workspace = Workspace(self._files, self._roots)
        for document in self.kept.workspace.open_documents():
            workspace.open(Document(document.path, document.text, document.format))
        return self.kept._replace(workspace=workspace)

    def paths(self) -> Iterator[str]:
        """Yield the files that there may be."""
        yield from TEXTS

    def _roots(self) -> list[str]:
        return self._folders

    def _change(self) -> None:
        chance, texts, links = self._chance, self._texts, self._files.links
        path = chance.choice(list(TEXTS))
        what = chance.randrange(9)
        workspace = self.kept.workspace
        opened = workspace.open_document(path)
        if what == 0:
            texts.pop(path, None)
            links.pop(path, None)
        elif what == 1 and texts:
            links[path] = chance.choice([*texts, path, "/nowhere"])
            texts.pop(path, None)
        elif what == 2 and path in texts:
            texts[chance.choice(list(TEXTS))] = texts.pop(path)
        elif what == 3:
            found = workspace.document(path)
            if found is not None:
                workspace.open(Document(path, found.text, found.format))
        elif what == 4:
            workspace.close(path)
        elif what == 5 and opened is not None:
            workspace.open(opened.changed_to(chance.choice(self._some[path])))
        elif what == 6:
            self._folders = chance.choice((["/r"], ["/r/p"], ["/r/p", "/elsewhere"], ["/"]))
        else:
            links.pop(path, None)
            texts[path] = chance.choice(self._some[path])
