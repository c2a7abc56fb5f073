"""`portlens server` where asyncio cannot wait for pipes, as on Windows."""

import asyncio
import sys

from portlens.lsp.server import serve


async def refuse(*_: object) -> None:
    raise NotImplementedError


if __name__ == "__main__":
    asyncio.BaseEventLoop.connect_read_pipe = refuse  # type: ignore[assignment,method-assign]
    sys.exit(serve("stdio", "", 0))
