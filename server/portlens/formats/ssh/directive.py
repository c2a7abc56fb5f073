"""The lines of an OpenSSH configuration, and the blocks that they stand in."""

import re
from collections.abc import Iterator

from portlens.formats._template import without_statements
from portlens.formats.ssh.words import Word, first_token, split_words
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import split_blanks
from portlens.text.regex import regex
from portlens.text.span import Span

# Only \n ends a line for OpenSSH; a lone \r inside one is an ordinary character.
_LINE = regex(r"[^\n]+")
_FORWARDS = frozenset({"localforward", "remoteforward", "dynamicforward"})
_OF_SSH = frozenset({"port", "listenaddress", "match", "proxyjump"})
_LEADING = " \t\r"
_TRAILING = " \t\r\n\f"


class Block(NamedTuple):
    """A `Host` or `Match` line, which rules the lines below it."""

    kind: str  # "host" or "match"
    name: str  # as the user would call it: `Host db`
    span: Span
    is_for_all: bool  # `Match all`, `Host *`: the lines below count for every connection


class Directive(NamedTuple):
    """One line that says something."""

    keyword: str  # in lower case
    key: Span
    words: tuple[Word, ...]
    block: Block | None
    rest: Span  # all that follows the keyword, comments included, without outer blanks
    line: Span  # the whole line, without its end
    is_closed: bool  # whether every quote is

    @property
    def span(self) -> Span:
        """From the keyword to the last word."""
        return Span(self.key.start, self.words[-1].span.end if self.words else self.key.end)

    @property
    def owner(self) -> str:
        """Whose ports the line speaks of."""
        return self.block.name if self.block else ""

    @property
    def protocol(self) -> str:
        """What is spoken on the line's port: a forward carries anything, the others SSH."""
        return "ssh" if self.keyword in _OF_SSH else ""

    @property
    def is_own_port(self) -> bool:
        """Whether a port that it permits is one of sshd's own: `Match LocalPort`."""
        return self.keyword == "match"

    @property
    def is_forward(self) -> bool:
        """Whether the line opens a tunnel, whose near end is whatever number was free."""
        return self.keyword in _FORWARDS

    @property
    def next_word(self) -> Span:
        """The empty place where another word would be typed."""
        if self.words:
            end = self.words[-1].span.end
            at = self.line.end if end == self.rest.end else end  # else a comment follows
            return Span(at, at)
        at = self.rest.start if self.rest.start < self.rest.end else self.line.end
        return Span(at, at)


class Tree(NamedTuple):
    """The directives of a text, in its order."""

    directives: tuple[Directive, ...]


def directives(text: str, block_keywords: frozenset[str]) -> Iterator[Directive]:
    """Yield the directives of `text`; `block_keywords` open a block that lasts till the next."""
    block: Block | None = None
    for match in _LINE.finditer(without_statements(text)):
        pause()
        line = match[0]
        content = line.lstrip(_LEADING)
        if content.startswith("#"):
            continue
        start = match.start() + len(line) - len(content)
        content = content[:1] + content[1:].rstrip(_TRAILING)
        directive = _directive(content, start, _without_return(match), block)
        if directive is None:
            continue
        if directive.keyword in block_keywords:
            block = _block(directive, text)
            directive = directive._replace(block=block)
        yield directive


def _directive(content: str, start: int, line: Span, block: Block | None) -> Directive | None:
    token = first_token(content, 0)
    if token and not token.text and token.rest is not None:
        token = first_token(content, token.rest)
    if token is None or not token.text or token.text.startswith("#"):
        return None
    rest = len(content) if token.rest is None else token.rest
    words, is_closed = split_words(content[rest:], start + rest)
    return Directive(
        keyword=token.text.lower(),
        key=token.span.shifted(start),
        words=tuple(words),
        block=block,
        rest=Span(start + rest, start + len(content)),
        line=line,
        is_closed=is_closed,
    )


def _without_return(match: re.Match[str]) -> Span:
    end = match.end()
    return Span(match.start(), end - 1 if match[0].endswith("\r") else end)


def _block(directive: Directive, text: str) -> Block:
    name = Span(directive.key.start, directive.span.end).of(text)
    wanted = "all" if directive.keyword == "match" else "*"
    is_for_all = [word.text.lower() for word in directive.words] == [wanted]
    return Block(directive.keyword, " ".join(split_blanks(name)), directive.span, is_for_all)
