"""Settings from several origins, one over the other.

One precedence everywhere, the later wins: defaults, the client's initializationOptions, the
client's settings, the project's portlens.toml or pyproject.toml, the command line. Tables
(`severity`) are put together key by key; anything else is replaced as a whole.
"""

from collections.abc import Mapping

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.workspace.settings import Settings


class Layer(NamedTuple):
    """The settings of one origin: fields of Settings, and what was wrong with the others.

    A wrong value is left out, so that the layer below shows through; of a list or a table
    only the wrong part is.
    """

    fields: Mapping[str, object] = {}
    problems: tuple[Phrase, ...] = ()


def combine(*layers: Layer) -> Settings:
    """Return the settings of all `layers`, the later one winning."""
    fields: dict[str, object] = {}
    for layer in layers:
        for field, value in layer.fields.items():
            below = fields.get(field)
            if isinstance(below, Mapping) and isinstance(value, Mapping):
                fields[field] = {**below, **value}
            else:
                fields[field] = value
    return Settings()._replace(**fields)  # type: ignore[arg-type]  # `read` made each of its type
