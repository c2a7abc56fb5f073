"""Which of a chart's values a template puts where: `{{ .Values.service.port }}` and the like.

Followed is what leaves no doubt: paths from the root (`.Values`, `$.Values`, `index .Values "a"`),
from the dot of a `with`, from a variable that is set once, and through functions that change no
port. What is in a `range`, a `define` or an `include` may stand for anything.

Source: Go's text/template (the dot, `$`, scopes), Sprig's functions; helm 3.8.1 run on each form.
"""

from collections import Counter
from collections.abc import Sequence

from portlens.formats.helm_values.expression import Keys, Scope, Source, Value, variables_set
from portlens.formats.helm_values.tokens import Action, Token, actions
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pausing
from portlens.text.regex import regex
from portlens.text.span import Span

# Sprig's functions that change a dict that they are given.
_CHANGING = frozenset(
    {"set", "unset", "merge", "mustMerge", "mergeOverwrite", "mustMergeOverwrite"}
)
_MAY_CHANGE = regex(r"(?<![.\w])(?:(?:un)?set|(?:mustM|m)erge(?:Overwrite)?)(?!\w)")
_BRANCHES = frozenset({"if", "with", "range", "define", "block"})


class Template(NamedTuple):
    """What the actions of a template put in place, by their spans; the first that is set.

    The keys are those below `.Values`. `is_whole`: all of it is a template to Go, and its lines
    stay lines.
    """

    sources: dict[Span, tuple[Source, ...]]
    is_whole: bool


class _Frame(NamedTuple):
    """A block that is open.

    `dot` and `root` are what `.` and `$` are in it; None where nobody knows. `needs` is the value
    without which nothing in it is written, nor in what it is in; None where that is not all.
    """

    dot: Keys | None
    root: Keys | None
    needs: Keys | None


def read_template(text: str) -> Template:
    """Return which values `text` puts where, as far as that is certain."""
    found = list(actions(text))
    known = [each for each in pausing(found) if each is not None]
    reader = _Reader(known)
    sources = {action.span: each for action in pausing(known) if (each := reader.read(action))}
    is_whole = len(known) == len(found) and not any(action.joins for action in pausing(known))
    return Template(sources, is_whole and reader.is_balanced)


def changed_by(text: str) -> tuple[Keys, ...]:
    """Return the keys below `.Values` of what a template may change, for others too.

    Where that may be anything, they are none: an empty path.
    """
    if _MAY_CHANGE.search(text) is None:
        return ()
    found = list(actions(text))
    known = [each for each in pausing(found) if each is not None]
    reader = _Reader(known)
    for action in pausing(known):
        reader.read(action)
    return tuple(reader.changed) if len(known) == len(found) else ((),)


class _Reader:
    """The blocks and variables of a template, on the way through its actions."""

    def __init__(self, every: Sequence[Action]) -> None:
        self._frames = [_Frame((), (), ())]
        self._outer: list[_Frame] = []  # for each open block, what its `else` has
        self._fails = False
        self.changed: dict[Keys, None] = {}
        self._variables: dict[str, Keys | None] = {}
        counts = Counter(name for action in pausing(every) for name in variables_set(action.tokens))
        self._once = {name for name, times in pausing(counts.items()) if times == 1}

    @property
    def is_balanced(self) -> bool:
        """Whether every block has its end, as far as the template is read."""
        return not self._fails and not self._outer

    @property
    def _scope(self) -> Scope:
        return Scope(self._frames[-1].dot, self._frames[-1].root, self._variables)

    def read(self, action: Action) -> tuple[Source, ...]:
        """Return the values that an action may put in its place."""
        tokens = action.tokens
        if not tokens:
            return ()
        self._note_changes(tokens)
        word = tokens[0].text if tokens[0].kind == "word" else ""
        if word in _BRANCHES:
            self._open(word, tokens[1:])
        elif word == "else":
            self._else(tokens[1:])
        elif word == "end":
            self._fails |= not self._outer
            if self._outer:
                self._outer.pop()
                self._frames.pop()
        elif any(token.text in (":=", "=") and token.kind == "sign" for token in tokens):
            self._set(tokens)
        elif not action.trims:
            return self._put(tokens)
        return ()

    def _note_changes(self, tokens: Sequence[Token]) -> None:
        """Take in what a function changes: its first argument, or anything."""
        for place, token in enumerate(tokens):
            if token.kind == "word" and token.text in _CHANGING:
                path = self._scope.first(tokens[place + 1 :])
                is_known = path is not None and path[:1] == ("Values",)
                self.changed[path[1:] if path is not None and is_known else ()] = None

    def _put(self, tokens: Sequence[Token]) -> tuple[Source, ...]:
        value = self._scope.value(tokens)
        found = value.sources if value is not None else ()
        below = (each for each in found if each.keys[:1] == ("Values",) and len(each.keys) > 1)
        return tuple(
            Source(keys[1:], is_certain and self._is_written(keys)) for keys, is_certain in below
        )

    def _is_written(self, keys: Keys) -> bool:
        """Tell whether what is open is written wherever the value is set."""
        needs = self._frames[-1].needs
        return needs is not None and keys[: len(needs)] == needs

    def _open(self, word: str, tokens: Sequence[Token]) -> None:
        here = self._frames[-1]
        self._outer.append(here)
        if word in ("define", "block"):
            self._frames.append(_Frame(None, None, None))
            return
        value = self._set(tokens)
        path = value.path if value is not None and word != "range" else None
        needs = _both(here.needs, path)
        self._frames.append(_Frame(here.dot if word == "if" else path, here.root, needs))

    def _else(self, tokens: Sequence[Token]) -> None:
        if not self._outer:
            self._fails = True
            return
        outer = self._outer[-1]
        word = tokens[0].text if tokens else ""
        value = self._set(tokens[1:]) if word in ("with", "if") else None
        dot = outer.dot if word != "with" else value and value.path
        self._frames[-1] = _Frame(dot, outer.root, None)

    def _set(self, tokens: Sequence[Token]) -> Value | None:
        """Take in a variable, if one is set, and return what the expression comes to."""
        names = list(variables_set(tokens))
        signs = [token.text if token.kind == "sign" else "" for token in tokens]
        begin = next((at for at, sign in enumerate(signs) if sign in (":=", "=")), -1) + 1
        value = self._scope.value(tokens[begin:])
        for name in names:
            is_known = value is not None and len(names) == 1 and name in self._once
            self._variables[name] = value.path if value is not None and is_known else None
        return value


def _both(one: Keys | None, other: Keys | None) -> Keys | None:
    """Return the longer of two paths, if it begins with the shorter one."""
    if one is None or other is None:
        return None
    short, long = sorted((one, other), key=len)
    return long if long[: len(short)] == short else None
