"""The page, and the app that serves it together with the API on one port."""

import os
from pathlib import Path

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import gradio as gr
from fastapi import FastAPI

from api import build_app
from page.agencies import agencies_tab
from page.ask import ask_tab
from page.compare import compare_tab
from page.library import library_tab
from page.match import match_tab
from page.theme import theme
from rag.service import Service
from rag.settings import Settings

_TITLE = "问策"
_INTRODUCTION = "查政策通知，得到原文、所在条款和负责部门。原文没有的，不作回答。"
_FOLDER = Path(__file__).parent / "page"
_KEPT_S = 3600  # how long files that were made or sent stay
_WAITING = 64  # events of the page that may wait; more are turned away


def create_app() -> FastAPI:
    """The whole of wence as one web application, opened and warmed up.

    Raises WenceError where the index or the model cannot be opened.
    """
    from index.embed import embedder_for
    from rag.settings import settings

    chosen = settings()
    service = Service(chosen, embedder_for(chosen.embedding_model))
    return mount_page(build_app(service, chosen), build_page(service, chosen), chosen)


def mount_page(app: FastAPI, page: gr.Blocks, settings: Settings) -> FastAPI:
    """Puts the page at `/`, beside the API's own paths; where reading needs a key, so does it."""
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        css=(_FOLDER / "style.css").read_text(encoding="utf-8"),
        js=(_FOLDER / "page.js").read_text(encoding="utf-8"),
        footer_links=[],
        show_error=False,
        max_file_size=f"{settings.upload_mb}mb",
        auth=(lambda _, key: settings.opens_reading(key)) if settings.read_key else None,
        auth_message="这里需要访问密钥：用户名填任意一个字，不能留空；密码处填密钥。",
    )
    return mounted


def build_page(service: Service, settings: Settings) -> gr.Blocks:
    """The page over `service`: a tab for each thing that can be done."""
    page: gr.Blocks = gr.Blocks(
        title=_TITLE, analytics_enabled=False, fill_width=True, delete_cache=(_KEPT_S, _KEPT_S)
    )
    with page:
        gr.HTML(f"<header><h1>{_TITLE}</h1><p>{_INTRODUCTION}</p></header>")
        with gr.Tab("问答"):
            ask_tab(service, page)
        with gr.Tab("政策匹配"):
            match_tab(service)
        with gr.Tab("对比"):
            compare_tab(service, page)
        with gr.Tab("责任部门"):
            agencies_tab(service, page)
        with gr.Tab("文件库"):
            library_tab(service, settings, page)
    page.queue(default_concurrency_limit=settings.concurrency, max_size=_WAITING)
    return page
