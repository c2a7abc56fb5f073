"""A text that is no YAML

Compose, Prometheus, kubectl and Helm read the whole file or nothing of it: where it is no YAML
they stop, no service is started and no port is opened. Most often it is a tab in front of a line,
a list or a key that stands too far to the right or the left, or a quote or bracket that is never
closed; or a `<<` that takes in no mapping, such as `<<: &common` for `<<: *common`. `%YAML 1.2` is
refused as well, and by Compose a document that is empty, such as one behind a last `---`. The first
such place is told; there may be more.

Nothing is said of templates, which another program fills in before YAML is read. Of a workflow of
GitHub Actions only an alias (`*name`) without its anchor is told.

## Example

```compose
services:
  web:
    image: nginx
        ports:
      - "8080:80"
```

## Instead

```compose
services:
  web:
    image: nginx
    ports:
      - "8080:80"
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules._rule import Rule
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

MESSAGES = {
    "tab": Phrase(
        "no YAML: a tab cannot stand here, indent with blanks",
        "YAML として読めません: ここにタブは使えません。空白で字下げしてください",
    ),
    "sign": Phrase(
        "no YAML: a text cannot begin with {sign}, put it in quotes",
        "YAML として読めません: 値は {sign} で始められません。引用符で囲んでください",
    ),
    "colon": Phrase(
        "no YAML: neither a key nor an item of a list, since no `: ` follows",
        "YAML として読めません: キーでもリストの項目でもありません（「: 」がありません）",
    ),
    "value": Phrase(
        "no YAML: a `: ` cannot stand here, put the text in quotes or check the indentation",
        "YAML として読めません: ここに「: 」は書けません。"
        "値を引用符で囲むか、字下げを確認してください",
    ),
    "misfit": Phrase(
        "no YAML: this does not fit what stands before it, check the indentation",
        "YAML として読めません: 前の内容とつながりません。字下げを確認してください",
    ),
    "quote": Phrase(
        "no YAML: the {quote} that opens here is never closed",
        "YAML として読めません: ここで始まる {quote} が閉じられていません",
    ),
    "bracket": Phrase(
        "no YAML: in the brackets that open here, a comma or {bracket} is missing",
        "YAML として読めません: ここで始まる括弧の中に、コンマまたは {bracket} が足りません",
    ),
    "escape": Phrase(
        "no YAML: {sign} means nothing in double quotes, write a backslash as \\\\",
        "YAML として読めません: 二重引用符の中の {sign} は解釈できません。"
        "バックスラッシュは \\\\ と書きます",
    ),
    "node": Phrase(
        "no YAML: a value is missing before this, or a bracket that opens",
        "YAML として読めません: この前に値か、開く括弧がありません",
    ),
    "name": Phrase(
        "no YAML: a name of a–z, 0–9, - and _ has to follow {sign}; put other text in quotes",
        "YAML として読めません: {sign} の後には半角の英数字、-、_ からなる名前が必要です。"
        "{sign} で始まる値は引用符で囲んでください",
    ),
    "tag": Phrase(
        "no YAML: this is no tag; put a text that begins with ! in quotes",
        "YAML として読めません: タグとして解釈できません。! で始まる値は引用符で囲んでください",
    ),
    "block": Phrase(
        "no YAML: only one + or -, one digit from 1 to 9 and a comment may follow {sign} "
        "in its line",
        "YAML として読めません: {sign} と同じ行に書けるのは、"
        "+ か - が 1 つ、1 から 9 の数字が 1 桁、コメントだけです",
    ),
    "directive": Phrase(
        "no YAML: what begins with % is a directive, and YAML knows no such one",
        "YAML として読めません: % で始まる行は指示行ですが、このような指示行はありません",
    ),
    "alias": Phrase(
        "no YAML: no value named &{name} ends before this",
        "YAML として読めません: これより前に &{name} の付いた値がありません",
    ),
    "merge": Phrase(
        "no YAML: << takes a mapping, an alias of one (*name) or a list of these",
        "YAML として読めません: << の値は、マッピング、その別名 (*名前)、"
        "またはそれらのリストでなければなりません",
    ),
    "version": Phrase(
        "no YAML: the program takes %YAML 1.1 alone, leave this line out",
        "YAML として読めません: プログラムが受け付けるのは %YAML 1.1 だけです。"
        "この行を削除してください",
    ),
    "empty": Phrase(
        "this document is empty: the program takes mappings alone, leave the --- out",
        "この --- で始まる文書は空です。プログラムが受け付けるのはマッピングだけです。"
        "--- を削除してください",
    ),
    "no-mapping": Phrase(
        "this document is no mapping (key: value): the program takes nothing else",
        "この文書はマッピング（キー: 値）ではないため、プログラムは受け付けません",
    ),
    "control": Phrase(
        "no YAML: the character {code} cannot stand in it",
        "YAML として読めません: 文字 {code} は使えません",
    ),
    "bytes": Phrase(
        "no YAML: the bytes here are no UTF-8",
        "YAML として読めません: ここのバイト列は UTF-8 ではありません",
    ),
    "other": Phrase(
        "no YAML here: {problem}",
        "ここから先は YAML として読めません: {problem}",
    ),
}

JAPANESE = """
YAML として読めないファイル

Compose、Prometheus、kubectl、Helm は、ファイル全体を読むか、まったく読まないかのどちらかです。
YAML として読めない場所が 1 つでもあるとそこで停止し、サービスは起動せず、ポートも開きません。
多くの場合、行頭のタブ、リストやキーの字下げの過不足、閉じられていない引用符や括弧が原因です。
`<<: *common` を `<<: &common` と書くなど、`<<` の値がマッピングではない場合も読めません。
`%YAML 1.2` の行や、Compose では最後の `---` の後などの空の文書も拒否されます。
示すのは最初の場所だけで、ほかにもあるかもしれません。

ほかのプログラムが先に値を埋め込むテンプレートについては、何も報告しません。
GitHub Actions のワークフローでは、アンカーのない別名（`*名前`）だけを報告します。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the first place that is no YAML."""
    which = document.format.yaml
    if not which or document.reading.is_yaml or context.workspace.mark(document) == "utf-16":
        return
    from portlens.formats._yaml.syntax import broken

    found = broken(document.text, document.path, which)
    if found is not None:
        yield Finding(found.span, MESSAGES[found.reason].fill(**found.values))


RULE = Rule("error", check, JAPANESE, speaks_of=lambda format_: bool(format_.yaml))
