"""`check --output-format json`: the contract for scripts and continuous integration."""

from portlens.cli.report.result import Located, Result
from portlens.cli.terminal import dump_json
from portlens.model.finding import Fix
from portlens.text.span import Span


def report(result: Result) -> str:
    """Return the report as one JSON object."""
    answer = {
        "version": 1,
        "findings": [finding_record(found, result) for found in result.findings],
        "files": result.files,
        **({"known": result.known} if result.known is not None else {}),
        "unreadable": [
            {"path": path, "reason": result.say(reason)} for path, reason in result.unreadable
        ],
    }
    return dump_json(answer, result.stream)


def range_of(path: str, span: Span, result: Result) -> dict[str, object]:
    """Return a range as the contract spells it."""
    found = result.places.range(path, span)
    return {
        "start": {"line": found.line, "column": found.column},
        "end": {"line": found.end_line, "column": found.end_column},
    }


def finding_record(found: Located, result: Result) -> dict[str, object]:
    """Return a finding as the contract spells it."""
    finding = found.judged.finding
    path = found.path
    return {
        "path": found.shown,
        "format": found.document.format.id,
        "code": finding.rule,
        "severity": found.judged.severity,
        "message": result.say(finding.message),
        "url": found.rule.url,
        "range": range_of(path, finding.span, result),
        "related": [
            {
                "path": result.places.shown(related.path or path),
                "range": range_of(related.path or path, related.span, result),
                "message": result.say(related.message),
            }
            for related in finding.related
        ],
        "fixes": [_fix(fix, path, result) for fix in finding.fixes if fix.edits],
    }


def _fix(fix: Fix, path: str, result: Result) -> dict[str, object]:
    return {
        "title": result.say(fix.title),
        "safe": fix.is_safe,
        "edits": [
            {
                "path": result.places.shown(edit.path or path),
                "range": range_of(edit.path or path, edit.span, result),
                "text": edit.text,
            }
            for edit in fix.edits
        ],
    }
