"""The port map as a page of Markdown."""

from collections.abc import Callable, Collection, Sequence

from portlens.features.port_map.ports import MappedPort, MappedUse
from portlens.features.use_text import numbers
from portlens.model.port_use import Role
from portlens.text.escape import link_target, markdown
from portlens.text.pause import pause
from portlens.text.phrase import Language, Phrase


def port_map_page(
    ports: Sequence[MappedPort],
    language: Language,
    link: Callable[[MappedUse], tuple[str, str]],
    left_out: Sequence[tuple[str, Phrase]] = (),
) -> str:
    """Return the page: conflicts first, then every port, then the files `left_out`, each with why.

    `link` gives the text of the link to a use and its target, which may hold anything.
    """
    blocks = [f"# {TITLE.to(language)}"]
    conflicts = [_in_conflict(port) for port in ports if port.is_conflict]
    if not ports:
        blocks.append(NOTHING.to(language))
    if conflicts:
        blocks += [f"## {CONFLICTS.to(language)}", _table(conflicts, language, link)]
        blocks.append(f"## {ALL.to(language)}")
    if ports:
        blocks.append(_table(ports, language, link))
    if left_out:
        blocks.append(f"## {LEFT_OUT.to(language)}")
        lines = [f"- {markdown(f'{path}: {why.to(language)}')}" for path, why in left_out]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _in_conflict(port: MappedPort) -> MappedPort:
    """Return the port with those of its uses alone that want it at once."""
    return port._replace(uses=tuple(each for each in port.uses if each.is_conflict))


def uses_section(
    ports: Sequence[MappedPort],
    asked: Collection[int],
    language: Language,
    link: Callable[[MappedUse], tuple[str, str]],
) -> str:
    """Return where the ports `asked` are used, for the page that explains them; else nothing."""
    used = [port for port in ports if any(port.first <= each <= port.last for each in asked)]
    shown = used[:MOST_USED]
    if not shown:
        return ""
    blocks = [f"#### {HERE.to(language)}", _table(shown, language, link)]
    if len(used) > len(shown):
        blocks.append(MORE.fill(count=len(used) - len(shown)).to(language))
    return "\n\n".join(blocks)


def _table(
    ports: Sequence[MappedPort],
    language: Language,
    link: Callable[[MappedUse], tuple[str, str]],
) -> str:
    heads = [head.to(language) for head in (PORT, SERVICE, ROLE, OWNER, PLACE)]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for port in ports:
        pause()
        for index, mapped in enumerate(port.uses):
            # A port's number and name stand once, at its first use.
            head = [_number(port), markdown(port.name)] if index == 0 else ["", ""]
            cells = [
                *head,
                _role(mapped, language),
                markdown(mapped.use.owner),
                _place(mapped, link),
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _number(port: MappedPort) -> str:
    text = f"{port.first}" if port.first == port.last else f"{port.first}–{port.last}"
    return f"**{text}**\N{NO-BREAK SPACE}⚠" if port.is_conflict else f"**{text}**"


def _role(mapped: MappedUse, language: Language) -> str:
    use = mapped.use
    parts = [ROLES[use.role].to(language)]
    if use.address:
        parts.append(markdown(use.address.text))
    if use.target:
        parts.append(f"→\N{NO-BREAK SPACE}{numbers(use.target).to(language)}")
    if use.transport != "tcp":
        parts.append(markdown(use.transport))
    return " ".join(parts)


def _place(mapped: MappedUse, link: Callable[[MappedUse], tuple[str, str]]) -> str:
    text, target = link(mapped)
    return f"[{markdown(text)}]({link_target(target)})"


MOST_USED = 30  # ranges and ports of one page
HERE = Phrase("In this workspace", "このワークスペースでの使用")
MORE = Phrase("{count} more are in the port map", "ほかの {count} 件はポートマップにあります")
TITLE = Phrase("Port map", "ポートマップ")
CONFLICTS = Phrase("Conflicts", "競合")
ALL = Phrase("All ports", "すべてのポート")
LEFT_OUT = Phrase("Files that are not read", "読み込まれないファイル")
NOTHING = Phrase("No ports were found.", "ポートは見つかりませんでした。")
PORT = Phrase("Port", "ポート")
SERVICE = Phrase("Service", "サービス")
ROLE = Phrase("Role", "役割")
OWNER = Phrase("Whose", "使用元")
PLACE = Phrase("Where", "場所")
ROLES: dict[Role, Phrase] = {
    "listens": Phrase("listens", "待ち受け"),
    "publishes": Phrase("publishes", "公開"),
    "container": Phrase("container", "コンテナー側"),
    "connects": Phrase("connects", "接続先"),
    "permits": Phrase("permits", "許可"),
    "filters": Phrase("filters", "フィルター"),
    "defines": Phrase("defines", "定義"),
}
