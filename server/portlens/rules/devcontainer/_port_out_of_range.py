"""port-out-of-range in a devcontainer.json: the tools take it, and forward nothing."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "never-forwarded": Phrase(
        "{text} is not a port: the highest is 65535, and nothing is forwarded",
        "{text} はポート番号ではありません: 最大は 65535 で、何も転送されません",
    ),
}
MILD = frozenset({"never-forwarded"})
