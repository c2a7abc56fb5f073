"""What portlens says of an OpenSSH configuration, in a form to compare with the programs."""

from typing import NamedTuple

from portlens.network.context import Context
from portlens.programs.ssh.lines import configuration
from portlens.programs.ssh.sockets import server
from portlens.rules.registry import rules_for
from portlens.workspace.document import Document

# The rules that speak where the program's own test refuses the file.
REFUSING = {
    "port-out-of-range",
    "invalid-port",
    "missing-port",
    "invalid-address",
    "port-in-match-block",
    "unknown-service-name",
    "include-not-followed",
}


# The judge is the OpenSSH of Debian 12.
JUDGE = (9, 2, 1)


class Refusal(NamedTuple):
    """One finding: the line counted from 1, the rule, the reader's reason."""

    line: int
    rule: str
    reason: str  # why the reader refuses the place; empty where a rule alone does


def refusals(document: Document, context: Context) -> list[Refusal]:
    """Return what makes the program refuse the file, in the order of its lines."""
    context = context._replace(settings=context.settings._replace(openssh_version=JUDGE))
    reasons = {(fault.rule, fault.span): fault.reason for fault in document.reading.faults}
    found = [
        Refusal(
            document.lines.position(finding.span.start).line + 1,
            rule.id,
            # Only an address that another line excludes has a related place.
            "other-family"
            if rule.id == "invalid-address" and finding.related
            else reasons.get((rule.id, finding.span), ""),
        )
        for rule in rules_for(document.format.id)
        if rule.id in REFUSING and rule.rule.check
        for finding in rule.rule.check(document, context)
    ]
    return sorted(found)


def sockets(document: Document, context: Context) -> list[tuple[str, int]]:
    """Return the addresses and ports that sshd would bind."""
    found = server(configuration(document, context.workspace))
    return [(socket.address.text, socket.first) for socket in found.sockets]
