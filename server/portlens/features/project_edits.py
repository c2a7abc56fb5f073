"""What the project's settings can be made to say of a finding."""

from portlens.features.settings_edit import Change, Changed, change_settings
from portlens.network.context import Context


def allow_port(path: str, port: int, home: str, context: Context) -> Changed | None:
    """Return the edit that adds `port` to `allowed_ports` for the document at `path`.

    `home` is the folder for a settings file where there is none; see `change_settings` for
    where none is returned.
    """
    change = Change(("allowed_ports",), str(port), "append")
    return change_settings(path, change, home, context)


def switch_off(path: str, rule: str, home: str, context: Context) -> Changed | None:
    """Return the edit that switches `rule` off for the document at `path`, as `allow_port`."""
    return change_settings(path, Change(("severity", rule), '"off"'), home, context)
