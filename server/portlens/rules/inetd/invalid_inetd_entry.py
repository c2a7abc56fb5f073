"""An entry that inetd drops

An entry of inetd.conf has a service, a type of socket, a protocol, `wait` or `nowait`, a user and a
program, in this order. inetd says of one that it cannot use no more than a line in the system's
log, opens nothing for it and goes on with the next.

An entry goes on in lines that begin with a blank. Debian's openbsd-inetd reads the entry again for
IPv6, and then has only its first line: what inetd needs is better written on one.

## Example

```inetd
tftp  dgram  udp  wait  root
ssh   tcp    nowait  root  /usr/sbin/sshd  sshd -i
```

## Instead

```inetd
tftp  dgram   udp  wait    root  /usr/sbin/in.tftpd  in.tftpd /srv/tftp
ssh   stream  tcp  nowait  root  /usr/sbin/sshd      sshd -i
```
"""

from portlens.rules._rule import Rule, check_faults
from portlens.text.phrase import Phrase

MESSAGES = {
    "no-type": Phrase(
        "inetd drops the entry: behind the service stands no type of socket, stream or dgram",
        "サービスの後にソケットの種類（stream か dgram）がないため、inetd はこの項目を無視します",
    ),
    "no-protocol": Phrase(
        "inetd drops the entry: behind the type of socket stands no protocol, such as tcp",
        "ソケットの種類の後に tcp などのプロトコルがないため、inetd はこの項目を無視します",
    ),
    "no-wait": Phrase(
        "inetd drops the entry: behind the protocol stands neither wait nor nowait",
        "プロトコルの後に wait も nowait もないため、inetd はこの項目を無視します",
    ),
    "no-user": Phrase(
        "inetd drops the entry: behind wait or nowait stands no user",
        "wait や nowait の後にユーザーがないため、inetd はこの項目を無視します",
    ),
    "no-program": Phrase(
        "inetd drops the entry: behind the user stands no program",
        "ユーザーの後にプログラムがないため、inetd はこの項目を無視します",
    ),
    "type": Phrase(
        "inetd opens no socket of the type {text}: it knows stream and dgram",
        "{text} という種類のソケットは開かれません: inetd で使えるのは stream と dgram です",
    ),
    "buffer": Phrase(
        "inetd drops the entry: behind the protocol may stand sndbuf and rcvbuf, as in "
        "tcp,sndbuf=64k,rcvbuf=64k",
        "inetd はこの項目を無視します: プロトコルの後に書けるのは "
        "tcp,sndbuf=64k,rcvbuf=64k のような sndbuf と rcvbuf です",
    ),
    "rpc": Phrase(
        "inetd drops the entry: a service of RPC needs a version, as in rusersd/2-3",
        "inetd はこの項目を無視します: RPC のサービスには rusersd/2-3 のようにバージョンが必要です",
    ),
    "internal": Phrase(
        "inetd itself has no service {name}: internal are echo, discard, time, daytime and chargen",
        "{name} は inetd の内部サービスではありません: "
        "内部サービスは echo、discard、time、daytime、chargen です",
    ),
    "comment": Phrase(
        "openbsd-inetd takes this for an entry that goes on below: a comment begins with # in the "
        "first column",
        "openbsd-inetd はこの行を下の行に続く項目とみなします: コメントの # は行頭に書きます",
    ),
    "ipv4-only": Phrase(
        "openbsd-inetd opens this for IPv4 alone: for IPv6 it reads only the entry's first line",
        "openbsd-inetd はこの項目を IPv4 でだけ開きます: IPv6 では項目の最初の行しか読みません",
    ),
    "hangs": Phrase(
        "openbsd-inetd never gets beyond this: what stands for a protocol is to be on the "
        "first line of the entry, or to end in 4 or 6",
        "openbsd-inetd はここから先に進めません: プロトコルは項目の最初の行に書くか、"
        "末尾を 4 か 6 にします",
    ),
}

JAPANESE = """
inetd が無視する項目

inetd.conf の項目には、サービス、ソケットの種類、プロトコル、`wait` か `nowait`、ユーザー、
プログラムをこの順に書きます。使えない項目があると inetd はシステムログに 1 行書くだけで、
その項目のポートは開かずに次へ進みます。

空白で始まる行は前の項目の続きです。Debian の openbsd-inetd は IPv6 のために項目をもう一度読み、
そのときは最初の行しか読みません。必要なものは 1 行に書くほうが確実です。
"""

RULE = Rule(
    "error", check_faults("invalid-inetd-entry", MESSAGES, mild=frozenset({"ipv4-only"})), JAPANESE
)
