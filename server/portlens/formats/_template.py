"""Placeholders and statements of template languages: what another program fills in beforehand.

Jinja, Twig and Liquid, Go and Helm, Mustache and Handlebars, ERB, EPP and EJS, PHP, Template
Toolkit, HTML::Template, Terraform, and what `envsubst`, `sed` or a setup program replaces:
`${PORT}`, `$(PORT)`, `%port%`, `@port@`, `__PORT__`. To the configured program these are mere
text, but the file at hand is not the one that it reads: whatever holds a placeholder is unknown
and never wrong.
"""

import re
from collections.abc import Iterator

from portlens.formats._names import is_template_path, is_to_fill_in
from portlens.text.pause import pausing
from portlens.text.regex import regex

# Stands in a text for each character of a placeholder: no format gives it a meaning.
MASK = "\ufffc"


def _tag(opening: str, first: str, second: str, no: str = "", most: int = 600) -> str:
    """Return the pattern of a tag that ends with `first` and `second` and holds none of `no`.

    A tag may hold blanks, quotes, brackets and line breaks. It is short: without a limit, a text
    full of unclosed ones would be searched again and again.
    """
    other = rf"[^{first}{no}]"
    inside = rf"{other}{{0,{most}}}(?:{first}(?!{second}){other}{{0,200}}){{0,9}}"
    return f"{opening}{inside}{first}{second}"


# Over several lines a comment of Jinja begins its line: `server {# main` is a comment of nginx,
# and so is the `#}` of a block that is switched off.
_BEGINS_LINE = (
    r"(?:(?<![\s\S]{3})|"
    + "|".join(rf"(?<=[\r\n][ \t]{{{indent}}}\{{\#)" for indent in (0, 1, 2, 3, 4, 6, 8))
    + ")"
)
# Django's and Liquid's comment goes over many lines, and over statements in it.
_BLOCK_COMMENT = (
    r"\{%[-+]?[ \t]*comment\b[^%\n]{0,100}%\}[^{]{0,1000}"
    r"(?:\{(?!%[-+]?[ \t]*(?:end)?comment\b)[^{]{0,1000}){0,60}"
    r"\{%[-+]?[ \t]*endcomment[ \t]*-?%\}"
)
_JINJA = "|".join(
    (
        _BLOCK_COMMENT,
        _tag(r"\{%", "%", r"\}"),
        _tag(r"\{\#", r"\#", r"\}", r"\n"),
        _tag(rf"\{{\#{_BEGINS_LINE}", r"\#", r"\}"),
    )
)
# A comment of Go ends behind its `*/`, one of Handlebars behind its `--`: `{{/* {{ port }} */}}`.
# It ends before the next one begins, so that what is never closed costs no more.
_NOTE_BEGINS = r"\{\{[-~]?[ \t]*(?:/\*|!--)"
_NOTE = (
    r"\{\{[-~]?[ \t]*/\*[^*{]{0,9999}"
    r"(?:(?:\*+(?![*/])|\{(?!\{[-~]?[ \t]*/\*))[^*{]{0,9999}){0,400}"
    r"\*+/[ \t\r\n]{0,99}[-~]?\}\}"
    r"|\{\{[-~]?[ \t]*!--(?:(?!--~?\}\}|\{\{[-~]?[ \t]*!--)[\s\S]){0,9999}--~?\}\}"
)
# No tag is told in two ways here: a line of many would be tried in all their combinations.
_NOTES = rf"{_NOTE}|(?!{_NOTE}){_tag(_NOTE_BEGINS, '}', '}')}"
_TMPL = "[Tt][Mm][Pp][Ll]_"
TAG = "|".join(
    (
        _NOTES,
        r"\{\{\{[^{}\n]{0,200}\}\}\}",
        _tag(rf"(?!{_NOTE_BEGINS})\{{\{{", r"\}", r"\}", r"\n", 200),
        _JINJA,
        _tag("<%", "%", ">"),
        _tag(r"<\?", r"\?", ">"),
        _tag(r"\[%", "%", r"\]"),
        r"\[\[[-~]?[ ]?[$.A-Za-z_][^\[\]\n:;{}]{0,100}\]\]",
        rf"</?{_TMPL}\w[^<>\n]{{0,200}}>|\{{/?{_TMPL}\w[^{{}}\n]{{0,200}}\}}",
        r"%\{[^{}\n]{0,200}\}",
    )
)
# Where a tag may begin; cheaper to look for: each alternative begins with one character.
TAG_BEGINS = rf"\{{[{{%#]|<[%?]|</?{_TMPL}|\{{/?{_TMPL}|\[[%\[]|%\{{"

# Every alternative begins with a character of its own, so that texts without one are passed
# over fast. Two hexadecimal digits between percent signs are characters of a URL: `%e3%81`.
_WORD = (
    r"_(?<![A-Za-z0-9]_)_[A-Za-z][A-Za-z0-9_]*?__(?![A-Za-z0-9])"
    r"|@@?[A-Za-z_][\w.-]*@@?"
    r"|%%?(?![0-9A-Fa-f]{2}%)[A-Za-z_]\w*%%?|%(?<![\w%]%)[A-Za-z_]\w+(?=:)"
    r"|\#\{[^{}\n]{1,200}\}"
)
_DOLLAR = r"\$\{[^{}\n]{1,200}\}|\$\([^()\n]{1,200}\)"

_KEYWORD = (
    r"(?i:if|elsif|elseif|elif|else|unless|end|endif|range|with|block|define|for|foreach|endfor"
    r"|while|switch|case|set)\b"
)
_STATEMENT = "|".join(
    (
        _JINJA,
        _NOTES,
        _tag(
            rf"\{{\{{[-~]?[ \t]*(?:[\#^]|/(?!\*)|!(?!--)|{_KEYWORD}|\$\w+[ \t]*:?=)", r"\}", r"\}"
        ),
        _tag("<%(?![=%])", "%", ">"),
        _tag(r"<\?(?!=)", r"\?", ">"),
        _tag(rf"\[%[-+~]?[ \t]*{_KEYWORD}", "%", r"\]"),
        rf"\[\[[-~]?[ \t]*{_KEYWORD}[^\[\]\n]{{0,100}}\]\]",
        rf"</?{_TMPL}(?![Vv][Aa][Rr])\w[^<>\n]{{0,200}}>",
        rf"\{{/?{_TMPL}(?![Vv][Aa][Rr])\w[^{{}}\n]{{0,200}}\}}",
        rf"%\{{[~ ]*{_KEYWORD}[^{{}}\n]{{0,200}}\}}",
    )
)
# What is told apart here at every start is one small pattern. The large ones are compiled at the
# first text that may hold a placeholder, and kept by `re`.
# Neither `proxy_pass` nor `[name` nor `#Port` begins one, and most texts have such in them.
MAY_HOLD = regex(rf"{TAG_BEGINS}|%[%A-Za-z_]|@[@A-Za-z_]|\#\{{|__")
_MAY_HOLD_DOLLAR = regex(r"\$[{(]")
# Where one may begin, whatever it is.
_MAY_BEGIN = regex(r"[{<\[%@#_$](?=[{%#?\[/@(A-Za-z_])(?<!_(?!_))")

# In a branch, texts and tags are alternatives: `{% if a %}443{% else %}80{% endif %}` is one
# placeholder.
_END = rf"(?=\{{\{{[-~]?/(?!\*)|[<{{]/|[{{<\[%]+[-~ \t]*(?i:end))(?:{_STATEMENT})"
_TAGS = rf"(?:{_STATEMENT})(?:(?:{TAG}|[^\s{{<\[%]){{0,60}}?{_END})?|{TAG}"
# The placeholders without `${name}` and `$(name)`, which may mean something to the program.
WITHOUT_DOLLAR = rf"{_TAGS}|{_WORD}"
PLACEHOLDER = rf"{WITHOUT_DOLLAR}|{_DOLLAR}"

_COMMENT = r"\{\#|\{%[-+]?[ \t]*comment\b|<%\#|\{\{[-~]?[ \t]*(?:!|/\*)"
_LINE_OF_TAGS = rf"(?m)^[ \t]*(?:(?:{TAG})[ \t]*)+(?=\r?$)"
_LEADING = (
    rf"(?m)^([ \t]*(?:(?:{_STATEMENT})[ \t]*)+)(?!:)([^\r\n]*?)((?:{_STATEMENT})[^\r\n]*)?(?=\r?$)"
)
# A branch's end, or a comment, behind a text; behind a dash or a colon it is the text.
_TRAILING = (
    rf"(?m)(?<=[^\s:-])[ \t]+(?=[{{<\[%]+[-~%/ \t]*(?i:end|el|tmpl_)|{_NOTE_BEGINS})"
    rf"(?:{_STATEMENT})[ \t]*(?=\r?$)"
)
# A branch that begins at the end of a word: what it may add are words of its own.
_OPENS_LAST = (
    r"(?=[{<\[%#+~ \t-]{1,9}(?i:if|unless|for|foreach|range|with|while|case|tmpl_(?:if|unless))\b)"
    rf"(?:{_STATEMENT})\Z"
)
_VISIBLE = regex(r"[^\r\n]")


def has_placeholder(text: str) -> bool:
    """Tell whether another program is to fill in a part of `text`."""
    may_hold = MAY_HOLD.search(text) or _MAY_HOLD_DOLLAR.search(text)
    return may_hold is not None and any(True for _ in _found(PLACEHOLDER, text))


def has_other_placeholder(text: str) -> bool:
    """Tell the same of placeholders other than `${name}` and `$(name)`."""
    return MAY_HOLD.search(text) is not None and any(True for _ in _found(WITHOUT_DOLLAR, text))


def has_tag(text: str) -> bool:
    """Tell whether a tag stands in `text`, which may become anything, several lines too."""
    may_begin = any(map(text.__contains__, "{<[")) and re.search(TAG_BEGINS, text)
    return bool(may_begin) and any(True for _ in _found(TAG, text))


def _found(pattern: str, text: str) -> Iterator[re.Match[str]]:
    """Yield what `re.finditer` would, with a pause before each place where one may begin.

    It would try forty alternatives at each character of the text.
    """
    match_at = re.compile(pattern).match
    position = 0
    for begin in pausing(_MAY_BEGIN.finditer(text)):
        start = begin.start()
        match = match_at(text, start) if start >= position else None
        if match is not None:
            yield match
            position = match.end()


def masked(text: str, mask: str = MASK, *, dollars: bool = True) -> str:
    """Return `text` with `mask` for every character of a placeholder but for line breaks.

    Without `dollars`, `${name}` and `$(name)` stay: they mean something to the program itself.
    """
    if not MAY_HOLD.search(text) and not (dollars and _MAY_HOLD_DOLLAR.search(text)):
        return text
    pieces: list[str] = []
    position = 0
    for match in _found(PLACEHOLDER if dollars else WITHOUT_DOLLAR, text):
        pieces += text[position : match.start()], _VISIBLE.sub(mask, match[0])
        position = match.end()
    return "".join((*pieces, text[position:])) if pieces else text


def unfilled(text: str, path: str, *, dollars: bool = True) -> str:
    """Return `text`, that of the file at `path`, with its placeholders masked.

    Its length stays, and so do line breaks. In a file that is called as templates and samples are,
    there are more of them. Without `dollars`, what begins with one means something to the program
    itself, unless the file is a template.
    """
    text = masked(without_statements(text), dollars=dollars or is_template_path(path))
    if is_to_fill_in(path):
        from portlens.formats._sample import TO_FILL_IN, WITH_DOLLAR  # few files are one

        pattern = WITH_DOLLAR if dollars else TO_FILL_IN
        text = re.sub(pattern, lambda match: _VISIBLE.sub(MASK, match[0]), text)
    return text


def unfilled_markup(text: str) -> str:
    """Return `text`, in XML, with its placeholders and statements masked, line breaks aside.

    A tag may hold statements on lines of their own, so that they stay to be seen there. What looks
    like `<port>` is an element.
    """
    if not MAY_HOLD.search(text) and not _MAY_HOLD_DOLLAR.search(text):
        return text
    from portlens.formats._sample import OVER_LINES

    return re.sub(OVER_LINES, lambda match: _VISIBLE.sub(MASK, match[0]), masked(text))


def with_known_placeholders(text: str, path: str) -> str:
    """Return `text`, that of the file at `path`, with ports such as `<port>` written `@_port_@`.

    That is for readers that keep placeholders, and only in a file that is called as templates and
    samples are. The length stays; of a tag over several lines, the line breaks do not.
    """
    if not is_to_fill_in(path):
        return text
    from portlens.formats._sample import TO_FILL_IN, known

    return re.sub(TO_FILL_IN, known, text)


def is_filled_in(text: str, path: str) -> bool:
    """Tell whether `text`, all of a port's in the file at `path`, is for others to fill in."""
    if has_placeholder(text):
        return True
    if not is_to_fill_in(path):
        return False
    from portlens.formats._sample import TO_FILL_IN

    return re.search(TO_FILL_IN, text) is not None


def without_statements(text: str) -> str:
    """Return `text` with blanks for the statements of a template language, at equal length.

    A line of nothing but tags goes as a whole. Of a line that begins with a statement the first
    branch stays: only one of them is ever written. Statements in the middle of a line stay too,
    and are placeholders to everybody.
    """
    if not has_tag(text):
        return text
    pieces = re.split(_LONG_LINE, text)
    pieces[::2] = map(_without_statements, pausing(pieces[::2]))
    return "".join(pieces)


# What has so many characters in one line was written by no template, and each would be looked at
# several times without a pause.
_LONG_LINE = r"(?<![^\r\n])([^\r\n]{8000,})"


def _without_statements(text: str) -> str:
    text = re.sub(_LINE_OF_TAGS, _blank, text)
    text = re.sub(_LEADING, _first_branch, text)
    return re.sub(_TRAILING, _blank, text)


def without_open_branch(word: str) -> str:
    """Return `word` without a statement at its end that begins a branch: `80{% if tls %}`."""
    found = re.search(_OPENS_LAST, word) if has_tag(word) else None
    return word[: found.start()] if found else word


def decisions(text: str) -> list[int]:
    """Return where the statements stand that leave out or repeat what follows them."""
    if not has_tag(text):
        return []
    found = (match.start() for match in _found(_STATEMENT, text))
    return [start for start in found if not re.match(_COMMENT, text[start : start + 20])]


def _first_branch(match: re.Match[str]) -> str:
    return _blanks(match[1]) + match[2] + _blanks(match[3] or "")


def _blank(match: re.Match[str]) -> str:
    return _blanks(match[0])


def _blanks(text: str) -> str:
    return _VISIBLE.sub(" ", text)
