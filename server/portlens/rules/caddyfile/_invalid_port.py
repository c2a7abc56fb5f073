"""invalid-port in Caddyfiles."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "placeholder": Phrase(
        "the port of a site is known at the start: Caddy takes no placeholder for it, but "
        "{{$NAME}} of the environment",
        "サイトのポートは起動時に決まります: プレースホルダーは使えず、環境変数の "
        "{{$NAME}} なら使えます",
    ),
    "dial": Phrase(
        "{text} is not a port number: every request to this upstream fails",
        "{text} はポート番号ではありません: このアップストリームへのリクエストはすべて失敗します",
    ),
}
MILD = frozenset({"dial"})
