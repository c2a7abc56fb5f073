"""The values that a file gives a chart, and where each of them is written.

Source: Helm reads the first document of a file with sigs.k8s.io/yaml; helm 3.8.1 run on each form.
"""

from portlens.formats._yaml.documents import is_cut, parsed
from portlens.formats._yaml.nodes import Mapping, Node, Scalar, entries, resolved
from portlens.formats._yaml.parse import printable
from portlens.formats._yaml.plain import plain_documents
from portlens.formats.helm_values.expression import Keys
from portlens.formats.kubernetes.value import Value, value_in
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.pause import pausing
from portlens.text.plain import is_number, to_number
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

_LONGEST_NUMBER = 24


class Values:
    """The values of one file; a key that is written twice has none."""

    def __init__(self, text: str) -> None:
        self._text = text
        # As it stands: what looks like a placeholder is a text to Helm, and no YAML is no values.
        documents = plain_documents(text)
        nodes = parsed(printable(text)) if documents is None else documents
        # Another value is put where the first is not there, so without all keys none is known.
        self._root: Node | None = nodes[0] if nodes and not is_cut(nodes, text) else None
        self._keys: dict[int, dict[str, Node | None]] = {}  # by mapping, which the root holds

    def at(self, keys: Keys) -> Value | None:
        """Return the value at some keys, one below the other; None where no scalar is there."""
        node = self._root
        for key in keys:
            node = self._below(node).get(key)
        found = resolved(node)
        return value_in(found, self._text) if isinstance(found, Scalar) else None

    def _below(self, node: Node | None) -> dict[str, Node | None]:
        found = resolved(node)
        if not isinstance(found, Mapping):
            return {}
        known = self._keys.get(id(found))
        if known is None:
            known = self._keys[id(found)] = {}
            for name, value in pausing(entries(found)):
                # To Helm `on` is the key "true", and a number as JSON writes it.
                if value_in(name, self._text).kind == "str":
                    known[name.value] = None if name.value in known else value
        return known


def values_of(document: Document, workspace: Workspace) -> Values:
    """Return the values of a file; the very same while its text holds."""
    subject = document.source
    return _VALUES.of_parts(workspace, subject.path, lambda: Values(subject.text), (subject,))


def number_in(value: Value) -> int | None:
    """Return the number that a template writes for a value; None for what is no whole number."""
    if value.kind == "str":
        is_plain = is_number(value.text) and len(value.text) <= _LONGEST_NUMBER
        return to_number(value.text) if is_plain and value.text[0] != "0" else None
    return value.number


def is_set(value: Value) -> bool:
    """Tell whether a template takes a value for one that is there: no zero, and nothing empty."""
    return not value.is_unset and not (value.kind == "bool" and value.text.lower() == "false")


def port_in(value: Value) -> int | None:
    """Return the port that a value is; None where it is none."""
    number = number_in(value)
    return number if number is not None and 0 < number <= HIGHEST_PORT else None


_VALUES: Memo[Values] = Memo(64)
