"""What an expression of a template comes to: a value of the chart, at its keys.

Source: Go's text/template (pipelines, chains of fields) and Sprig's functions.
"""

from collections.abc import Iterator, Mapping, Sequence

from portlens.formats.helm_values.tokens import Token
from portlens.text.named_tuple import NamedTuple

Keys = tuple[str, ...]

# What gives a port as it gets it.
_PLAIN = frozenset({"int", "int64", "toString"})
_QUOTING = frozenset({"quote", "squote"})
_MOST_WORDS = 200  # of one expression; nobody writes more, and brackets are gone through again


class Source(NamedTuple):
    """The keys of a value, from the root of what a template knows: `Values` is the first.

    `is_certain`: wherever it is set to something, it is put there as it is.
    """

    keys: Keys
    is_certain: bool


class Value(NamedTuple):
    """What an expression comes to: the first of `sources` that is set; `path` where it is one."""

    path: Keys | None
    sources: tuple[Source, ...]


_LITERAL = Value(None, ())


class Scope(NamedTuple):
    """What `.`, `$` and the variables lead to; None where nobody knows."""

    dot: Keys | None
    root: Keys | None
    variables: Mapping[str, Keys | None]

    def value(self, tokens: Sequence[Token]) -> Value | None:
        """Return what a pipeline comes to; None where that may be anything."""
        if len(tokens) > _MOST_WORDS:
            return None
        value: Value | None = None
        is_first = True
        for command in _split(tokens):
            operands = list(self._operands(command))
            name = command[0].text if command and command[0].kind == "word" else ""
            if name:
                arguments = operands[1:] if is_first else [*operands[1:], value]
                value = _called(name, arguments, command)
            else:
                value = operands[0] if is_first and len(operands) == 1 else None
            is_first = False
        return value

    def first(self, tokens: Sequence[Token]) -> Keys | None:
        """Return what the first word leads to, with its fields; None where nobody knows."""
        value = next(self._operands(tokens[:_MOST_WORDS]), None)
        return value.path if value is not None else None

    def _operands(self, tokens: Sequence[Token]) -> Iterator[Value | None]:
        """Yield what each word of a command stands for, with the fields that are joined to it."""
        place = 0
        while place < len(tokens):
            token = tokens[place]
            place += 1
            value: Value | None
            if token.kind == "variable":
                root = self.root if token.text == "$" else None
                path = root if token.text == "$" else self.variables.get(token.text)
                value = _path(path)
            elif token.kind == "field":
                value = _path(_below(self.dot, token.text))
            elif token.text == "(":
                end = _closing(tokens, place)
                is_read = end <= len(tokens)
                value = self.value(tokens[place : end - 1]) if is_read else None
                place = end
            else:
                value = _LITERAL if token.kind in ("text", "number") else None
            while place < len(tokens) and tokens[place].kind == "field":
                if not tokens[place].is_joined:
                    break
                value = _path(_below(value.path if value is not None else None, tokens[place].text))
                place += 1
            yield value


def _called(name: str, arguments: Sequence[Value | None], tokens: Sequence[Token]) -> Value | None:
    """Return what a function gives; None where that may be anything."""
    last = arguments[-1] if arguments else None
    if name in _PLAIN and len(arguments) == 1:
        return last and Value(None, last.sources)
    if name in _QUOTING and len(arguments) == 1:
        return last and Value(None, _doubtful(last.sources))
    if name == "required" and len(arguments) == 2:
        return last and Value(None, last.sources)
    if name == "default" and len(arguments) == 2:
        return last and Value(None, (*last.sources, *_otherwise(arguments[0])))
    if name == "coalesce" and arguments and arguments[0] is not None:
        others = (each for argument in arguments[1:] for each in _otherwise(argument))
        return Value(None, (*arguments[0].sources, *others))
    if name == "index" and len(tokens) > 2:
        return _index(arguments, tokens)
    return None


def _index(arguments: Sequence[Value | None], tokens: Sequence[Token]) -> Value | None:
    """Return the value at the keys that `index` is given, if all of them are written."""
    first, keys = arguments[0], [*tokens]
    words: list[str] = []
    while keys[-1].kind == "text" and not keys[-1].is_joined and keys[-1].text[0] != "'":
        words.append(keys.pop().text)
    if first is None or len(words) != len(arguments) - 1 or any("\\" in word for word in words):
        return None
    path = first.path
    return _path((*path, *(word[1:-1] for word in reversed(words))) if path is not None else None)


def _otherwise(value: Value | None) -> tuple[Source, ...]:
    return _doubtful(value.sources) if value is not None else ()


def _doubtful(paths: tuple[Source, ...]) -> tuple[Source, ...]:
    return tuple(each._replace(is_certain=False) for each in paths)


def _path(path: Keys | None) -> Value | None:
    return None if path is None else Value(path, (Source(path, is_certain=True),))


def _below(path: Keys | None, field: str) -> Keys | None:
    """Return the path of `field`, `.port`, in what `path` leads to; a dot alone is that itself."""
    if path is None or field == ".":
        return path
    return (*path, field[1:])


def _split(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the commands of a pipeline."""
    depth, start = 0, 0
    for place, token in enumerate(tokens):
        if token.kind == "sign":
            depth += (token.text == "(") - (token.text == ")")
        if token.kind == "sign" and token.text == "|" and depth == 0:
            yield tokens[start:place]
            start = place + 1
    yield tokens[start:]


def _closing(tokens: Sequence[Token], place: int) -> int:
    """Return the place behind the bracket that closes the one before `place`.

    Where none does, it is behind the end.
    """
    depth = 1
    for at in range(place, len(tokens)):
        if tokens[at].kind == "sign":
            depth += (tokens[at].text == "(") - (tokens[at].text == ")")
        if depth == 0:
            return at + 1
    return len(tokens) + 1


def variables_set(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the variables that an action sets: `$a := …`, `range $i, $each := …`."""
    signs = [token.text if token.kind == "sign" else "" for token in tokens]
    end = next((at for at, sign in enumerate(signs) if sign in (":=", "=")), 0)
    yield from (token.text for token in tokens[:end] if token.kind == "variable")
