"""What an address is: which route it belongs to, and what is asked of who comes to it."""

import re
from collections.abc import Sequence

from fastapi.routing import APIRoute
from starlette.types import Scope

_SAFE = ("GET", "HEAD", "OPTIONS")
_OPENAI = re.compile(r"/v1/(?:chat|models)(?:/|$)")
_WRITTEN = re.compile(r"/v1/notices(?:/|$)")
_CLOSED = re.compile(r"/(?:v1|mcp|metrics)(?:/|$)")
_PAGE_UPLOAD = re.compile(r"/gradio_api/upload/?$")
# What makes the page work, too; its pictures and scripts do not count.
_COUNTED = re.compile(
    r"/(?:v1|mcp)(?:/|$)|/gradio_api/(?:queue/join|call/|run/|api/|upload/?$)|/login/?$"
)
_KNOWN = ("gradio_api", "mcp", "openapi.json", "v1")


def matching(routes: Sequence[APIRoute], path: str) -> list[APIRoute]:
    """The routes of an address, whatever the method."""
    return [route for route in routes if route.path_regex.match(path)]


def template(routes: Sequence[APIRoute], path: str) -> str:
    """The address with names for its variable parts: /v1/notices/{notice_id}; all that is not of
    the API is called by its beginning, so that there are few.
    """
    for route in matching(routes, path):
        return route.path
    first = path.split("/")[1] if "/" in path else ""
    return f"/{first}" if first in _KNOWN else "/"


def is_openai(path: str) -> bool:
    """Whether clients of OpenAI come here, who read errors in their own shape."""
    return bool(_OPENAI.match(path))


def writes(scope: Scope) -> bool:
    """Whether a request changes the library."""
    return bool(_WRITTEN.match(scope["path"])) and scope["method"] not in _SAFE


def is_closed(path: str) -> bool:
    """Whether a read key, where there is one, is asked for here."""
    return bool(_CLOSED.match(path))


def is_counted(path: str) -> bool:
    """Whether a request counts against the rate of its client."""
    return bool(_COUNTED.match(path))


def expects_form(scope: Scope) -> bool:
    """Whether a notice file may be sent here as a form."""
    return (scope["method"], scope["path"]) == ("POST", "/v1/notices")


def is_page_upload(path: str) -> bool:
    """Whether the page sends its files here, for whoever has the admin key to add."""
    return bool(_PAGE_UPLOAD.match(path))


def takes_files(scope: Scope) -> bool:
    """Whether a body may be as large as a notice file: the API's upload, and the page's."""
    return expects_form(scope) or is_page_upload(scope["path"])
