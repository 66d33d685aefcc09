"""问答: the chat, its sources beside it, and the conversation to take along."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

import gradio as gr

from corpus.errors import WenceError
from page.answers import (
    answer_message,
    answer_pieces,
    better_questions,
    fault_message,
    growing_message,
    question_message,
    waiting_message,
)
from page.events import QUIET
from page.feedback import feedback_row
from page.files import both_forms, download, emptied
from page.parts import ALL_REGIONS
from page.sources import source_panel
from page.turns import Turn, Turns, answers_of
from rag.answer import Answer
from rag.service import Service
from rag.transcript import transcript

_EXAMPLES = (
    "我们在沈阳做电商，研发花了不少钱，税前能多扣多少？",
    "青海注册电商公司，一个地址能办多个执照吗？",
    "大连跨境电商想建海外仓，有支持吗？哪个部门管？",
    "研发费用加计扣除，辽宁和青海各是多少？",
)
_PLACEHOLDER = (
    "### 用自己的话提问\n\n得到政策原文、所在条款和负责部门。原文没有的，不作回答。\n\n"
    "点下面的例子，或直接输入。"
)

Message = dict[str, Any]


def ask_tab(service: Service, page: gr.Blocks) -> None:
    """The tab; the regions to choose are refreshed when the page is opened."""
    turns = gr.State(())
    with gr.Row(elem_classes="columns"):
        with gr.Column(scale=3, min_width=320):
            chat = _chat()
            forgotten = feedback_row(service, chat, turns)
            with gr.Row(elem_id="examples") as examples:
                offered = [gr.Button(e, size="sm", min_width=300) for e in _EXAMPLES]
            question = _question()
            with gr.Row(elem_classes="tools"):
                region = _region()
                clear = gr.Button("新对话", size="sm", min_width=90)
                markdown, word = download("存为 Markdown"), download("存为 Word")
        with gr.Column(scale=2, min_width=300):
            panel = gr.HTML(source_panel((), service.catalogue), elem_id="sources")

    def ask(words: str, so_far: Turns, where: str) -> Iterator[tuple[Any, ...]]:
        box: Any = ""  # emptied once: what is typed meanwhile stays
        told = so_far
        for now, messages in _asked(service, words.strip(), so_far, where):
            sources = gr.skip() if now == told else source_panel(answers_of(now), service.catalogue)
            yield box, now, messages, sources, gr.Row(visible=False)
            box, told = gr.skip(), now

    def better(so_far: Turns, where: str, event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from ask(str(event.value), so_far, where)

    def cleared() -> tuple[Any, ...]:
        return "", (), [], source_panel((), service.catalogue), gr.Row(visible=True)

    def files(so_far: Turns) -> tuple[Any, Any]:
        answers = answers_of(so_far)
        if not answers:
            return emptied(), emptied()
        return both_forms("问策问答记录", transcript(answers, date.today()))

    outputs = [question, turns, chat, panel, examples]
    changes = [
        question.submit(ask, [question, turns, region], outputs, **QUIET),
        chat.option_select(better, [turns, region], outputs, **QUIET),
        clear.click(cleared, None, outputs, **QUIET),
        *(
            button.click(partial(ask, example), [turns, region], outputs, **QUIET)
            for button, example in zip(offered, _EXAMPLES, strict=True)
        ),
    ]
    for change in changes:
        change.then(files, turns, [markdown, word], **QUIET)
    # At once, and not after the answer, on which a verdict may be given already.
    starts = [question.submit, chat.option_select, clear.click, *(b.click for b in offered)]
    gr.on(starts, *forgotten, **QUIET)
    page.load(lambda: gr.Dropdown([ALL_REGIONS, *service.catalogue.regions]), None, region, **QUIET)


def _chat() -> gr.Chatbot:
    return gr.Chatbot(
        label="对话",
        show_label=False,
        height="min(58vh, 640px)",
        buttons=[],
        latex_delimiters=[],
        placeholder=_PLACEHOLDER,
        elem_id="chat",
    )


def _question() -> gr.Textbox:
    return gr.Textbox(
        placeholder="例如：我们在沈阳做电商，研发费用能加计扣除多少？按回车发送",
        label="问题",
        show_label=False,
        submit_btn="发送",
        lines=1,
        max_lines=6,
        autofocus=True,
        elem_id="question",
    )


def _region() -> gr.Dropdown:
    return gr.Dropdown(
        [ALL_REGIONS],
        value=ALL_REGIONS,
        label="地区",
        show_label=False,
        container=False,
        scale=2,
        min_width=130,
    )


def _asked(
    service: Service, words: str, so_far: Turns, where: str
) -> Iterator[tuple[Turns, list[Message]]]:
    """The conversation as the answer comes in: waiting, then its pieces, then the whole."""
    regions = service.catalogue.regions
    shown = [*messages_of(so_far, regions), _user(words)]
    yield so_far, [*shown, _assistant(waiting_message())]
    region = None if where == ALL_REGIONS else where
    try:
        for answer in service.stream(words, [t.question for t in so_far if t.answer], region):
            now = (*so_far, Turn(words, answer))
            for piece in _pieces(answer, len(answers_of(now))):
                yield now, [*shown, _assistant(piece)]
    except WenceError as e:
        now = (*so_far, Turn(words, fault=str(e)))
    yield now, messages_of(now, regions)


def _pieces(answer: Answer, number: int) -> Iterator[str]:
    """An answer that is there at once comes in pieces; one that a model words, as it is worded."""
    if answer.wording is None:
        yield from answer_pieces(answer, number)
    else:
        yield growing_message(answer, number) if answer.answer else waiting_message()


def messages_of(turns: Turns, regions: Sequence[str]) -> list[Message]:
    """The conversation as messages of the chat; `regions` are those that the library has."""
    messages, number = [], 0
    for turn in turns:
        messages.append(_user(turn.question))
        if turn.answer is None:
            messages.append(_assistant(fault_message(turn.fault)))
            continue
        number += 1
        better = better_questions(turn.answer, regions)
        messages.append(_assistant(answer_message(turn.answer, number), better))
    return messages


def _user(words: str) -> Message:
    return {"role": "user", "content": question_message(words)}


def _assistant(html: str, better: Sequence[str] = ()) -> Message:
    options = [{"label": f"改问：{q}", "value": q} for q in better]
    return {"role": "assistant", "content": html, "options": options}
