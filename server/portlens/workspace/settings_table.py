"""The table of all settings: how each is read, what it accepts, what it is for.

docs/settings.md and docs/portlens.schema.json are generated from it.
"""

from collections.abc import Callable, Mapping

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.workspace import settings_values as values
from portlens.workspace.settings import FEATURES, LEVELS

Schema = Mapping[str, object]


class Setting(NamedTuple):
    """One setting. `field` names it in Settings and in TOML files; editors say it in camelCase.

    `read` makes the value of Settings from a plain one and raises WrongValue where it cannot.
    It is None for what only an editor's extension uses.
    """

    field: str
    read: Callable[[object], object] | None
    schema: Schema
    about: Phrase
    example: str = ""  # a TOML value

    @property
    def camel(self) -> str:
        """The setting's name in an editor."""
        first, *rest = self.field.split("_")
        return first + "".join(word.capitalize() for word in rest)


_GLOBS: Schema = {"type": "array", "items": {"type": "string"}, "default": []}

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "severity",
        values.severities,
        {
            "type": "object",
            "additionalProperties": {"enum": list(LEVELS)},
            "default": {},
        },
        Phrase(
            "How loudly a rule is reported: error, warning, information, hint, or off.",
            "ルールの重大度: error、warning、information、hint、off (報告しない)。",
        ),
        '{ cleartext-service = "warning", unregistered-port = "off" }',
    ),
    Setting(
        "allowed_ports",
        values.ports,
        {
            "type": "array",
            "items": {
                "anyOf": [
                    {"type": "integer", "minimum": 1, "maximum": 65535},
                    {"type": "string", "pattern": r"^\d{1,5}(-\d{1,5})?$"},
                ]
            },
            "default": [],
        },
        Phrase(
            "Ports, and ranges of them, that are known here although no table lists them.",
            "どの表にもないが、ここでは既知として扱うポートと範囲です。",
        ),
        '[12080, "13000-13999"]',
    ),
    Setting(
        "inlay_hints",
        values.one_of("off", "unknown", "all"),
        {"enum": ["off", "unknown", "all"], "default": "unknown"},
        Phrase(
            "Service names beside port numbers in the editor: none, only where the text does not"
            " tell by itself, or all.",
            "エディターでポート番号の横に示すサービス名です。"
            "なし、文面から分からない場所だけ、すべてから選びます。",
        ),
        '"all"',
    ),
    Setting(
        "code_lens",
        values.switch,
        {"type": "boolean", "default": False},
        Phrase(
            "Say above a port in how many other places it is used.",
            "ポートの上に、ほかの何か所で使われているかを表示します。",
        ),
        "true",
    ),
    Setting(
        "disabled_features",
        values.some_of(*FEATURES),
        {
            "type": "array",
            "items": {"enum": list(FEATURES)},
            "uniqueItems": True,
            "default": [],
        },
        Phrase(
            "What portlens leaves to others in the editor: symbols where a YAML server has an"
            " outline, say.",
            "エディターで portlens が行わない機能です。"
            "たとえば、YAML サーバーがアウトラインを出すなら symbols を指定します。",
        ),
        '["symbols"]',
    ),
    Setting(
        "language",
        values.one_of("auto", "en", "ja"),
        {"enum": ["auto", "en", "ja"], "default": "auto"},
        Phrase(
            "The language of messages; auto follows the editor or the terminal.",
            "メッセージの言語です。auto はエディターや端末の言語に従います。",
        ),
        '"ja"',
    ),
    Setting(
        "nginx_version",
        values.version,
        {"type": ["string", "null"], "pattern": r"^\d+\.\d+(\.\d+)?$", "default": None},
        Phrase(
            "The nginx whose verdict counts; unset: the newest.",
            "どのバージョンの nginx として判定するかです。指定しなければ最新です。",
        ),
        '"1.24.0"',
    ),
    Setting(
        "openssh_version",
        values.openssh_version,
        {"type": ["string", "null"], "pattern": r"^\d+\.\d+(p\d+)?$", "default": None},
        Phrase(
            "The OpenSSH whose verdict counts; unset: what only some versions refuse is a warning.",
            "どのバージョンの OpenSSH として判定するかです。"
            "指定しなければ、一部のバージョンだけが拒否するものは警告になります。",
        ),
        '"9.2p1"',
    ),
    Setting(
        "diagnostic_mode",
        values.one_of("openFiles", "workspace"),
        {"enum": ["openFiles", "workspace"], "default": "openFiles"},
        Phrase(
            "Whether the editor shows findings of open files only or of the whole workspace.",
            "開いているファイルだけを報告するか、ワークスペース全体を報告するかです。",
        ),
        '"workspace"',
    ),
    Setting(
        "force_push_diagnostics",
        values.switch,
        {"type": "boolean", "default": False},
        Phrase(
            "Send findings unasked, for editors that say they would ask and never do.",
            "診断を取得しないエディター向けに、診断をサーバーから送信します。",
        ),
        "true",
    ),
    Setting(
        "hosts",
        values.hosts,
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "include": {"type": "array", "items": {"type": "string"}, "minItems": 1},
                },
                "required": ["name", "include"],
                "additionalProperties": False,
            },
            "default": [],
        },
        Phrase(
            "Groups of files that configure one machine and so share its ports.",
            "同じマシンを設定し、そのポートを共有するファイルの組です。",
        ),
        '[{ name = "edge", include = ["edge/nginx/**", "edge/sshd_config"] }]',
    ),
    Setting(
        "exclude",
        values.globs,
        _GLOBS,
        Phrase(
            "Files and folders that no walk enters, as globs from the settings file's folder; with "
            "--force-exclude they are not read where they are named, either.",
            "たどらないファイルとフォルダーです。設定ファイルのフォルダーからの glob で書きます。"
            "--force-exclude を付けると、パスで指定しても読みません。",
        ),
        '["vendor", "**/*.generated.yaml"]',
    ),
    Setting(
        "runtime",
        None,
        {"enum": ["auto", "python", "wasm"], "default": "auto"},
        Phrase(
            "What runs the server: a Python of this machine, the one inside the extension"
            " (WebAssembly), or the first of the two that is there. VS Code only.",
            "サーバーを何で動かすかです。このマシンの Python (python)、拡張機能に同梱のもの"
            " (WebAssembly、wasm)、Python がなければ同梱のもの (auto) から選びます。"
            "VS Code だけの設定です。",
        ),
    ),
    Setting(
        "interpreter",
        None,
        {"type": ["string", "null"], "default": None},
        Phrase(
            "The Python (3.10 or later) of this machine that runs the server. VS Code only.",
            "サーバーを動かす、このマシンの Python (3.10 以降) です。VS Code だけの設定です。",
        ),
    ),
    Setting(
        "trace.server",
        None,
        {"enum": ["off", "messages", "verbose"], "default": "off"},
        Phrase(
            "Log what editor and server say to each other. VS Code only.",
            "エディターとサーバーの通信を記録します。VS Code だけの設定です。",
        ),
    ),
)
