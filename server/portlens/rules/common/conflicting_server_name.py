"""A server name that another server on the same socket has already

The first server with the name gets its requests. nginx warns and ignores the name in the
later one; a server without `server_name` has the empty name, so two of them on one socket
conflict too.

httpd says nothing of it: the first `<VirtualHost>` of an address and port whose `ServerName` or
`ServerAlias` fits gets the request, be it by an asterisk. The later one gets none under that name.

## Example

```nginx
http {
    server { listen 80; server_name www.example.com; }
    server { listen 80; server_name www.example.com; }
}
```

## Instead

```nginx
http {
    server { listen 80; server_name www.example.com; }
    server { listen 80; server_name api.example.com; }
}
```
"""

from portlens.rules._own import Own
from portlens.rules._rule import Rule

OWN = Own("conflicting-server-name")

JAPANESE = """
同じソケットの別のサーバーがすでに持つサーバー名

リクエストはその名前を持つ最初のサーバーに届き、nginx は警告して後のサーバーの名前を無視します。
`server_name` のないサーバーは空の名前を持つため、1 つのソケットに 2 つあると同じく衝突します。

httpd は何も言いません。同じアドレスとポートの `<VirtualHost>` のうち、`ServerName` か
`ServerAlias` が一致する最初のものがリクエストを受け取ります。ワイルドカードの一致でも同じです。
後のものには、その名前のリクエストは届きません。
"""

RULE = Rule("warning", OWN.check, JAPANESE, OWN.speaks_of)
