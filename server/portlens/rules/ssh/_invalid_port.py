"""Ports in OpenSSH files that only some versions of it take."""

from collections.abc import Iterator

from portlens.formats.ssh.directive import Directive, Tree
from portlens.model.finding import Finding, Fix, Severity
from portlens.network.context import Context
from portlens.text.edit import Edit
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

# Since then a Match line is split as every other is: no blank may stand beside an `=`, and
# quotes of both kinds are taken out.
_NEW_MATCH = (10, 0, 0)
# The first version that is known to take words behind `any`; 9.2 does not.
_MORE_THAN_ANY = (10, 5, 0)

_PARTED = regex(r"(?i)(?<![^ \t=])localport([ \t]+=[ \t]*|=[ \t]+)[^ \t]")
_QUOTED = regex(r"(?i)(?<![^ \t=])localport[ \t=]+('[^' \t]*')")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what the OpenSSH that is meant refuses, and as warnings what only some versions do."""
    tree = document.reading.tree
    if document.format.id != "sshd_config" or not isinstance(tree, Tree):
        return
    version = context.settings.openssh_version
    for line in tree.directives:
        pause()
        if line.keyword == "match":
            yield from _match(line, document.text, version)
        elif line.keyword in ("permitopen", "permitlisten"):
            yield from _permit(line, version)


Version = tuple[int, int, int] | None


def _severity(version: Version) -> Severity:
    return "warning" if version is None else "error"


def _match(line: Directive, text: str, version: Version) -> Iterator[Finding]:
    if version is None or version >= _NEW_MATCH:
        for match in _PARTED.finditer(text, *line.rest):
            yield Finding(
                Span(*match.span(1)),
                PARTED,
                fixes=(Fix(BLANK, (Edit(Span(*match.span(1)), " "),), is_safe=True),),
                severity=_severity(version),
            )
    if version is None or version < _NEW_MATCH:
        for match in _QUOTED.finditer(text, *line.rest):
            inside = match[1].strip("'")
            fixes = (Fix(UNQUOTE, (Edit(Span(*match.span(1)), inside),)),) if inside else ()
            severity = _severity(version)
            yield Finding(Span(*match.span(1)), QUOTED, fixes=fixes, severity=severity)


def _permit(line: Directive, version: Version) -> Iterator[Finding]:
    if version is not None and version >= _MORE_THAN_ANY:
        return
    if len(line.words) > 1 and line.words[0].text in ("any", "none"):
        word = line.words[0]
        message = ALONE.fill(text=word.text)
        yield Finding(word.span, message, severity=_severity(version))


PARTED = Phrase(
    "no blank may stand beside the = since OpenSSH 10: sshd refuses the line",
    "OpenSSH 10 以降では = の前後に空白を置けません: sshd はこの行を拒否します",
)
QUOTED = Phrase(
    "before OpenSSH 10 single quotes are part of the port here: sshd refuses the line",
    "OpenSSH 10 より前では引用符 ' もポートの一部とみなされます: sshd はこの行を拒否します",
)
ALONE = Phrase(
    "{text} must stand alone on its line: OpenSSH 9 refuses more words",
    "{text} は単独で書きます: OpenSSH 9 は後に続く語を拒否します",
)
BLANK = Phrase("Write a blank alone", "空白だけにする")
UNQUOTE = Phrase("Remove the quotes", "引用符を外す")
