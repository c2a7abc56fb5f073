"""`diff --output-format json`: for scripts, ports and findings spelled as elsewhere."""

from portlens.cli.change.compare import Change, PortChange
from portlens.cli.change.report import Report
from portlens.cli.change.survey import Survey
from portlens.cli.inventory.json import port_record
from portlens.cli.report.json import finding_record
from portlens.cli.report.result import Located, Result
from portlens.cli.terminal import dump_json


def report(change: Change, report_: Report) -> str:
    """Return the comparison as one JSON object."""
    answer = {
        "version": 1,
        "before": _side(change.before, report_),
        "after": _side(change.after, report_),
        "renamed": [{"from": old, "to": new} for old, new in sorted(change.renamed.items())],
        "ports": [_port(each) for each in change.ports],
        "findings": [
            *(_finding(each, "new", change.after, report_) for each in change.new),
            *(_finding(each, "cured", change.before, report_) for each in change.cured),
        ],
    }
    return dump_json(answer, report_.stream)


def _side(survey: Survey, report_: Report) -> dict[str, object]:
    return {
        "name": survey.side.name.en,
        "kind": survey.side.kind,
        "commit": survey.side.commit or None,
        "files": len(survey.documents),
        "unreadable": [
            {"path": one.shown, "reason": report_.say(one.unreadable)}
            for one in survey.inputs
            if one.unreadable
        ],
    }


def _port(change: PortChange) -> dict[str, object]:
    return {
        "change": change.kind,
        "before": port_record(change.before) if change.before else None,
        "after": port_record(change.after) if change.after else None,
    }


def _finding(found: Located, kind: str, survey: Survey, report_: Report) -> dict[str, object]:
    result = Result((), survey.inputs, survey.places, report_.language, report_.stream)
    return {"change": kind} | finding_record(found, result)
