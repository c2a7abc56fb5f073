"""Values of settings, read from what JSON and TOML can say."""

from collections.abc import Callable, Mapping, Sequence

from portlens.text.phrase import Phrase, in_a_row
from portlens.text.regex import regex
from portlens.workspace.settings import LEVELS, HostGroup, Level

_RANGE = regex(r"([0-9]{1,5})(?:-([0-9]{1,5}))?")
_VERSION = regex(r"([0-9]{1,6})\.([0-9]{1,6})(?:\.([0-9]{1,6}))?")

_OPENSSH = regex(r"([0-9]{1,6})\.([0-9]{1,6})(?:p([0-9]{1,6}))?")


class WrongValue(Exception):  # noqa: N818 - a wrong value is what it is; the caller goes on
    """A value that a setting cannot have; `so_far` is what could be used of it, if anything."""

    def __init__(self, *phrases: Phrase, so_far: object = None) -> None:
        super().__init__(phrases[0].en)
        self.phrases = phrases
        self.so_far = so_far


class WrongShape(WrongValue):
    """A value of another kind than the setting's: an example says more than a word for it."""


def severities(value: object) -> Mapping[str, Level]:
    """Return the level of each rule."""
    if not isinstance(value, Mapping):
        raise WrongShape(NO_TABLE.fill(value=_shown(value)))
    found: dict[str, Level] = {}
    wrong: list[Phrase] = []
    for code, name in value.items():
        level = next((level for level in LEVELS if level == name), None)
        if level is None:
            problem = NOT_ONE_OF.fill(value=_shown(name), choices=in_a_row(LEVELS))
            wrong.append(OF_RULE.fill(code=str(code), problem=problem))
        else:
            found[str(code)] = level
    if wrong:
        raise WrongValue(*wrong, so_far=found)
    return found


def ports(value: object) -> tuple[tuple[int, int], ...]:
    """Return the ranges that a list of numbers (8123) and ranges ("9000-9010") stands for."""
    found: list[tuple[int, int]] = []
    wrong: list[Phrase] = []
    for item in _list(value):
        # As JSON spells it: true is no 1 there, and no number is too long to be spelled.
        match = _RANGE.fullmatch(_shown(item).strip('"'))
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if 0 < first <= last <= 65535:
            found.append((first, last))
        else:
            wrong.append(NO_PORT.fill(value=_shown(item)))
    if wrong:
        raise WrongValue(*wrong, so_far=tuple(found))
    return tuple(found)


def one_of(*choices: str) -> Callable[[object], str]:
    """Return a reader that takes one of `choices`."""

    def read(value: object) -> str:
        if isinstance(value, str) and value in choices:
            return value
        raise WrongValue(NOT_ONE_OF.fill(value=_shown(value), choices=in_a_row(choices)))

    return read


def some_of(*choices: str) -> Callable[[object], tuple[str, ...]]:
    """Return what reads a list of some of `choices`."""

    def read(value: object) -> tuple[str, ...]:
        given = _list(value)
        wrong = [
            NOT_ONE_OF.fill(value=_shown(item), choices=in_a_row(choices))
            for item in given
            if item not in choices
        ]
        found = tuple(str(item) for item in given if item in choices)
        if wrong:
            raise WrongValue(*wrong, so_far=found)
        return found

    return read


def version(value: object) -> tuple[int, int, int]:
    """Return the three numbers of a version; the third may be left out."""
    match = _VERSION.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise WrongValue(NO_VERSION.fill(value=_shown(value)))
    return int(match[1]), int(match[2]), int(match[3] or 0)


def openssh_version(value: object) -> tuple[int, int, int]:
    """Return the numbers of a version of OpenSSH; the third is that of the portable release."""
    match = _OPENSSH.fullmatch(value) if isinstance(value, str) else None
    if not match:
        raise WrongValue(NO_OPENSSH.fill(value=_shown(value)))
    return int(match[1]), int(match[2]), int(match[3] or 0)


def switch(value: object) -> bool:
    """Return a boolean, and take nothing else for one."""
    if not isinstance(value, bool):
        raise WrongValue(NOT_ONE_OF.fill(value=_shown(value), choices="true, false"))
    return value


def globs(value: object) -> tuple[str, ...]:
    """Return a list of file patterns."""
    found = tuple(item for item in _list(value) if isinstance(item, str) and item)
    wrong = [NO_GLOB.fill(value=_shown(item)) for item in _list(value) if item not in found]
    if wrong:
        raise WrongValue(*wrong, so_far=found)
    return found


def hosts(value: object) -> tuple[HostGroup, ...]:
    """Return groups of files, each with a name and its patterns."""
    found: list[HostGroup] = []
    wrong: list[Phrase] = []
    for item in _list(value):
        name = item.get("name") if isinstance(item, Mapping) else None
        include = item.get("include") if isinstance(item, Mapping) else None
        if isinstance(name, str) and name and isinstance(include, list | tuple) and include:
            try:
                found.append(HostGroup(name, globs(include)))
            except WrongValue as error:
                wrong += error.phrases
        else:
            wrong.append(NO_HOST.fill(value=_shown(item)))
    if wrong:
        raise WrongShape(*wrong, so_far=tuple(found))
    return tuple(found)


def _list(value: object) -> Sequence[object]:
    if isinstance(value, list | tuple):
        return value
    raise WrongShape(NO_LIST.fill(value=_shown(value)))


def _shown(value: object) -> str:
    """Return `value` as JSON would spell it, cut where it is long."""
    from json import dumps

    try:
        text = dumps(value, ensure_ascii=False, default=str)
    except ValueError:  # a number of thousands of digits
        text = "…"
    return text if len(text) <= 60 else text[:59] + "…"


NO_TABLE = Phrase("{value} is no table of rules", "{value} はルールのテーブルではありません")
OF_RULE = Phrase("{code}: {problem}", "{code}: {problem}")
NO_PORT = Phrase(
    "{value} is neither a port nor a range of ports",
    "{value} はポート番号でもポートの範囲でもありません",
)
NOT_ONE_OF = Phrase("{value} is none of {choices}", "{value} は {choices} のどれでもありません")
NO_VERSION = Phrase(
    "{value} is no version such as 1.24.0", "{value} は 1.24.0 のようなバージョンではありません"
)
NO_OPENSSH = Phrase(
    "{value} is no version such as 9.2 or 9.2p1",
    "{value} は 9.2 や 9.2p1 のようなバージョンではありません",
)
NO_GLOB = Phrase("{value} is no file pattern", "{value} はファイルのパターンではありません")
NO_HOST = Phrase(
    "{value} has no name and no list of file patterns (include)",
    "{value} に name またはファイルのパターンのリスト (include) がありません",
)
NO_LIST = Phrase("{value} is no list", "{value} はリストではありません")
