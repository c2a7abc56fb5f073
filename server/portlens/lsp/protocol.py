"""One connection: which message is for whom, in which order, and what when it fails.

Of pygls the book of requests under way, the writers and the converter are used. What else it
does is not wanted here: its documents are split at U+2028, a request with wrong parameters or
after `shutdown` never gets an answer, errors carry tracebacks, and each message takes a future.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from inspect import iscoroutine

from cattrs import Converter
from lsprotocol import types
from lsprotocol.converters import get_converter
from pygls.exceptions import JsonRpcException
from pygls.protocol import JsonRPCProtocol
from pygls.server import JsonRPCServer

from portlens.lsp import frames
from portlens.lsp.capabilities import initialize_result
from portlens.lsp.client import client_from
from portlens.lsp.long_texts import at_once, in_turns, is_about_long_text
from portlens.lsp.methods import FEATURE_OF, METHODS, PLAIN
from portlens.lsp.session import Session
from portlens.text.phrase import Language, Phrase
from portlens.text.typed import Any, cast
from portlens.text.visible import echo
from portlens.workspace.guard import note

logger = logging.getLogger(__name__)

# Messages that a WebSocket has not taken yet; a client that reads leaves hardly any.
MOST_SENDING = 64


def make_protocol(language: Language | None = None) -> "Protocol":
    """Return a new end of a connection, which speaks `language` whatever the client says."""
    # Wrong parameters are refused as a whole, so cattrs need not gather what is wrong in them.
    server = JsonRPCServer(Protocol, lambda: get_converter(Converter(detailed_validation=False)))
    protocol = cast("Protocol", server.protocol)
    protocol.language = language
    return protocol


class Protocol(JsonRPCProtocol):
    """Receives each message as plain data; handlers get the protocol's types, answer plain data.

    `exit_code` is None until the client says `exit`: then 0 after `shutdown`, else 1.
    """

    session: Session | None = None
    exit_code: int | None = None
    language: Language | None = None

    def __init__(self, server: JsonRPCServer, converter: Converter) -> None:
        super().__init__(server, converter)
        self.received = 0  # messages
        self.has_come: Callable[[], bool] = _never  # set by the way on which messages come
        self._asked = 0
        self._sending: set[asyncio.Future[None]] = set()  # the loop itself keeps no hold of them

    def receive(self, body: bytes | str) -> None:
        """Take one message off the wire."""
        try:
            message = frames.decode(body)
        except ValueError:
            self._refuse(None, frames.PARSE_ERROR, "Not JSON")
            return
        self.handle_message(message)

    def handle_message(self, message: object) -> None:
        """Do what `message` asks; every request gets an answer, whatever it looks like."""
        self.received += 1
        if not isinstance(message, dict):
            self._refuse(None, frames.INVALID_REQUEST, "Not a message")
        elif "method" not in message:
            self._take_answer(message)
        elif not frames.is_id(message.get("id", 0)):
            self._refuse(None, frames.INVALID_REQUEST, "Not an id")
        elif not isinstance(message["method"], str):
            self._refuse(message.get("id"), frames.INVALID_REQUEST, "Not a method")
        elif "id" in message:
            self._take_request(message["id"], message["method"], message.get("params"))
        else:
            self._take_notification(message["method"], message.get("params"))
        if self.session is not None:
            self.session.tell_failures()

    def initialize(self, params: object) -> dict[str, object]:
        """Begin the session; return what to answer, which the front may have sent already."""
        client = client_from(params)
        self.session = Session(client, self, self.language)
        return initialize_result(client)

    def notify(self, method: str, params: object = None) -> None:
        """Tell the client something; it does not answer. After `shutdown` it wants no news."""
        if self._shutdown:
            return
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    async def ask(self, method: str, params: object = None) -> Any:
        """Ask the client; what it answers, or JsonRpcException where it refuses."""
        self._asked += 1
        message_id = f"portlens-{self._asked}"
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._request_futures[message_id] = answer  # type: ignore[assignment]  # both kinds do
        self._send({"jsonrpc": "2.0", "id": message_id, "method": method, "params": params})
        return await answer

    def is_spoken_to(self) -> bool:
        """Tell whether the client has said something that was not taken off the wire yet."""
        return self.has_come()

    async def catch_up(self) -> None:
        """Wait while more is being sent than a client that reads would leave waiting."""
        while len(self._sending) > MOST_SENDING:
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)

    def _take_request(self, message_id: Any, method: str, params: object) -> None:
        if self._shutdown:
            self._refuse(message_id, frames.INVALID_REQUEST, "The server is shut down")
        elif method == types.INITIALIZE:
            if self.session:
                self._refuse(message_id, frames.INVALID_REQUEST, "Initialized already")
            else:
                self._send_response(message_id, self.initialize(params))
        elif self.session is None:
            self._refuse(message_id, frames.NOT_INITIALIZED, "Not initialized")
        elif method == types.SHUTDOWN:
            self._shut_down()
            self._send_response(message_id, None)
        elif method not in METHODS:
            self._refuse(message_id, frames.METHOD_NOT_FOUND, f"Unknown method {echo(method)}")
        else:
            try:
                handler = self._handler(self.session, method, params)
            except Exception as error:  # noqa: BLE001 - cattrs raises whatever it meets
                logger.debug("%s: %r", method, error)
                self._refuse(message_id, frames.INVALID_PARAMS, f"Wrong parameters of {method}")
                return
            if FEATURE_OF.get(method) in self.session.settings.disabled_features:
                self._send_response(message_id, None)
            else:
                self._answer(message_id, handler)

    def _answer(self, message_id: Any, handler: "partial[Any]") -> None:
        """Answer with what `handler` returns: at once, or when all of it is made.

        One that lets other messages pass while it works returns a coroutine, and can be cancelled.
        """
        session, params = handler.args
        if is_about_long_text(session, params):
            work = in_turns(session, params.text_document.uri, handler)
            self._answer_later(message_id, work)
            return
        # The shortest way, which nearly every request goes: nothing can come in between.
        try:
            result = at_once(handler())
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            self._send_failure(message_id, error)
        else:
            if iscoroutine(result):
                self._answer_later(message_id, result)
            else:
                self._send_response(message_id, result)

    def _answer_later(self, message_id: Any, work: Coroutine[Any, Any, Any]) -> None:
        """Answer with what `work` comes to, when it is done."""
        task = asyncio.ensure_future(work)
        self._request_futures[message_id] = task  # type: ignore[assignment]  # both kinds do
        task.add_done_callback(partial(self._send_handler_result, msg_id=message_id))

    def _take_notification(self, method: str, params: object) -> None:
        if method == types.EXIT:
            self.exit_code = 0 if self._shutdown else 1
        elif method == types.CANCEL_REQUEST:
            self._cancel(params.get("id") if isinstance(params, dict) else None)
        elif self.session is None or self._shutdown or method not in METHODS:
            logger.debug("Ignored: %s", method)
        else:
            try:
                handler = self._handler(self.session, method, params)
            except Exception as error:  # noqa: BLE001 - cattrs raises whatever it meets
                logger.warning("Wrong parameters of %s: %r", method, error)
                return
            try:
                handler()
            except Exception as error:  # noqa: BLE001 - the next message is another matter
                note(error, "", UNHANDLED)

    def _cancel(self, message_id: object) -> None:
        """Stop a request; one that has been answered already is of no interest."""
        future = self._under_way(message_id)
        if future is not None:
            future.cancel()

    def _under_way(self, message_id: object) -> Any:
        if not isinstance(message_id, (str, int)):
            return None
        return self._request_futures.get(message_id)

    def _handler(self, session: Session, method: str, params: object) -> "partial[Any]":
        if method not in PLAIN:
            type_: Any = types.METHOD_TO_TYPES[method][2]
            params = self._converter.structure(params, type_) if type_ else None
        elif not isinstance(params, dict):
            raise TypeError(type(params))
        return partial(METHODS[method], session, params)

    def _shut_down(self) -> None:
        self._shutdown = True
        for future in list(self._request_futures.values()):
            future.cancel()

    def _take_answer(self, message: dict[str, Any]) -> None:
        """Hand an answer to the request of ours that waits for it, if one does."""
        future = self._under_way(message.get("id"))
        if future is None or future.done():
            return
        del self._request_futures[message["id"]]
        error = message.get("error")
        if error is None:
            future.set_result(message.get("result"))
        else:
            future.set_exception(JsonRpcException(str(error)))

    def _refuse(self, message_id: object, code: int, message: str) -> None:
        self._send(frames.error(message_id, code, message))

    def _send_handler_result(self, future: Any, *, msg_id: Any) -> None:
        """Answer a request with what its handler returned, refused or died of."""
        self._request_futures.pop(msg_id, None)
        if future.cancelled():
            self._refuse(msg_id, frames.REQUEST_CANCELLED, "Cancelled")
            return
        error = future.exception()
        if error is None:
            self._send_response(msg_id, future.result())
        else:
            self._send_failure(msg_id, error)
        if self.session is not None:
            self.session.tell_failures()

    def _send_failure(self, message_id: object, error: BaseException) -> None:
        if isinstance(error, JsonRpcException):
            self._refuse(message_id, error.code, error.message)
        else:
            if isinstance(error, Exception):
                note(error, "", UNHANDLED)
            self._refuse(message_id, frames.INTERNAL_ERROR, f"{type(error).__name__}: {error}")

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        assert error is None, "errors go through _refuse"  # noqa: S101 - pygls' signature
        self._send({"jsonrpc": "2.0", "id": msg_id, "result": result})

    def _send(self, message: Mapping[str, object]) -> None:
        if self.writer is None:
            return
        encode = frames.frame if self._include_headers else frames.encode
        try:
            data = encode(message)
        except (ValueError, RecursionError):  # the client sent what no encoder takes back
            refusal = frames.error(message.get("id"), frames.INVALID_PARAMS, "Nested too deeply")
            data = encode(refusal)
        try:
            written = self.writer.write(data)
        except OSError:  # the client has hung up: nobody is there to be told anything
            self.writer = None
            self.exit_code = 1
            return
        if written is not None:  # a WebSocket's writer wants to be awaited, a pipe's does not
            sending = asyncio.ensure_future(written)
            self._sending.add(sending)
            sending.add_done_callback(self._sending.discard)


def _never() -> bool:
    """Tell of a way that cannot be looked at that nothing has come."""
    return False


UNHANDLED = Phrase(
    "a message of the editor could not be handled", "エディターからの要求を処理できませんでした"
)
