"""What GitHub Actions says of ports that are no list of words."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "github-no-list": Phrase(
        "ports takes a list: a dash stands before each port",
        "ports はリストです: 各ポートの前に - を書きます",
    ),
    "github-mapping": Phrase(
        "with a blank behind the colon {text} is a mapping to YAML, and the workflow is refused",
        "コロンの後に空白があると YAML では {text} はマッピングになり、ワークフローは拒否されます",
    ),
}
