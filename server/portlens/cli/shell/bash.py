"""Completion for bash, 4.4 and newer."""

from collections.abc import Iterator

from portlens.cli.arguments import Command
from portlens.cli.command_table import COMMANDS
from portlens.cli.completion import SHELLS
from portlens.cli.shell.words import SEVERITY_LEVELS, place_of, value_of, values_of_keys
from portlens.rules.registry import all_rules


def script() -> str:
    """Return a script to source, or to put where bash-completion looks."""
    return _SCRIPT.format(
        commands=" ".join(command.name for command in COMMANDS),
        names="|".join(command.name for command in COMMANDS),
        values="\n".join(line for command in COMMANDS for line in _values(command)),
        options="\n".join(map(_options, COMMANDS)),
        places="\n".join(_places(command) for command in COMMANDS),
        rules=" ".join(all_rules()),
        levels=" ".join(SEVERITY_LEVELS),
        keys="\n".join(
            f'            {key}) _portlens_words "{" ".join(values)}" "$word" ;;'
            for key, values in values_of_keys().items()
            if values
        ),
    )


def _values(command: Command) -> Iterator[str]:
    """Yield a branch for each option of `command` that takes a value."""
    for option in command.options:
        if not option.metavar:
            continue
        value = value_of(option)
        words = " ".join(value.words)
        does = {
            "words": f'_portlens_words "{words}" "$word"',
            "rules": '_portlens_list "$rules" "$word"',
            "levels": '_portlens_levels "$word"',
            "keys": f'_portlens_list "{words}" "$word"; compopt -o nospace',
            "files": "compopt -o default",
            "text": ":",
        }[value.kind]
        yield f"        '{command.name} {option.name}') {does}; return ;;"


def _options(command: Command) -> str:
    names = " ".join(option.name for option in command.options)
    return f'            {command.name}) _portlens_words "{names}" "$word" ;;'


def _places(command: Command) -> str:
    does = {
        "files": "compopt -o default",
        "revisions": '_portlens_revisions "$word"',
        "rules": '_portlens_words "$rules" "$word"',
        "shells": f'_portlens_words "{" ".join(SHELLS)}" "$word"',
        "text": ":",
        "none": ":",
    }[place_of(command)]
    return f"        {command.name}) {does} ;;"


# bash takes `=` and `:` for ends of words, so that `--format=ng` arrives in three.
_SCRIPT = """\
# bash completion for portlens; `portlens completion bash` prints it.

_portlens_words() {{
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}}

_portlens_list() {{
    local before=
    [[ $2 == *,* ]] && before=${{2%,*}},
    mapfile -t COMPREPLY < <(compgen -P "$before" -W "$1" -- "${{2##*,}}")
}}

_portlens_levels() {{
    compopt -o nospace
    mapfile -t COMPREPLY < <(compgen -S = -W "$rules" -- "$1")
}}

_portlens_revisions() {{
    compopt -o filenames
    mapfile -t COMPREPLY < <(
        compgen -W "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" -- "$1"
        compgen -f -- "$1"
    )
}}

_portlens() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} last=$((COMP_CWORD - 1)) command= equals= index
    local rules="{rules}"
    COMPREPLY=()
    if [[ $word == '=' ]]; then
        word= equals=1
    elif [[ ${{COMP_WORDS[last]}} == '=' ]]; then
        last=$((last - 1)) equals=1
    fi
    local before=${{COMP_WORDS[last]}}
    for ((index = 1; index < COMP_CWORD; index++)); do
        case ${{COMP_WORDS[index]}} in
        {names})
            command=${{COMP_WORDS[index]}}
            break
            ;;
        esac
    done
    if [[ -z $command ]]; then
        _portlens_words "{commands} --help --version" "$word"
        return
    fi
    if [[ $equals && $before != -* ]]; then # CODE=LEVEL, KEY=VALUE
        if [[ " ${{COMP_WORDS[*]}} " == *' --severity'*" $before "* ]]; then
            _portlens_words "{levels}" "$word"
        elif [[ " ${{COMP_WORDS[*]}} " == *' --filter'*" $before "* ]]; then
            case ${{before##*,}} in
{keys}
            path) compopt -o default ;;
            esac
        fi
        return
    fi
    case "$command $before" in
{values}
    esac
    if [[ $word == -* ]]; then
        case $command in
{options}
        esac
        return
    fi
    case $command in
{places}
    esac
}}

complete -F _portlens portlens
"""
