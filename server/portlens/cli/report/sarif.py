"""`check --output-format sarif`: SARIF 2.1.0, which code scanning services read.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

import os
from urllib.parse import quote

from portlens import __version__
from portlens.cli.report.result import Located, Result
from portlens.cli.terminal import dump_json
from portlens.model.finding import Fix
from portlens.rules.registry import NamedRule
from portlens.text.edit import Edit
from portlens.text.span import Span

LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}


def report(result: Result) -> str:
    """Return the report as one SARIF log with one run."""
    rules = {found.rule.id: found.rule for found in result.findings}
    run = {
        "tool": {
            "driver": {
                "name": "portlens",
                "version": __version__,
                "informationUri": "https://pypi.org/project/portlens/",
                "rules": [_rule(rule, result) for rule in rules.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, result, list(rules)) for found in result.findings],
        "invocations": [
            {
                "executionSuccessful": not result.unreadable,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": result.say(reason)},
                        "locations": [{"physicalLocation": {"artifactLocation": _file(path)}}],
                    }
                    for path, reason in result.unreadable
                ],
            }
        ],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return dump_json(log, result.stream)


def _rule(rule: NamedRule, result: Result) -> dict[str, object]:
    return {
        "id": rule.id,
        "shortDescription": {"text": result.say(rule.title)},
        "fullDescription": {"text": result.say(rule.page)},
        "helpUri": rule.url,
        "defaultConfiguration": {"level": LEVELS[rule.rule.severity]},
    }


def _result(found: Located, result: Result, rules: list[str]) -> dict[str, object]:
    finding = found.judged.finding
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": LEVELS[found.judged.severity],
        "message": {"text": result.say(finding.message)},
        "locations": [_location(found.path, finding.span, result)],
        "relatedLocations": [
            {
                "id": number,
                "message": {"text": result.say(related.message)},
                **_location(related.path or found.path, related.span, result),
            }
            for number, related in enumerate(finding.related)
        ],
        "fixes": [_fix(fix, found.path, result) for fix in finding.fixes if fix.edits],
    }


def _fix(fix: Fix, path: str, result: Result) -> dict[str, object]:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.path or path, []).append(edit)
    return {
        "description": {"text": result.say(fix.title)},
        "artifactChanges": [
            {
                "artifactLocation": _file(result.places.shown(changed)),
                "replacements": [
                    {
                        "deletedRegion": _region(changed, edit.span, result),
                        "insertedContent": {"text": edit.text},
                    }
                    for edit in edits
                ],
            }
            for changed, edits in by_path.items()
        ],
    }


def _location(path: str, span: Span, result: Result) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": _file(result.places.shown(path)),
            "region": _region(path, span, result),
        }
    }


def _region(path: str, span: Span, result: Result) -> dict[str, int]:
    place = result.places.range(path, span)
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _file(shown: str) -> dict[str, str]:
    """Return the URI of a file: relative to the folder of the run, absolute where it lies apart."""
    path = quote(shown.replace(os.sep, "/").encode("utf-8", "surrogateescape"))
    return {"uri": f"file://{path}" if path.startswith("/") else path}
