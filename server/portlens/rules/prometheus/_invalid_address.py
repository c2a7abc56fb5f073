"""invalid-address in a Prometheus configuration: a target is no URL.

VictoriaMetrics reads such files, too, and takes URLs. So this is only said where a Prometheus is
known to read the file.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from posixpath import basename

from portlens.formats.prometheus.target import Configuration
from portlens.model.finding import Finding, Fix
from portlens.network.around import network_of
from portlens.network.context import Context
from portlens.programs.prometheus.program import configuration_in
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

URL = Phrase(
    "{text} is no host:port: Prometheus refuses a target with a slash; scheme and metrics_path "
    "have keys of their own",
    "{text} は host:port の形ではありません: スラッシュを含むターゲットは拒否されます。"
    "スキームとパスは scheme と metrics_path に書きます",
)
USE = Phrase("Write {target}", "{target} にする")

# What the keys say without being written.
_USUAL = regex(r"(?:http://)?([\w.-]+(?::[0-9]+)?)/?(?:metrics/?)?")
_NAME = "prometheus*.y*ml*"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each target with a slash, where Prometheus reads it."""
    tree = document.reading.tree
    if isinstance(tree, Configuration) and tree.urls and _is_of_prometheus(document, context):
        for span in tree.urls:
            text = span.of(document.text)
            yield Finding(span, URL.fill(text=text), fixes=tuple(_fixes(span, text)))


def _is_of_prometheus(document: Document, context: Context) -> bool:
    nodes = (node for nodes in network_of(document, context).nodes.values() for node in nodes)
    given = [node for node in nodes if node.files is not None and node.files.has(document.path)]
    software = [context.catalogue.image(node.image).software for node in given]
    if "VictoriaMetrics" in software:
        return False
    return fnmatchcase(basename(document.path), _NAME) or any(
        name == "Prometheus" and configuration_in(node) == document.path
        for name, node in zip(software, given, strict=True)
    )


def _fixes(span: Span, text: str) -> Iterator[Fix]:
    """Yield the target alone where all else is what Prometheus takes anyway."""
    match = _USUAL.fullmatch(text)
    if match:
        yield Fix(USE.fill(target=match[1]), (Edit(span, match[1]),), is_preferred=True)
