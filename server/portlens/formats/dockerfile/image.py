"""What the image of a Dockerfile is: its base, its ports and what a container of it runs."""

from collections.abc import Iterator

from portlens.formats._format import Reading
from portlens.formats._template import MASK
from portlens.formats.dockerfile.exposed import Exposed
from portlens.formats.dockerfile.health import asked, counting, implied
from portlens.formats.dockerfile.reader import use_in
from portlens.formats.dockerfile.stages import Dockerfile, Stage
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.plain import strip_blanks
from portlens.text.regex import regex


class Image(NamedTuple):
    """The image that a stage becomes, with all stages that it is built upon.

    `base` is the image that these begin with; empty where nobody knows it. `exposed` is what
    EXPOSE says, `asked` what HEALTHCHECK connects to. `runs` is the command of a container, and
    `alters` are the commands that are run on the image: any of them may change a file.
    """

    base: str = ""
    exposed: tuple[PortUse, ...] = ()
    asked: tuple[PortUse, ...] = ()
    runs: str = ""
    alters: str = ""


def image_of(reading: Reading, target: str = "") -> Image:
    """Return the image that is built: of the last stage, or of the stage `target`."""
    tree = reading.tree
    chain = tree.chain(tree.stage(target)) if isinstance(tree, Dockerfile) else []
    if not chain:
        return Image()
    numbers = {stage.number for stage in chain}
    uses = [use for use in reading.uses if _stage(use) in numbers]
    commands = {"ENTRYPOINT": "", "CMD": ""}
    alters: list[str] = []
    for stage in chain:
        for step in stage.steps:
            instruction = step.instruction
            if instruction.is_on_build:
                continue
            if instruction.keyword == "RUN":
                alters.append(instruction.command)
            elif instruction.keyword in commands:
                commands[instruction.keyword] = command_line(instruction.arguments)
    return Image(
        "" if MASK in chain[0].base else chain[0].base,
        tuple(use for use in uses if use.role == "container"),
        tuple(_asked(chain)),
        strip_blanks(" ".join(commands.values())),
        "\n".join(alters),
    )


def _asked(chain: list[Stage]) -> Iterator[PortUse]:
    """Yield what the health check connects to; that of a stage takes the place of those below."""
    for stage in reversed(chain):
        step = counting(stage)
        if step is not None:
            use = use_in(step, stage)
            yield from asked(step, use)
            yield from implied(step, use)
            return


def command_line(written: str) -> str:
    """Return a command as one line, be it written as a list or not."""
    return " ".join(listed) if (listed := words_listed(written)) is not None else written


def words_listed(written: str) -> list[str] | None:
    """Return the words of a list in JSON; None where it is none, as where a word is no string."""
    # Docker takes any other JSON for a shell's words. Its depth never gets to a parser, which
    # may go as deep into its own stack.
    if not written.startswith("[") or not _LIST.fullmatch(written):
        return None
    import json  # few need it, and it would cost every check

    try:
        found: list[str] = json.loads(written)
    except ValueError:
        return None
    return found


_STRING = r"""\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*"""
_LIST = regex(rf"\[(?:{_STRING}(?:,{_STRING})*|\s*)\]\s*")


def _stage(use: PortUse) -> int:
    detail = use.detail
    return detail.stage if isinstance(detail, Exposed) and not detail.is_on_build else -1
