"""Why a file counts for nothing, in words."""

from portlens.programs.facts import LeftOut
from portlens.text.phrase import Phrase


def why_not_counted(left_out: LeftOut, by: str) -> Phrase:
    """Return why a file is no part of a list of open ports; `by` is how the other one is shown."""
    return NOT_COUNTED[left_out.reason].fill(by=by)


def why_many_not_counted(left_out: LeftOut, by: str, count: int) -> Phrase:
    """Return the same of `count` files that count for nothing for one reason."""
    return MANY_NOT_COUNTED[left_out.reason].fill(by=by, count=count)


def why_not_read(left_out: LeftOut, by: str) -> Phrase | None:
    """Return what becomes of a line in the file; None where a rule says so at the line itself."""
    said = NOT_READ.get(left_out.reason)
    return said.fill(by=by) if said is not None else None


NOT_COUNTED = {
    "instead": Phrase(
        "not counted: {by} is read instead",
        "代わりに {by} が読み込まれるため、対象に含めません",
    ),
    "not-included": Phrase(
        "not counted: {by} does not include it",
        "{by} から読み込まれないため、対象に含めません",
    ),
    "handed-over": Phrase(
        "not counted: {by} has the sockets opened in its place",
        "代わりに {by} がソケットを開くため、対象に含めません",
    ),
}
MANY_NOT_COUNTED = {
    "instead": Phrase(
        "{count} files not counted: {by} is read instead",
        "代わりに {by} が読み込まれるため、{count} 個のファイルを対象に含めません",
    ),
    "not-included": Phrase(
        "{count} files not counted: {by} does not include them",
        "{by} から読み込まれないため、{count} 個のファイルを対象に含めません",
    ),
    "handed-over": Phrase(
        "{count} files not counted: {by} has the sockets opened in their place",
        "代わりに {by} がソケットを開くため、{count} 個のファイルを対象に含めません",
    ),
}
NOT_READ = {
    "instead": Phrase(
        "{by} is read instead of this file, unless a command names this one.",
        "コマンドで指定しない限り、このファイルの代わりに {by} が読み込まれます。",
    ),
    "not-included": Phrase(
        "{by} does not include this file.",
        "このファイルは {by} から読み込まれません。",
    ),
}
