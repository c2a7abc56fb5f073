"""`portlens server`: the language server, for an editor to start."""

from portlens.cli.arguments import Arguments, UsageError
from portlens.model.port_use import HIGHEST_PORT
from portlens.text.phrase import Phrase


def run(arguments: Arguments) -> int:
    """Serve until the client says exit, and return the exit status that the protocol asks for."""
    ways = [way for way in ("--stdio", "--tcp", "--ws") if arguments.has(way)]
    if len(ways) > 1:
        raise UsageError(ONE_WAY)
    if arguments.words:
        raise UsageError(NO_WORDS.fill(word=arguments.words[0]))
    way = ways[0] if ways else "--stdio"
    port = arguments.last("--port", "0")
    if not (port.isascii() and port.isdigit() and int(port[:6]) <= HIGHEST_PORT):
        raise UsageError(BAD_PORT.fill(port=port))
    if way == "--stdio" and (arguments.has("--port") or arguments.has("--host")):
        raise UsageError(NO_ADDRESS)
    from portlens.lsp.server import serve

    host, language = arguments.last("--host", "127.0.0.1"), None
    if arguments.has("--lang"):
        language = arguments.language
    return serve(way.removeprefix("--"), host, int(port), language)


ONE_WAY = Phrase(
    "only one of --stdio, --tcp and --ws", "--stdio、--tcp、--ws は同時に指定できません"
)
NO_WORDS = Phrase("the server takes no {word}", "server に {word} は指定できません")
BAD_PORT = Phrase("--port: {port} is not a port", "--port: {port} はポート番号ではありません")
NO_ADDRESS = Phrase(
    "--host and --port go with --tcp or --ws",
    "--host と --port は --tcp か --ws とともに指定します",
)
