"""What a route is given: the service, a slot to work in, and the keys that it is described with."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer

from rag.service import Service
from web.limits import Slots
from web.problems import problems

_BEARER = HTTPBearer(auto_error=False, description="Authorization: Bearer 密钥")
_API_KEY = APIKeyHeader(name="X-API-Key", auto_error=False, description="X-API-Key: 密钥")


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


async def _slot(request: Request) -> AsyncIterator[None]:
    """Held until the response is sent, to the end of a stream."""
    slots: Slots = request.app.state.slots
    with slots.taken():
        yield


Id = Annotated[str, Path(min_length=1, max_length=100)]
TheService = Annotated[Service, Depends(_service)]

# The keys are checked before anything of a body is read (web.limits); here they are described.
_KEYS = [Security(_BEARER), Security(_API_KEY)]


def keyed(tag: str) -> APIRouter:
    """A router whose operations ask for a key where one is set."""
    return APIRouter(tags=[tag], dependencies=_KEYS, responses=problems(401, 429, 500))


def working(tag: str) -> APIRouter:
    """A router whose operations take a slot, too."""
    return APIRouter(
        tags=[tag],
        dependencies=[*_KEYS, Depends(_slot)],
        responses=problems(401, 422, 429, 500, 503),
    )
