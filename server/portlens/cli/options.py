"""The options that several commands have."""

from portlens.cli.arguments import Option
from portlens.text.phrase import Phrase


def format_ids() -> tuple[str, ...]:
    """Return the ids of all formats, which few commands have to know."""
    from portlens.formats.registry import all_formats

    return tuple(format_.id for format_ in all_formats())


FAIL_ON = ("error", "warning", "information", "hint", "never")
COLOURS = ("auto", "always", "never")

HELP = Option("--help", Phrase("show this help", "このヘルプを表示する"))
LANG = Option(
    "--lang",
    Phrase("speak English or Japanese", "表示する言語（英語または日本語）"),
    "en|ja",
    choices=lambda: ("en", "ja"),
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
        "read every PATH as this format: {choices}",
        "すべての PATH をこの形式として読む: {choices}",
    ),
    "ID",
    choices=format_ids,
)
VERBOSE = Option(
    "--verbose",
    Phrase(
        "name each file with the format it is read as, or why it does not count",
        "各ファイルについて、読んだ形式、または対象に含めない理由を表示する",
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
    choices=lambda: COLOURS,
)
EXCLUDE = Option(
    "--exclude",
    Phrase(
        "leave out what matches, seen from here; may be given several times",
        "一致するものを除外する（現在のフォルダーが基点。複数回指定可）",
    ),
    "GLOB",
)
FORCE_EXCLUDE = Option(
    "--force-exclude",
    Phrase(
        "leave out what the settings exclude even where it is named, as pre-commit does",
        "設定の exclude に一致するものは、パスで指定されても除外する（pre-commit 向け）",
    ),
)


def output_format(*formats: str) -> Option:
    """Return --output-format with these choices, the first as the default."""
    about = Phrase(f"how to print it (default: {formats[0]})", f"出力の形式（既定: {formats[0]}）")
    return Option("--output-format", about, "|".join(formats), choices=lambda: formats)


def _is_rule(word: str) -> bool:
    from portlens.rules.registry import all_rules

    rules = all_rules()
    return all(code.partition("=")[0] in rules for code in word.split(","))


SELECT = Option(
    "--select",
    Phrase("report these rules only", "このルールだけを報告する"),
    "CODE…",
    is_list=True,
    is_item=_is_rule,
)
IGNORE = Option(
    "--ignore",
    Phrase("do not report these rules", "このルールを報告しない"),
    "CODE…",
    is_list=True,
    is_item=_is_rule,
)
SEVERITY = Option(
    "--severity",
    Phrase(
        "report a rule as error, warning, information or hint; off: not at all",
        "ルールの重大度を error、warning、information、hint、off（報告しない）にする",
    ),
    "CODE=LEVEL…",
    is_list=True,
    is_item=_is_rule,
)
FAIL_ON_OPTION = Option(
    "--fail-on",
    Phrase(
        "end with 1 from this severity on (default: error)",
        "この重大度以上があれば終了ステータスを 1 にする（既定: error）",
    ),
    "|".join(FAIL_ON),
    choices=lambda: FAIL_ON,
)
NGINX_VERSION = Option(
    "--nginx-version",
    Phrase(
        "judge as this nginx (default: the newest)",
        "このバージョンの nginx として判定する（既定: 最新）",
    ),
    "X.Y.Z",
)
OPENSSH_VERSION = Option(
    "--openssh-version",
    Phrase(
        "judge as this OpenSSH (default: what only some refuse is a warning)",
        "このバージョンの OpenSSH として判定する（既定: どれかが拒否すれば警告）",
    ),
    "X.Y",
)


def _is_filter(word: str) -> bool:
    return all(part.partition("=")[0].isalpha() and "=" in part for part in word.split(","))


FILTER = Option(
    "--filter",
    Phrase(
        "list only what fits: role=publishes,port=8000-9000; the keys are role, port, transport, "
        "format, path (a GLOB), name and owner; of one key several mean any of them",
        "条件に合うものだけを表示する: role=publishes,port=8000-9000。キーは role、port、"
        "transport、format、path（GLOB）、name、owner。同じキーが複数あればいずれかに合うもの",
    ),
    "KEY=VALUE…",
    is_list=True,
    is_item=_is_filter,
)
SORTS = ("path", "port", "name", "role", "owner")
SORT = Option(
    "--sort",
    Phrase("in this order (default: path)", "並べる順序（既定: path）"),
    "|".join(SORTS),
    choices=lambda: SORTS,
)
