"""What has to hold of every fix of every rule, whatever the text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from portlens.analysis import Analysis, analyse
from portlens.cli.fix import fixed
from portlens.features.code_actions import Action, Home, actions
from portlens.formats.registry import all_formats, format_named
from portlens.model.finding import Finding
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.rules.registry import all_rules
from portlens.text.edit import Edit, apply_edits, moved
from portlens.workspace.document import Document
from portlens.workspace.settings import Settings
from portlens.workspace.settings_file import read_settings_file
from portlens.workspace.settings_layer import combine
from portlens.workspace.settings_parse import parse_settings
from portlens.workspace.steps import finish
from tests._fixture import cases
from tests._folder import MemoryFiles
from tests._judge import context, document
from tests._marks import without_labels

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "corpus"


class Sample(NamedTuple):
    """A text, the files around it, and the settings that hold there."""

    name: str
    format_id: str
    path: str
    text: str
    files: Mapping[str, str]
    settings: Settings = Settings()

    def document(self) -> Document:
        return document(self.format_id, self.text, self.path)

    def context(self) -> Context:
        subject = self.document()
        return context({**self.files, subject.path: self.text}, self.settings)

    def analysis(self) -> Analysis:
        return analyse(self.document(), self.context())


def fixtures() -> list[Sample]:
    """Return every block of every fixture."""
    found = []
    for path in sorted([*HERE.glob("rules/*.md"), *HERE.glob("formats/**/*.md")]):
        for case in cases(path):
            files = {one.path: without_labels(one.text)[0] for one in case.blocks if one.path}
            for block in case.blocks:
                if format_named(block.tag):
                    options = {
                        key.replace("-", "_"): value.split(",") if "ports" in key else value
                        for key, value in block.options.items()
                        if key != "path"
                    }
                    settings = combine(parse_settings(options, "snake", all_rules))
                    text = without_labels(block.text)[0] + "\n"
                    name = f"{path.stem}:{block.line + 1}"
                    found.append(Sample(name, block.tag, block.path, text, files, settings))
    return found


def corpus() -> list[Sample]:
    """Return the real files, where they are."""
    found = []
    for path in sorted(CORPUS.glob("*/*")):
        text = path.read_text("utf-8", "surrogateescape")
        name = path.name.partition("__")[2] or path.name
        format_ = next((one for one in all_formats() if one.id == path.parent.name), None)
        format_ = format_ or next((one for one in all_formats() if one.recognises(text)), None)
        if path.parent.name == "ssh":
            format_ = format_named("sshd_config" if "sshd" in name else "ssh_config")
        if format_:
            found.append(Sample(path.name, format_.id, "", text, {}))
    return found


def complaints(sample: Sample) -> Iterator[str]:
    """Yield what is wrong with the fixes of a text; nothing where all is well.

    The editor's offers are looked at, and what `--fix` does; a fix that is no good in the one
    case at hand is not offered there.
    """
    subject, around = sample.document(), sample.context()
    before = analyse(subject, around)
    home = Home(around, "/site")
    for judged in before.findings:
        rule = judged.finding.rule
        offers = finish(actions(subject, judged.finding.span, before.findings, home, "en"))
        for action in offers:
            if action.judged != (judged,):
                continue
            told: Iterator[str] = iter(())
            if action.kind == "fix":
                told = _of_fix(sample, subject, before, action.edits, judged.finding)
            elif action.kind == "suppress":
                told = _of_suppression(sample, before, action.edits, judged.finding)
            elif action.kind == "switch off":
                told = _of_settings(sample, action, rule)
            for complaint in told:
                yield f"{rule}: {action.title}: {complaint}"
    yield from _of_all_safe(sample)


def _after(sample: Sample, fix: Iterable[Edit]) -> Sample:
    own = sample.document().path
    edits: dict[str, list[Edit]] = {}
    for edit in fix:
        edits.setdefault(edit.path or own, []).append(edit)
    files = dict(sample.files)
    for path in edits.keys() - {own}:
        files[path] = apply_edits(files[path], edits[path])
    return sample._replace(text=apply_edits(sample.text, edits.get(own, ())), files=files)


def _of_fix(
    sample: Sample,
    subject: Document,
    before: Analysis,
    edits: tuple[Edit, ...],
    finding: Finding,
) -> Iterator[str]:
    after = _after(sample, edits)
    if after == sample:
        yield "changes nothing"
        return
    if not _line_ends(after.text) <= (_line_ends(sample.text) or {"\n"}):
        yield f"brings in other line ends: {after.text!r}"
    now = after.analysis()
    rule, place = finding.rule, moved(finding.span.start, edits)
    still = [one for one in now.findings if one.finding.rule == rule]
    if len(still) >= _count(before)[rule] and any(one.finding.span.start == place for one in still):
        yield f"the finding is still there: {after.text!r}"
    new = _count(now, "error") - _count(before, "error")
    if new:
        yield f"brings up {dict(new)}: {after.text!r}"
    lost = _untouched(subject, edits) - Counter(map(_said, after.document().uses))
    if lost:
        yield f"touches {dict(lost)}: {after.text!r}"


def _of_suppression(
    sample: Sample, before: Analysis, edits: tuple[Edit, ...], finding: Finding
) -> Iterator[str]:
    after = _after(sample, edits)
    statements = sample.document().format.statements
    if statements(after.text) != statements(sample.text):
        yield f"is no comment to the program: {after.text!r}"
    if not _line_ends(after.text) <= (_line_ends(sample.text) or {"\n"}):
        yield f"brings in other line ends: {after.text!r}"
    place = moved(finding.span.start, edits)
    if any(
        (one.finding.rule, one.finding.span.start) == (finding.rule, place)
        for one in after.analysis().findings
    ):
        yield f"the finding is still there: {after.text!r}"
    if _count(after.analysis(), "error") - _count(before, "error"):
        yield f"brings up an error: {after.text!r}"


def _of_settings(sample: Sample, action: Action, rule: str) -> Iterator[str]:
    (edit,) = action.edits
    path = edit.path or ""
    files = MemoryFiles({path: apply_edits(sample.files.get(path, ""), (edit,))})
    layer = read_settings_file(path, files, all_rules).layer
    settings = combine(layer)
    after = sample._replace(settings=sample.settings._replace(severity=settings.severity))
    if layer.problems or _count(after.analysis())[rule]:
        yield f"the finding is still there: {files.texts}"


def _count(analysis: Analysis, severity: str = "") -> Counter[str]:
    return Counter(
        judged.finding.rule
        for judged in analysis.findings
        if not severity or judged.severity == severity
    )


def _line_ends(text: str) -> set[str]:
    return set(re.findall(r"\r\n|\n", text))


def _untouched(subject: Document, fix: Iterable[Edit]) -> Counter[object]:
    """Return what the port uses say on whose lines the fix changes nothing."""
    lines = subject.lines
    changed: set[int] = set()
    for edit in fix:
        if not edit.path:
            first, last = (lines.position(at).line for at in edit.span)
            is_whole = edit.span.end > edit.span.start and not lines.position(edit.span.end).column
            changed.update(range(first, last + (not is_whole)))
    return Counter(
        _said(use)
        for use in subject.uses
        if not changed.intersection(
            range(lines.position(use.span.start).line, lines.position(use.span.end).line + 1)
        )
    )


def _said(use: PortUse) -> object:
    ports = tuple((part.first, part.last, part.name) for part in use.parts)
    return use.role, ports, use.address.text if use.address else None, use.transport


def _of_all_safe(sample: Sample) -> Iterator[str]:
    """Apply all safe fixes as `--fix` does, twice."""
    once, count = mended(sample)
    if not count:
        return
    twice, more = mended(once)
    if more or twice.text != once.text:
        yield f"--fix: a second run changes {once.text!r} to {twice.text!r}"
    new = _count(once.analysis(), "error") - _count(sample.analysis(), "error")
    if new:
        yield f"--fix: brings up {dict(new)}: {once.text!r}"


def mended(sample: Sample) -> tuple[Sample, int]:
    """Return the sample after `--fix`, and the count."""
    subject, around = sample.document(), sample.context()

    def judge(now: Document) -> Analysis:
        return analyse(now, around)

    after = fixed({subject.path: subject}, judge, around.workspace)
    text = after.documents[subject.path].text
    return sample._replace(text=text), after.cured[subject.path]
