"""A server that speaks as OpenAI's and says what a test wants said, or breaks off as it wants."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Liar:
    """Answers each call with the next of its `lines`, the last one for ever; keeps what it was
    sent in `asked`.

    A line is text, told in small pieces; bytes, sent as they are; or an exception to its kind:
    "SILENT" says nothing, "DRIP" sends comments alone, "ENDLESS" never stops, "SLOW" takes its
    time, "HALF" breaks off in the middle, "500" fails.
    """

    def __init__(self) -> None:
        self.lines: Sequence[str | bytes] = [""]
        self.asked: list[dict[str, Any]] = []
        self.stop = threading.Event()

    def next(self, body: dict[str, Any]) -> str | bytes:
        self.asked.append(body)
        return self.lines[min(len(self.asked), len(self.lines)) - 1]


def chunk(text: str | None, **more: Any) -> bytes:
    """One event of a streamed completion."""
    choice = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": None}
    told = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "liar"}
    return f"data: {json.dumps(told | {'choices': [choice]} | more)}\n\n".encode()


def _pieces(line: str) -> Iterator[bytes]:
    yield from (chunk(line[i : i + 3]) for i in range(0, len(line), 3))
    yield chunk(None, usage={"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110})
    yield b"data: [DONE]\n\n"


@contextmanager
def lying() -> Iterator[tuple[Liar, str]]:
    """The server, and its address for WENCE_LLM_BASE_URL."""
    liar = Liar()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            line = liar.next(body)
            if line == "500":
                return self.send_error(500)
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            try:
                self._say(line)
            except OSError:  # who asked has left
                return

        def _say(self, line: str | bytes) -> None:
            if isinstance(line, bytes):
                self.wfile.write(line)
            elif line == "SILENT":
                liar.stop.wait(10)
            elif line == "DRIP":
                while not liar.stop.wait(0.1):
                    self.wfile.write(b": still here\n\n")
            elif line == "ENDLESS":
                while not liar.stop.is_set():
                    self.wfile.write(chunk("企业可以享受一亿元补贴。[1]"))
                    time.sleep(0.001)
            elif line.startswith("SLOW"):
                for piece in _pieces(line.removeprefix("SLOW")):
                    self.wfile.write(piece)
                    time.sleep(0.05)
            elif line.startswith("HALF"):
                said = line.removeprefix("HALF")
                for i in range(0, len(said), 3):
                    self.wfile.write(chunk(said[i : i + 3]))
                self.wfile.write(b'data: {"id": "x", "cho')
            else:
                for piece in _pieces(line):
                    self.wfile.write(piece)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield liar, f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        liar.stop.set()
        server.shutdown()
        server.server_close()
