"""Text where a port must stand

What stands here is neither a number nor, where the program takes one, a service name that it
knows. The program refuses the file, or reads the word as something else than a port.

iptables takes `--dport` and `--sport` once in a rule, each with one port or one range. A list
needs `-m multiport` before `--dports`, `--sports` or `--ports`: one of these for each
`-m multiport`, with at most 15 ports, of which a range counts as two.

## Example

```nginx
server { location / { proxy_pass http://127.0.0.1:eighty; } }
```

## Instead

```nginx
server { location / { proxy_pass http://127.0.0.1:80; } }
```
"""

import posixpath
from collections.abc import Collection, Iterable, Iterator

from portlens.formats._format import Fault
from portlens.formats._interpolation import expand
from portlens.model.finding import Finding, Fix, Related
from portlens.model.port_use import is_port_number
from portlens.network.context import Context
from portlens.programs.program import value_at
from portlens.rules._own import Own
from portlens.rules._rule import ITSELF, Rule, check_faults, left_by_reader
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.plain import split_blanks
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "not-a-number": Phrase(
        "{text} is not a port number",
        "{text} はポート番号ではありません",
    ),
    # OpenSSH
    "with-transport": Phrase(
        "OpenSSH takes no transport after the port: it always means TCP",
        "OpenSSH ではポートの後にトランスポートを書けません: 常に TCP です",
    ),
    "joined-comment": Phrase(
        "a comment needs a blank before its #",
        "コメントの # の前には空白が必要です",
    ),
    "one-port-no-range": Phrase(
        "{text} is a range, and OpenSSH takes one port here",
        "{text} は範囲ですが、ここに書けるポートは 1 つです",
    ),
    "one-port-no-list": Phrase(
        "{text} is a list, and OpenSSH takes one port here",
        "{text} は一覧ですが、ここに書けるポートは 1 つです",
    ),
    "one-port-a-line": Phrase(
        "{text} is too much: {keyword} takes one port, each further one has its own line",
        "{text} は余分です: {keyword} に書けるポートは 1 つで、追加は行を分けます",
    ),
    "one-local-port": Phrase(
        "{text} is too much: LocalPort takes one port, each further one has its own Match line",
        "{text} は余分です: LocalPort に書けるポートは 1 つで、追加は Match 行を分けます",
    ),
    "no-local-port": Phrase(
        "only sshd knows the criterion {text}: ssh refuses the file",
        "条件 {text} があるのは sshd だけで、ssh はこのファイルを拒否します",
    ),
    "openssh-variable": Phrase(
        "OpenSSH fills in no variables here: it refuses {text} as it stands",
        "OpenSSH はここでは変数を展開しません: {text} のままでは拒否されます",
    ),
    "too-much": Phrase("{text} is too much on this line", "{text} はこの行では余分です"),
    "alone": Phrase("{text} must stand alone on its line", "{text} は単独で書きます"),
    "open-quote": Phrase("the quote is never closed", "引用符が閉じられていません"),
    # Docker Compose
    "blanks": Phrase("no blank may stand beside a port", "ポートの前後に空白は置けません"),
    "template": Phrase(
        "$ begins no variable here: write ${{NAME}}, or $$ for the character itself",
        "$ の後が変数になっていません: ${{NAME}} と書くか、文字としての $ は $$ と書きます",
    ),
    "host-in-expose": Phrase(
        "expose takes the container's port alone: {text} belongs under ports",
        "expose に書けるのはコンテナー側のポートだけです: {text} は ports に書きます",
    ),
    "one-target": Phrase(
        "{text} is a range, and target takes one port",
        "{text} は範囲ですが、target に書けるポートは 1 つです",
    ),
    "second-dash": Phrase(
        "{text} is no range: Compose 5 refuses it, and Compose 2 takes {older}",
        "{text} は範囲ではありません。Compose 5 は拒否し、Compose 2 は {older} とみなします",
    ),
    "sign": Phrase(
        "Compose 5 takes {text}, and Compose 2 refuses the sign",
        "{text} は Compose 5 では使えますが、Compose 2 は符号を拒否します",
    ),
    "cut-transport": Phrase(
        "Docker ignores what stands after the slash: protocol says the transport",
        "スラッシュより後は無視されます: トランスポートは protocol に書きます",
    ),
    "cut-range": Phrase(
        "Docker reads {range} and ignores the rest",
        "Docker が読むのは {range} までで、残りは無視されます",
    ),
    # Dockerfile
    "dockerfile-comment": Phrase(
        "a comment needs a line of its own: docker build takes {text} for ports",
        "コメントは単独の行に書きます: docker build は {text} をポートとして読みます",
    ),
    "dockerfile-list": Phrase(
        "ports are separated by blanks, not by commas",
        "ポートはコンマではなく空白で区切ります",
    ),
    "dockerfile-transport": Phrase(
        "the transport stands behind the port, as in 8080/udp",
        "トランスポートは 8080/udp のようにポートの後に書きます",
    ),
    "dockerfile-variable": Phrase(
        "{text} is not how a variable is written: docker build stops here",
        "{text} は変数の書き方ではなく、docker build はここで停止します",
    ),
    # nginx
    "quotes": Phrase(
        "without quotes {text} is a list to YAML",
        "引用符がないと、YAML では {text} はリストになります",
    ),
    "envsubst": Phrase(
        "envsubst replaces ${{NAME}} alone: nginx gets {text} as it stands",
        "envsubst が置き換えるのは ${{NAME}} だけで、{text} はそのまま nginx に渡されます",
    ),
    "variable": Phrase(
        "nginx knows no variables in listen: it takes {text} for a host name",
        "listen では変数を使えません: nginx は {text} をホスト名とみなします",
    ),
}

DROP_BLANKS = Phrase("Remove the blanks", "空白を削除する")
DROP_TRANSPORT = Phrase("Remove the transport", "トランスポートを削除する")
PART_COMMENT = Phrase("Put a blank before the comment", "コメントの前に空白を入れる")
OWN_LINE = Phrase("Give {port} a line of its own", "{port} を別の行にする")

JAPANESE = """
ポートを書く場所にある、ポートではない文字列

数値でもなく、プログラムが受け付けるサービス名でもありません。
プログラムはこのファイルを拒否するか、ポートではない別のものとして読みます。

iptables では `--dport` と `--sport` は 1 つの規則に 1 回ずつ、ポートか範囲を 1 つだけ書けます。
一覧には `--dports`、`--sports`、`--ports` の前に `-m multiport` が必要です。
1 つの `-m multiport` に書けるのはそのうち 1 つで、ポートは 15 個まで（範囲は 2 個分）です。
"""


OWN = Own("invalid-port")


def _fixes(fault: Fault, document: Document, context: Context) -> Iterator[Fix]:
    """Yield what was meant, where the text leaves no doubt of it."""
    yield from OWN.fixes(fault, document, context)
    start, end = fault.span
    if fault.reason == "blanks":
        edit = Edit(fault.span, "".join(split_blanks(fault.span.of(document.text))))
        if all(map(is_port_number, edit.text.split("-"))):
            yield Fix(DROP_BLANKS, (edit,), is_preferred=True)
    elif fault.reason == "with-transport":
        slash = document.text.index("/", start, end)
        if is_port_number(document.text[start:slash]):
            yield Fix(DROP_TRANSPORT, (Edit(Span(slash, end), ""),), is_preferred=True)
    elif fault.reason == "joined-comment":
        at = document.text.index("#", start, end)
        yield Fix(PART_COMMENT, (Edit(Span(at, at), " "),), is_preferred=True)
    elif fault.reason == "one-port-a-line":
        text = fault.span.of(document.text)
        rest = document.lines.line_span(document.lines.position(end).line)._replace(start=end)
        if not is_port_number(text) or not _ENDS.match(rest.of(document.text)):
            return
        while document.text[start - 1] in " \t":
            start -= 1
        edit = Edit(Span(start, end), f"\n{fault.values['keyword']} {text}")
        yield Fix(OWN_LINE.fill(port=text), (edit,), is_preferred=True)


# Blanks, or a comment behind them, which no other word may precede.
_ENDS = regex(r"\s*(?:(?<=\s)#.*)?\Z")

_check_faults = check_faults(
    "invalid-port", MESSAGES, _fixes, {"sign", "cut-transport", "cut-range"}
)


def check(document: Document, context: Context) -> Iterable[Finding]:
    """Yield what the grammars refuse, and what only a format knows to be wrong."""
    plain = {fault.span for fault in document.reading.faults if fault.reason == "not-a-number"}
    for finding in _check_faults(document, context):
        yield _with_place(finding, plain, document, context)
    yield from OWN.check(document, context)


def _with_place(
    finding: Finding, plain: Collection[Span], document: Document, context: Context
) -> Finding:
    """Return the finding with the place of the value of a variable; it may be secret itself.

    Of those in `plain`, which only are no numbers, the message names the variable: the number that
    stands behind its name is a default that does not count.
    """
    if "$" not in finding.span.of(document.text):
        return finding
    place = value_at(document, finding.span, context.workspace)
    if place is None or place == (document.path, finding.span):
        return finding
    path = None if place.path == document.path else place.path
    finding = finding._replace(related=(*finding.related, Related(place.span, ITSELF, path)))
    name = _variable(finding.span.of(document.text))
    if path is None or not name or finding.span not in plain:
        return finding
    message = OF_VARIABLE.fill(name=name, file=posixpath.basename(path))
    return finding._replace(message=message)


def _variable(text: str) -> str:
    """Return the name of the only variable in `text`, which has its value from elsewhere."""
    variables = expand(text, {}).variables
    return variables[0].name if len(variables) == 1 else ""


OF_VARIABLE = Phrase(
    "the value of {name} in {file} is not a port number",
    "{file} にある {name} の値はポート番号ではありません",
)


RULE = Rule("error", check, JAPANESE, left_by_reader("invalid-port"))
