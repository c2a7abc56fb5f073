"""invalid-address in a Prometheus configuration: a target is no URL."""

import re
from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "target-url": Phrase(
        "{text} is no host:port: Prometheus refuses a target with a slash; scheme and metrics_path "
        "have keys of their own",
        "{text} は host:port の形ではありません: スラッシュを含むターゲットは拒否されます。"
        "スキームとパスは scheme と metrics_path に書きます",
    ),
}
USE = Phrase("Write {target}", "{target} にする")

# What the keys say without being written.
_USUAL = re.compile(r"(?:http://)?([\w.-]+(?::[0-9]+)?)/?(?:metrics/?)?")


def fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:  # noqa: ARG001
    """Yield the target alone where all else is what Prometheus takes anyway."""
    match = _USUAL.fullmatch(fault.span.of(document.text))
    if fault.reason == "target-url" and match:
        edit = Edit(fault.span, match[1])
        yield Fix(USE.fill(target=match[1]), (edit,), is_preferred=True)
