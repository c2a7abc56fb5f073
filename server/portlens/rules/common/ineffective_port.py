"""A Port line that counts for nothing

In sshd_config, `Port` gives a port to those `ListenAddress` lines that have none. Where each of
them has a port of its own, sshd listens on those sockets alone and never on the one that `Port`
names, without a word. Who moves sshd to another port by such a line finds it where it was. A
`Match LocalPort` for a port that no line names is a hint.

In ssh_config the first value counts. A `Port` for one host has no effect behind a `Port` that
stands under `Host *` or above all blocks, or behind another block for the same host: what is
general belongs at the end of the file.

In httpd's files a `<VirtualHost>` opens no port: without a `Listen` for its port httpd starts
without a word, and no request reaches it. Nothing is said where not all of httpd's files can be
seen, or where a variable of the environment decides on which ports it listens.

## Example

```sshd_config
Port 2222
ListenAddress 0.0.0.0:22
```

## Instead

```sshd_config
Port 2222
ListenAddress 0.0.0.0
```
"""

from portlens.rules._own import Own
from portlens.rules._rule import Rule

OWN = Own("ineffective-port")

JAPANESE = """
効果のない Port

sshd_config の `Port` は、ポートの書かれていない `ListenAddress` のポートを決めます。
すべての `ListenAddress` にポートが書かれていると、sshd はそれらのソケットだけで待ち受け、
`Port` のポートでは待ち受けません。エラーや警告も出ません。
この行でポートを変えたつもりでも、sshd は元のポートのままです。
どの行にもないポートに対する `Match LocalPort` はヒントとして示します。

ssh_config では最初の値が有効です。`Host *` の下やどのブロックよりも前に `Port` があると、
その後にある個々のホストの `Port` には効果がありません。
同じホストのブロックが前にある場合も同じです。
全体に対する設定はファイルの最後に書きます。

httpd の `<VirtualHost>` はポートを開きません。そのポートの `Listen` がないと、httpd は何も言わずに
起動し、リクエストは届きません。httpd のファイルがすべて見えない場合と、待ち受けるポートを環境変数が
決める場合は報告しません。
"""

RULE = Rule("warning", OWN.check, JAPANESE, OWN.speaks_of)
