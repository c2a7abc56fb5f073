"""What YAML takes an unquoted word for.

Source: go-yaml, which Compose reads with: YAML 1.2 with some of 1.1, `22:22` being a text.
"""

from portlens.formats._yaml.nodes import Scalar
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.typed import Literal

# `refused`: a tag that does not fit the value, with which go-yaml refuses the whole file.
Type = Literal["str", "int", "float", "bool", "null", "timestamp", "refused"]

_INT = regex(r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)")
_FLOAT = regex(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_TIMESTAMP = regex(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?")
_WORDS: dict[str, Type] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), "null"),
    **dict.fromkeys(("true", "True", "TRUE", "false", "False", "FALSE"), "bool"),
}
_TAGS: dict[str, Type] = {
    f"tag:yaml.org,2002:{name}": name
    for name in ("str", "int", "float", "bool", "null", "timestamp")
}


def type_of(scalar: Scalar) -> Type:
    """Return the type of a scalar; a tag that YAML does not know (`!override`) changes nothing."""
    value = scalar.value
    if scalar.tag in _TAGS:
        is_int = _INT.fullmatch(value.replace("_", "")) is not None
        return "refused" if _TAGS[scalar.tag] == "int" and not is_int else _TAGS[scalar.tag]
    if scalar.style:
        return "str"
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in "0123456789+-.":
        return "str"
    if _TIMESTAMP.fullmatch(value):
        return "timestamp"
    plain = value.replace("_", "")
    if _INT.fullmatch(plain):
        return "int"
    return "float" if _FLOAT.fullmatch(plain) else "str"


def int_of(value: str) -> int:
    """Return the number that an int is written as: `0x50`, `0o120`, `0120` and `8_0` are 80."""
    plain = value.replace("_", "").lower()
    sign = -1 if plain.startswith("-") else 1
    plain = plain.lstrip("+-")
    base = _BASES.get(plain[:2])
    if base is not None:
        return sign * to_number(plain[2:], base)
    return sign * to_number(plain, 8 if plain.startswith("0") else 10)


_BASES = {"0x": 16, "0b": 2, "0o": 8}
