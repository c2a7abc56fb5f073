"""Foreign text in the middle of our own: not obeyed, not too long, and without passwords."""

from collections.abc import Iterator

from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

TAB = 4
LONGEST_ECHO = 60


def visible(text: str) -> str:
    """Return `text` with a visible sign for each character that a terminal would obey.

    An escape sequence in a file must not reach the terminal. Tabs become four blanks.
    """
    if text.isprintable():  # what `_sign` leaves as it is, all of it
        return text
    return "".join(_sign(character) for character in text)


def echo(text: str) -> str:
    """Return what was typed as a message repeats it: visible, and cut where nobody reads on."""
    return visible(text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…")


# `postgres://shop:hunter2@db:5432/`, `shop:hunter2@db`; up to the last @, since people forget to
# write %40. An image's `redis:7-alpine@sha256:…` is none.
_LOGIN = regex(
    r"(?:(?<=://)|(?<![^\s\"'`]))(?P<user>[^\s/:@\"'`]*):(?P<secret>[^\s\"'`/]+)@(?!sha[0-9]{3}:)"
)
# `POSTGRES_PASSWORD: hunter2`, `token=…`
_ANNOUNCING = r"(?i)(?:passw(?:or)?d|secret|token|api_?key)"
_NAMED = regex(
    _ANNOUNCING + r"\w{0,40}[\"']?[ \t]{0,9}[:=][ \t]{0,9}[\"']?(?P<secret>[^\s\"',}\]]+)"
)
_IS_NAMED = regex(_ANNOUNCING)
_HARMLESS = regex(r"\$\{?\w+\}?|[0-9]{1,5}")  # a variable's name, or what may be a port


def discreet(text: str) -> str:
    """Return `text` with an asterisk for each character of what looks like a password in it.

    Reports quote lines of the user's files, and are kept where more people read than the files.
    """
    text = without_login(text)
    return _NAMED.sub(_hidden, text) if ":" in text or "=" in text else text


def without_login(text: str) -> str:
    """Return `text` with an asterisk for each character of a password before the name of a host.

    For what says something itself: a word such as `token` in it announces no secret.
    """
    return _LOGIN.sub(_hidden, text) if "@" in text and ":" in text else text


def announces_secret(name: str) -> bool:
    """Tell whether a variable is called as one whose value is a secret."""
    return _IS_NAMED.search(name) is not None


class Login(NamedTuple):
    """Where the name of a user, perhaps empty, and a password stand before the name of a host."""

    user: Span
    secret: Span


def logins(text: str, start: int, end: int) -> Iterator[Login]:
    """Yield what stands of these in `text` from `start` to `end`."""
    if text.find("@", start, end) >= 0:
        for match in _LOGIN.finditer(text, start, end):
            if not _HARMLESS.fullmatch(match["secret"]):
                yield Login(Span(*match.span("user")), Span(*match.span("secret")))


def _hidden(match: "Match[str]") -> str:
    secret = match["secret"]
    if _HARMLESS.fullmatch(secret):
        return match[0]
    start = match.start("secret") - match.start()
    return f"{match[0][:start]}{'*' * len(secret)}{match[0][start + len(secret) :]}"


def _sign(character: str) -> str:
    if character == "\t":
        return " " * TAB
    if character.isprintable() or character in "\u3000\u200d":
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # the pictures of control characters: ␀, ␛
    return "\u00a0" if character.isspace() else "\ufffd"
