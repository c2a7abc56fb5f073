"""Completion for zsh, 5 and newer."""

import re

from portlens.cli.arguments import Command, Option
from portlens.cli.command_table import COMMANDS
from portlens.cli.completion import SHELLS
from portlens.cli.inventory.choice import KEYS
from portlens.cli.shell.words import SEVERITY_LEVELS, place_of, value_of, values_of_keys
from portlens.rules.registry import all_rules


def script() -> str:
    """Return a function to put in a folder of `$fpath`, as `_portlens`."""
    return _SCRIPT.format(
        commands="\n".join(f"    {_quoted(_described(command))}" for command in COMMANDS),
        branches="\n".join(map(_branch, COMMANDS)),
        rules=" ".join(all_rules()),
        keys=" ".join(KEYS),
        values="\n".join(
            f"      {key}) compadd {' '.join(values)} ;;"
            for key, values in values_of_keys().items()
            if values
        ),
        levels=" ".join(SEVERITY_LEVELS),
    )


def _described(command: Command) -> str:
    return f"{command.name}:{_first_sentence(command.about.en)}"


def _branch(command: Command) -> str:
    specs = [_spec(option) for option in command.options]
    place = {
        "files": "*:path:_files",
        "revisions": "*:revision or path:_portlens_revisions",
        "rules": "1:port, name or rule:_portlens_rules",
        "shells": f"1:shell:({' '.join(SHELLS)})",
        "text": "*:text:",
        "none": "",
    }[place_of(command)]
    lines = " \\\n            ".join(_quoted(spec) for spec in [*specs, place] if spec)
    return (
        f"        {command.name})\n          _arguments -s -S \\\n            {lines}\n          ;;"
    )


def _spec(option: Option) -> str:
    about = re.sub(r"([\[\]:\\])", r"\\\1", option.described.en)
    if not option.metavar:
        return f"{option.name}[{about}]"
    value = value_of(option)
    does = {
        "words": f"({' '.join(value.words)})",
        "rules": "_sequence _portlens_rules",
        "levels": "_portlens_levels",
        "keys": "_portlens_keys",
        "files": "_files",
        "text": "",
    }[value.kind]
    is_repeated = option.is_list or option.name in {"--output-format", "--output-file", "--exclude"}
    metavar = option.metavar.rstrip("…").partition("|")[0]
    name = option.name.lstrip("-") if "|" in option.metavar else metavar
    return f"{'*' if is_repeated else ''}{option.name}=[{about}]:{name}:{does}"


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].rstrip(".").replace(":", "\\:")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


_SCRIPT = """\
#compdef portlens
# zsh completion for portlens; `portlens completion zsh` prints it.

_portlens_rules() {{
  local -a rules=({rules})
  compadd "$@" -a rules
}}

_portlens_levels() {{
  if compset -P '*='; then
    compadd {levels}
  else
    local -a rules=({rules})
    compadd -S = -q -a rules
  fi
}}

_portlens_keys() {{
  compset -P '*,'
  local key=${{PREFIX%%=*}}
  if compset -P '*='; then
    case $key in
{values}
      path) _files ;;
    esac
  else
    compadd -S = -q {keys}
  fi
}}

_portlens_revisions() {{
  local -a revisions=(${{(f)"$(git for-each-ref --format='%(refname:short)' 2>/dev/null)"}})
  compadd -a revisions
  _files
}}

_portlens() {{
  local curcontext="$curcontext" state line
  local -a commands=(
{commands}
  )
  _arguments -C '--help[show this help]' '--version[show the version]' \\
    '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe -t commands command commands ;;
    argument)
      case $words[1] in
{branches}
      esac
      ;;
  esac
}}

if [[ $funcstack[1] == _portlens ]]; then
  _portlens "$@"
else
  compdef _portlens portlens
fi
"""
