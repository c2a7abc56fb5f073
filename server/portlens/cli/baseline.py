"""`check --baseline`: findings that are known already, and the file that lists them."""

# ruff: noqa: PTH112, PTH118, PTH120 - pathlib costs 5 ms at the start of a check

import os
from collections import Counter
from collections.abc import Collection, Sequence

from portlens.cli.arguments import Refusal
from portlens.cli.inputs import Input
from portlens.cli.report.fingerprint import mark
from portlens.cli.report.result import Located, Places
from portlens.cli.report.root import Root
from portlens.cli.rewrite import write
from portlens.rules.registry import all_rules
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.workspace.files import Unreadable, absolute
from portlens.workspace.workspace import Workspace

VERSION = 1
USUAL_NAME = "portlens-baseline.json"


class Entry(NamedTuple):
    """A known finding: its file, seen from the repository's root, its rule, and its mark."""

    path: str
    code: str
    fingerprint: str


class Run(NamedTuple):
    """One check: its findings, and what was judged in it."""

    findings: Sequence[Located]
    inputs: Sequence[Input]
    places: Places
    words: Sequence[str]  # the PATHs
    crashed: Collection[str] = ()  # rules that could not say what they find


class Sifted(NamedTuple):
    """What a baseline leaves of a run's findings."""

    new: list[Located]
    known: int
    fixed: int  # entries whose finding is gone


class Baseline:
    """The file at `path` and the entries in it, each with how often its finding is there.

    Raises Refusal where the file is there and is no baseline. An entry speaks of the very line's
    text and not of its number, so that findings stay known when lines move.
    """

    def __init__(self, path: str, workspace: Workspace) -> None:
        self._shown = path
        self._path = absolute(path)
        self._folder = os.path.dirname(self._path)
        self._files = workspace.files
        self.is_there = self._files.version(self._path) is not None
        self._entries: Counter[Entry] = Counter()
        self._is_old = False
        if self.is_there:
            self._read()

    def sift(self, run: Run) -> Sifted:
        """Take the known findings out of those of `run`, as often as each is known.

        Raises Refusal where there is no baseline, or one that another version wrote.
        """
        if not self.is_there:
            raise Refusal(NOT_THERE.fill(path=self._shown))
        if self._is_old:
            raise Refusal(OTHER_VERSION.fill(path=self._shown))
        scope = _Scope(run, self._folder)
        left = self._entries.copy()
        unknown: list[tuple[Located, Entry]] = []
        for found in run.findings:
            entry = scope.entry(found)
            if left[entry]:
                left[entry] -= 1
            else:
                unknown.append((found, entry))
        walked, elsewhere = Counter[str](), Counter[str]()  # findings of files that are gone
        for entry, count in left.items():
            if count and not scope.exists(entry.path):
                (walked if scope.has(entry) else elsewhere)[entry.fingerprint] += count
        listed = {entry.path for entry in self._entries}
        new, renamed = [], 0
        for found, entry in unknown:
            # A file that no entry speaks of may be one that had another name.
            gone = walked if walked[entry.fingerprint] else elsewhere
            if entry.path not in listed and gone[entry.fingerprint]:
                gone[entry.fingerprint] -= 1
                renamed += gone is walked
            else:
                new.append(found)
        fixed = sum(count for entry, count in left.items() if count and scope.has(entry))
        return Sifted(new, len(run.findings) - len(new), fixed - renamed)

    def write(self, run: Run) -> int:
        """Let the file list the findings of `run`, and what it said of files not judged in it.

        Return how many findings are listed; raise Refusal where the file cannot be written.
        """
        scope = _Scope(run, self._folder)
        kept = Counter(
            {entry: count for entry, count in self._entries.items() if not scope.has(entry)}
        )
        kept.update(scope.entry(found) for found in run.findings)
        failure = write(self._path, _text(kept))
        if failure:
            raise Refusal(NOT_WRITTEN.fill(path=self._shown, reason=failure))
        return kept.total()

    def _read(self) -> None:
        import json

        text = self._files.read(self._path)
        if isinstance(text, Unreadable):
            raise Refusal(NOT_READ.fill(path=self._shown, reason=text.reason))
        try:
            content = json.loads(text)
        except json.JSONDecodeError as error:
            raise Refusal(NO_JSON.fill(path=self._shown, line=error.lineno)) from error
        except RecursionError as error:
            raise Refusal(NO_BASELINE.fill(path=self._shown)) from error
        try:
            version, findings = content["version"], content["findings"]
            self._is_old = version != VERSION
            if not self._is_old:
                for each in findings:
                    entry = Entry(each["path"], each["code"], each["fingerprint"])
                    self._entries[entry] += int(each["count"])
        except (KeyError, TypeError, ValueError) as error:
            raise Refusal(NO_BASELINE.fill(path=self._shown)) from error


class _Scope:
    """What a run can tell of entries, whose paths count from the repository around `folder`."""

    def __init__(self, run: Run, folder: str) -> None:
        self._run = run
        self._root = Root(run.inputs, folder)
        self._inputs = {self._root.below(one.path): one for one in run.inputs}
        words = (word for word in run.words or (".",) if os.path.isdir(word))
        self._walked = tuple(os.path.join(absolute(word), "") for word in words)

    def entry(self, found: Located) -> Entry:
        """Return what `found` is listed as."""
        path = self._root.below(found.path)
        return Entry(path, found.judged.finding.rule, mark(found, self._run.places))

    def has(self, entry: Entry) -> bool:
        """Tell whether the finding of `entry` would be among those of the run, were it there.

        A run with fewer files or rules than the baseline's says nothing of the others.
        """
        if entry.code in self._run.crashed:
            return False
        one = self._inputs.get(entry.path)
        if one is None:
            whole = os.path.join(self._root.folder, entry.path)
            return whole.startswith(self._walked) and not self.exists(entry.path)
        rule = all_rules().get(entry.code)
        if one.document is None or rule is None:
            return not one.unreadable
        return one.configured.settings.level(rule.id, rule.rule.severity) != "off"

    def exists(self, path: str) -> bool:
        """Tell whether the file of an entry is there, be it judged in this run or not."""
        return os.path.lexists(os.path.join(self._root.folder, path))


def _text(entries: Counter[Entry]) -> str:
    """Return the file's text: sorted, and one entry a line, so that changes are easy to read."""
    import json

    lines = (
        json.dumps(entry._asdict() | {"count": count}, ensure_ascii=False)
        for entry, count in sorted(entries.items())
    )
    inside = ",\n    ".join(lines)
    findings = f"[\n    {inside}\n  ]" if inside else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {findings}\n}}\n'


NOT_THERE = Phrase(
    "{path}: there is no baseline of this name yet: --write-baseline makes it",
    "{path}: このベースラインはまだありません。--write-baseline で作成します",
)
NOT_READ = Phrase("{path} cannot be read: {reason}", "{path} を読めません: {reason}")
NO_JSON = Phrase(
    "{path} is no baseline: it is not JSON (line {line})",
    "{path} はベースラインではありません。JSON として読めません（{line} 行目）",
)
NO_BASELINE = Phrase(
    "{path} is no baseline that portlens wrote", "{path} は portlens のベースラインではありません"
)
OTHER_VERSION = Phrase(
    "{path} was written by another version of portlens: --write-baseline writes it anew",
    "{path} は別のバージョンの portlens が作成したものです。--write-baseline で書き直してください",
)
NOT_WRITTEN = Phrase("{path} is not written: {reason}", "{path} を書き込めません: {reason}")
