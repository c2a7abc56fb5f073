"""Which rules there are, and which speak of which format."""

from functools import lru_cache
from importlib import import_module

from portlens import rules
from portlens.formats._modules import has_module, modules_in
from portlens.formats.registry import all_formats, format_named
from portlens.rules._rule import Rule
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase

# A rule lives in the folder of the formats it speaks of, so that a check of one compose file
# imports no nginx rule. The folder is called as the formats' module; what many share is here.
_COMMON = "common"


# The address of the documentation, without a slash at its end. There is none yet, and a link
# that leads nowhere is worse than none: what would hold it is left out.
DOCUMENTATION: str | None = None


class NamedRule(NamedTuple):
    """A rule together with its id."""

    id: str
    rule: Rule
    page: Phrase

    @property
    def title(self) -> Phrase:
        """The first line of the page."""
        return Phrase(self.page.en.partition("\n")[0], self.page.ja.partition("\n")[0])

    @property
    def url(self) -> str | None:
        """Where the rule is described; None where no page is certain to be there."""
        return f"{DOCUMENTATION}/rules/{self.id}" if DOCUMENTATION else None


@lru_cache(maxsize=64)
def rules_for(format_id: str) -> tuple[NamedRule, ...]:
    """Return the rules that speak of the format `format_id`, sorted by folder and id."""
    format_ = format_named(format_id)
    if format_ is None:
        return ()
    folders = (
        (_COMMON, format_.folder) if has_module(rules.__path__, format_.folder) else (_COMMON,)
    )
    return tuple(rule for folder in folders for rule in _in(folder) if rule.rule.speaks_of(format_))


@lru_cache(maxsize=1)
def all_rules() -> dict[str, NamedRule]:
    """Return every rule by its id."""
    folders = dict.fromkeys((_COMMON, *(format_.folder for format_ in all_formats())))
    found = [
        rule for folder in folders if has_module(rules.__path__, folder) for rule in _in(folder)
    ]
    return {rule.id: rule for rule in sorted(found)}


@lru_cache(maxsize=64)
def _in(folder: str) -> tuple[NamedRule, ...]:
    package = import_module(f"{rules.__name__}.{folder}")
    found: list[NamedRule] = []
    for name in modules_in(package.__path__):
        module = import_module(f"{package.__name__}.{name}")
        rule: Rule = module.RULE
        english = (module.__doc__ or "").strip() + "\n"
        page = Phrase(english, rule.japanese.strip() + "\n")
        found.append(NamedRule(name.replace("_", "-"), rule, page))
    return tuple(sorted(found))
