"""Runs a web application until it is told to stop."""

import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import uvicorn

_GRACE_S = 5  # what is being answered when it is told to stop has so long to end


class _Server(uvicorn.Server):
    """Says that it is ready once it is: from then on a signal is one to stop, and no crash."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


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
