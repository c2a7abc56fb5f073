"""An Include that cannot be followed

An Include needs a file name or a pattern; one that matches nothing is no error. A file that
includes itself, directly or through others, is refused: OpenSSH gives up at a depth of 16.

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

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.ssh.lines import configuration
from portlens.rules._rule import Rule
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

JAPANESE = """
たどれない Include

Include にはファイル名かパターンが必要です。何にも一致しないパターンは誤りではありません。
自分自身を直接または間接に Include するファイルは拒否されます:
OpenSSH は 16 段であきらめます。
"""


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield a finding for each Include of `document` that OpenSSH refuses."""
    for problem in configuration(document, context.workspace).problems:
        message = MESSAGES.get(problem.reason)
        if problem.document is document.source and message is not None:
            yield Finding(problem.span, message)


MESSAGES = {
    "loop": Phrase(
        "this file ends up including itself: OpenSSH refuses it",
        "このファイルは自分自身を Include することになり、OpenSSH に拒否されます",
    ),
    "empty": Phrase(
        "Include names no file: OpenSSH refuses it",
        "Include にファイル名がないため、OpenSSH に拒否されます",
    ),
}

RULE = Rule("error", check, JAPANESE)
