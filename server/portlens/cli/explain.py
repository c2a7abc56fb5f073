"""`portlens explain`: what is known of a port, a service or a rule."""

import sys

from portlens.catalogue.load import catalogue
from portlens.cli.arguments import Arguments, UsageError
from portlens.features.asked import Ports, asked
from portlens.rules.registry import NamedRule
from portlens.text.phrase import Language, Phrase, in_a_row

MOST_PAGES = 4  # a longer range is told in one line a port
MOST_NAMES = 3  # beside those of the title, in such a line


def run(arguments: Arguments) -> int:
    """Explain the one word given; return 0, or 1 where nobody knows it."""
    what = " ".join(arguments.words).strip()
    if len(arguments.words) != 1 or not what:
        raise UsageError(ONE_WORD)
    language = arguments.language
    is_json = arguments.last("--output-format") == "json"
    found = asked(catalogue(), what)
    if isinstance(found, Ports):
        _write(_ports(what, found, language, is_json=is_json))
        return 0
    rule = _rule(what)
    if rule is not None:
        _write(_rule_text(what, rule, language, is_json=is_json))
        return 0
    near = _nearest(what) if found.is_name else ()
    if is_json:
        from portlens.cli.explain_json import of_nothing

        _write(of_nothing(what, near))
    message = found.reason
    if near:
        message = NEAREST.fill(reason=message, names=in_a_row(near))
    sys.stderr.write(f"portlens: {message.to(language)}\n")
    return 1


def _write(text: str) -> None:
    sys.stdout.write(text.rstrip("\n") + "\n")


def _ports(what: str, found: Ports, language: Language, *, is_json: bool) -> str:
    if is_json:
        from portlens.cli.explain_json import of_ports

        return of_ports(catalogue(), what, found, language)
    from portlens.features.port_page.page import PortPage, plain, port_page

    def line(page: PortPage) -> str:
        more = ["…"] if len(page.others) > MOST_NAMES else []
        names = " · ".join([page.title, *page.others[:MOST_NAMES], *more])
        return f"{names}  {page.summary}".rstrip()

    pages = [port_page(catalogue(), port, language, found.transport) for port in found.numbers]
    if len(pages) > MOST_PAGES:
        return "\n".join(map(line, pages))
    return "\n\n".join(map(plain, pages))


def _rule_text(what: str, rule: NamedRule, language: Language, *, is_json: bool) -> str:
    from portlens.rules.page import page

    if is_json:
        from portlens.cli.explain_json import of_rule

        return of_rule(what, rule, language)
    return page(rule, language)


def _rule(what: str) -> NamedRule | None:
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
