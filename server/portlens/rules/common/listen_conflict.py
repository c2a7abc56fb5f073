"""Sockets that cannot be bound together

The program's own test finds nothing wrong, since only the kernel knows: on one port, a
wildcard address and any other address of its family exclude each other (on Linux). The
program fails when it starts, or goes on without one of the sockets. sshd binds its addresses
from the last line to the first, so that the later line wins, and tells of the other only in
its log.

Two programs exclude each other as well where they share their ports: the files below one `etc`
folder (unless a container is given some of it, or the folder is one of samples or of a role, such
as `examples/etc` and `files/etc`), those that the setting `hosts` puts on one machine, services
with `network_mode: host`, and services that share the network of one container. A socket unit of
systemd counts where the files show that it is enabled, by a link in `sockets.target.wants` for
one. Of two images that usually listen on one port in such a network a hint tells, since nobody
sees what they are told to listen on. On the network of the host it is an error where all that may
move a well-known image's port is seen. Where one of the ports is the default of a variable, a
profile decides, or the data in a volume may hold another port, the conflict is a warning.

## Example

```sshd_config
ListenAddress 0.0.0.0:22
ListenAddress 127.0.0.1:22
```

## Instead

```sshd_config
ListenAddress 0.0.0.0:22
ListenAddress 127.0.0.1:2222
```
"""

from collections.abc import Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.program import program_of
from portlens.rules._across import conflicts_across, possible_conflicts_across
from portlens.rules._own import Own
from portlens.rules._rule import Rule
from portlens.workspace.document import Document

OWN = Own("listen-conflict")

JAPANESE = """
同時にバインドできないソケット

カーネルだけが知っていることなので、プログラム自身の検査では見つかりません。
同じポートでは、ワイルドカードアドレスと同じファミリーの他のアドレスは
同時に使えません (Linux の場合)。
プログラムは起動時に失敗するか、片方のソケットなしで動き続けます。
sshd は最後の行から順にバインドするため後の行が勝ち、もう一方のことはログに書くだけです。

ポートを共有する 2 つのプログラムも同様です。1 つの `etc` フォルダーの下のファイル
（一部がコンテナーに渡されるものと、`examples/etc` などの見本、`files/etc` などのロールは除く）、
設定 `hosts` で 1 台のマシンにまとめたファイル、`network_mode: host` のサービス、
1 つのコンテナーのネットワークを共有するサービスが対象です。
systemd のソケットユニットは、`sockets.target.wants` のリンクなどから
有効化されていると分かるものを対象とします。そのようなネットワークで通常同じポートを使う
2 つのイメージについては、実際のポートが分からないためヒントにとどめます。ホストのネットワークでは、
よく知られたイメージのポートを変えうる設定がすべて見えていればエラーにします。
片方のポートが変数の既定値であるか、プロファイルで起動が決まる場合、
またはボリュームのデータが別のポートを定めうる場合は警告にします。
"""


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield what the format knows of one program, and what several have against each other."""
    yield from OWN.check(document, context)
    if not program_of(document, context.workspace).facts.starts:
        yield from conflicts_across(document, context)
        yield from possible_conflicts_across(document, context)


RULE = Rule("error", check, JAPANESE, OWN.speaks_of)
