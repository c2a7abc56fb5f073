"""What may stand on a command line and where: the same for every shell."""

from portlens.catalogue.table import TRANSPORTS
from portlens.cli.arguments import Command, Option
from portlens.cli.inventory.choice import KEYS
from portlens.cli.inventory.record import ROLES
from portlens.cli.options import format_ids
from portlens.rules.registry import all_rules
from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal
from portlens.workspace.settings import LEVELS

Kind = Literal["words", "rules", "levels", "keys", "files", "text"]
Place = Literal["files", "revisions", "rules", "shells", "text", "none"]


class Value(NamedTuple):
    """What an option takes: some of `words`, files, or text that nobody can foresee."""

    kind: Kind
    words: tuple[str, ...] = ()


def value_of(option: Option) -> Value:
    """Return what stands behind an option that takes a value."""
    if option.choices():
        return Value("words", option.choices())
    if option.metavar == "CODE…":
        return Value("rules", tuple(all_rules()))
    if option.metavar == "CODE=LEVEL…":
        return Value("levels", tuple(f"{rule}=" for rule in all_rules()))
    if option.metavar == "KEY=VALUE…":
        return Value("keys", tuple(f"{key}=" for key in KEYS))
    return Value("files" if option.metavar in {"FILE", "GLOB", "NAME"} else "text")


def values_of_keys() -> dict[str, tuple[str, ...]]:
    """Return what may stand behind each key of `--filter`, as far as anybody can foresee it."""
    known = {"role": tuple(ROLES), "transport": tuple(TRANSPORTS.values()), "format": format_ids()}
    return {key: known.get(key, ()) for key in KEYS}


def place_of(command: Command) -> Place:
    """Return what stands beside the options of a command."""
    return "files" if command.words == "[PATH…]" else _PLACES.get(command.name, "none")


_PLACES: dict[str, Place] = {
    "diff": "revisions",
    "explain": "rules",
    "search": "text",
    "completion": "shells",
}
SEVERITY_LEVELS = LEVELS
