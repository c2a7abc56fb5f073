"""A port name that no container has

A Service that leads to a port by its name has no endpoint at pods of which no container has a
port of that name, and clients wait in vain. A probe with such a name fails each time. Kubernetes
takes both without a word.

For a Service the pods are those of its namespace, in the same file, that have the labels of its
selector. Where a `kustomization.yaml` makes one set of several files, and no patches, prefixes or
files from elsewhere change what these say, the pods of all of them count. A patch of replicas,
images, resources, environments or annotations changes nothing of that. For that all folders of
the workspace or the repository are looked at, 256 at most: an overlay anywhere, a Flux
Kustomization or an Argo CD Application may patch the set, and then nothing is said of it. Nor is
anything said of a set in the very folder that was given to portlens, unless a repository begins
there: who builds on it may lie above; nor of one that nothing builds on in a folder called `base`,
`bases`, `common`, `component`, `components`, `lib`, `shared`, `template` or `templates`, which is
made for others. A probe is told under prefixes and labels as well. Nothing is said where
none are there but those of Jobs, where one of them is a patch or of a kind that is not known, where
a manifest beside it has more of them, and in templates. Numbers may lead to any port, declared or
not.

## Example

```kubernetes
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: htpp
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    app: shop
spec:
  containers:
    - name: shop
      image: shop
      ports:
        - name: http
          containerPort: 8080
```

## Instead

```kubernetes
apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector:
    app: shop
  ports:
    - port: 80
      targetPort: http
---
apiVersion: v1
kind: Pod
metadata:
  name: shop
  labels:
    app: shop
spec:
  containers:
    - name: shop
      image: shop
      ports:
        - name: http
          containerPort: 8080
```
"""

from collections.abc import Iterator
from functools import partial

from portlens.formats.kubernetes.manifest import Manifest, Named, Pod, Service
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.kubernetes.applied import applied_with
from portlens.programs.kubernetes.complete import Whole, complete_with, is_as_written, keeps_pods
from portlens.programs.kubernetes.selection import Selection
from portlens.rules._rule import Rule
from portlens.rules.kubernetes._manifest import certain_manifest, told_in_every
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

SERVICE = Phrase(
    "{name} leads nowhere: no container of {pod} has a port of that name",
    "{name} の転送先がありません: {pod} のコンテナーにこの名前のポートはありません",
)
OTHER = Phrase(
    "{name} leads nowhere: the port of that name of {pod} is for {transport}",
    "{name} の転送先がありません: {pod} のこの名前のポートは {transport} 用です",
)
PROBE = Phrase(
    "this fails each time: the container has no port called {name}",
    "必ず失敗します: このコンテナーに {name} という名前のポートはありません",
)
USE = Phrase("Use {name}", "{name} を使う")

JAPANESE = """
どのコンテナーにもないポート名

Service がポートを名前で指定し、Pod のどのコンテナーにもその名前のポートがなければ、その Pod は
エンドポイントになりません。プローブがそのような名前を使うと必ず失敗します。Kubernetes はどちらも
そのまま受け付けます。

Service の対象は、同じファイルにあり、名前空間が同じで、セレクターのラベルを持つ Pod です。
`kustomization.yaml` が複数のファイルを 1 つにまとめ、パッチ、接頭辞、外部のファイルなどがその内容を
変えない場合は、すべてのファイルの Pod を対象にします（レプリカ数、イメージ、リソース、環境変数、
アノテーションなどだけを変えるパッチは構いません）。そのためにワークスペースまたはリポジトリの
フォルダーを 256 個まで調べ、どこかのオーバーレイ、Flux の Kustomization、Argo CD の Application が
パッチを当てる可能性があれば報告しません。portlens に渡されたフォルダーそのものが kustomization で
あり、そこがリポジトリの最上位でない場合も、上位から使われうるため報告しません。`base`、`bases`、
`common`、`component`、`components`、`lib`、`shared`、`template`、`templates` という名前の
フォルダーの kustomization も、それを使うものが見つからなければ、他から使われるためのものと
みなして報告しません。プローブは、接頭辞やラベルが付く場合にも調べます。該当する Pod がない場合、
Job の Pod しかない場合、パッチや未知の種類の Pod が含まれる場合、隣のマニフェストにも該当する
Pod がある場合、テンプレートの場合は報告しません。番号であれば、宣言されていないポートにも
転送できます。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each name that leads nowhere."""
    manifest = certain_manifest(document)
    probes = list(_of_probes(manifest))
    if probes and keeps_pods(document, context.workspace):
        yield from probes
    found: list[Finding] = []
    if any(port.target for service in manifest.services for port in service.ports):
        complete = complete_with(document, context.workspace)
        if complete is not None:
            found += told_in_every(complete.sets, partial(_of_set, complete.mine))
        else:
            found += _of_one_file(manifest, document, context)
    if found and is_as_written(document, context.workspace):
        yield from found


def _of_set(manifest: Manifest, whole: Whole) -> Iterator[Finding]:
    for service in manifest.services:
        pause()
        yield from _of_service(service, _selected(service, whole.selection))


def _of_one_file(manifest: Manifest, document: Document, context: Context) -> Iterator[Finding]:
    selection, every = Selection((manifest,)), None
    for service in manifest.services:
        pause()
        pods = _selected(service, selection)
        found = list(_of_service(service, pods))
        if found:
            every = every or _all_applied(document, context)
            # Of pods in another file, some may be what the name is for.
            if len(every.of(service)) <= len(pods):
                yield from found


def _selected(service: Service, selection: Selection) -> list[Pod]:
    """Return the pods that a Service leads to; none where nobody knows all of their ports."""
    pods = [selection.pods[index] for index in selection.of(service)]
    return pods if all(pod.is_whole for pod in pods) else []


def _all_applied(document: Document, context: Context) -> Selection:
    trees = (each.reading.tree for each in applied_with(document, context.workspace))
    return Selection(tree for tree in trees if isinstance(tree, Manifest))


def _of_probes(manifest: Manifest) -> Iterator[Finding]:
    for pod in manifest.pods:
        pause()
        names: dict[int, list[str | None]] = {}  # by container
        for port in pod.ports if pod.is_whole and pod.probes else ():
            names.setdefault(port.container, []).append(port.name)
        for probe in pod.probes if pod.is_whole else ():
            known = names.get(probe.container or 0, [])
            if probe.name not in known and None not in known:
                yield _finding(probe, list(filter(None, known)), PROBE.fill(name=probe.name))


def _of_service(service: Service, pods: list[Pod]) -> Iterator[Finding]:
    """Yield what no container of `pods` has, if there are any."""
    names: dict[str, set[str | None]] = {}  # by transport: of another it is another port
    for pod in pods:
        for each in pod.ports:
            names.setdefault(each.transport, set()).add(each.name)
    unknown = names.get("unknown", set())
    for port in service.ports if pods else ():
        known = names.get(port.transport, set()) | unknown
        if port.target is None or port.transport == "unknown" or None in known:
            continue
        name = port.target.name
        if name not in known:
            others = sorted(other for other, taken in names.items() if name in taken)
            message = SERVICE.fill(name=name, pod=pods[0].owner)
            if others:
                message = OTHER.fill(name=name, pod=pods[0].owner, transport=others[0].upper())
            yield _finding(port.target, sorted(filter(None, known)), message)


def _finding(target: Named, names: list[str], message: Phrase) -> Finding:
    from difflib import get_close_matches  # only for who has made a mistake

    near = get_close_matches(target.name, [name for name in names[:_MOST] if name], 1)
    fixes = tuple(Fix(USE.fill(name=name), (Edit(target.span, name),)) for name in near)
    return Finding(target.span, message, fixes=fixes)


_MOST = 20  # names that one may have been meant of


RULE = Rule("warning", check, JAPANESE)
