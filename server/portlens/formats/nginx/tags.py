"""Tags of template engines, which are gone once another program has filled in the file.

Jinja and Twig, ERB, Go and Handlebars, and the placeholders that `sed` or a setup program
replaces: `__PORT__`, `@PORT@`, `%PORT%`.
"""

import re

# Tags are short: without a limit, a text full of unclosed ones would be searched again and again.
TAG = r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|<%(?s:.){0,600}?%>"
_PLACEHOLDER = r"__[A-Z][A-Z0-9_]*__|@[A-Z][A-Z0-9_]*@|%%?[A-Z_]{3}[A-Z0-9_]*%%?"
_TAG = re.compile(rf"{TAG}|{_PLACEHOLDER}", re.DOTALL)
_BEGINNING = re.compile(r"\{\{|\{%|<%|__[A-Z]|@[A-Z]|%[A-Z_]")
TEMPLATE_MARKS = ("{{", "{%", "<%")
_BRANCH = re.compile(
    r"\{%|<%(?![=#%])|\{\{[-~]?[ \t]*(?:[#/^]|(?:if|else|end|range|with|block|define)\b)"
)


def has_tag(text: str) -> bool:
    """Tell whether a template engine is to fill in a part of the text."""
    return _BEGINNING.search(text) is not None and _TAG.search(text) is not None


def without_tags(text: str) -> str:
    """Return the text with a variable of the same length in place of every tag."""
    return _TAG.sub(lambda tag: "$" * len(tag[0]), text)


def branches(text: str) -> list[int]:
    """Return where the tags stand that leave out or repeat what follows them."""
    return [match.start() for match in _BRANCH.finditer(text)]
