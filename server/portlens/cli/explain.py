"""`portlens explain`: what is known of a port, a service or a rule."""

import sys
from functools import partial

from portlens.catalogue.load import catalogue
from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.outputs import outputs, put_out
from portlens.cli.terminal import columns_of
from portlens.cli.wrap import reflow, wrap
from portlens.features.asked import Ports, asked
from portlens.text.phrase import Language, Phrase, in_a_row
from portlens.text.typed import TYPE_CHECKING, TextIO

if TYPE_CHECKING:  # a port is explained without a rule or a format
    from portlens.rules.registry import NamedRule

MOST_PAGES = 4  # a longer range is told in one line a port
MOST_NAMES = 3  # beside those of the title, in such a line


def run(arguments: Arguments) -> int:
    """Explain the one word given; return 0, or 1 where nobody knows it."""
    what = " ".join(arguments.words).strip()
    if len(arguments.words) != 1 or not what:
        raise UsageError(ONE_WORD)
    language = arguments.language
    wanted = outputs(arguments, "text")
    found = asked(catalogue(), what)
    if isinstance(found, Ports):
        ports = found
        put_out(wanted, sys.stdout, lambda form, to: _ports(what, ports, language, form, to))
        return 0
    rule = _rule(what)
    if rule is not None:
        put_out(wanted, sys.stdout, lambda form, to: _rule_text(what, rule, language, form, to))
        return 0
    near = _nearest(what) if found.is_name else ()
    put_out(
        [each for each in wanted if each.format == "json"], sys.stdout, partial(_none, what, near)
    )
    message = found.reason
    if near:
        message = NEAREST.fill(reason=message, names=in_a_row(near))
    sys.stderr.write(f"portlens: {message.to(language)}\n")
    return 1


def _none(what: str, near: tuple[str, ...], _form: str, to: TextIO) -> str:
    from portlens.cli.explain_json import of_nothing

    return of_nothing(what, near, to)


def _ports(what: str, found: Ports, language: Language, form: str, to: TextIO) -> str:
    if form == "json":
        from portlens.cli.explain_json import of_ports

        return of_ports(catalogue(), what, found, language, to)
    from portlens.features.port_page.page import PortPage, asked_page, plain

    def line(page: PortPage) -> str:
        more = ["…"] if len(page.others) > MOST_NAMES else []
        names = " · ".join([page.title, *page.others[:MOST_NAMES], *more])
        return f"{names}  {page.summary}".rstrip()

    pages = [asked_page(catalogue(), port, language, found) for port in found.numbers]
    is_list = len(pages) > MOST_PAGES
    text = "\n".join(map(line, pages)) if is_list else "\n\n".join(map(plain, pages))
    columns = columns_of(to)
    lines = (wrap(each, columns, "    ") for each in text.split("\n"))
    return "\n".join(line for some in lines for line in some) + "\n"


def _rule_text(what: str, rule: "NamedRule", language: Language, form: str, to: TextIO) -> str:
    from portlens.rules.page import page

    if form == "json":
        from portlens.cli.explain_json import of_rule

        return of_rule(what, rule, language, to)
    return reflow(page(rule, language), columns_of(to))


def _rule(what: str) -> "NamedRule | None":
    from portlens.rules.registry import all_rules

    return all_rules().get(what.casefold())


def _nearest(what: str) -> tuple[str, ...]:
    """Return the names of services, software and rules that `what` may be a slip for."""
    from difflib import get_close_matches

    from portlens.rules.registry import all_rules

    rules = get_close_matches(what.casefold(), all_rules(), 2, 0.75)
    return (*rules, *catalogue().nearest(what.partition("/")[0]))[:3]


ONE_WORD = Phrase(
    "explain takes one port, one range, one name or one rule",
    "explain にはポート、範囲、名前、ルールのどれか 1 つを指定します",
)
NEAREST = Phrase("{reason}; near to it: {names}", "{reason}。近い名前: {names}")
