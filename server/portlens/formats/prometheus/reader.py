"""A Prometheus configuration to port uses.

Read are the targets that stand in it, of scrapes and of Alertmanagers, and the URLs of remote
storage; what service discovery finds nobody knows.
"""

from collections.abc import Iterator

from portlens.formats._format import Fault, Reading
from portlens.formats._yaml.documents import read_documents
from portlens.formats._yaml.nodes import (
    Node,
    Scalar,
    Sequence,
    entries,
    resolved,
    text_of,
    value_of,
)
from portlens.formats.prometheus.target import (
    ALERTMANAGERS,
    Configuration,
    Targets,
    Url,
    read_target,
    read_url,
)
from portlens.model.port_use import PortUse
from portlens.text.pause import pause

_ADDRESS = "__address__"
_PROXY = "proxy_"  # proxy_url, proxy_from_environment

Found = Iterator[PortUse | Fault | Url]


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - where the file lies changes nothing
    """Return the ports of a Prometheus configuration, whatever state its text is in."""
    documents, is_yaml, *_ = read_documents(text)
    found = [item for document in documents[:1] for item in _items(document, text)]
    uses = sorted((one for one in found if isinstance(one, PortUse)), key=lambda use: use.span)
    faults = sorted((one for one in found if isinstance(one, Fault)), key=lambda each: each.span)
    urls = tuple(one.span for one in found if isinstance(one, Url))
    return Reading(tuple(uses), tuple(faults), tree=Configuration(urls), is_yaml=is_yaml)


def _items(document: Node, text: str) -> Found:
    for job in _list(value_of(document, "scrape_configs")):
        pause()
        name = text_of(value_of(job, "job_name"))
        yield from _job(job, text, f"job {name}" if name else "")
        for found in _list(value_of(job, "http_sd_configs")):
            yield from _url(found, text, f"job {name}")
    alerting = value_of(document, "alerting")
    for job in _list(value_of(alerting, "alertmanagers")):
        yield from _job(job, text, ALERTMANAGERS)
    for section in ("remote_write", "remote_read"):
        for found in _list(value_of(document, section)):
            yield from _url(found, text, section)


def _job(job: Node, text: str, owner: str) -> Found:
    """Yield the targets of a scrape, or of the Alertmanagers.

    Where relabelling sets the address, a target may be whatever it likes: it becomes a parameter.
    """
    scheme = text_of(value_of(job, "scheme")) or "http"
    relabelling = _list(value_of(job, "relabel_configs"))
    targets = Targets(owner, scheme, not relabelling, _is_proxied(job))
    replacements = [step for step in relabelling if _may_set_address(step)]
    for step in replacements:
        replacement = resolved(value_of(step, "replacement"))
        if isinstance(replacement, Scalar) and "$" not in replacement.value:
            for found in read_target(replacement, text, targets):
                if isinstance(found, PortUse):
                    yield found
    for group in _list(value_of(job, "static_configs")):
        for item in _list(value_of(group, "targets")):
            pause()
            target = resolved(item)
            if not isinstance(target, Scalar) or target.tag is not None:
                continue
            if not replacements:
                yield from read_target(target, text, targets)


def _may_set_address(step: Node) -> bool:
    label = text_of(value_of(step, "target_label"))
    action = text_of(value_of(step, "action"))
    return label == _ADDRESS or "$" in label or action.startswith("label")


def _url(node: Node, text: str, owner: str) -> Iterator[PortUse | Fault]:
    url = resolved(value_of(node, "url"))
    if isinstance(url, Scalar):
        yield from read_url(url, text, Targets(owner, is_proxied=_is_proxied(node)))


def _is_proxied(node: Node) -> bool:
    """Tell whether a scrape, or what has a URL, says anything of a proxy."""
    return any(key.value.startswith(_PROXY) for key, _ in entries(node))


def _list(node: Node | None) -> tuple[Node, ...]:
    found = resolved(node)
    return found.items if isinstance(found, Sequence) else ()
