"""An upstream that no service of the project is called

Caddy and httpd look the name of an upstream up when a request comes, and answer with an error where
nobody has it: Caddy with 502, httpd with 500 ("DNS lookup failure"). In a container the names are
those of the services that share a network with it, their container names, host names and aliases.

Nothing is said of names with a dot in them, and where more names may be known than the files show:
external networks, `extra_hosts`, `dns`, Compose files that may be loaded together with this one.

## Example

```caddyfile path=Caddyfile
:80 {
        reverse_proxy apii:3000
}
```

```compose path=compose.yaml
services:
  edge:
    image: caddy
    volumes:
      - ./Caddyfile:/etc/caddy/Caddyfile
  api:
    image: api
```

## Instead

```caddyfile path=Caddyfile
:80 {
        reverse_proxy api:3000
}
```

```compose path=compose.yaml
services:
  edge:
    image: caddy
    volumes:
      - ./Caddyfile:/etc/caddy/Caddyfile
  api:
    image: api
```
"""

from portlens.rules._own import Own
from portlens.rules._rule import Rule

OWN = Own("unknown-proxy-host")

JAPANESE = """
プロジェクトのどのサービスにもないアップストリーム名

Caddy と httpd はアップストリームの名前をリクエストが来たときに解決し、解決できない場合はエラーを
返します。Caddy は 502、httpd は 500 (DNS lookup failure) です。コンテナーの中で使える名前は、
ネットワークを共有するサービスの名前、コンテナー名、ホスト名、エイリアスです。

ドットを含む名前と、ファイルから分かる以外の名前があり得る場合（外部ネットワーク、`extra_hosts`、
`dns`、このファイルと一緒に読み込まれるかもしれない Compose ファイル）については報告しません。
"""

RULE = Rule("error", OWN.check, JAPANESE, OWN.speaks_of)
