"""The commands of portlens and their options: one table for reading, help and documentation."""

from portlens.cli.arguments import Command, Option
from portlens.text.phrase import Phrase

FORMAT_IDS = ("nginx", "sshd_config", "ssh_config", "compose", "services")
FAIL_ON = ("error", "warning", "information", "hint", "never")
COLOURS = ("auto", "always", "never")

HELP = Option("--help", Phrase("show this help", "このヘルプを表示する"))
LANG = Option(
    "--lang",
    Phrase("speak English or Japanese", "表示する言語（英語または日本語）"),
    "en|ja",
    choices=("en", "ja"),
)
CONFIG = Option(
    "--config",
    Phrase(
        "read the settings from FILE, and from no portlens.toml or pyproject.toml",
        "設定を FILE だけから読む（portlens.toml や pyproject.toml は探さない）",
    ),
    "FILE",
)
FORMAT = Option(
    "--format",
    Phrase(
        "read every PATH as this format: " + ", ".join(FORMAT_IDS),
        "すべての PATH をこの形式として読む: " + "、".join(FORMAT_IDS),
    ),
    "ID",
    choices=FORMAT_IDS,
)
VERBOSE = Option(
    "--verbose",
    Phrase(
        "name each file with the format it is read as, or that it has none",
        "各ファイルについて、読んだ形式、または読まなかったことを表示する",
    ),
)
STDIN_FILENAME = Option(
    "--stdin-filename",
    Phrase("the name of what comes from standard input", "標準入力の内容のファイル名"),
    "NAME",
)


OUTPUT_FILE = Option(
    "--output-file",
    Phrase(
        "write the answer to FILE; of several, in the order of --output-format",
        "出力を FILE に書き込む（複数なら --output-format の順に対応）",
    ),
    "FILE",
)
COLOR = Option(
    "--color",
    Phrase(
        "colour; auto: on a terminal, as NO_COLOR and FORCE_COLOR say",
        "色付け（既定の auto は端末のみ。NO_COLOR、FORCE_COLOR に従う）",
    ),
    "|".join(COLOURS),
    choices=COLOURS,
)
EXCLUDE = Option(
    "--exclude",
    Phrase(
        "leave out what matches, seen from here; may be given several times",
        "一致するものを除外する（現在のフォルダーが基点。複数回指定可）",
    ),
    "GLOB",
)


def _output(*formats: str) -> Option:
    about = Phrase(f"how to print it (default: {formats[0]})", f"出力の形式（既定: {formats[0]}）")
    return Option("--output-format", about, "|".join(formats), choices=formats)


def _is_rule(word: str) -> bool:
    from portlens.rules.registry import all_rules

    rules = all_rules()
    return all(code.partition("=")[0] in rules for code in word.split(","))


CHECK = Command(
    "check",
    "[PATH…]",
    Phrase(
        "Find mistakes in ports. Folders are walked (.gitignore counts), - is standard input.",
        "ポートの間違いを探します。フォルダーは再帰的に検査し（.gitignore に従います）、"
        "- は標準入力です。",
    ),
    (
        _output("full", "concise", "json", "sarif", "github", "gitlab", "junit"),
        OUTPUT_FILE,
        Option(
            "--all",
            Phrase(
                "full, concise: show every finding, not just five of a rule in a file",
                "full、concise: 同じルールの報告を 1 ファイル 5 件で打ち切らない",
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
        Option(
            "--select",
            Phrase("report these rules only", "このルールだけを報告する"),
            "CODE…",
            is_list=True,
            is_item=_is_rule,
        ),
        Option(
            "--ignore",
            Phrase("do not report these rules", "このルールを報告しない"),
            "CODE…",
            is_list=True,
            is_item=_is_rule,
        ),
        Option(
            "--severity",
            Phrase(
                "report a rule as error, warning, information or hint; off: not at all",
                "ルールの重大度を error、warning、information、hint、off（報告しない）にする",
            ),
            "CODE=LEVEL…",
            is_list=True,
            is_item=_is_rule,
        ),
        Option(
            "--fail-on",
            Phrase(
                "end with 1 from this severity on (default: error)",
                "この重大度以上があれば終了ステータスを 1 にする（既定: error）",
            ),
            "|".join(FAIL_ON),
            choices=FAIL_ON,
        ),
        EXCLUDE,
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
        Option(
            "--nginx-version",
            Phrase(
                "judge as this nginx (default: the newest)",
                "このバージョンの nginx として判定する（既定: 最新）",
            ),
            "X.Y.Z",
        ),
        CONFIG,
        LANG,
        HELP,
    ),
)

PORTS = Command(
    "ports",
    "[PATH…]",
    Phrase("List every port that is used.", "使われているポートをすべて一覧にします。"),
    (
        _output("table", "json", "markdown", "mermaid"),
        OUTPUT_FILE,
        VERBOSE,
        COLOR,
        EXCLUDE,
        FORMAT,
        STDIN_FILENAME,
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
    (_output("text", "json"), LANG, HELP),
)

SEARCH = Command(
    "search",
    "TEXT",
    Phrase(
        "List the ports and services that match TEXT.",
        "TEXT に合うポートとサービスを一覧にします。",
    ),
    (_output("text", "json"), LANG, HELP),
)

RULES = Command(
    "rules",
    "",
    Phrase(
        "List the rules, their severities and what they find.",
        "ルールと、その重大度、見つけるものを一覧にします。",
    ),
    (_output("table", "json"), COLOR, LANG, HELP),
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

COMMANDS = (CHECK, PORTS, EXPLAIN, SEARCH, RULES, SERVER)
