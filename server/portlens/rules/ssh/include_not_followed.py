"""An Include that cannot be followed

An Include needs a file name or a pattern; one that matches nothing is no error. A file that
includes itself, directly or through others, is refused: OpenSSH gives up at a depth of 16. An
Include that matches a thousand files and more is no error, but portlens reads only the first
thousand of them; what it says of the ports may then be incomplete.

## Example

```sshd_config path=sshd_config
Include sshd_config
```

## Instead

```sshd_config path=sshd_config
Include sshd_config.d/*.conf
```
"""

from collections.abc import Iterable

from portlens.model.finding import Finding, Severity
from portlens.network.context import Context
from portlens.programs.ssh.lines import MOST_FILES, configuration
from portlens.rules._rule import Rule
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

JAPANESE = """
たどれない Include

Include にはファイル名かパターンが必要です。何にも一致しないパターンは誤りではありません。
自分自身を直接または間接に Include するファイルは拒否されます:
OpenSSH は 16 段であきらめます。
1000 個を超えるファイルに一致する Include は誤りではありませんが、
portlens が読むのは最初の 1000 個だけです。その場合、ポートについての指摘は不完全かもしれません。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding for each Include of `document` that was not followed."""
    for problem in configuration(document, context.workspace).problems:
        if problem.document is document:
            severity: Severity = "information" if problem.reason == "too-many" else "error"
            message = MESSAGES[problem.reason].fill(most=MOST_FILES)
            yield Finding(problem.span, message, severity=severity)


MESSAGES = {
    "loop": Phrase(
        "this file ends up including itself: OpenSSH refuses it",
        "このファイルは自分自身を Include することになり、OpenSSH に拒否されます",
    ),
    "too-many": Phrase(
        "more than {most} files are included: portlens reads the first {most}",
        "{most} 個を超えるファイルが含まれます: portlens は最初の {most} 個だけを読みます",
    ),
    "empty": Phrase(
        "Include names no file: OpenSSH refuses it",
        "Include にファイル名がないため、OpenSSH に拒否されます",
    ),
}

RULE = Rule("error", check, JAPANESE)
