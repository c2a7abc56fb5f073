"""A service that xinetd drops

xinetd writes a line into the system's log for what it cannot use, and goes on: of a service it then
opens nothing. Where a value in `defaults` is wrong it does not start at all. A line has blanks
around its `=`, and each brace a line of its own; a comment needs a line of its own as well.

A service without `type = UNLISTED` has its name and protocol in /etc/services, and no other port
than it has there.

## Example

```xinetd
service backup
{
    socket_type = stream
    wait        = no
    user        = root
    server      = /usr/bin/rsync
    port        = 8730
}
```

## Instead

```xinetd
service backup
{
    type        = UNLISTED
    socket_type = stream
    wait        = no
    user        = root
    server      = /usr/bin/rsync
    port        = 8730
}
```
"""

from collections.abc import Iterator

from portlens.formats.xinetd.taken import Complaint
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.programs.xinetd.configuration import Loaded, configuration
from portlens.programs.xinetd.program import whole_of
from portlens.rules._rule import Rule, on_one_line
from portlens.text.edit import Edit
from portlens.text.pause import pausing
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

MESSAGES = {
    "no-keyword": Phrase(
        "xinetd passes over all from here to the next }}: an entry begins with service, defaults, "
        "include or includedir",
        "xinetd はここから次の }} までを読み飛ばします: 項目は service、defaults、include、"
        "includedir のどれかで始めます",
    ),
    "no-name": Phrase(
        "a name is missing behind {text}: xinetd passes over all from here to the next }}",
        "{text} の後に名前がないため、xinetd はここから次の }} までを読み飛ばします",
    ),
    "no-brace": Phrase(
        "xinetd drops the entry: the next line is to be {{ and nothing else",
        "xinetd はこの項目を無視します: 次の行には {{ だけを書きます",
    ),
    "no-end": Phrase(
        "xinetd drops the entry: no line is }} and nothing else",
        "}} だけの行がないため、xinetd はこの項目を無視します",
    ),
    "no-blank": Phrase(
        "xinetd drops the entry: a blank is to stand before the operator",
        "xinetd はこの項目を無視します: 演算子の前には空白が必要です",
    ),
    "no-operator": Phrase(
        "xinetd drops the entry: a line is a name, one of =, += and -=, and values",
        "xinetd はこの項目を無視します: 行には名前、=、+=、-= のどれか、値の順に書きます",
    ),
    "line-end": Phrase(
        "the lines end as on Windows: xinetd takes the return for a part of the last word, and "
        "drops the entry",
        "行末が Windows の形式です: xinetd は復帰文字を最後の語の一部とみなし、"
        "この項目を無視します",
    ),
    "second-defaults": Phrase(
        "xinetd takes one defaults of a file, and drops this one",
        "1 つのファイルで使われる defaults は 1 つだけで、xinetd はこれを無視します",
    ),
    "loop": Phrase(
        "this file includes itself: xinetd reads on until it crashes",
        "このファイルは自分自身を読み込んでいます: xinetd は異常終了するまで読み続けます",
    ),
    "fatal": Phrase(
        "xinetd does not start: {name} in defaults does not take {text}",
        "defaults の {name} に {text} は使えず、xinetd は起動しません",
    ),
    "value": Phrase(
        "xinetd drops the service: {name} does not take {text}",
        "xinetd はこのサービスを無視します: {name} に {text} は使えません",
    ),
    "no-value": Phrase(
        "xinetd drops the service: {name} needs a value",
        "xinetd はこのサービスを無視します: {name} には値が必要です",
    ),
    "missing": Phrase(
        "xinetd drops the service: it has no {name}",
        "{name} がないため、xinetd はこのサービスを無視します",
    ),
    "no-args": Phrase(
        "xinetd drops the service: the flag NAMEINARGS needs server_args",
        "xinetd はこのサービスを無視します: フラグ NAMEINARGS には server_args が必要です",
    ),
    "no-protocol": Phrase(
        "xinetd drops the service: it has neither a socket_type nor a protocol",
        "socket_type も protocol もないため、xinetd はこのサービスを無視します",
    ),
    "internal": Phrase(
        "xinetd itself has no such service {name}: internal are echo, discard, time, daytime, "
        "chargen and tcpmux",
        "{name} は xinetd の内部サービスではありません: "
        "内部サービスは echo、discard、time、daytime、chargen、tcpmux です",
    ),
    "internal-args": Phrase(
        "xinetd drops the service: one that is INTERNAL takes no flag NAMEINARGS",
        "xinetd はこのサービスを無視します: INTERNAL のサービスではフラグ NAMEINARGS を使えません",
    ),
    "labeled": Phrase(
        "xinetd drops the service: LABELED is for programs behind a stream that xinetd accepts",
        "xinetd はこのサービスを無視します: LABELED は wait が no の stream のサービスで、"
        "起動するプログラムがあるときだけ使えます",
    ),
    "tcpmux": Phrase(
        "xinetd drops the service: behind tcpmux one is UNLISTED, and its protocol is tcp",
        "xinetd はこのサービスを無視します: tcpmux のサービスは UNLISTED で、"
        "プロトコルは tcp にします",
    ),
    "crash": Phrase(
        "xinetd crashes at a service behind tcpmux without a protocol: write protocol = tcp",
        "tcpmux のサービスに protocol がないと xinetd は異常終了します: protocol = tcp と書きます",
    ),
    "not-listed": Phrase(
        "xinetd drops the service: /etc/services has no {name} of {protocol}, and its type is not "
        "UNLISTED",
        "xinetd はこのサービスを無視します: /etc/services に {protocol} の {name} がなく、"
        "type が UNLISTED ではありません",
    ),
    "other-port": Phrase(
        "xinetd drops the service: {name} has the port {expected} in /etc/services, and only one "
        "of the type UNLISTED may have another",
        "xinetd はこのサービスを無視します: /etc/services の {name} はポート {expected} で、"
        "別のポートにできるのは type が UNLISTED のときだけです",
    ),
    "redirect-stream": Phrase(
        "xinetd drops the service: only a stream is passed on to another host",
        "xinetd はこのサービスを無視します: 別のホストに転送できるのは stream だけです",
    ),
    "redirect-wait": Phrase(
        "xinetd drops the service: one that is passed on to another host must not wait",
        "xinetd はこのサービスを無視します: 別のホストに転送するときは wait を no にします",
    ),
    "redirect-args": Phrase(
        "xinetd drops the service: one that is passed on takes no flag NAMEINARGS",
        "xinetd はこのサービスを無視します: 転送するときはフラグ NAMEINARGS を使えません",
    ),
    "mapped": Phrase(
        "xinetd cannot bind {text}: it is an address of IPv4, and v6only leaves that out",
        "{text} は IPv4 のアドレスで、v6only があるため xinetd はバインドできません",
    ),
    "traffic": Phrase(
        "xinetd drops the service: TRAFFIC is logged only of one that is passed on by redirect",
        "xinetd はこのサービスを無視します: TRAFFIC を記録できるのは redirect があるときだけです",
    ),
    "unknown": Phrase(
        "xinetd knows no {text}, and passes over the line",
        "{text} という属性はなく、xinetd はこの行を無視します",
    ),
    "not-for-defaults": Phrase(
        "{text} has no effect in defaults: xinetd passes over the line",
        "defaults では {text} に効果がなく、xinetd はこの行を無視します",
    ),
    "again": Phrase(
        "{name} is set above: xinetd passes over this line",
        "{name} は上で設定済みのため、xinetd はこの行を無視します",
    ),
    "operator": Phrase(
        "{name} takes no {text}: xinetd passes over the line",
        "{name} では {text} を使えず、xinetd はこの行を無視します",
    ),
    "count": Phrase(
        "{name} takes {count} values, and here are {given}: xinetd passes over the line",
        "{name} の値は {count} 個ですが、ここには {given} 個あるため、xinetd はこの行を無視します",
    ),
}
UNLIST = Phrase("Add type = UNLISTED", "type = UNLISTED を追加する")
WRITE = Phrase("Write {text}", "{text} と書く")

JAPANESE = """
xinetd が無視するサービス

xinetd は使えないものがあるとシステムログに 1 行書くだけで先へ進み、そのサービスのポートは
開きません。`defaults` の値に誤りがあると起動しません。
`=` の前後には空白を置き、波括弧とコメントはそれぞれ単独の行に書きます。

`type = UNLISTED` のないサービスは、その名前とプロトコルが /etc/services になければならず、
ポートもそこにあるものと同じでなければなりません。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what xinetd writes into its log of the entries of `document`."""
    for other, problem in pausing(configuration(document, context.workspace).problems):
        is_marked = document.text.startswith("\ufeff") and not problem.span.start
        # Of the mark that makes the first line none of xinetd's, byte-order-mark tells.
        if other.path == document.path and not problem.rule and not is_marked:
            yield _finding(problem, document)
    told: set[Span] = set()
    services = whole_of(document, context.workspace).services
    for service in pausing(services.get(document.path, ())):
        loaded, verdict = service.loaded, service.verdict
        if loaded.section.header in told:
            continue
        told.add(loaded.section.header)
        is_open = verdict.opened is not None
        for problem in pausing(() if loaded.taken.is_off else loaded.taken.problems):
            if not problem.rule and not (problem.drops and is_open):
                yield _finding(problem, document)
        if verdict.problem is not None and not verdict.problem.rule:
            cures = tuple(_fixes(verdict.problem, loaded, document))
            yield _finding(verdict.problem, document)._replace(fixes=cures)


def _finding(problem: Complaint, document: Document) -> Finding:
    text = on_one_line(problem.span.of(document.text))
    message = MESSAGES[problem.reason].fill(**{"text": text, **problem.values})
    fixes: tuple[Fix, ...] = ()
    if problem.reason == "operator":
        fixes = (Fix(WRITE.fill(text="="), (Edit(problem.span, "="),)),)
    return Finding(
        problem.span, message, fixes=fixes, severity=None if problem.drops else "warning"
    )


def _fixes(problem: Complaint, loaded: Loaded, document: Document) -> Iterator[Fix]:
    """Yield the port that the name has, and the type that leaves it open."""
    line = loaded.taken.given.get("port")
    if problem.reason not in ("not-listed", "other-port") or line is None:
        return
    if problem.reason == "other-port":
        number = str(problem.values["expected"])
        yield Fix(WRITE.fill(text=number), (Edit(problem.span, number),))
    if "type" not in loaded.taken.given:
        at = line.span.start
        indent = document.text[document.text.rfind("\n", 0, at) + 1 : at]
        edit = Edit(Span(at, at), f"type = UNLISTED\n{indent}")
        yield Fix(UNLIST, (edit,), is_preferred=problem.reason == "not-listed")


RULE = Rule("error", check, JAPANESE)
