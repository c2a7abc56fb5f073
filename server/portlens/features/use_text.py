"""A port use in words."""

from collections.abc import Sequence

from portlens.model.address import Address
from portlens.model.port_use import PortRange, PortUse
from portlens.text.escape import code_span, markdown
from portlens.text.phrase import Phrase, same


def is_written(address: Address | None, text: str) -> bool:
    """Tell whether `text` has a host's name: what a variable's value brings in may be a secret."""
    if address is None or address.family != "name":
        return True
    return address.text.casefold() in text.casefold()


def sentence(use: PortUse, words: Phrase | None = None) -> Phrase:
    """Return one line of Markdown that says what the entry does with which port.

    `words` say it where the role alone does not; they are filled as the others are.
    """
    port = numbers(use.port)
    if use.role == "publishes":
        usual = PUBLISHES_FOR if use.port else PUBLISHES_ANY
        return (words or (PUBLISHES if use.target is None else usual)).fill(
            owner=_owner(use),
            port=port,
            address=_address(use),
            target=numbers(use.target),
            transport=markdown(use.transport),
        )
    if not use.is_effective:
        usual = NOT_USED if use.role == "connects" else NO_EFFECT
        return (words or usual).fill(port=port)
    return (words or _SENTENCES[use.role]).fill(
        owner=_owner(use),
        port=port,
        address=_address(use),
        at=_host(use),
        transport=markdown(use.transport),
        name=code_span(use.name),
    )


def told(use: PortUse) -> Phrase:
    """Return one line of Markdown for a port that the configuration only tells its clients of."""
    return TOLD.fill(owner=_owner(use), port=numbers(use.port))


def value_reason(part: PortRange) -> Phrase | None:
    """Return why a place that is not a plain number has the value it has."""
    if part.is_implied:
        return IMPLIED.fill(port=numbers(part))
    if part.name and part.is_known:
        return NAMED.fill(name=code_span(part.name), port=numbers(part))
    return None


def numbers(part: PortRange | None) -> Phrase:
    """Return the port or range as written in prose: `80`, `80-82`, or `?` where nobody knows it."""
    if part is None or part.first is None or part.last is None:
        return same("?")
    return same(str(part.first) if part.first == part.last else f"{part.first}-{part.last}")


def _owner(use: PortUse) -> Phrase:
    owner = code_span(use.owner)
    return Phrase(owner, f"{owner} ") if owner else THIS_FILE


def _address(use: PortUse) -> Phrase:
    """Return what is listened on, which is every address where none is written."""
    written = () if use.address is None else (use.address,)
    return addresses(written if use.bound is None else use.bound)


def addresses(found: Sequence[Address]) -> Phrase:
    """Return what is listened on; no address at all is every one."""
    if not found or any(address.is_wildcard for address in found):
        return ALL_ADDRESSES
    names = [code_span(address.text) for address in found]
    return Phrase(", ".join(names), f" {'、'.join(names)} ")


def _host(use: PortUse) -> Phrase:
    """Return where the port is, with the word that ties it to the number; maybe nothing."""
    if use.address is None:
        return same("")
    address = code_span(use.address.text)
    return Phrase(f" at {address}", f"{address} の ")


TOLD = Phrase(
    "{owner} tells clients of port **{port}**",
    "{owner}はクライアントにポート **{port}** を伝えます",
)
THIS_FILE = Phrase("this file", "この設定で")
ALL_ADDRESSES = Phrase("all addresses", "すべてのアドレス")
NO_EFFECT = Phrase(
    "nothing listens on **{port}** because of this line: every address has a port of its own",
    "どのアドレスにもポートが書かれているため、この行の **{port}** では待ち受けません",
)
NOT_USED = Phrase(
    "no connection uses **{port}** because of this line: an earlier line decides",
    "先に書かれた行が優先されるため、この行の **{port}** はどの接続にも使われません",
)
PUBLISHES = Phrase(
    "{owner} publishes host port **{port}**/{transport}",
    "{owner}はホストのポート **{port}**/{transport} を公開します",
)
PUBLISHES_FOR = Phrase(
    "{owner} publishes host port **{port}** on {address} → container port **{target}**/{transport}",
    "{owner}は{address}のホストポート **{port}** を"
    "コンテナーのポート **{target}**/{transport} に公開します",
)
PUBLISHES_ANY = Phrase(
    "{owner} publishes container port **{target}**/{transport} on a host port that Docker picks",
    "{owner}はコンテナーのポート **{target}**/{transport} を Docker が選ぶホストポートに公開します",
)
_SENTENCES = {
    "listens": Phrase(
        "{owner} listens on **{port}**/{transport}, {address}",
        "{owner}は{address}の **{port}**/{transport} で待ち受けます",
    ),
    "container": Phrase(
        "{owner} listens on **{port}**/{transport} inside its container",
        "{owner}はコンテナー内の **{port}**/{transport} で待ち受けます",
    ),
    "connects": Phrase(
        "{owner} connects to **{port}**/{transport}{at}",
        "{owner}は {at}**{port}**/{transport} に接続します",
    ),
    "permits": Phrase(
        "{owner} permits **{port}**/{transport}{at}",
        "{owner}は {at}**{port}**/{transport} を許可します",
    ),
    "filters": Phrase(
        "{owner} matches packets for **{port}**/{transport}",
        "{owner}は **{port}**/{transport} のパケットを対象にします",
    ),
    "defines": Phrase(
        "{name} is **{port}**/{transport} here",
        "ここでは {name} は **{port}**/{transport} です",
    ),
}
IMPLIED = Phrase(
    "No port is written here: the default is {port}",
    "ポートが書かれていないため、既定値の {port} になります",
)
NAMED = Phrase("The service name {name} is port {port}", "サービス名 {name} はポート {port} です")
