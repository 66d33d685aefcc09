"""政策匹配: a sentence or a form, the verdicts, and buttons that answer the open questions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import gradio as gr

from corpus.errors import WenceError
from page.events import OWN, fault
from page.files import both_forms, download
from page.form import form_fields, form_profile, form_values, in_form_words
from page.verdicts import EMPTY, profile_html, report_html
from page.words import text
from rag.checklist import checklist
from rag.match import Ask
from rag.matching.describe import described
from rag.matching.profile import Profile
from rag.service import Service

_ASKED = 6  # open questions that are shown at once
_EXAMPLE = "例如：大连的跨境电商零售出口企业，30人，高新技术企业，想建海外仓"


def match_tab(service: Service) -> None:
    """The tab."""
    known, asks = gr.State(None), gr.State(())
    with gr.Row(elem_classes="columns"):
        with gr.Column(scale=2, min_width=300):
            words = gr.Textbox(
                label="一句话介绍",
                placeholder=_EXAMPLE,
                lines=3,
                max_length=500,
                elem_id="business",
            )
            by_text = gr.Button("读这句话并匹配", variant="primary")
            with gr.Accordion("企业情况（可更正，不清楚的留空）", open=False):
                fields = form_fields()
                by_form = gr.Button("按表格匹配")
            understood = gr.HTML(elem_id="understood")
            questions = gr.Column()
        with gr.Column(scale=3, min_width=320):
            result = gr.HTML(EMPTY, elem_id="verdicts")
            with gr.Row(elem_classes="tools"):
                markdown, word = download("清单存为 Markdown"), download("清单存为 Word")

    outputs = [known, asks, result, understood, markdown, word, *fields]

    def matched(profile_of: Callable[[], Profile]) -> Sequence[Any]:
        try:
            profile = profile_of()
            report = service.match(profile)
        except WenceError as e:
            return [gr.skip(), (), fault(in_form_words(e)), "", *(gr.skip() for _ in outputs[4:])]
        shown = (report_html(report), profile_html(profile))
        files = both_forms("政策匹配清单", checklist(report, date.today()))
        return [profile, report.asks[:_ASKED], *shown, *files, *form_values(profile)]

    def from_text(given: str) -> Sequence[Any]:
        return matched(lambda: described(given))

    def from_form(before: Profile | None, given: str, *values: Any) -> Sequence[Any]:
        return matched(lambda: form_profile(values, given, before))

    def answered(condition: str, holds: bool, before: Profile) -> Sequence[Any]:
        return matched(lambda: _answered(before, condition, holds))

    def ask_row(ask: Ask) -> None:
        with gr.Row(elem_classes="ask"):
            gr.HTML(f"<p>{text(ask.question)}</p>")
            for label, holds in (("是", True), ("否", False)):
                button = gr.Button(label, size="sm", min_width=56, scale=0)
                button.click(partial(answered, ask.condition, holds), known, outputs, **OWN)

    def open_questions(found: Sequence[Ask]) -> None:
        if found:
            gr.HTML('<h3 class="asks">先确认这些，能定下更多措施</h3>')
        for ask in found:
            ask_row(ask)

    with questions:
        gr.render(inputs=asks, show_progress="hidden")(open_questions)
    gr.on([words.submit, by_text.click], from_text, words, outputs, **OWN)
    by_form.click(from_form, [known, words, *fields], outputs, **OWN)


def _answered(profile: Profile, condition: str, holds: bool) -> Profile:
    """The profile with one more condition answered; an answer takes the place of another."""
    confirmed = tuple(c for c in profile.confirmed if c != condition)
    denied = tuple(c for c in profile.denied if c != condition)
    if holds:
        return replace(profile, confirmed=(*confirmed, condition), denied=denied)
    return replace(profile, confirmed=confirmed, denied=(*denied, condition))
