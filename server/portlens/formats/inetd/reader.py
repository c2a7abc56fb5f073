"""An inetd.conf to port uses, entry by entry as openbsd-inetd takes them.

Source: openbsd-inetd 0.20221205, config() and getconfigent() in inetd.c, and which sockets it opens
for such files. Of what only other programs called inetd read, no more than the port is looked at.
"""

from collections.abc import Iterable

from portlens.formats._format import Fault, Reading
from portlens.formats._template import unfilled
from portlens.formats.inetd.attempt import PROTOCOL, Attempt, attempt, is_rpc
from portlens.formats.inetd.host import EVERY
from portlens.formats.inetd.lines import Words, is_comment, lines_of
from portlens.formats.inetd.opened import ENTRY, faults_of, span_of, with_path, with_port
from portlens.formats.inetd.others import is_file_of_others, is_of_others, opens_nothing
from portlens.model.port_use import PortUse
from portlens.text.pause import pause
from portlens.text.span import Span


def read(text: str, path: str) -> Reading:
    """Return the ports of an inetd.conf, whatever state its text is in."""
    reader = _Reader(unfilled(text, path))
    reader.read()
    return Reading(tuple(reader.uses), tuple(reader.faults))


class _Reader:
    """What has been read so far, and what inetd remembers from line to line."""

    def __init__(self, text: str) -> None:
        self.uses: list[PortUse] = []
        self.faults: list[Fault] = []
        self._text = text
        self._lines = lines_of(text)
        self._default = EVERY
        self._is_of_others = is_file_of_others(text)
        self._hangs = False  # inetd never comes to the entries below
        self._told: set[Span] = set()  # addresses for all entries below

    def read(self) -> None:
        index = 0
        while index < len(self._lines):
            pause()
            if is_comment(self._text, self._lines[index]):
                index += 1
            else:
                index = self._entry(index)

    def _entry(self, index: int) -> int:
        """Read the entry that begins on the line `index`, and return the line after it."""
        words = Words(self._text, self._lines, index, index + 1)
        first = attempt(words, self._text, is_second=False)
        if first is None or self._is_blank(first, words.end):
            return words.following
        if first.is_default:
            self._default = first.hosts or EVERY
            return words.following
        if self._is_of_others or is_of_others(first, self._text):
            self._take_other(first)
            return words.following
        following, end = words.following, words.end
        second = None
        while first.wants_ipv6:
            pause()
            words = Words(self._text, self._lines, index, following)
            second = attempt(words, self._text, is_second=True)
            if (second is not None and second.family == "ipv6") or words.following == following:
                break
            following = words.following
        if not first.service.of(self._text).startswith("#"):
            self._take(first, second)
        else:
            self._take_comment(first, end, stops=self._stops(first, second))
        return words.following

    def _take(self, first: Attempt, second: Attempt | None) -> None:
        """Note down what the one or two attempts at an entry come to."""
        hung = self._hangs
        found: list[PortUse | Fault] = [*faults_of(first, self._text)]
        stops = self._stops(first, second)
        if stops:
            found.append(Fault(ENTRY, first.fields[PROTOCOL], "hangs"))
        elif not first.dropped and second is not None and second.dropped:
            found.append(Fault(ENTRY, span_of(second), "ipv4-only"))
        if first.family == "unix":
            found += with_path(first, self._text, is_read=not hung)
        elif not is_rpc(first):
            hosts = self._default if first.hosts is None else first.hosts
            found += with_port(first, second, hosts, self._text, is_read=not hung)
        self._note(found)

    def _take_other(self, first: Attempt) -> None:
        """Note down what is so with every inetd: which port it is, and whether that is one."""
        service = first.service.of(self._text)
        if opens_nothing(first, self._text) or service.startswith("#"):
            return
        if first.dropped.startswith("no-"):
            self._note(faults_of(first, self._text))
        if first.family == "unix":
            self._note(with_path(first, self._text, is_read=False))
        elif not is_rpc(first):
            self._note(with_port(first, None, None, self._text, is_read=False))

    def _is_blank(self, first: Attempt, end: int) -> bool:
        """Tell whether the words of an entry are the ends of empty lines that Windows has."""
        is_return = not first.written.of(self._text).strip("\r")
        return is_return and not self._text[first.written.start : end].strip("\r\n \t")

    def _take_comment(self, first: Attempt, end: int, *, stops: bool) -> None:
        """Note what becomes of an indented comment: alone on its line, it does no harm."""
        start = first.written.start
        at = Span(start, self._text.find("\n", start) % (len(self._text) + 1))
        if stops or end > at.end:
            self._note([Fault(ENTRY, at, "hangs" if stops else "comment")])

    def _stops(self, first: Attempt, second: Attempt | None) -> bool:
        """Tell whether inetd reads the same entry for ever, and note that down."""
        stops = first.wants_ipv6 and (second is None or second.family != "ipv6")
        self._hangs = self._hangs or stops
        return stops

    def _note(self, found: Iterable[PortUse | Fault]) -> None:
        faults = []
        for each in found:
            if isinstance(each, PortUse):
                self.uses.append(each)
            elif each.span not in self._told:
                faults.append(each)
                self._told.add(each.span)
        self.faults += sorted(faults, key=lambda fault: fault.span)
