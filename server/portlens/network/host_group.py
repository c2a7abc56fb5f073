"""The machines that the setting `hosts` makes of folders."""

from portlens.formats._glob import matches
from portlens.workspace.settings import HostGroup, Settings


def group_of(path: str, settings: Settings) -> HostGroup | None:
    """Return the machine that the setting `hosts` gives a file to."""
    return next((group for group in settings.hosts if is_in(path, group)), None)


def is_in(path: str, group: HostGroup) -> bool:
    """Tell whether the setting means the file."""
    folder = group.folder.rstrip("/") + "/"
    if group.folder and not path.startswith(folder):
        return False
    below = path.removeprefix(folder) if group.folder else path.lstrip("/")
    return any(matches(below, glob if group.folder else f"**/{glob}") for glob in group.include)
