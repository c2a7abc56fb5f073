"""The least that a server on pygls can be: it answers every hover with one word."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer


def main() -> None:
    server = LanguageServer("echo", "1")

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(_params: types.HoverParams) -> types.Hover:
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "echo"))

    server.start_io()


if __name__ == "__main__":
    main()
