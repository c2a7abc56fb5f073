"""Which nginx a configuration is for."""

from portlens.network.context import Context

Version = tuple[int, int, int]


def at_least(context: Context, version: Version) -> bool:
    """Tell whether the nginx meant is `version` or newer; without a setting it is the newest."""
    chosen = context.settings.nginx_version
    return chosen is None or chosen >= version
