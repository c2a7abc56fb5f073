"""Where the answer goes: standard output, and the files of `--output-file`."""

from collections.abc import Callable, Iterable

from portlens.cli.arguments import Arguments, Refusal, UsageError
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.typed import TextIO


class Output(NamedTuple):
    """One format of the answer, and the file for it; without one, standard output."""

    format: str
    file: str | None = None


def outputs(arguments: Arguments, default: str) -> list[Output]:
    """Return what is asked for; the first file is for the first format, and so on.

    Raise UsageError where two formats would be mixed on standard output or in one file, or a file
    has none.
    """
    formats = arguments.all("--output-format") or (default,)
    files = [None if file == "-" else file for file in arguments.all("--output-file")]
    if len(files) > len(formats):
        raise UsageError(NO_FORMAT.fill(file=files[len(formats)]))
    found = [
        Output(format_, files[index] if index < len(files) else None)
        for index, format_ in enumerate(formats)
    ]
    if sum(output.file is None for output in found) > 1:
        raise UsageError(MIXED)
    named = [file for file in files if file is not None]
    twice = next((file for file in named if named.count(file) > 1), None)
    if twice is not None:
        raise UsageError(TWICE.fill(file=twice))
    return found


def put_out(asked: Iterable[Output], stream: TextIO, report: Callable[[str, TextIO], str]) -> None:
    """Write what `report` makes of each format, and of the stream it is for, to its place.

    Raises Refusal where a file cannot be written.
    """
    for output in asked:
        with _Destination(output, stream) as to:
            to.write(report(output.format, to))


class _Destination:
    """The stream for one output: `stream`, or its file, which is closed at the end.

    Raises Refusal where the file cannot be written.
    """

    def __init__(self, output: Output, stream: TextIO) -> None:
        self._path = output.file
        self._stream = stream

    def __enter__(self) -> TextIO:
        if self._path is None:
            return self._stream
        try:
            # Bytes of a path that are no UTF-8 become escapes, which JSON takes too.
            self._stream = open(  # noqa: PTH123 - pathlib costs 5 ms; closed in __exit__
                self._path, "w", encoding="utf-8", errors="backslashreplace", newline="\n"
            )
        except OSError as error:
            raise self._refusal(error) from error
        return self._stream

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self._path is None:
            return
        try:
            self._stream.close()
        except OSError as failure:
            raise self._refusal(failure) from failure
        if isinstance(error, OSError):
            raise self._refusal(error) from error

    def _refusal(self, error: OSError) -> Refusal:
        from portlens.workspace.files import why  # explaining a port needs nothing else of it

        return Refusal(CANNOT_WRITE.fill(path=self._path, why=why(error)))


MIXED = Phrase(
    "only one --output-format can go to standard output: give the others an --output-file",
    "標準出力に出せる --output-format は 1 つだけです。ほかには --output-file を指定してください",
)
NO_FORMAT = Phrase(
    "--output-file: there is no --output-format for {file}",
    "--output-file: {file} に対応する --output-format がありません",
)
TWICE = Phrase(
    "--output-file: {file} can take one --output-format only",
    "--output-file: {file} に書き込める --output-format は 1 つだけです",
)
CANNOT_WRITE = Phrase("{path} cannot be written: {why}", "{path} に書き込めません: {why}")
