"""`check --output-format junit`: a test report, which nearly every CI service shows.

Source: the schema of Apache Ant's JUnit task, as Jenkins and GitLab read it. Each file is a
suite; each finding in it a failed test, and a file without findings one test that passed.
"""

from portlens.cli.report.result import Located, Result
from portlens.text.visible import visible


def report(result: Result) -> str:
    """Return the report as one XML document."""
    by_path: dict[str, list[Located]] = {}
    for found in result.findings:
        by_path.setdefault(found.path, []).append(found)
    suites: list[str] = []
    for one in result.inputs:
        cases: list[str] = []
        if one.unreadable:
            cases.append(_case("readable", "error", result.say(one.unreadable)))
        if one.document:  # of a file that --fix could not write, what it still has is told as well
            cases += [_finding(found, result) for found in by_path.get(one.path, ())]
        if cases or one.document:
            suites += _suite(one.shown, cases or ['    <testcase name="portlens"/>\n'])
    total = _counts("".join(suites))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="portlens" {total}>\n{"".join(suites)}</testsuites>\n'
    )


def _suite(shown: str, cases: list[str]) -> list[str]:
    name = _attribute(shown)
    return [f'  <testsuite name="{name}" {_counts("".join(cases))}>\n', *cases, "  </testsuite>\n"]


def _finding(found: Located, result: Result) -> str:
    finding = found.judged.finding
    place = result.places.range(found.path, finding.span)
    message = result.say(finding.message)
    text = f"{found.shown}:{place.line}:{place.column}: {found.judged.severity}: {message}"
    name = f"{finding.rule}:{place.line}:{place.column}"
    return _case(name, "failure", message, text, found.judged.severity)


def _case(name: str, tag: str, message: str, text: str = "", type_: str = "error") -> str:
    return (
        f'    <testcase name="{_attribute(name)}">\n'
        f'      <{tag} type="{type_}" message="{_attribute(message)}">'
        f"{_escape(text or message)}</{tag}>\n"
        "    </testcase>\n"
    )


def _counts(cases: str) -> str:
    tests, failures, errors = (cases.count(f"<{tag} ") for tag in ("testcase", "failure", "error"))
    return f'tests="{tests}" failures="{failures}" errors="{errors}"'


def _attribute(text: str) -> str:
    return _escape(text).replace('"', "&quot;")


def _escape(text: str) -> str:
    """Return `text` for XML, which has no place for most control characters, even escaped."""
    shown = visible(text)
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
