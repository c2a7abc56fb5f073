"""The real programs on what the editor's offers make of a text.

What was accepted is accepted afterwards, comments included; what was refused because of the one
error that is found is not refused for that any more.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pytest

from portlens.analysis import analyse
from portlens.features.code_actions import Home, actions
from portlens.text.edit import apply_edits
from portlens.workspace.settings import Settings
from portlens.workspace.steps import finish
from tests._every_fix import Sample, fixtures
from tests._mutate import mutate
from tests.oracle import nginx_program
from tests.oracle._compose import ask_compose
from tests.oracle._run import in_parallel, program, said
from tests.oracle.get_compose import BINARY

pytestmark = pytest.mark.oracle

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
    for fixture in fixtures():
        if fixture.format_id != format_id or len(fixture.files) > 1:
            continue
        own = fixture._replace(settings=settings, files={}, path="")
        first = crc32(own.text.encode())
        texts = [mutate(own.text, [own.text], first + number) for number in range(MUTANTS)]
        texts += _parts(own)
        for text in (own.text, own.text.replace("\n", "\r\n"), *texts):
            yield from _offers(own._replace(text=text))


def _parts(sample: Sample) -> list[str]:
    """Return texts with one statement or one list item each: what is wrong there stands alone."""
    lines = sample.text.splitlines(keepends=True)
    if sample.format_id == "compose":
        head = "services:\n  a:\n    image: a\n    ports:\n      "
        return [head + line.strip() + "\n" for line in lines if line.strip().startswith("- ")]
    if sample.format_id == "nginx":
        words = re.findall(r"\blisten [^;{}]*;", sample.text)
        return [f"http {{ server {{ {word} }} }}\n" for word in words]
    return lines


def _offers(sample: Sample) -> Iterator[Offer]:
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


@pytest.mark.skipif(nginx_program.IS_MISSING, reason=nginx_program.NEEDED)
def test_nginx(tmp_path: Path) -> None:
    settings = Settings(nginx_version=nginx_program.version())

    def ask(texts: Sequence[str]) -> list[str]:
        return [one.error for one in nginx_program.verdicts(list(texts), tmp_path)]

    def is_meant(rule: str, error: str) -> bool:
        rules = nginx_program.verdict(f"[emerg] {error}").rules
        return rule in rules and not error.startswith("host not found")

    judge(list(offers("nginx", settings)), ask, is_meant)


@pytest.mark.parametrize("format_id", ["sshd_config", "ssh_config"])
def test_openssh(format_id: str, tmp_path: Path) -> None:
    if format_id == "sshd_config":
        key = tmp_path / "key"
        sshd = program("sshd", "openssh-server")
        program("ssh-keygen", "openssh-client")
        said(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)])
        where = "user=u,host=h,addr=192.0.2.1,laddr=127.0.0.1,lport=22"
        command = [sshd, "-T", "-C", where, "-h", str(key), "-f"]
    else:
        command = [program("ssh", "openssh-client"), "-G", "-F"]

    def ask_one(numbered: tuple[int, str]) -> str:
        path = tmp_path / str(numbered[0])
        path.write_bytes(numbered[1].encode())
        host = ["host.example"] if format_id == "ssh_config" else []
        status, _, problem = said([*command, str(path), *host])
        lines = [line.strip() for line in problem.splitlines() if "terminating" not in line]
        return re.sub(r"\d+", "N", lines[-1].replace(str(path), "")) if status and lines else ""

    def is_meant(_rule: str, reason: str) -> bool:
        # A line that begins with no keyword at all, which portlens leaves to the program.
        return "Bad configuration option" not in reason and 'keyword "N"' not in reason

    judge(list(offers(format_id)), lambda texts: in_parallel(ask_one, enumerate(texts)), is_meant)


@pytest.mark.skipif(not BINARY.exists(), reason="run tests/oracle/get_compose.py for the binary")
def test_compose() -> None:
    def ask_one(text: str) -> str:
        told = ask_compose({"compose.yaml": text})
        if told.is_accepted:
            return ""
        # Of several mistakes Compose names one by chance.
        is_no_yaml = re.search(r"(?:^|\s)yaml: ", told.message)
        return "yaml" if is_no_yaml else "refused"

    def is_meant(rule: str, message: str) -> bool:
        # Of two that want one port Compose says nothing before it starts them.
        return not rule.endswith("-conflict") and message != "yaml"

    judge(list(offers("compose")), lambda texts: in_parallel(ask_one, texts), is_meant)
