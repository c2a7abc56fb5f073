"""`check --output-format sarif`: SARIF 2.1.0, which code scanning services read.

Sources: OASIS, Static Analysis Results Interchange Format 2.1.0; GitHub's documentation, SARIF
support for code scanning, for what is asked for beyond it (tags, precision, fingerprints).
"""

from collections.abc import Iterator, Sequence

from portlens import __version__
from portlens.cli.report.excerpt import AROUND
from portlens.cli.report.fingerprint import fingerprints
from portlens.cli.report.line_hash import line_hashes
from portlens.cli.report.result import Located, Result
from portlens.cli.report.root import BASE, Root
from portlens.cli.report.sarif_rule import LEVELS, rule_record
from portlens.cli.terminal import dump_json
from portlens.model.finding import Fix
from portlens.rules.registry import DOCUMENTATION
from portlens.text.edit import Edit
from portlens.text.escape import sarif
from portlens.text.line_index import LineIndex
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.text.visible import discreet, without_login
from portlens.workspace.files import absolute


def report(result: Result) -> str:
    """Return the report as one SARIF log with one run; suppressed findings are marked so."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [_Run(result).record()],
    }
    return dump_json(log, result.stream)


class _Run:
    """One run: the findings of one call of `check`, seen from the repository's root."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._root = Root(result.inputs)
        everything = [*result.findings, *result.suppressed]
        self._rules = {found.judged.finding.rule: found.rule for found in everything}
        self._index = {id_: index for index, id_ in enumerate(self._rules)}

    def record(self) -> dict[str, object]:
        """Return the run as SARIF has it."""
        result = self._result
        return {
            "tool": {
                "driver": {
                    "name": "portlens",
                    "version": __version__,
                    "semanticVersion": __version__,
                    **({"informationUri": DOCUMENTATION} if DOCUMENTATION else {}),
                    "rules": [rule_record(rule, result.language) for rule in self._rules.values()],
                }
            },
            "automationDetails": {"id": "portlens/"},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {BASE: {"uri": self._root.uri, "description": ROOT_IS}},
            "results": [
                *self._results(result.findings, is_suppressed=False),
                *self._results(result.suppressed, is_suppressed=True),
            ],
            "invocations": [self._invocation()],
            **({} if result.known is None else {"properties": {"knownFindings": result.known}}),
        }

    def _results(
        self, findings: Sequence[Located], *, is_suppressed: bool
    ) -> Iterator[dict[str, object]]:
        names = fingerprints(findings, self._result.places, self._root)
        hashes = self._line_hashes(findings)
        for found, name in zip(findings, names, strict=True):
            line = hashes.get((found.path, self._line(found)))
            yield self._finding(found) | {
                "partialFingerprints": {
                    **({LINE_HASH: line} if line is not None else {}),
                    FINGERPRINT: name,
                },
                # Some with, some without: then each says so (SARIF, 3.27.23).
                "suppressions": [{"kind": "inSource"}] if is_suppressed else [],
            }

    def _line_hashes(self, findings: Sequence[Located]) -> dict[tuple[str, int], str]:
        """Return what GitHub knows the lines of `findings` by, by path and line from 0.

        A hash of a file with secrets would help who guesses them.
        """
        places = self._result.places
        asked: dict[str, set[int]] = {}
        for found in findings:
            asked.setdefault(found.path, set()).add(self._line(found))
        texts = {path: places.lines(path).text for path in asked}
        return {
            (path, line): known_by
            for path, some in asked.items()
            if places.may_show(path, Span(0, len(texts[path])))
            for line, known_by in line_hashes(texts[path], some).items()
        }

    def _line(self, found: Located) -> int:
        return self._result.places.lines(found.path).position(found.judged.finding.span.start).line

    def _finding(self, found: Located) -> dict[str, object]:
        finding, say = found.judged.finding, self._say
        return {
            "ruleId": finding.rule,
            "ruleIndex": self._index[finding.rule],
            "level": LEVELS[found.judged.severity],
            "message": {"text": say(finding.message)},
            "locations": [self._location(found.path, finding.span)],
            "relatedLocations": [
                {
                    "id": number,
                    "message": {"text": say(related.message)},
                    **self._location(related.path or found.path, related.span),
                }
                for number, related in enumerate(finding.related)
            ],
            "fixes": [self._fix(fix, found.path) for fix in finding.fixes if fix.edits],
        }

    def _say(self, phrase: Phrase) -> str:
        return sarif(self._result.say(phrase))

    def _fix(self, fix: Fix, path: str) -> dict[str, object]:
        by_path: dict[str, list[Edit]] = {}
        for edit in fix.edits:
            by_path.setdefault(edit.path or path, []).append(edit)
        return {
            "description": {"text": self._say(fix.title)},
            "artifactChanges": [
                {
                    "artifactLocation": self._root.location(changed),
                    "replacements": [
                        {
                            "deletedRegion": self._region(changed, edit.span),
                            "insertedContent": {"text": edit.text},
                        }
                        for edit in edits
                    ],
                }
                for changed, edits in by_path.items()
            ],
        }

    def _location(self, path: str, span: Span) -> dict[str, object]:
        """Return a place with its text, and with the lines above and below for orientation."""
        lines = self._result.places.lines(path)
        first, last = lines.position(span.start).line, lines.position(span.end).line
        around = Span(
            lines.line_span(max(0, first - 1)).start,
            lines.line_span(min(last + 1, lines.line_count - 1)).end,
        )
        location, region = self._root.location(path), self._region(path, span)
        if not self._result.places.may_show(path, span):
            return {"physicalLocation": {"artifactLocation": location, "region": region}}
        place = {"artifactLocation": location, "region": region | _snippet(span, lines)}
        is_shown = self._result.places.may_show(path, around)
        if around != span and is_shown:  # SARIF, 3.29.5: a proper superset
            place["contextRegion"] = self._region(path, around) | _snippet(around, lines)
        return {"physicalLocation": place}

    def _region(self, path: str, span: Span) -> dict[str, object]:
        place = self._result.places.range(path, span)
        return {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }

    def _invocation(self) -> dict[str, object]:
        unreadable = self._result.unreadable
        return {
            "executionSuccessful": not unreadable,
            "toolExecutionNotifications": [
                {
                    "level": "error",
                    "message": {"text": self._say(reason)},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": self._root.location(absolute(path))
                            }
                        }
                    ],
                }
                for path, reason in unreadable
            ],
        }


def _snippet(span: Span, lines: LineIndex) -> dict[str, object]:
    """Return the text of `span` for a reader without the file, cut where nobody reads on."""
    start, stop = max(0, span.start - AROUND), min(span.end, span.start + 2 * LONGEST)
    text = without_login(lines.text[start : stop + AROUND])
    return {"snippet": {"text": discreet(text[span.start - start : stop - start])[:LONGEST]}}


FINGERPRINT = "portlens/v1"
LINE_HASH = "primaryLocationLineHash"
LONGEST = 1000
ROOT_IS = {"text": "The root of the repository, or the folder of the run."}
