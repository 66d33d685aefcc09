"""赞 and 踩 on answers: stored at once; 踩 asks for the reason."""

from typing import Any

import gradio as gr

from corpus.errors import WenceError
from page.events import QUIET, fault
from page.turns import Turns
from rag.feedback import Feedback
from rag.service import Service

_REASONS = ["答非所问", "条款不对", "部门不对", "不该拒答", "应当拒答", "其他"]
_THANKS = '<p class="thanks" role="status">谢谢，已记下。</p>'

Verdict = tuple[int, str]  # the place of a turn, and up or down


def feedback_row(service: Service, chat: gr.Chatbot, turns: gr.State) -> tuple[Any, ...]:
    """The row below the chat, shown after 踩; gives what makes it forget, for the next question."""
    said = gr.State(None)
    thanks = gr.HTML(visible=False)
    with gr.Row(visible=False, elem_id="feedback") as row:
        reason = gr.Dropdown(_REASONS, value=None, label="哪里不好", scale=2, min_width=140)
        note = gr.Textbox(label="说明（可不填）", max_length=500, scale=3)
        send = gr.Button("提交", size="sm", min_width=80)

    def judged(so_far: Turns, before: Verdict | None, event: gr.LikeData) -> tuple[Any, ...]:
        index = event.index if isinstance(event.index, int) else event.index[0]
        verdict = (index // 2, "up" if event.liked else "down")
        if verdict == before:  # one click may come twice
            return verdict, gr.skip(), gr.skip()
        told = _told(service, _feedback(so_far, verdict, ""))
        return verdict, gr.HTML(told, visible=True), gr.Row(visible=verdict[1] == "down")

    def explained(so_far: Turns, verdict: Verdict, why: str | None, more: str) -> tuple[Any, ...]:
        reasons = "：".join(p for p in (why, more.strip()) if p)
        told = _told(service, _feedback(so_far, verdict, reasons))
        return gr.HTML(told, visible=True), gr.Row(visible=False), None, ""

    chat.like(judged, [turns, said], [said, thanks, row], **QUIET)
    send.click(explained, [turns, said, reason, note], [thanks, row, reason, note], **QUIET)
    return _forgotten, None, [said, thanks, row, reason, note]


def _forgotten() -> tuple[Any, ...]:
    return None, gr.HTML(visible=False), gr.Row(visible=False), None, ""


def _feedback(turns: Turns, verdict: Verdict, reason: str) -> Feedback:
    turn = turns[verdict[0]]
    answer = turn.answer
    return Feedback(
        turn.question,
        "up" if verdict[1] == "up" else "down",
        reason,
        answer.status if answer else None,
        tuple(c.clause["id"] for c in answer.citations) if answer else (),
    )


def _told(service: Service, feedback: Feedback) -> str:
    """Thanks, or why a verdict could not be stored."""
    try:
        service.feedback(feedback)
    except WenceError as e:
        return fault(e)
    return _THANKS
