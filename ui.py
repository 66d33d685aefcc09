"""The chat page, and the app that serves it together with the API on one port."""

import os
from collections.abc import Sequence
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

import gradio as gr
from fastapi import FastAPI

from api import Ask, build_app
from corpus.errors import WenceError
from rag.answer import Answer, Citation
from rag.question import MAX_LENGTH
from rag.render import note_lines, source_line

_TITLE = "问策"
_INTRODUCTION = "用自己的话提问，得到政策原文、所在条款和负责部门。原文没有的，不作回答。"
_EXAMPLES = [
    "我们在沈阳做电商，研发花了不少钱，税前能多扣多少？",
    "青海注册电商公司，一个地址能办多个执照吗？",
    "大连跨境电商想建海外仓，有支持吗？哪个部门管？",
    "研发费用加计扣除，辽宁和青海各是多少？",
]
_FONTS = ["system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
_CSS = """
.gradio-container { max-width: 860px !important; width: 100% !important; margin: 0 auto; }
#chat { min-width: 100%; }
.message blockquote { border-left: 3px solid var(--color-accent); padding-left: .8em; }
"""


def create_app() -> FastAPI:
    """The whole of wence as one web application, opened and warmed up.

    Raises WenceError where the index or the model cannot be opened.
    """
    from index.embed import embedder_for
    from rag.assistant import open_assistant
    from rag.settings import settings

    chosen = settings()
    assistant = open_assistant(chosen, embedder_for(chosen.embedding_model))
    assistant.ask("预热")
    app = build_app(assistant.ask, is_ready=lambda: True)
    regions = sorted({r for n in assistant.index.notices if (r := n.metadata.region)})
    return mount_page(app, build_page(assistant.ask, regions))


def mount_page(app: FastAPI, page: gr.Blocks) -> FastAPI:
    """Puts the page at `/`, beside the API's own paths."""
    theme = gr.themes.Soft(font=_FONTS, font_mono=["ui-monospace", "monospace"])
    mounted: FastAPI = gr.mount_gradio_app(
        app, page, path="/", theme=theme, css=_CSS, footer_links=[], show_error=False
    )
    return mounted


def build_page(ask: Ask, regions: Sequence[str]) -> gr.Blocks:
    """The chat page over `ask`; `regions` can be chosen beside the question."""
    choices = [("全部", ""), *((r, r) for r in regions)]
    page: gr.Blocks = gr.Blocks(title=_TITLE, analytics_enabled=False, fill_height=True)
    with page:
        gr.Markdown(f"# {_TITLE}\n{_INTRODUCTION}")
        region = gr.Radio(choices, value="", label="地区")
        gr.ChatInterface(
            lambda message, history, chosen: reply(ask, message, history, chosen),
            additional_inputs=[region],
            chatbot=gr.Chatbot(
                label="对话",
                show_label=False,
                placeholder="在下面提问，或点一个例子。",
                height="60vh",
                buttons=["copy"],
                elem_id="chat",
            ),
            textbox=gr.Textbox(
                placeholder="例如：我们在沈阳做电商，研发费用能加计扣除多少？",
                label="问题",
                submit_btn="发送",
                max_length=MAX_LENGTH,
            ),
            examples=[[e, None] for e in _EXAMPLES],
            api_name="chat",
        )
    return page


def reply(ask: Ask, message: str, history: Sequence[dict[str, Any]], region: str) -> str:
    """The answer to a message as Markdown; what cannot be used is said in words."""
    try:
        answer = ask(message, _questions(history), region or None)
    except WenceError as e:
        return str(e)
    return answer_markdown(answer)


def answer_markdown(answer: Answer) -> str:
    """The answer, then its sources; for a refusal the nearest clauses, marked as such."""
    parts = []
    if answer.standalone != answer.question:
        parts.append(f"*按“{answer.standalone}”回答*")
    parts.append(answer.answer)
    if answer.citations:
        parts.append("**出处**\n\n" + "\n\n".join(map(_source, answer.citations)))
    parts += map(_nearest, answer.nearest)
    return "\n\n".join(parts)


def _source(citation: Citation) -> str:
    notes = "".join(f"<br><small>{line}</small>" for line in note_lines(citation))
    return source_line(citation) + notes


def _nearest(citation: Citation) -> str:
    quote = citation.quote.replace("\n", "\n> ")
    return f"{source_line(citation)}\n\n> {quote}"


def _questions(history: Sequence[dict[str, Any]]) -> list[str]:
    """The user's earlier messages; a message's content is a text or a list of parts."""
    return [_text(m["content"]) for m in history if m["role"] == "user"]


def _text(content: Any) -> str:
    if isinstance(content, str):
        return content
    return "".join(part.get("text", "") for part in content if isinstance(part, dict))
