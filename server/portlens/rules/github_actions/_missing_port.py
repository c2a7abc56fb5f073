"""What GitHub Actions says of an entry without a port."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "github-no-port": Phrase(
        "the entry is empty: GitHub refuses the workflow",
        "項目が空です: GitHub はワークフローを拒否します",
    ),
}
