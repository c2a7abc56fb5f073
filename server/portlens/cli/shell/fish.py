"""Completion for fish, 3 and newer."""

from collections.abc import Iterator

from portlens.cli.arguments import Command, Option
from portlens.cli.command_table import COMMANDS
from portlens.cli.completion import SHELLS
from portlens.cli.shell.words import SEVERITY_LEVELS, place_of, value_of, values_of_keys
from portlens.rules.registry import all_rules


def script() -> str:
    """Return a script to source, or to put where fish looks for completions."""
    lines = [
        "# fish completion for portlens; `portlens completion fish` prints it.",
        "",
        f"set -g __portlens_rules {' '.join(all_rules())}",
        "",
        "complete -c portlens -f",
        f"complete -c portlens -n {_FIRST} -l help -d 'show this help'",
        f"complete -c portlens -n {_FIRST} -l version -d 'show the version'",
    ]
    for command in COMMANDS:
        about = _quoted(command.about.en.partition(". ")[0].rstrip("."))
        lines += [f"complete -c portlens -n {_FIRST} -a {command.name} -d {about}"]
        lines += _lines(command)
    return "\n".join(lines) + "\n"


def _lines(command: Command) -> Iterator[str]:
    begin = f"complete -c portlens -n '__fish_seen_subcommand_from {command.name}'"
    for option in command.options:
        name, about = option.name.lstrip("-"), _quoted(option.described.en)
        yield f"{begin} -l {name}{_value(option)} -d {about}"
    does = {
        "files": "-F",
        "revisions": "-F -a '(git for-each-ref --format=\"%(refname:short)\" 2>/dev/null)'",
        "rules": "-a '$__portlens_rules'",
        "shells": f"-a {_quoted(' '.join(SHELLS))}",
        "text": "",
        "none": "",
    }[place_of(command)]
    if does:
        yield f"{begin} {does}"


def _value(option: Option) -> str:
    if not option.metavar:
        return ""
    value = value_of(option)
    return {
        "words": f" -x -a {_quoted(' '.join(value.words))}",
        "rules": " -x -a '(__fish_append , $__portlens_rules)'",
        "levels": f" -x -a '$__portlens_rules={{{','.join(SEVERITY_LEVELS)}}}'",
        "keys": f" -x -a '(__fish_append , {' '.join(_pairs())})'",
        "files": " -r -F",
        "text": " -x",
    }[value.kind]


def _pairs() -> Iterator[str]:
    """Yield each key with each of its values, or alone where nobody can foresee these."""
    for key, values in values_of_keys().items():
        yield from (f"{key}={value}" for value in values or ("",))


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


_FIRST = "__fish_use_subcommand"
