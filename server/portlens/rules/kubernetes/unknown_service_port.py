"""A route to a port that the Service does not have

An Ingress or an HTTPRoute leads to a port of a Service, by its number or its name: the Service's
own, and not the container's. Where the Service has no such port, whoever calls gets an error from
the gateway. Kubernetes takes it without a word.

Only Services of the same namespace in the same file are asked. Where a `kustomization.yaml` makes
one set of several files, and no patches, prefixes or files from elsewhere change what these say,
the Services of all of them are asked. A patch of replicas, images, resources, environments or
annotations changes nothing of that. For that all folders of the workspace or the repository are
looked at, 256 at most: an overlay anywhere, a Flux Kustomization or an Argo CD Application may
patch the set, and then nothing is said of it. Nor is anything said of a set in the very folder that
was given to portlens, unless a repository begins there: who builds on it may lie above; nor
of one that nothing builds on in a folder called `base`, `bases`, `common`, `component`,
`components`, `lib`, `shared`, `template` or `templates`, which is made for others. Nothing is said
in templates.

## Example

```kubernetes
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service:
      name: shop
      port:
        number: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: 8080
```

## Instead

```kubernetes
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service:
      name: shop
      port:
        number: 80
---
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: 8080
```
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from portlens.formats.kubernetes.manifest import Backend, Manifest, Service
from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.kubernetes.complete import Part, Whole, complete_with, is_as_written
from portlens.rules._rule import Rule
from portlens.rules.kubernetes._manifest import certain_manifest, told_in_every
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase, in_a_row
from portlens.text.plain import is_number
from portlens.workspace.document import Document

NUMBER = Phrase(
    "Service {service} has no port {port}: it has {ports}",
    "Service {service} にポート {port} はありません: あるのは {ports} です",
)
NONE = Phrase(
    "Service {service} has no port {port}: it has none at all",
    "Service {service} にポート {port} はありません: ポートが 1 つもありません",
)
CUT = Phrase("{ports}…", "{ports}…")
HERE = Phrase("the Service", "この Service")
USE = Phrase("Use {port}", "{port} を使う")

JAPANESE = """
Service にないポートへの経路

Ingress や HTTPRoute は、Service のポートを番号か名前で指定します。コンテナーのポートではなく、
Service 自身のポートです。そのポートが Service になければ、呼び出した側にはゲートウェイのエラーが
返ります。Kubernetes はそのまま受け付けます。

調べるのは同じファイルにある、同じ名前空間の Service です。`kustomization.yaml` が複数のファイルを
1 つにまとめ、パッチ、接頭辞、外部のファイルなどがその内容を変えない場合は、すべてのファイルの
Service を調べます（レプリカ数、イメージ、リソース、環境変数、アノテーションなどだけを変えるパッチは
構いません）。そのためにワークスペースまたはリポジトリのフォルダーを 256 個まで調べ、どこかの
オーバーレイ、Flux の Kustomization、Argo CD の Application がパッチを当てる可能性があれば報告
しません。portlens に渡されたフォルダーそのものが kustomization であり、そこがリポジトリの最上位で
ない場合も、上位から使われうるため報告しません。`base`、`bases`、`common`、`component`、
`components`、`lib`、`shared`、`template`、`templates` という名前のフォルダーの kustomization も、
それを使うものが見つからなければ、他から使われるためのものとみなして報告しません。
テンプレートでは報告しません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each backend whose Service has no such port."""
    manifest = certain_manifest(document)
    if not manifest.backends:
        return
    complete = complete_with(document, context.workspace)
    sets = complete.sets if complete is not None else (Whole((Part(document.path, manifest),)),)
    mine = complete.mine if complete is not None else manifest
    found = list(told_in_every(sets, partial(_of_set, mine, document)))
    if found and is_as_written(document, context.workspace):
        yield from found


def _of_set(manifest: Manifest, document: Document, whole: Whole) -> Iterator[Finding]:
    known: dict[tuple[str, str], _Ports | None] = {}
    for backend in manifest.backends:
        pause()
        key = backend.namespace, backend.service
        if key not in known:
            known[key] = _ports(whole.services.get(key, ()))
        ports = known[key]
        if ports is not None and ports.is_whole and not ports.has(backend):
            yield ports.finding(backend, document)


def _ports(services: Sequence[tuple[str, Service]]) -> "_Ports | None":
    found = None
    for path, service in services:
        found = found or _Ports(service, path)
        found.add(service)
    return found


class _Ports:
    """The ports of the Services of one name."""

    def __init__(self, first: Service, path: str) -> None:
        self.first = first
        self.path = path
        self.is_whole = True
        self.numbers: set[int] = set()
        self.names: set[str] = set()
        self._shown: dict[bool, list[str]] = {}

    def add(self, service: Service) -> None:
        """Take in the ports of one; of a patch, and of a placeholder, nobody knows what it has."""
        self.is_whole &= service.is_whole
        for port in service.ports:
            if port.number is None or port.name is None:
                self.is_whole = False
            else:
                self.names.add(port.name)
                self.numbers.add(port.number)

    def has(self, backend: Backend) -> bool:
        """Tell whether one of the ports is the one that a route leads to."""
        return backend.name in self.names if backend.name else backend.number in self.numbers

    def finding(self, backend: Backend, document: Document) -> Finding:
        """Return what is told of a route that leads to none of the ports."""
        wanted = backend.name or str(backend.number)
        ports = self.first.ports
        had = self._had(by_name=bool(backend.name))
        shown = CUT.fill(ports=in_a_row(had[:_MOST])) if len(had) > _MOST else in_a_row(had)
        message = (NUMBER if had else NONE).fill(service=self.first.name, port=wanted, ports=shown)
        fixes: tuple[Fix, ...] = ()
        if len(had) == 1 and is_number(had[0]) != bool(backend.name):
            fixes = (Fix(USE.fill(port=had[0]), (Edit(backend.span, had[0]),)),)
        path = self.path if self.path != document.path else None
        related = tuple(Related(port.span, HERE, path) for port in ports[:1])
        return Finding(backend.span, message, related, fixes)

    def _had(self, *, by_name: bool) -> list[str]:
        """Return the first few ports, each once, by their names or their numbers.

        Once for all the routes that lead here: there may be as many as there are ports.
        """
        if by_name not in self._shown:
            ports = self.first.ports
            each = (port.name if by_name and port.name else str(port.number) for port in ports)
            self._shown[by_name] = list(islice(dict.fromkeys(each), _MOST + 1))
        return self._shown[by_name]


_MOST = 6  # ports that are named


RULE = Rule("warning", check, JAPANESE)
