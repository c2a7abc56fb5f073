"""What a rule of a packet filter does, by its verdict: words for hovers.

A verdict is `accept`, `drop`, `reject`, or empty where the rule decides nothing by itself.
"""

from portlens.text.phrase import Phrase

OTHERS = Phrase(
    "{owner} asks for packets of every port but **{port}**/{transport}",
    "{owner}は **{port}**/{transport} 以外のポートのパケットを対象にします",
)
TO: dict[str, Phrase] = {
    "": Phrase(
        "{owner} asks for packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを対象にします",
    ),
    "accept": Phrase(
        "{owner} accepts packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを許可します",
    ),
    "drop": Phrase(
        "{owner} drops packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを破棄します",
    ),
    "reject": Phrase(
        "{owner} rejects packets to port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} 宛のパケットを拒否します",
    ),
}
FROM: dict[str, Phrase] = {
    "": Phrase(
        "{owner} asks for packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを対象にします",
    ),
    "accept": Phrase(
        "{owner} accepts packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを許可します",
    ),
    "drop": Phrase(
        "{owner} drops packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを破棄します",
    ),
    "reject": Phrase(
        "{owner} rejects packets from port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} からのパケットを拒否します",
    ),
}
