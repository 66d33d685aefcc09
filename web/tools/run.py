"""Runs the MCP server: over standard input and output, or over HTTP at /mcp."""

import socket
import sys
from typing import Any

import anyio
import click
from mcp.server import Server
from mcp.server.stdio import stdio_server
from starlette.applications import Starlette

from rag.cli.running import address, config_of, run_server
from rag.service import Service
from rag.settings import Settings
from web.limits import MAX_BODY, Keys, Rate
from web.tools.server import mcp_server

_OF_ONE = 8  # calls at once of the one client at standard input and output


def mcp_app(service: Service, host: str, at_once: int) -> Starlette:
    """The MCP server at /mcp as an ASGI app; each request stands for itself, without a session.

    On this machine's own address, requests that name another host are refused (DNS rebinding).
    To have it within another app, add its `routes` there, and enter
    `app.router.lifespan_context(app)` in the lifespan of the other.
    """
    server = mcp_server(service, at_once)
    return server.streamable_http_app(
        json_response=True, stateless_http=True, max_request_body_size=MAX_BODY, host=host
    )


def guarded_app(service: Service, settings: Settings, host: str) -> Starlette:
    """The same for a port of its own, with the key and the rate that the API asks for."""
    app = mcp_app(service, host, settings.concurrency)
    app.add_middleware(Keys, settings=settings)
    app.add_middleware(Rate, settings=settings)
    return app


def run_stdio(service: Service) -> None:
    """Serves the one client at standard input and output until it closes them."""
    if sys.stdin.isatty():
        click.echo("问策 MCP 在标准输入输出上等客户端（按 Ctrl+C 停止）。", err=True)
    anyio.run(_stdio, mcp_server(service, _OF_ONE))


async def _stdio(server: Server[Any]) -> None:
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def run_http(app: Starlette, listener: socket.socket) -> None:
    """Says where it is and serves; told to stop (Ctrl+C, SIGTERM), it ends without an error."""
    told = f"问策 MCP 已就绪：{address(listener)}mcp （按 Ctrl+C 停止）"
    run_server(config_of(app), listener, lambda: click.echo(told, err=True))
