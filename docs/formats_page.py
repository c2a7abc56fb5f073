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
    places = [f"`{place}`" for format_ in all_formats() for place in format_.installed]
    text = PRECEDENCE.to(language).strip().replace("PLACES", " ".join(places))
    return "\n".join(rows) + "\n\n" + text + "\n"


def hook() -> str:
    """Return `.pre-commit-hooks.yaml`: pre-commit passes only files that may be in a format."""
    return HOOK.replace("FILES", name_expression())


HOOK = """\
# Written by docs/build.py from the formats' patterns; run `make docs`.
- id: portlens
  name: portlens
  description: Check the port numbers and service names in configuration files
  entry: portlens check --quiet --force-exclude
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
Of a `.env` file those values are ports that a Compose file beside it has in the place of one;
nothing else in it is read for one, or shown. A `.env.example`, `.env.sample` or `.env.dist` is no
file that Compose reads by itself: nothing in it is a port, in an editor either, and no value of it
is taken for one that `.env` lacks.

Of a Helm chart's `values.yaml`, and of `values-*.yaml`, `values.*.yaml` and `*.values.yaml` beside
its `Chart.yaml`, those values are ports that the chart's templates put where Kubernetes reads one:
`{{ .Values.service.port }}`, `{{ $.Values.ports.http | int }}`, `{{ .port }}` in
`{{ with .Values.service }}`, `{{ index .Values "a-b" "port" }}`, with `int`, `default`,
`required`, `coalesce` or `quote`, and a variable that is set once. What a template reaches by
`range`, `include`, `tpl` or other functions is left alone, and so are the values of charts that
are brought in. A rename is refused, since releases may set other values. For that reason little is
told of them: a number that no cluster takes (70000, `port-out-of-range`), where `helm install`
fails unless something else is set, and a file that is no YAML. A branch that may not be written,
an empty value or 0, dependencies, a chart within a chart, a library and a `.helmignore` of one's
own keep that silent, and so do hooks and templates that change values (`set`, `merge`) for what
they may touch.

A pattern without a slash names a file in any folder. A pattern that ends with `*` never means
source code, prose, YAML and the like: `nginx/build.py` and `nginx/README.md` are not nginx's.

A copy that somebody or a package manager put away is passed over in folders, whatever its
format: `nginx.conf~`, `Dockerfile.bak`, `sshd_config.dpkg-dist`, `shop.disabled`. One that is
named, or open in an editor, is read as what it is a copy of. nginx reads whatever lies in
`sites-enabled`, and so does portlens.

## What a file is read as

The first of these that says something decides:

1. `--format` on the command line.
2. A comment in one of the first or last five lines of the file: `# portlens: format=nginx`,
   `# vim: ft=nginx` or `# -*- mode: nginx -*-`, with an id or a language id of the table. In a
   folder it is looked for only in files whose names the table has.
3. The name: the patterns of the table, those of the second kind together with the text. Then a
   first line that names the program: `#!/usr/sbin/nft -f`.
4. Another file that names it: what an nginx configuration or an OpenSSH one includes, and what a
   Compose file mounts, gives as a config, or copies with the Dockerfile of its `build` to a place
   where a program reads it: PLACES. So is that Dockerfile itself, a manifest in JSON that a
   kustomization names, and the values beside a `Chart.yaml`. Then its own name does not matter.
   Asked are the files found with it, and for a file that is named alone or open in an editor those
   in its own folder and in the four above, up to the top of the repository.
5. The language that the editor has for the file.
6. The text alone, for standard input without a name and for a file that is named on the command
   line and whose name says nothing: no ending, or one such as `.conf`, `.inc`, `.tpl`, `.j2`.

Every other file is passed over.

What a file names is read only if it lies, all links followed, below the working folder, a folder
or file that was named, or the repository around one of them; in an editor, below its folders;
and always below the folder of the main file. Anything else counts as unknown: nothing is reported
that depends on it. So it is with links to files that lie in a folder which is checked: one that
leads out of these is passed over, and read where it is named itself.
""",
    """
`.env` ファイルでは、同じフォルダーの Compose ファイルがポートの場所に使う変数の値だけをポートとして
読みます。それ以外は読まず、表示もしません。`.env.example`、`.env.sample`、`.env.dist` は
Compose が自動では読まないファイルなので、エディターで開いても値をポートとして扱わず、`.env` にない
変数の値としても使いません。

Helm チャートでは、`values.yaml` と、`Chart.yaml` と同じフォルダーの `values-*.yaml`、
`values.*.yaml`、`*.values.yaml` のうち、テンプレートが Kubernetes のポートの場所に入れる値だけを
ポートとして読みます。対象は `{{ .Values.service.port }}`、`{{ $.Values.ports.http | int }}`、
`{{ with .Values.service }}` の中の `{{ .port }}`、`{{ index .Values "a-b" "port" }}`、これらに
`int`、`default`、`required`、`coalesce`、`quote` を使ったもの、1 回だけ代入された変数です。
`range`、`include`、`tpl`、その他の関数を通る値と、取り込まれたチャートの値は対象外です。
値はリリースごとに変更できるため、名前の変更はできません。同じ理由で、報告するのは、別の値を設定しない
限り `helm install` が失敗する番号（どのクラスターも受け付けない 70000 など、`port-out-of-range`）
と、YAML として読めないファイルだけです。出力されるとは限らない分岐、空の値と 0、依存関係のある
チャート、チャートの中のチャート、ライブラリー、独自の `.helmignore` がある場合は報告しません。
フックと、値を変更するテンプレート（`set`、`merge`）が関わる値についても同じです。

スラッシュのないパターンは、どのフォルダーのファイルにも当てはまります。`*` で終わるパターンは、
ソースコード、文書、YAML などには当てはまりません。`nginx/build.py` や `nginx/README.md` は
nginx の設定ファイルとして扱いません。

手作業やパッケージマネージャーで退避されたコピー（`nginx.conf~`、`Dockerfile.bak`、
`sshd_config.dpkg-dist`、`shop.disabled` など）は、形式を問わず、フォルダーを調べるときには
読みません。ファイル名を指定した場合やエディターで開いた場合は、元のファイルと同じ形式で読みます。
`sites-enabled` にあるファイルは nginx がすべて読み込むため、名前に関係なく読みます。

## 形式の決まり方

次のうち、最初に当てはまるもので決まります。

1. コマンドラインの `--format`。
2. ファイルの先頭または末尾の 5 行以内のコメント。`# portlens: format=nginx`、`# vim: ft=nginx`、
   `# -*- mode: nginx -*-` のように、表の ID または言語 ID を書きます。フォルダーを調べるときは、
   名前が表に当てはまるファイルの中だけを探します。
3. ファイル名。表のパターンを調べます。「内容も合う場合のファイル」欄では内容も調べます。次に、
   `#!/usr/sbin/nft -f` のようにプログラムを示す先頭の行。
4. ほかのファイルからの参照。nginx や OpenSSH の設定が include するファイルと、Compose ファイルが
   マウントするファイル、configs で渡すファイル、`build` の Dockerfile でコピーするファイルのうち、
   プログラムが読む場所に置かれるもの（PLACES）です。その Dockerfile 自体、kustomization が
   リソースとして挙げる JSON のマニフェスト、`Chart.yaml` と同じフォルダーの値のファイルも対象です。
   この場合、ファイル名は問いません。調べるのは一緒に見つかったファイルです。単独で指定されたファイルとエディターで開いて
   いるファイルでは、同じフォルダーとその 4 階層上までのファイルを調べます。リポジトリーの外は
   調べません。
5. エディターが認識している言語。
6. 内容だけ。名前のない標準入力と、コマンドラインで指定されたファイルのうち、名前から形式が
   分からないもの（拡張子なし、`.conf`、`.inc`、`.tpl`、`.j2` など）に限ります。

どれにも当てはまらないファイルは読みません。

ほかのファイルから参照されたファイルは、リンクをたどった先が次のどれかの下にある場合だけ読みます。
作業フォルダー、指定されたフォルダーまたはファイル、それらを含むリポジトリー、エディターで開いている
フォルダー、メインの設定ファイルのフォルダー。それ以外は内容が分からないものとして扱い、その内容に
左右されることは報告しません。調べるフォルダーにあるファイルへのリンクも同じで、外へ出るものは
読み飛ばし、直接指定されたときだけ読みます。
""",
)
