"""What a configuration format is to the rest of portlens."""

from collections.abc import Callable, Mapping

from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.text.typed import Literal


class Fault(NamedTuple):
    """A place that the program's own grammar refuses, found while reading.

    `rule` is the id of the rule that reports it, `reason` chooses among that rule's messages,
    `values` fill the message. Only the format knows the grammar, only the rule knows the words.
    """

    rule: str
    span: Span
    reason: str = ""
    values: Mapping[str, object] = {}
    use: PortUse | None = None


class Link(NamedTuple):
    """A place that names other files: `target` is the path or glob as the program sees it.

    Where that is a folder, the file in it is meant that has the first of the names `within`.
    """

    kind: str  # "include", "extends", "env_file", …
    span: Span
    target: str
    within: tuple[str, ...] = ()


class UsesOfPart(NamedTuple):
    """The port uses of one part of a text: of a service, say.

    `kept` is for what is made of them by whoever asks them no places: it is the same one for as
    long as an edit has done no more than to move the part.
    """

    uses: tuple[PortUse, ...]
    kept: dict[object, tuple[object, object]]


class PartedUses(tuple[PortUse, ...]):  # noqa: SLOT001 - a tuple has no place for more
    """The port uses of a text that somebody types in, in its order; `parts` has them by parts."""

    parts: tuple[UsesOfPart, ...]


class Reading(NamedTuple):
    """All that a format's reader gets out of one text.

    `mentions` are ports that the configuration only tells its clients of, in a redirect say. A
    hover explains them; the inventory, the rules and navigation know nothing of them, since the
    program itself neither listens there nor connects. `is_yaml`: the reader has seen of all of the
    text that it is YAML; else nothing is known of that.
    """

    uses: tuple[PortUse, ...] = ()
    faults: tuple[Fault, ...] = ()
    links: tuple[Link, ...] = ()
    tree: object = None  # the format's own structure, for its own rules and outline
    mentions: tuple[PortUse, ...] = ()
    is_yaml: bool = False


class Format(NamedTuple):
    """One configuration format.

    `read(text, path)` never fails, whatever the text; `path` (may be empty) only helps to
    guess the context of a fragment. `patterns` are globs that name the format beyond doubt;
    a path that matches one of `shared_patterns` belongs to the format if `recognises(text)`
    says so, since other programs use such names too. `stands_out(text)` tells the format where
    the name says nothing, and only by what no other program's files hold. A pattern that ends
    with `*` never means source code, prose and the like. `statements(text)` is equal for two
    texts if they differ in nothing that the program reads: in comments only.
    `let_go(reading)` forgets what of a reading is made again from the text when somebody asks.
    `read_again(text, path, before)` returns what `read` does; `before` is what was read of the
    file when its text was another, and may save reading what is still the same.
    """

    id: str
    title: str
    read: Callable[[str, str], Reading]
    languages: tuple[str, ...]  # language ids that editors use
    patterns: tuple[str, ...]
    shared_patterns: tuple[str, ...] = ()
    # Names that are of another language, whatever the text: `Dockerfile.md` tells of one.
    other_patterns: tuple[str, ...] = ()
    recognises: Callable[[str], bool] = lambda _text: False
    # What the program speaks on its ports, whatever their numbers; empty where that is open.
    protocol: str = ""
    # The name of the format's module here, and of its folders in `programs` and `rules`.
    folder: str = ""
    stands_out: Callable[[str], bool] = lambda _text: False
    read_again: Callable[[str, str, Reading], Reading] | None = None
    let_go: Callable[[Reading], None] | None = None
    statements: Callable[[str], object] = lambda text: text
    # What listens most often in real files of the format; a hint, never a rule.
    usual_ports: tuple[int, ...] = ()
    # The rules whose faults the reader may leave; None: nobody has said, so it may be any.
    faults: frozenset[str] | None = None
    has_sockets: bool = True  # its program opens ports; else the file only names some
    chooses_ports: bool = True  # who writes the file picks the numbers, and no other program
    # A service name may stand in place of a port's number: that of a TCP service, one of the
    # transport that is written beside it, or of any. `unchecked`: one that the program passes on.
    takes_names: Literal["", "tcp", "own", "any", "unchecked"] = ""
    # What a byte order mark does: the program refuses the file, or does not find its first entry.
    byte_order_mark: Literal["taken", "refused", "hides-entry"] = "taken"
    # The first version of the program that refuses a file whose last line has no line feed.
    needs_last_line_break: str = ""
    # Of a format written in YAML: which documents of a file its program reads; `names`: nobody has
    # tried what its parser refuses, but that an alias needs an anchor.
    yaml: Literal["", "all", "each", "first", "names"] = ""
    reads_utf_16: bool = False  # its program takes a text in UTF-16 with a byte order mark
    has_secrets: bool = False  # its lines hold passwords: reports show no more of them than ports
    comment: str = "#"  # what a comment begins with
    comment_end: str = ""  # what ends it, where the line's end does not
    comments_alone: bool = False  # a comment needs a line of its own
    interpreter: str = ""  # its program, where the first line of a file may name that: `#!…/nft -f`
    installed: tuple[str, ...] = ()  # where the program reads such files on a machine of its own

    def names_of(self, transport: str) -> str:
        """Return the transport whose names the program looks up in an entry of `transport`."""
        return transport if self.takes_names == "own" else "tcp"
