"""The one name of a port in a list, of all that may stand behind it."""

from portlens.catalogue.catalogue import Catalogue
from portlens.model.port_use import PortUse
from portlens.network.behind import TOLD, Behind, behind, is_its_own


def name_of_use(use: PortUse, catalogue: Catalogue) -> str:
    """Return the one name of an entry in a list; empty where nobody can tell.

    A name that is written stands for itself, and a range has a name only where the file says it.
    """
    written = [use.name, *(part.name for part in (use.port, use.target) if part is not None)]
    shown = use.port if use.target is None else use.target
    found = behind(use, shown, catalogue)
    is_single = shown is not None and shown.first == shown.last
    return next(filter(None, written), "") or (
        found.name
        if (is_single and not is_guess(use, found, catalogue)) or found.origin in TOLD
        else ""
    )


def is_guess(use: PortUse, found: Behind, catalogue: Catalogue) -> bool:
    """Tell whether only the number speaks for the name of a service, or program, of one's own.

    A port that a program opens unasked is its own by custom, as 2019 is Caddy's.
    """
    is_unasked = use.port is not None and use.port.is_implied
    is_own = bool(use.service) or use.role == "listens" or use.is_own_port
    is_own = is_own and found.origin == "common" and not is_unasked
    return is_own and is_its_own(use, catalogue)
