"""文件库: the notices with what was read of them; with the key, new ones are added after a look."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from corpus.catalogue import Catalogue
from corpus.errors import BadInput, WenceError
from corpus.library import Kept
from corpus.model import Notice
from corpus.report import report
from page.events import OWN, QUIET, fault
from page.parts import scrolled
from page.words import text
from rag.filing import metadata_given
from rag.notices import file_text, report_line
from rag.service import Service
from rag.settings import Settings

_HEAD = ("通知", "文号", "地区", "成文日期", "读到", "效力")
_NO_KEY = "没有开放添加：启动服务时设置 WENCE_ADMIN_KEY，才能在这里添加和删除通知。"
_MOST_SHOWN = 20_000  # characters of the structure that a preview shows


def library_tab(service: Service, settings: Settings, load: gr.Blocks) -> None:
    """The tab; adding and removing need the admin key."""
    notices = gr.HTML(elem_id="notices")
    load.load(lambda: notices_html(service.catalogue), None, notices, **QUIET)
    if settings.admin_key is None:
        gr.HTML(f'<p class="empty">{_NO_KEY}</p>')
    else:
        _writing(service, settings, load, notices)


def _writing(service: Service, settings: Settings, load: gr.Blocks, notices: gr.HTML) -> None:
    """What needs the key: a look at a file, adding it, removing a notice."""
    with gr.Accordion("添加或删除通知（需要管理密钥）", open=False, elem_id="writing"):
        key = gr.Textbox(label="管理密钥", type="password", elem_id="key")
        with gr.Row():
            title = gr.Textbox(label="标题（可不填）", scale=2)
            number = gr.Textbox(label="文号（可不填）")
            region = gr.Textbox(label="省份（可不填）")
            issued = gr.Textbox(label="成文日期（可不填）", placeholder="2015-12-30")
        file = gr.File(label="把通知拖到这里：文本、网页、Word 或 PDF", elem_id="upload")
        look = gr.Button("先看读到了什么", size="sm")
        shown = gr.HTML(elem_id="preview")
        add = gr.Button("添加到文件库", variant="primary", interactive=False)
        with gr.Row():
            gone = gr.Dropdown([], label="要删除的通知", scale=3)
            remove = gr.Button("删除", variant="stop", size="sm")

    def previewed(given: str, path: str | None, *told: str) -> tuple[str, Any]:
        try:
            _require_key(settings, given)
            name, data = _file(path)
            read = service.preview(name, data, metadata_given(*told))
        except WenceError as e:
            return fault(e), gr.Button(interactive=False)
        return preview_html(read), gr.Button(interactive=True)

    def added(given: str, path: str | None, *told: str) -> tuple[Any, ...]:
        try:
            _require_key(settings, given)
            name, data = _file(path)
            kept = service.add(name, data, metadata_given(*told))
        except WenceError as e:
            kept_as_is = (gr.skip() for _ in sent[1:])
            return fault(e), gr.skip(), gr.skip(), gr.Button(interactive=False), *kept_as_is
        # What was told of one file is not said of the next.
        return kept_html(kept), *now(), gr.Button(interactive=False), None, "", "", "", ""

    def removed(given: str, notice_id: str | None) -> tuple[Any, ...]:
        try:
            _require_key(settings, given)
            if not notice_id:
                raise BadInput("没有选要删除的通知。")
            again = service.remove(notice_id)
        except WenceError as e:
            return fault(e), gr.skip(), gr.skip()
        told = f"旧版本 {again} 重新用于回答。" if again else ""
        return f'<p role="status">已删除。{text(told)}</p>', *now()

    def now() -> tuple[str, Any]:
        choices = [(_name(n), n.id) for n in service.catalogue.notices]
        return notices_html(service.catalogue), gr.Dropdown(choices, value=None)

    sent = [key, file, title, number, region, issued]
    gr.on([file.upload, look.click], previewed, sent, [shown, add], **OWN)
    add.click(added, sent, [shown, notices, gone, add, *sent[1:]], **OWN)
    file.clear(lambda: ("", gr.Button(interactive=False)), None, [shown, add], **QUIET)
    remove.click(removed, [key, gone], [shown, notices, gone], **OWN)
    load.load(lambda: now()[1], None, gone, **QUIET)


def notices_html(catalogue: Catalogue) -> str:
    """The notices in a table, each with what was read of it and whether it is in force."""
    head = "".join(f'<th scope="col">{h}</th>' for h in _HEAD)
    rows = "".join(f"<tr>{''.join(_cells(n, catalogue))}</tr>" for n in catalogue.notices)
    if not rows:
        return '<p class="empty">库里没有通知。</p>'
    return scrolled("文件库", f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def preview_html(notices: Sequence[Notice]) -> str:
    """What would be read of a file: the figures, what is to be looked at, the structure."""
    structure = file_text(notices)
    cut = "……（后面略）" if len(structure) > _MOST_SHOWN else ""
    return (
        f'<p role="status"><b>还没有添加。</b>读到：{text(report_line(report(notices)))}</p>'
        f"<details open><summary>结构</summary>"
        f'<pre tabindex="0">{text(structure[:_MOST_SHOWN])}{cut}</pre></details>'
    )


def kept_html(kept: Sequence[Kept]) -> str:
    """What was kept of a file."""
    lines = "".join(f"<li>{text(''.join(_kept(k)))}</li>" for k in kept)
    return f'<ul role="status" class="kept">{lines}</ul>'


def _kept(kept: Kept) -> Iterator[str]:
    yield f"{'已添加' if kept.is_new else '已在库中'}：{_name(kept.notice)}，"
    yield report_line(report([kept.notice]))
    if kept.replaces:
        yield "。这是新版本，旧版本仍保存，不再用于回答"


def _cells(notice: Notice, catalogue: Catalogue) -> Iterator[str]:
    known = notice.metadata
    state = catalogue.validity(notice, date.today())
    shown = (known.title or "（无标题）", known.number, known.region, known.issued_on)
    yield from (f"<td>{text(value or '未知')}</td>" for value in shown)
    yield f"<td>{text(report_line(report([notice])))}</td><td>{text(state.note)}</td>"


def _name(notice: Notice) -> str:
    known = notice.metadata
    return " ".join(k for k in (known.region, known.title or "（无标题）", known.issued_on) if k)


def _require_key(settings: Settings, given: str) -> None:
    if not settings.opens_writing(given):
        raise BadInput("管理密钥不对。请先在上面填写，再选文件。")


def _file(path: str | None) -> tuple[str, bytes]:
    """The name and the bytes of what was sent."""
    if not path:
        raise BadInput("还没有选文件。请把通知拖进来，或点一下选择。")
    return Path(path).name, Path(path).read_bytes()
