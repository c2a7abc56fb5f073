"""A port entry of a shape that Compose does not take

`ports` and `expose` are lists. An entry of `ports` is a word (`8080:80`) or a mapping with the
keys `target`, `published`, `host_ip`, `protocol`, `mode`, `name` and `app_protocol`; Compose
stops at any other, at a key such as `port` or `Ports`, and at `ports` outside of a service. The
mode is `ingress` or `host`, and only a swarm goes by it: another word gets a warning.

## Example

```compose
services:
  web:
    image: nginx
    ports:
      - target: 80
        publish: 8080
```

## Instead

```compose
services:
  web:
    image: nginx
    ports:
      - target: 80
        published: 8080
```
"""

import re
from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.rules._rule import Rule, check_faults
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "no-list": Phrase("{text} is not followed by a list", "{text} の後にリストがありません"),
    "no-entry": Phrase(
        "this is neither a word nor a mapping of a port",
        "ポートの文字列でもマッピングでもありません",
    ),
    "top-level": Phrase(
        "{text} belongs in a service: Compose stops at it here",
        "{text} はサービスの中に書きます: ここでは Compose が停止します",
    ),
    "misspelt": Phrase(
        "{text} is no key of a service: {meant} is",
        "{text} というサービスのキーはなく、{meant} です",
    ),
    "unknown-key": Phrase("{text} is no part of a port entry", "{text} はポートの項目にありません"),
    "no-scalar": Phrase("a single value belongs here", "ここには 1 つの値を書きます"),
    "no-text": Phrase(
        "{text} is not text: quote it", "{text} は文字列ではありません: 引用符で囲みます"
    ),
    "no-value": Phrase("{text} has no value", "{text} に値がありません"),
    "mode": Phrase(
        "{text} is no mode: ingress and host are", "{text} というモードはなく、ingress か host です"
    ),
    "empty-mode": Phrase(
        "mode is empty: ingress and host are modes", "mode が空です。モードは ingress か host です"
    ),
}

# Keys that people write for the one that Compose knows.
MEANT = {
    "publish": "published",
    "host_port": "published",
    "hostPort": "published",
    "container_port": "target",
    "containerPort": "target",
    "hostIP": "host_ip",
    "hostIp": "host_ip",
    "ip": "host_ip",
    "proto": "protocol",
}

WRITE = Phrase("Write {text}", "{text} にする")

JAPANESE = """
Compose が受け付けない形のポート項目

`ports` と `expose` はリストです。`ports` の項目は文字列（`8080:80`）か、`target`、`published`、
`host_ip`、`protocol`、`mode`、`name`、`app_protocol` をキーとするマッピングで、それ以外や、
`port`、`Ports` のようなキー、サービスの外の `ports` では Compose が停止します。
モードは `ingress` か `host` で、意味を持つのは swarm だけです。ほかの語は警告になります。
"""


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the key that was meant, or the quotes."""
    text = fault.span.of(document.text)
    if fault.reason == "unknown-key" and text in MEANT:
        title = WRITE.fill(text=MEANT[text])
        yield Fix(title, (Edit(fault.span, MEANT[text]),), is_preferred=True)
    elif fault.reason == "misspelt":
        meant = str(fault.values["meant"])
        yield Fix(WRITE.fill(text=meant), (Edit(fault.span, meant),), is_preferred=True)
    elif fault.reason == "no-text" and not _is_transport(fault, document.text):
        title = WRITE.fill(text=f'"{text}"')
        yield Fix(title, (Edit(fault.span, f'"{text}"'),), is_preferred=True)


def _is_transport(fault: Fault, text: str) -> bool:
    """Tell whether the value is one of `protocol`: quotes make no transport of a number."""
    before = text[max(0, fault.span.start - _NEAR) : fault.span.start]
    return re.search(r"protocol[\"']?\s*:\s*\Z", before) is not None


_NEAR = 40

_FAULTS = check_faults("invalid-port-entry", MESSAGES, _fixes, {"mode", "empty-mode"})


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each fault of the entries' shape."""
    for finding in _FAULTS(document, context):
        if not _is_left_to_the_base(finding, document, context):
            yield finding


def _is_left_to_the_base(finding: Finding, document: Document, context: Context) -> bool:
    """Tell whether an override file leaves a list empty: Compose keeps the one below then."""
    rest = document.text[finding.span.end :].partition("\n")[0]
    if rest.strip(" \t\r") != ":":
        return False
    return document.path in project_of(document, context.workspace).files[1:]


RULE = Rule("error", check, JAPANESE)
