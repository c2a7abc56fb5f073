"""The page of the formats, and the hook for pre-commit, both from the formats' patterns."""

from portlens.formats.registry import all_formats, name_expression
from portlens.text.phrase import Language, Phrase


def page(language: Language) -> str:
    """Return the page that says which file is read as what."""
    rows = [f"# {TITLE.to(language)}\n", HEAD.to(language), "|---|---|---|---|---|"]
    for format_ in all_formats():
        cells = [
            f"`{format_.id}`",
            format_.title,
            *(
                " ".join(f"`{pattern}`" for pattern in patterns)
                for patterns in (format_.patterns, format_.shared_patterns, format_.languages)
            ),
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n\n" + PRECEDENCE.to(language).strip() + "\n"


def hook() -> str:
    """Return `.pre-commit-hooks.yaml`: pre-commit passes only files that may be in a format."""
    return HOOK.replace("FILES", name_expression())


HOOK = """\
# Written by docs/build.py from the formats' patterns; run `make docs`.
- id: portlens
  name: portlens
  description: Check the port numbers and service names in configuration files
  entry: portlens check
  language: python
  types: [text]
  files: '^(?:FILES)$'
"""

TITLE = Phrase("Formats", "対応する形式")
HEAD = Phrase(
    "| id | format | files | files, if the text fits too | language ids |",
    "| ID | 形式 | ファイル | 内容も合う場合のファイル | 言語 ID |",
)
PRECEDENCE = Phrase(
    """
A pattern without a slash names a file in any folder. A pattern that ends with `*` never means
source code, prose, YAML and the like: `nginx/build.py` and `nginx/README.md` are not nginx's.

## What a file is read as

The first of these that says something decides:

1. `--format` on the command line.
2. A comment in one of the first or last five lines of the file: `# portlens: format=nginx`,
   `# vim: ft=nginx` or `# -*- mode: nginx -*-`, with an id or a language id of the table. In a
   folder it is looked for only in files whose names the table has.
3. The name: the patterns of the table, in its order.
4. The language that the editor has for the file.
5. The text alone, for standard input without a name and for a file that is named on the command
   line and whose name says nothing: no ending, or one such as `.conf`, `.inc`, `.tpl`, `.j2`.

Every other file is passed over.
""",
    """
スラッシュのないパターンは、どのフォルダーのファイルにも当てはまります。`*` で終わるパターンは、
ソースコード、文書、YAML などには当てはまりません。`nginx/build.py` や `nginx/README.md` は
nginx の設定ファイルとして扱いません。

## 形式の決まり方

次のうち、最初に当てはまるもので決まります。

1. コマンドラインの `--format`。
2. ファイルの先頭または末尾の 5 行以内のコメント。`# portlens: format=nginx`、`# vim: ft=nginx`、
   `# -*- mode: nginx -*-` のように、表の ID または言語 ID を書きます。フォルダーを調べるときは、
   名前が表に当てはまるファイルの中だけを探します。
3. ファイル名。表のパターンを上から順に調べます。
4. エディターが認識している言語。
5. 内容だけ。名前のない標準入力と、コマンドラインで指定されたファイルのうち、名前から形式が
   分からないもの（拡張子なし、`.conf`、`.inc`、`.tpl`、`.j2` など）に限ります。

どれにも当てはまらないファイルは読みません。
""",
)
