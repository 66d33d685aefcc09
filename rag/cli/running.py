"""Runs a web application until it is told to stop."""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn

from corpus.errors import BadInput, WenceError

_GRACE_S = 5  # what is being answered when it is told to stop has so long to end


class _Server(uvicorn.Server):
    """Says that it is ready once it is: from then on a signal is one to stop, and no crash."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def listening(host: str, port: int) -> socket.socket:
    """A socket bound before anything is loaded, so that a busy port is told at once.

    Raises BadInput for an empty host, WenceError where it cannot be had.
    """
    if not host.strip():
        raise BadInput("--host 是空的。请写监听的地址，例如 127.0.0.1。")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sets TCP_NODELAY, worth 40 ms an answer, only where the protocol is named
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # who comes before the server accepts waits instead of being refused
    except (OSError, TypeError, ValueError) as e:
        listener.close()
        raise WenceError(f"不能使用 {host}:{port}。请检查 --host，或用 --port 换一个端口。") from e
    return listener


def address(listener: socket.socket) -> str:
    """Where a browser on this machine finds it.

    >>> with listening("0.0.0.0", 0) as found:
    ...     address(found).startswith("http://127.0.0.1:")
    True
    """
    host, port = listener.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"


def run_server(config: uvicorn.Config, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serves on `listener`, calling `ready` when it does; ends without an error at Ctrl+C or
    SIGTERM.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # uvicorn raises it again at its end
    with suppress(KeyboardInterrupt):
        _Server(config, ready).run(sockets=[listener])


def config_of(app: Any, proxies: str = "", factory: bool = False) -> uvicorn.Config:
    """How every server of ours runs: quiet, since the app itself writes what is worth a line.

    `proxies` are the addresses whose X-Forwarded-For is believed, separated by commas.
    """
    return uvicorn.Config(
        app,
        factory=factory,
        proxy_headers=bool(proxies),  # else anyone may say that they are somebody else
        forwarded_allow_ips=proxies,
        lifespan="on",  # what cannot start is told, and not served half
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
