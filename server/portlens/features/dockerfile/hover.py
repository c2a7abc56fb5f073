"""Hovers in a Dockerfile: what EXPOSE does, and where a variable has its number from."""

from collections.abc import Iterator

from portlens.formats.dockerfile.exposed import Exposed
from portlens.formats.dockerfile.stages import Dockerfile
from portlens.model.port_use import PortRange, PortUse, is_port_number
from portlens.network.context import Context
from portlens.programs.dockerfile.origin import variable_of
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase | None:
    """Return what EXPOSE says, which opens no port, and that a health check connects."""
    if use.role == "connects":
        return CHECKS
    detail = use.detail
    is_on_build = isinstance(detail, Exposed) and detail.is_on_build
    return SAYS_LATER if is_on_build else SAYS


def reasons(document: Document, part: PortRange, context: Context) -> Iterator[Phrase]:  # noqa: ARG001
    """Yield where the variable at `part` has its value from, told only where that is a port."""
    found = variable_of(document, part)
    if found is None:
        return
    variable, known = found
    name = code_span(variable.name)
    if variable.is_default:
        value = variable.operand.of(document.text)
        if is_port_number(value):
            yield DEFAULT.fill(name=name, value=code_span(value))
    elif known is None:
        yield NOWHERE.fill(name=name)
    elif known.place is not None and is_port_number(known.value):
        line = document.lines.position(known.place.start).line + 1
        words = ARGUMENT if known.is_argument else SET
        yield words.fill(name=name, value=code_span(known.value), line=line)


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:  # noqa: ARG001
    """Yield that a stage is no part of the image that is built."""
    tree, detail = document.reading.tree, use.detail
    if not isinstance(tree, Dockerfile) or not isinstance(detail, Exposed):
        return
    if all(stage.number != detail.stage for stage in tree.chain(tree.stage())):
        name = tree.stages[detail.stage].name or str(detail.stage)
        yield OTHER_STAGE.fill(option=code_span(f"--target {name}"))


SAYS = Phrase(
    "the image built from {owner} says that it listens on **{port}**/{transport} inside its "
    "container. EXPOSE opens and publishes nothing.",
    "{owner}からビルドするイメージは、コンテナー内の **{port}**/{transport} で"
    "待ち受けると示しています。"
    "EXPOSE 自体はポートを開かず、公開もしません。",
)
SAYS_LATER = Phrase(
    "images that are built upon {owner} will say that they listen on **{port}**/{transport}",
    "{owner}を基にビルドしたイメージが **{port}**/{transport} で待ち受けると示します",
)
CHECKS = Phrase(
    "the health check of the image built from {owner} connects to **{port}**/{transport}{at}",
    "{owner}からビルドするイメージのヘルスチェックは {at}**{port}**/{transport} に接続します",
)
DEFAULT = Phrase(
    "{name} has no value: its default {value} holds",
    "{name} には値がないため、既定値の {value} になります",
)
NOWHERE = Phrase(
    "{name} is set neither here nor by a default: the base image or `--build-arg` may do so",
    "{name} はここでは設定されず、既定値もありません。"
    "ベースイメージか `--build-arg` で設定される可能性があります",
)
SET = Phrase(
    "{name} is {value}, from ENV in line {line}",
    "{name} は {line} 行目の ENV により {value} です",
)
ARGUMENT = Phrase(
    "{name} is {value}, from ARG in line {line}, unless the build is given another",
    "{name} は {line} 行目の ARG により {value} です（ビルド時に別の値を指定できます）",
)
OTHER_STAGE = Phrase(
    "The last stage is built without this one: it counts for {option}",
    "最後のステージにこのステージは含まれません。{option} を指定したビルドで使われます",
)
