"""Published ports of a service that has no network of its own

With `network_mode: service:other` the service lives in the other's network: Docker refuses
the container ("conflicting options: port publishing and the container type network mode").
The same goes for `expose`. The ports belong to the service that owns the network. With `host`
the container's ports are the host's anyway, and with `none` there is no network: Docker
discards the entries, which gets a warning.

## Example

```compose
services:
  vpn:
    image: gluetun
  client:
    image: transmission
    network_mode: service:vpn
    ports:
      - "9091:9091"
```

## Instead

```compose
services:
  vpn:
    image: gluetun
    ports:
      - "9091:9091"
  client:
    image: transmission
    network_mode: service:vpn
```
"""

from collections.abc import Iterator

from portlens.formats.compose.services import Service, items_of
from portlens.model.finding import Finding, Fix, Related
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.programs.compose.service import Body, Setting
from portlens.rules._rule import Rule
from portlens.rules.compose._services import key_of, services_by_name, services_of
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

REFUSED = Phrase(
    "Docker refuses {key} together with network_mode: {mode}",
    "network_mode: {mode} と {key} を併用すると Docker に拒否されます",
)
DISCARDED = Phrase(
    "Docker discards {key} together with network_mode: {mode}",
    "network_mode: {mode} では {key} は無視されます",
)
HERE = Phrase("the network mode", "ネットワークモードの指定")
MOVE = Phrase(
    "Move the ports to {service}, which owns the network",
    "ネットワークを持つ {service} に ports を移す",
)
REMOVE = Phrase("Remove {key}", "{key} を削除する")

JAPANESE = """
自分のネットワークを持たないサービスの公開ポート

`network_mode: service:other` のサービスは相手のネットワークの中で動くため、
Docker はコンテナーの作成を拒否します（"conflicting options: port publishing and the container
type network mode"）。`expose` も同じです。ポートはネットワークを持つ側のサービスに書きます。
`host` ではコンテナーのポートがそのままホストのポートになり、`none` ではネットワークがないため、
どちらも Docker は項目を無視します（警告）。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding at the `ports` and the `expose` of each such service."""
    project = project_of(document, context.workspace)
    for service in services_of(document):
        pause()
        body = project.services.get(service.name)
        if body is None or body.network_mode is None:
            continue
        mode = body.network_mode.value
        owner = mode.removeprefix("service:").removeprefix("container:")
        is_shared = owner != mode
        if not is_shared and mode not in {"host", "none"}:
            continue
        written = _written(body.network_mode, project.documents[body.network_mode.path])
        keys = ["ports"] if body.ports else []
        keys += ["expose"] if body.expose is not None and is_shared else []
        for name in keys:
            span = _place(service, name, is_told=_is_told_below(body, name, document, context))
            if span is None:
                continue
            fixes = _fixes(service, name, owner if mode.startswith("service:") else "", document)
            yield Finding(
                span,
                (REFUSED if is_shared else DISCARDED).fill(key=name, mode=written),
                (_related(body.network_mode, document),),
                tuple(fixes),
                severity=None if is_shared else "warning",
            )


def _place(service: Service, name: str, *, is_told: bool) -> Span | None:
    """Return where the service says so; its network mode, where it inherits its ports.

    `is_told`: they stand in another file for the same service, and are told there.
    """
    written = key_of(service, name)
    if written is not None:
        return written[0].span
    mode = key_of(service, "network_mode")
    return (
        mode[0].span if mode is not None and (key_of(service, "extends") or not is_told) else None
    )


def _is_told_below(body: Body, name: str, document: Document, context: Context) -> bool:
    """Tell whether the file with the ports is judged within the same project.

    A devcontainer.json loads the project's file with its own, and that is one by itself as well.
    """
    paths = {port.path for port in body.ports} if name == "ports" else set[str]()
    paths |= {body.expose.path} if name == "expose" and body.expose is not None else set()
    files = project_of(document, context.workspace).files
    others = [context.workspace.document(path) for path in paths - {document.path}]
    return any(
        other is not None and project_of(other, context.workspace).files == files
        for other in others
    )


def _written(mode: Setting, document: Document) -> str:
    """Return the mode as it stands in the file: a variable's value may be a secret."""
    written = mode.span.of(document.text)
    return written if "$" in written else mode.value


def _related(setting: Setting, document: Document) -> Related:
    where = None if setting.path == document.path else setting.path
    return Related(setting.span, HERE, where)


def _fixes(service: Service, name: str, owner: str, document: Document) -> Iterator[Fix]:
    from portlens.rules.compose._lines import section_lines

    ports = key_of(service, name)
    lines = ports and section_lines(ports[0].span, ports[1].end, document)
    if not ports or not lines:
        return
    if not owner:
        yield Fix(REMOVE.fill(key=name), (Edit(lines, ""),))
        return
    if name != "ports" or not items_of(ports[1]):
        return
    other = services_by_name(document).get(owner)
    items = items_of(ports[1])
    edit = _addition(other, lines, items[0].start, document) if other and items else None
    if edit:
        yield Fix(MOVE.fill(service=owner), (Edit(lines, ""), edit), is_preferred=True)


def _addition(owner: Service, lines: Span, first: int, document: Document) -> Edit | None:
    """Return the edit that writes the section's items, or all of it, into `owner`."""
    from portlens.rules.compose._lines import item_lines

    text = lines.of(document.text)
    present = key_of(owner, "ports")
    if present is None:
        line = document.lines.position(owner.node.end - 1).line
        below = document.lines.offset(line + 1, 0)
        return Edit(Span(below, below), text) if owner.node.start > owner.key.end + 1 else None
    items = items_of(present[1])
    last = item_lines(items[-1].span, document) if items else None
    start = document.text.rfind("\n", 0, first) + 1
    if last is None or start <= lines.start:
        return None
    return Edit(Span(last.end, last.end), document.text[start : lines.end])


RULE = Rule("error", check, JAPANESE)
