"""What the editor offers in texts of a format, and a program that judges what comes of it.

What was accepted is accepted afterwards, comments included; what was refused because of the one
error that is found is not refused for that any more.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from zlib import crc32

from portlens.analysis import analyse
from portlens.features.code_actions import Home, actions
from portlens.text.edit import apply_edits
from portlens.workspace.settings import Settings
from portlens.workspace.steps import finish
from tests._every_fix import Sample, fixtures
from tests._mutate import mutate

MUTANTS = 3  # of each fixture
LEAST = 4  # texts that a program has to refuse, for the test to prove anything


class Offer(NamedTuple):
    """One offer: the text before and after, and whether it cures the only error there is."""

    rule: str
    title: str
    before: str
    after: str
    is_sole: bool
    is_comment: bool


def offers(format_id: str, settings: Settings = Settings()) -> Iterator[Offer]:  # noqa: B008 - a tuple
    """Yield what is offered in the fixtures of a format, and in texts made of them."""
    for fixture in fixtures():
        if fixture.format_id != format_id or len(fixture.files) > 1:
            continue
        own = fixture._replace(settings=settings, files={}, path="")
        first = crc32(own.text.encode())
        texts = [mutate(own.text, [own.text], first + number) for number in range(MUTANTS)]
        texts += _parts(own)
        for text in (own.text, own.text.replace("\n", "\r\n"), *texts):
            yield from offers_in(own._replace(text=text))


def _parts(sample: Sample) -> list[str]:
    """Return texts with one statement or one list item each: what is wrong there stands alone."""
    lines = sample.text.splitlines(keepends=True)
    if sample.format_id == "compose":
        head = "services:\n  a:\n    image: a\n    ports:\n      "
        return [head + line.strip() + "\n" for line in lines if line.strip().startswith("- ")]
    if sample.format_id == "nginx":
        words = re.findall(r"\blisten [^;{}]*;", sample.text)
        return [f"http {{ server {{ {word} }} }}\n" for word in words]
    if sample.format_id == "systemd":
        return ["[Socket]\n" + line.strip() + "\n" for line in lines if line.startswith("Listen")]
    if sample.format_id == "dockerfile":
        return ["FROM scratch\n" + line for line in lines if line.startswith("EXPOSE")]
    return lines


def offers_in(sample: Sample) -> Iterator[Offer]:
    """Yield the fixes and the suppressions that the editor offers in a text."""
    subject, around = sample.document(), sample.context()
    found = analyse(subject, around).findings
    errors = [one for one in found if one.severity == "error"]
    for one in found:
        home = Home(around, "/site")
        for action in finish(actions(subject, one.finding.span, found, home, "en")):
            if action.kind in {"fix", "suppress"} and action.judged == (one,):
                after = apply_edits(sample.text, action.edits)
                is_sole = action.kind == "fix" and errors == [one]
                is_comment = action.kind == "suppress"
                yield Offer(one.finding.rule, action.title, sample.text, after, is_sole, is_comment)


Ask = Callable[[Sequence[str]], Sequence[str]]
Meant = Callable[[str, str], bool]


def judge(found: Sequence[Offer], ask: Ask, is_meant: Meant = lambda *_: True) -> None:
    """Hold the offers against a program that says why it refuses a text; nothing: it does not.

    `is_meant(rule, reason)` tells whether the reason may be what the rule has found.
    """
    texts = list(dict.fromkeys(text for offer in found for text in (offer.before, offer.after)))
    answers: Mapping[str, str] = dict(zip(texts, ask(texts), strict=True))
    spoilt = [one for one in found if not answers[one.before] and answers[one.after]]
    assert not spoilt, [(one, answers[one.after]) for one in spoilt[:5]]
    cured = [
        one
        for one in found
        if one.is_sole and answers[one.before] and is_meant(one.rule, answers[one.before])
    ]
    vain = [one for one in cured if answers[one.after] and is_meant(one.rule, answers[one.after])]
    assert not vain, [(one, answers[one.before], answers[one.after]) for one in vain[:5]]
    assert len(cured) > LEAST
    assert sum(not answers[one.before] for one in found) > LEAST
    comments = [one for one in found if one.is_comment]
    other = [one for one in comments if answers[one.before] != answers[one.after]]
    assert not other, [(one, answers[one.before], answers[one.after]) for one in other[:5]]
