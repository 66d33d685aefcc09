"""The HTTP API, put together: routes and what stands before them live in `web`."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from rag.service import Service
from rag.settings import Settings
from web import ask, chat, document, filing, health, notices, policies
from web.limits import BodySize, Keys, Rate, Slots
from web.observed import Metrics, Observed
from web.problems import HANDLERS, Nowhere
from web.tools.run import mcp_app

_ROUTERS = (
    ask.router,
    policies.router,
    notices.router,
    filing.router,
    chat.router,
    chat.models_router,
    health.open_router,
    health.router,
    document.router,
)
_ROUTES = [r for router in _ROUTERS for r in router.routes if isinstance(r, APIRoute)]
# The page, mounted at `/`, would answer for what is not there.
_OURS = ("/v1{rest:path}", "/healthz", "/readyz", "/metrics", "/openapi.json")
_ANY_HOST = "0.0.0.0"  # who may come is decided for the whole server
_TOLD = ["ETag", "Link", "Location", "Retry-After", "X-Request-ID"]


def build_app(service: Service, settings: Settings) -> FastAPI:
    """The API over `service`, within the bounds of `settings`.

    The interactive documentation pages are left out: they load their scripts from other hosts.
    """
    metrics = Metrics(lambda: service.catalogue, service.model.tally if service.model else None)
    tools = mcp_app(service, _ANY_HOST, settings.concurrency)
    app = FastAPI(
        title="问策 wence",
        version=version("wence"),
        description=document.ABOUT,
        openapi_tags=document.TAGS,
        openapi_url=None,  # web.document answers for it
        middleware=_middleware(settings, metrics),
        exception_handlers=HANDLERS,
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan(settings.concurrency, tools),
    )
    app.state.service, app.state.metrics = service, metrics
    app.state.slots = Slots(settings.concurrency)
    for router in _ROUTERS:
        app.include_router(router)
    app.router.routes.extend(tools.routes)
    for path in _OURS:
        app.router.routes.append(Route(path, Nowhere(_ROUTES), include_in_schema=False))
    return app


def _middleware(settings: Settings, metrics: Metrics) -> list[Middleware]:
    """What a request passes on its way to a route, in this order."""
    browsers = Middleware(
        CORSMiddleware,
        allow_origins=settings.origins,
        allow_methods=["DELETE", "GET", "POST"],
        allow_headers=["*"],
        expose_headers=_TOLD,
    )
    return [
        Middleware(Observed, _ROUTES, metrics, settings.log_questions),
        *([browsers] if settings.origins else []),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
        Middleware(Rate, settings),
        Middleware(Keys, settings),
        Middleware(BodySize, settings.upload_mb),
    ]


def _lifespan(
    count: int, tools: Starlette
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A lifespan with what the tools need, and with threads for as many requests as may be worked
    on, so that none waits.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        current_default_thread_limiter().total_tokens += count
        async with tools.router.lifespan_context(tools):
            yield

    return lifespan
