"""The commands of portlens and their options: one table for reading, help and documentation."""

from portlens.cli.arguments import Command, Option
from portlens.cli.options import (
    COLOR,
    CONFIG,
    EXCLUDE,
    FAIL_ON_OPTION,
    FILTER,
    FORCE_EXCLUDE,
    FORMAT,
    HELP,
    IGNORE,
    LANG,
    NGINX_VERSION,
    OPENSSH_VERSION,
    OUTPUT_FILE,
    SELECT,
    SEVERITY,
    SORT,
    STDIN_FILENAME,
    VERBOSE,
    output_format,
)
from portlens.text.phrase import Phrase

_SHARED_WITH_WATCH = {
    "--all",
    "--statistics",
    "--quiet",
    "--color",
    "--select",
    "--ignore",
    "--severity",
    "--exclude",
    "--baseline",
    "--format",
    "--nginx-version",
    "--openssh-version",
    "--config",
    "--lang",
    "--help",
}

CHECK = Command(
    "check",
    "[PATH…]",
    Phrase(
        "Find mistakes in ports. Folders are walked (.gitignore counts), - is standard input.",
        "ポートの間違いを探します。フォルダーは再帰的に検査し（.gitignore に従います）、"
        "- は標準入力です。",
    ),
    (
        output_format("full", "concise", "json", "sarif", "github", "gitlab", "junit"),
        OUTPUT_FILE,
        Option(
            "--all",
            Phrase(
                "full, concise: show every finding, not five of a rule in a file or of a hint",
                "full、concise: ルールは 1 ファイル 5 件、同じヒントは 5 件で打ち切らない",
            ),
        ),
        Option(
            "--statistics",
            Phrase(
                "full, concise: count the findings by rule at the end",
                "full、concise: 最後にルールごとの件数を表示する",
            ),
        ),
        Option(
            "--quiet",
            Phrase(
                "print findings alone: no summary, nothing about files passed over",
                "報告だけを表示する（集計や読まなかったファイルの通知を省く）",
            ),
        ),
        VERBOSE,
        COLOR,
        SELECT,
        IGNORE,
        SEVERITY,
        FAIL_ON_OPTION,
        EXCLUDE,
        FORCE_EXCLUDE,
        Option(
            "--baseline",
            Phrase(
                "report only what this file does not list as known",
                "このファイルに既知として記載のないものだけを報告する",
            ),
            "FILE",
        ),
        Option(
            "--write-baseline",
            Phrase(
                "list the findings as known (default: in portlens-baseline.json)",
                "報告をすべて既知として記録する（既定: portlens-baseline.json）",
            ),
        ),
        Option("--fix", Phrase("apply the safe fixes", "安全な修正を適用する")),
        Option(
            "--unsafe-fixes",
            Phrase(
                "with --fix: apply fixes too that change what the program does",
                "--fix とともに: プログラムの動作が変わる修正も適用する",
            ),
        ),
        Option(
            "--diff",
            Phrase(
                "with --fix: show what would change, write nothing",
                "--fix とともに: 変更点だけを表示し、書き込まない",
            ),
        ),
        FORMAT,
        STDIN_FILENAME,
        NGINX_VERSION,
        OPENSSH_VERSION,
        CONFIG,
        LANG,
        HELP,
    ),
)

WATCH = Command(
    "watch",
    "[PATH…]",
    Phrase(
        "Check, and check again at each change of a file, until Ctrl-C. Needs watchfiles: "
        "pip install 'portlens-cli[watch]'.",
        "検査し、ファイルが変わるたびに再び検査します。Ctrl-C で終了します。watchfiles が必要です: "
        "pip install 'portlens-cli[watch]'",
    ),
    (
        output_format("full", "concise"),
        *(option for option in CHECK.options if option.name in _SHARED_WITH_WATCH),
    ),
)

PORTS = Command(
    "ports",
    "[PATH…]",
    Phrase("List every port that is used.", "使われているポートをすべて一覧にします。"),
    (
        output_format("table", "json", "markdown", "mermaid", "dot"),
        Option(
            "--links",
            Phrase(
                "list who reaches whom: the host's port, the service, its port, who connects",
                "ホストのポート、サービス、そのポート、接続元を 1 行ずつ一覧にする",
            ),
        ),
        Option(
            "--resolved",
            Phrase(
                "list what programs open once all their files are put together, one row a socket",
                "全ファイルを合わせた結果、実際に開かれるソケットを 1 行ずつ一覧にする",
            ),
        ),
        OUTPUT_FILE,
        FILTER,
        SORT,
        VERBOSE,
        COLOR,
        EXCLUDE,
        FORCE_EXCLUDE,
        FORMAT,
        STDIN_FILENAME,
        CONFIG,
        LANG,
        HELP,
    ),
)

DIFF = Command(
    "diff",
    "[REV [REV2] | FOLDER FOLDER2] [PATH…]",
    Phrase(
        "Tell which ports a change adds, changes or removes, and which findings it brings or "
        "cures: from a git revision (HEAD) to the working tree, between two revisions "
        "(main...topic counts from where they parted), or between two folders.",
        "変更によって追加、変更、削除されるポートと、増えた指摘、解消した指摘を示します。git の"
        "リビジョン（HEAD）と作業ツリー、2 つのリビジョン（main...topic は分岐点から）、または"
        "2 つのフォルダーを比べます。",
    ),
    (
        output_format("text", "json", "markdown"),
        OUTPUT_FILE,
        COLOR,
        SELECT,
        IGNORE,
        SEVERITY,
        FAIL_ON_OPTION,
        EXCLUDE,
        NGINX_VERSION,
        OPENSSH_VERSION,
        CONFIG,
        LANG,
        HELP,
    ),
)

EXPLAIN = Command(
    "explain",
    "WHAT",
    Phrase(
        "Tell about a port (5432, 5432/udp, 6000-6063), a service (postgresql) or a rule.",
        "ポート（5432、5432/udp、6000-6063）、サービス名（postgresql）、ルールについて説明します。",
    ),
    (output_format("text", "json"), OUTPUT_FILE, LANG, HELP),
)

SEARCH = Command(
    "search",
    "TEXT",
    Phrase(
        "List the ports and services that match TEXT.",
        "TEXT に合うポートとサービスを一覧にします。",
    ),
    (output_format("text", "json"), OUTPUT_FILE, LANG, HELP),
)

RULES = Command(
    "rules",
    "",
    Phrase(
        "List the rules, their severities and what they find.",
        "ルールと、その重大度、見つけるものを一覧にします。",
    ),
    (output_format("table", "json"), OUTPUT_FILE, COLOR, LANG, HELP),
)

SERVER = Command(
    "server",
    "",
    Phrase("Run the language server.", "言語サーバーを起動します。"),
    (
        Option(
            "--stdio",
            Phrase("talk over standard input and output (default)", "標準入出力で通信する（既定）"),
        ),
        Option("--tcp", Phrase("talk over TCP", "TCP で通信する")),
        Option("--ws", Phrase("talk over WebSocket", "WebSocket で通信する")),
        Option(
            "--host",
            Phrase("where to listen (default: 127.0.0.1)", "待ち受けるアドレス（既定: 127.0.0.1）"),
            "H",
        ),
        Option("--port", Phrase("the port to listen on", "待ち受けるポート"), "N"),
        LANG,
        HELP,
    ),
)

COMPLETION = Command(
    "completion",
    "bash|zsh|fish",
    Phrase(
        "Print what lets the shell complete portlens: source <(portlens completion bash).",
        "シェルの補完スクリプトを表示します: source <(portlens completion bash)",
    ),
    (OUTPUT_FILE, LANG, HELP),
)

COMMANDS = (CHECK, WATCH, PORTS, DIFF, EXPLAIN, SEARCH, RULES, SERVER, COMPLETION)
