"""Where nft misses a port."""

from portlens.text.phrase import Phrase

MESSAGES = {
    "nftables": Phrase(
        "a port is missing here: nft refuses the file",
        "ここにポートがありません: nft はこのファイルを拒否します",
    ),
}
