"""Which names a port of a manifest may get."""

from portlens.text.regex import regex

_NAME = regex(r"(?=[a-z0-9-]*[a-z])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def is_name(text: str) -> bool:
    """Tell whether `text` is as the API wants a name; how long it may be, the rules know."""
    return _NAME.fullmatch(text) is not None
