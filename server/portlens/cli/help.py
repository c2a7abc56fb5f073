"""The help pages, from the table of commands and options."""

from portlens.cli.arguments import Command
from portlens.cli.command_table import COMMANDS
from portlens.cli.wrap import wrap
from portlens.text.phrase import Language, Phrase

WIDEST = 100  # columns of a page, on a wide terminal and where there is none
EDGE = 28  # the column where what an option does begins


def overview(language: Language, columns: int = WIDEST) -> str:
    """Return what `portlens --help` prints, no wider than `columns`."""
    width = max(len(command.name) for command in COMMANDS)
    commands: list[str] = []
    for command in COMMANDS:
        about = wrap(command.about.to(language), columns, " " * (width + 4), width + 4)
        commands += [f"  {command.name:{width}}  {about[0]}", *about[1:]]
    lines = [
        *wrap(ABOUT.to(language), columns),
        "",
        f"{USAGE.to(language)} portlens COMMAND …",
        "",
        *commands,
        "",
        f"  portlens COMMAND --help  {MORE.to(language)}",
        f"  portlens --version       {VERSION.to(language)}",
    ]
    return "\n".join(lines) + "\n"


def page(command: Command, language: Language, columns: int = WIDEST) -> str:
    """Return what `portlens COMMAND --help` prints, no wider than `columns`."""
    words = f" {command.words}" if command.words else ""
    lines = [
        *wrap(command.about.to(language), columns),
        "",
        f"{USAGE.to(language)} portlens {command.name}{words} [{OPTIONS.to(language)}]",
        "",
    ]
    for option in command.options:
        head = f"  {option.name} {option.metavar}".rstrip()
        # A long head takes a line of its own, so that the sentences keep one edge.
        lines += [head] if len(head) > EDGE - 2 else []
        about = wrap(option.described.to(language), columns, " " * EDGE, EDGE)
        lines.append(f"{'' if len(head) > EDGE - 2 else head:{EDGE}}{about[0]}")
        lines += about[1:]
    if command.name in STATUS:
        lines += ["", *wrap(STATUS[command.name].to(language), columns)]
    return "\n".join(lines) + "\n"


READS = Phrase(
    "nginx, HAProxy, httpd, Caddy, OpenSSH, Docker, Kubernetes, Helm, GitHub Actions, "
    "Prometheus, systemd, firewalld, iptables, nftables, inetd, xinetd and services files",
    "nginx、HAProxy、httpd、Caddy、OpenSSH、Docker、Kubernetes、Helm、GitHub Actions、"
    "Prometheus、systemd、firewalld、iptables、nftables、inetd、xinetd、services の設定ファイル",
)
ABOUT = Phrase(
    "portlens: ports and service names in {reads}.", "portlens: {reads}のポートを調べます。"
).fill(reads=READS)
USAGE = Phrase("Usage:", "使い方:")
OPTIONS = Phrase("options", "オプション")
MORE = Phrase("the options of a command", "コマンドのオプション")
VERSION = Phrase("the version", "バージョン")
STATUS = {
    "check": Phrase(
        "Exit status: 0 nothing at or above --fail-on; 1 something is; 2 wrong usage, a path that "
        "cannot be read or a bad configuration file.",
        "終了ステータス: 0 --fail-on 以上の指摘なし、1 指摘あり、2 使い方の誤り、読めないパス、"
        "設定ファイルの誤り。",
    ),
    "diff": Phrase(
        "Exit status: 0 no new finding at or above --fail-on; 1 there is one; 2 wrong usage, an "
        "unknown revision, or something that cannot be read. Changed ports alone are no failure.",
        "終了ステータス: 0 --fail-on 以上の新しい指摘なし、1 あり、2 使い方の誤り、不明な"
        "リビジョン、読めないもの。ポートの変更だけでは失敗になりません。",
    ),
    "explain": Phrase(
        "Exit status: 0 something can be said; 1 nothing can: a name in no table, or a port that "
        "cannot exist (65536, 90-80, 80/icmp); 2 wrong usage.",
        "終了ステータス: 0 説明あり、1 説明なし（どの表にもない名前や、65536、90-80、80/icmp など"
        "存在しえないポート）、2 使い方の誤り。",
    ),
    "search": Phrase(
        "Exit status: 0 something matches; 1 nothing does; 2 wrong usage.",
        "終了ステータス: 0 一致あり、1 一致なし、2 使い方の誤り。",
    ),
}
