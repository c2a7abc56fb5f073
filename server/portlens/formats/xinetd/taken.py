"""What xinetd takes of the lines of an entry, one after the other.

Source: xinetd 2.3.15.3, identify_attribute() and parse_entry(), tried with such files: a line that
it cannot use at all is passed over, a value that it refuses disables the service, and that is what
a later `disable = no` takes back.
"""

from collections.abc import Iterable, Mapping

from portlens.formats._template import MASK
from portlens.formats.xinetd.entry import Attribute, Broken, Section, Word, lower
from portlens.formats.xinetd.host import read_host
from portlens.formats.xinetd.protocols import PROTOCOLS
from portlens.formats.xinetd.values import number_of, refused
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.span import Span

# How many values an attribute has. MANY: one or more; SET: any number, and += and -= as well.
MANY, SET = -1, -2
SERVICE: Mapping[str, int] = {
    **dict.fromkeys(("socket_type", "protocol", "wait", "user", "group", "server"), 1),
    **dict.fromkeys(("instances", "rpc_version", "rpc_number", "id", "port", "nice"), 1),
    **dict.fromkeys(("banner", "banner_success", "banner_fail", "bind", "interface"), 1),
    **dict.fromkeys(("per_source", "groups", "disable", "max_load", "v6only", "deny_time"), 1),
    **dict.fromkeys(("rlimit_as", "rlimit_cpu", "rlimit_data", "rlimit_files"), 1),
    **dict.fromkeys(("rlimit_rss", "rlimit_stack", "umask", "libwrap"), 1),
    **dict.fromkeys(("redirect", "cps"), 2),
    **dict.fromkeys(("server_args", "log_type", "access_times", "type", "flags"), MANY),
    **dict.fromkeys(("log_on_success", "log_on_failure", "only_from", "no_access"), SET),
    **dict.fromkeys(("env", "passenv"), SET),
}
DEFAULTS: Mapping[str, int] = {
    **dict.fromkeys(("instances", "banner", "banner_success", "banner_fail", "bind"), 1),
    **dict.fromkeys(("interface", "per_source", "groups", "max_load", "v6only", "umask"), 1),
    "cps": 2,
    **dict.fromkeys(("log_type", "log_on_success", "log_on_failure", "disabled", "enabled"), SET),
    **dict.fromkeys(("only_from", "no_access", "passenv"), SET),
}
_SAME = {"interface": "bind"}
# What only other versions have, or those that were built otherwise.
_ELSEWHERE = frozenset({"mdns", "leaky_bucket", "device"})


class Complaint(NamedTuple):
    """What xinetd has against a line: `reason` chooses the words, `values` fill them.

    `rule` is that of all formats which tells of it. `drops`: the service is not started for it.
    """

    reason: str
    span: Span
    values: Mapping[str, object] = {}
    rule: str = ""
    drops: bool = True


class Taken:
    """What has been taken of entries: one service, or all `defaults` so far.

    `given` are the attributes that count. `is_added`: the entry was read to its end; else xinetd
    forgets it, `is_off` where it says `disable = yes`.
    """

    def __init__(self, *, is_defaults: bool = False) -> None:
        self.given: dict[str, Attribute] = {}
        self.types: set[str] = set()
        self.flags: set[str] = set()
        self.success: set[str] = set()
        self.disabled: set[str] = set()
        self.enabled: set[str] = set()
        self.problems: list[Complaint] = []
        self.is_disabled = False
        self.is_added = False
        self.is_off = False
        self.is_fatal = False  # an error in `defaults`: xinetd exits
        self._is_defaults = is_defaults
        self._has_returns = False  # one line that ends as on Windows is enough to tell of

    def take(self, section: Section) -> None:
        """Take the lines of `section` as far as xinetd reads them."""
        for line in section.lines:
            pause()
            if isinstance(line, Broken):
                self.problems.append(Complaint(line.reason, line.span))
                return
            problem = self._line(line)
            if problem is not None and not (problem.reason == "line-end" and self._has_returns):
                self.problems.append(problem)
                self._has_returns = problem.reason == "line-end"
            if self._is_defaults and problem is not None and problem.drops:
                self.is_fatal = True
                return
            if line.name.text == "disable" and self.is_disabled and not self._is_defaults:
                self.is_off = problem is None
                return
        if not section.is_closed:
            self.problems.append(Complaint("no-end", section.header))
            return
        self.is_added = True

    def word(self, name: str) -> Word | None:
        """Return the first value of the attribute `name`, if it is given."""
        found = self.given.get(name)
        return found.values[0] if found is not None and found.values else None

    def text(self, name: str) -> str:
        """Return the first value of `name` in small letters, empty without one."""
        word = self.word(name)
        return lower(word.text) if word is not None else ""

    def _line(self, line: Attribute) -> Complaint | None:
        name, operator, values = line.name.text, line.operator, line.values
        known = DEFAULTS if self._is_defaults else SERVICE
        count = known.get(name)
        if count is None:
            reason = "not-for-defaults" if name in SERVICE and self._is_defaults else "unknown"
            is_silent = name in _ELSEWHERE or MASK in name
            return None if is_silent else _passed_over(reason, line.name.span)
        key = _SAME.get(name, name)
        if count != SET and key in self.given:
            return _passed_over("again", line.name.span, name=name)
        if count != SET and operator != "=":
            return _passed_over("operator", line.at, name=name)
        if count > 0 and count != len(values):
            return _passed_over("count", line.span, name=name, count=count, given=len(values))
        if not values and (count == MANY or name == "log_type"):
            reason = "fatal" if self._is_defaults else "no-value"
            return self._refuse(Complaint(reason, line.span, {"name": name}))
        if self._is_defaults and operator == "=" and count == SET:
            operator = "+="
        problem = self._value(name, operator, line)
        if problem is None:
            self.given[key] = line
            return None
        return self._refuse(problem)

    def _refuse(self, problem: Complaint) -> Complaint:
        self.is_disabled = True
        return problem

    def _value(self, name: str, operator: str, line: Attribute) -> Complaint | None:
        """Take the values of an attribute, and return what is wrong with them."""
        values = line.values
        wrong = refused(name, operator, values)
        self._gather(
            name, operator, [word for word in values if wrong is None or word is not wrong]
        )
        problem = Complaint("value", wrong.span, {"name": name}) if wrong is not None else None
        problem = problem or _special(name, values)
        if problem is not None and values[-1].text.endswith("\r"):
            return Complaint("line-end", values[-1].span)
        if problem is not None and self._is_defaults and not problem.rule:
            return problem._replace(reason="fatal")
        return problem

    def _gather(self, name: str, operator: str, words: list[Word]) -> None:
        """Keep what decides which socket is opened, and whether one is."""
        texts = {lower(word.text) for word in pausing(words)}
        if name == "type":
            self.types |= texts
        elif name == "flags":
            self.flags |= texts
        elif name == "disable" and texts:
            self.is_disabled = texts == {"yes"}
        elif name == "log_on_success":
            kept = set() if operator == "=" else self.success
            self.success = kept - texts if operator == "-=" else kept | texts
        elif name == "disabled":
            self.disabled |= texts
        elif name == "enabled":
            self.enabled |= texts


def taken_of(section: Section, success: Iterable[str] = ()) -> Taken:
    """Return what xinetd takes of a service; `success` is what `defaults` has it log so far."""
    taken = Taken()
    taken.success = set(success)
    taken.take(section)
    return taken


def _passed_over(reason: str, span: Span, **values: object) -> Complaint:
    return Complaint(reason, span, values, drops=False)


def _special(name: str, values: tuple[Word, ...]) -> Complaint | None:
    """Return what is wrong with a value of which a rule of all formats tells."""
    if any(MASK in word.text for word in pausing(values)):
        return None
    first = values[0] if values else None
    if first is None:
        return None
    if name == "port":
        return _port(first, lowest=0)
    if name in ("bind", "interface") and read_host(first.text) is None:
        return Complaint("no-address", first.span, rule="invalid-address")
    if name == "protocol" and first.text not in PROTOCOLS:
        return Complaint("no-such-protocol", first.span, rule="invalid-transport")
    if name == "redirect":
        host, port = values
        if number_of(port.text) is not None:
            problem = _port(port, lowest=1)
            if problem is not None:
                return problem
        if read_host(host.text) is None:
            return Complaint("no-address", host.span, rule="invalid-address")
    return None


def _port(word: Word, lowest: int) -> Complaint | None:
    number = number_of(word.text)
    if number is None:
        from portlens.catalogue.load import catalogue

        named = catalogue().port_of(word.text, "tcp") or catalogue().port_of(word.text, "udp")
        if named is not None:
            values = {"port": named}
            return Complaint("xinetd", word.span, values, "service-name-not-allowed")
        return Complaint("not-a-number", word.span, rule="invalid-port")
    if number > HIGHEST_PORT:
        return Complaint("highest", word.span, rule="port-out-of-range")
    if number < lowest:
        return Complaint("lowest", word.span, {"lowest": lowest}, "port-out-of-range")
    return None
