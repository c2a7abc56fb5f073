"""What a format has of its own to say under a rule that many formats share.

The folder of the format's rules may have a module of the rule's name with an underscore before
it (`nginx/_listen_conflict.py` for listen-conflict). Its `check(document, context)` yields the
findings that only this format knows, its `fixes(fault, document, context)` the cures, its
`is_shut(use, document, context)` tells of what opens nothing, and its `MESSAGES` are the words for
reasons that only its reader gives, `MILD` those at which its program goes on.
"""

from collections.abc import Iterable, Iterator
from types import ModuleType

from portlens import rules
from portlens.formats._format import Fault, Format
from portlens.formats._modules import module_below
from portlens.model.finding import Finding, Fix
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


class Own:
    """The modules of one rule in the formats' folders."""

    def __init__(self, rule: str) -> None:
        self._name = f"_{rule.replace('-', '_')}"

    def speaks_of(self, format_: Format) -> bool:
        """Tell whether the format has findings of its own."""
        module = _module(format_.folder, self._name)
        if module is None or not hasattr(module, "check"):
            return False
        return not hasattr(module, "speaks_of") or bool(module.speaks_of(format_))

    def check(self, document: Document, context: Context) -> Iterable[Finding]:
        """Return the format's own findings."""
        module = _module(document.format.folder, self._name)
        if module is None or not hasattr(module, "check"):
            return ()
        found: Iterable[Finding] = module.check(document, context)
        return found

    def message(self, fault: Fault, format_: Format) -> Phrase | None:
        """Return the format's own words for a fault; None where they are those of all formats."""
        module = _module(format_.folder, self._name)
        found: Phrase | None = getattr(module, "MESSAGES", {}).get(fault.reason)
        return found

    def is_mild(self, fault: Fault, format_: Format) -> bool:
        """Tell whether the format's program goes on at such a fault."""
        module = _module(format_.folder, self._name)
        return fault.reason in getattr(module, "MILD", ())

    def is_shut(self, use: PortUse, document: Document, context: Context) -> bool:
        """Tell whether nothing is opened for a use, whatever it asks for."""
        module = _module(document.format.folder, self._name)
        if module is None or not hasattr(module, "is_shut"):
            return False
        return bool(module.is_shut(use, document, context))

    def fixes(self, fault: Fault, document: Document, context: Context) -> Iterator[Fix]:
        """Yield the format's own cures of a fault."""
        module = _module(document.format.folder, self._name)
        if module is not None and hasattr(module, "fixes"):
            yield from module.fixes(fault, document, context)


def _module(folder: str, name: str) -> ModuleType | None:
    return module_below(rules.__name__, folder, name)
