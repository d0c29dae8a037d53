"""A visitor without a browser: Streamlit's own messages over a real websocket.

It answers as the browser does: it names the messages that it holds, so that the server does not send them again,
and gives back the page and the address that the server told it.
"""

import time
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

LONGEST_RUN_SECONDS = 60.0


class PageFailed(Exception):
    """The page showed an exception, was not found, or did not end: there is nothing to measure."""


@dataclass(frozen=True)
class Run:
    """One run of a page's script, from the request to the message that it has ended."""

    seconds: float
    messages: int
    bytes_received: int


class Visitor:
    """One session on one page of one server."""

    def __init__(self, port: int, page: str = "") -> None:
        self.page = page
        self._socket = connect(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=["streamlit"],
            max_size=None,
            compression=None,
            proxy=None,
        )
        self._held: set[str] = set()
        self._page_hash = ""
        self._address = ""
        self._hash_of: dict[str, str] = {}
        self._front: set[str] = set()

    def close(self) -> None:
        """Leave."""
        self._socket.close()

    def rerun(self) -> Run:
        """Ask for the page once more and wait until its script has ended.

        Raises PageFailed when the page shows an exception, is another page, or takes longer than a minute.
        """
        request = BackMsg()
        state = request.rerun_script
        state.query_string = self._address
        state.page_script_hash = self._page_hash
        if not self._page_hash:
            state.page_name = self.page
        state.cached_message_hashes.extend(sorted(self._held))
        state.context_info.timezone = "America/Lima"
        state.context_info.locale = "en-US"
        payload = request.SerializeToString()

        messages = size = 0
        start = time.perf_counter()
        self._socket.send(payload)
        while True:
            left = LONGEST_RUN_SECONDS - (time.perf_counter() - start)
            data = self._socket.recv(timeout=max(left, 0.001))
            now = time.perf_counter()
            message = ForwardMsg.FromString(data)
            messages += 1
            size += len(data)
            kind = message.WhichOneof("type")
            if kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    break
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise PageFailed(f"{self.page or 'the page'} does not compile")
            else:
                self._remember(kind, message)
        expected = {self._hash_of.get(self.page)} if self.page else self._front | {self._page_hash}
        if self._page_hash not in expected:
            raise PageFailed(f"{self.page or 'the front page'} was asked for and another was shown")
        return Run(now - start, messages, size)

    def _remember(self, kind: str | None, message: ForwardMsg) -> None:
        if message.metadata.cacheable:
            self._held.add(message.hash)
        if kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
            self._hash_of = {
                page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
            }
            self._front = {
                page.page_script_hash for page in message.navigation.app_pages if page.is_default
            }
        elif kind == "page_info_changed":
            self._address = message.page_info_changed.query_string
        elif kind == "page_not_found":
            raise PageFailed(f"{self.page} is not a page")
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "exception":
            shown = message.delta.new_element.exception
            raise PageFailed(f"{self.page or 'the page'} shows {shown.type}: {shown.message}")
