"""The page as a user meets it: a real server, a real browser, every request watched."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from tests.browser import ADMIN_KEY, ask, chromium, page_of, serving, tab
from tests.liar import lying

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.server]

_TIMES = 5
_WATCHED = """() => {
    window.shown = [];
    new MutationObserver(() => {
        const text = document.querySelector('.answer')?.innerText;
        if (text && text !== window.shown.at(-1)) window.shown.push(text);
    }).observe(document.querySelector('#chat'), {subtree: true, childList: true});
}"""
_NOTICE = (
    "海南省关于支持海洋牧场的若干措施\n\n（一）建设补助。对新建深海网箱的企业给予20万元补助"
    "<script>window.ran = 1</script>，**不是**粗体。（责任单位：省农业农村厅）\n"
    "（二）贷款贴息。对购买养殖工船的企业给予贴息。（责任单位：省财政厅）\n"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of this module's own: notices are added to it and taken away."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def address(own_home: Path) -> Iterator[str]:
    with serving(own_home, admin_key=ADMIN_KEY, upload_mb="1") as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with page_of(browser, address) as opened:
        yield opened


def test_the_path_of_a_new_user(page: Page) -> None:
    """From a question to the sentence in its clause, and who is responsible."""
    ask(page, "我们在沈阳做电商，研发费用能加计扣除多少？")
    page.locator(".answer .chip").first.click()
    card = page.locator(".source:target")
    expect(card).to_be_in_viewport()
    expect(card.locator("mark")).to_contain_text("50%")
    expect(card.locator(".clause")).to_contain_text("（责任部门：省地税局")
    expect(card.locator(".badge.lead")).to_have_text("牵头 省科技厅")
    expect(card).to_contain_text("国家税务总局辽宁省税务局")
    expect(card.locator(".validity b")).to_be_visible()


def test_the_chat_stays_where_it_is_when_a_source_is_shown(page: Page) -> None:
    for _ in range(2):
        ask(page, "省商务厅牵头哪些事？")
    page.locator(".answer .chip").last.click()
    expect(page.locator(".source:target")).to_be_in_viewport()
    expect(page.locator("#chat")).to_be_in_viewport()
    assert page.evaluate("document.querySelector('.gradio-container').scrollTop") == 0


def test_parts_have_chinese_names(page: Page) -> None:
    ask(page, "辽宁研发费用加计扣除多少？")
    expect(page.get_by_label("问策的回答").first).to_be_visible()
    assert page.locator("[aria-label*='message']").count() == 0


def test_how_long_a_new_user_waits(
    browser: Browser, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told, not judged: machines differ. Asked for are 3 s and 1.5 s."""
    loads, firsts = [], []
    for _ in range(_TIMES):
        started = time.perf_counter()
        with page_of(browser, address) as page:
            loads.append(time.perf_counter() - started)
            firsts.append(ask(page, "我们在沈阳做电商，研发费用能加计扣除多少？"))
    with capsys.disabled():
        sys.stdout.write(
            f"\nmedian of {_TIMES}, nothing cached: page interactive {median(loads):.2f} s, "
            f"first answer {median(firsts):.2f} s after Enter\n"
        )


def test_an_answer_comes_as_a_model_words_it(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Sentence by sentence, its sources beside it; what does not pass is never shown."""
    true = "未形成无形资产的，按照研究开发费的50%在计算应纳税所得额时加计扣除。[1]"
    lie, lead = "每家企业补贴一亿元。[1]", "牵头部门是省科技厅。[1]"
    home = tmp_path_factory.mktemp("worded")
    with (
        lying() as (liar, llm),
        serving(home, llm_base_url=llm, llm_model="liar") as address,
        page_of(browser, address) as page,
    ):
        liar.lines = [f"SLOW{true}{lie}{lead}", lie]
        page.evaluate(_WATCHED)
        ask(page, "辽宁研发费用加计扣除多少？")
        shown = page.evaluate("window.shown")
        assert len(shown) > 2 and not any("一亿元" in text for text in shown)
        expect(page.locator(".answer")).to_contain_text("3 句中 1 句未通过核对")
        expect(page.locator(".answer .made")).to_contain_text("由语言模型 liar 措辞")
        expect(page.locator(".answer blockquote")).to_contain_text("150%摊销")
        page.locator(".answer .chip").first.click()
        expect(page.locator(".source:target mark")).to_contain_text("50%")


def test_each_chip_goes_to_its_own_source(page: Page) -> None:
    ask(page, "研发费用加计扣除，辽宁和青海各是多少？")
    chips = page.locator(".answer table .chip")
    for i in range(2):
        chips.nth(i).click()
        rank = chips.nth(i).inner_text().strip("[]")
        expect(page.locator(".source:target .rank")).to_have_text(rank)
    ask(page, "青海第十九条讲什么？")
    chips.nth(0).click()  # a source of an earlier answer lies folded and opens
    expect(page.locator(".source:target mark")).to_be_visible()


def test_a_source_is_reached_by_keyboard(page: Page) -> None:
    ask(page, "大连跨境电商想建海外仓，有支持吗？")
    page.locator(".answer .chip").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".source:target")).to_be_in_viewport()


def test_an_example_is_asked(page: Page) -> None:
    page.get_by_role("button", name="大连跨境电商想建海外仓，有支持吗？哪个部门管？").click()
    expect(page.locator(".answer .sourced")).to_contain_text("推动电子商务走出去")
    expect(page.locator("#examples")).to_be_hidden()


def test_a_follow_up_shows_how_it_was_understood(page: Page) -> None:
    ask(page, "辽宁研发费用加计扣除多少？")
    ask(page, "青海呢？")
    expect(page.locator(".understood").last).to_contain_text("青海研发费用加计扣除多少")


def test_the_region_narrows_the_answer(page: Page) -> None:
    page.get_by_label("地区").first.click()
    page.get_by_role("option", name="青海").click()
    ask(page, "研发费用加计扣除多少？")
    expect(page.locator(".answer .sourced")).to_contain_text("青海")
    expect(page.locator(".answer .sourced")).not_to_contain_text("辽宁")


def test_a_refusal_looks_different_and_offers_a_better_question(page: Page) -> None:
    ask(page, "浙江有哪些海外仓支持？", ".refusal .refused")
    expect(page.locator(".answer")).to_have_count(0)
    page.get_by_role("button", name="改问：辽宁有哪些海外仓支持？").click()
    expect(page.locator(".answer .sourced")).to_contain_text("辽宁")


def test_a_refusal_offers_the_nearest_clauses_as_no_answer(page: Page) -> None:
    ask(page, "海外仓补贴的申请电话是多少？", ".refusal .refused")
    page.locator(".refusal .chip").first.click()
    expect(page.locator(".source:target")).to_be_visible()
    expect(page.locator("#sources .near")).to_contain_text("不是对问题的回答")


def test_what_is_typed_is_shown_as_text(page: Page) -> None:
    ask(page, "<img src=x onerror='window.ran=1'> **研发** 费用", ".answer, .refusal, .fault")
    expect(page.locator(".asked")).to_have_text("<img src=x onerror='window.ran=1'> **研发** 费用")
    assert page.evaluate("window.ran") is None


def test_what_cannot_be_asked_is_said(page: Page) -> None:
    page.press("#question textarea", "Enter")
    expect(page.locator(".fault")).to_contain_text("问题是空的")


def test_a_verdict_with_its_reason_is_stored(page: Page, own_home: Path) -> None:
    ask(page, "辽宁研发费用加计扣除多少？")
    page.get_by_role("button", name="踩").last.click()
    expect(page.locator(".thanks")).to_be_visible()
    page.get_by_label("说明（可不填）").fill("部门旧了")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_label("说明（可不填）")).to_be_hidden()
    stored = (own_home / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(stored[-1])
    assert (last["verdict"], last["reason"]) == ("down", "部门旧了")
    assert last["question"] == "辽宁研发费用加计扣除多少？" and last["citations"]


def test_a_verdict_in_a_new_conversation_is_stored_too(page: Page, own_home: Path) -> None:
    for question in ("辽宁研发费用加计扣除多少？", "青海研发费用加计扣除多少？"):
        page.get_by_role("button", name="新对话").click()
        expect(page.locator("#examples")).to_be_visible()
        expect(page.locator(".asked")).to_have_count(0)
        page.wait_for_timeout(300)  # a user does not type while the page is emptied
        ask(page, question)
        expect(page.locator(".thanks")).to_be_hidden()
        page.get_by_role("button", name="赞", exact=True).last.click()
        expect(page.locator(".thanks")).to_be_visible()
        stored = (own_home / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
        assert json.loads(stored[-1])["question"] == question


def test_a_conversation_is_taken_along(page: Page, tmp_path: Path) -> None:
    ask(page, "辽宁研发费用加计扣除多少？")
    for name, suffix in (("存为 Markdown", ".md"), ("存为 Word", ".docx")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        assert path.suffix == suffix
    assert "牵头：省科技厅" in (tmp_path / "问策问答记录.md").read_text(encoding="utf-8")
    paragraphs = [p.text for p in Document(str(tmp_path / "问策问答记录.docx")).paragraphs]
    assert "辽宁研发费用加计扣除多少？" in paragraphs


def test_a_new_conversation_is_empty(page: Page) -> None:
    ask(page, "辽宁研发费用加计扣除多少？")
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator(".source")).to_have_count(0)
    expect(page.locator("#examples")).to_be_visible()


def test_matching_by_a_sentence_then_by_answers(page: Page) -> None:
    tab(page, "政策匹配")
    page.fill("#business textarea", "沈阳的快递公司，1800人，想和大学合作设快件箱")
    page.get_by_role("button", name="读这句话并匹配").click()
    expect(page.locator("#understood")).to_contain_text("人数：1800")
    card = page.locator(".group.applies .measure-card").first
    expect(card.locator(".conditions .met").first).to_contain_text("符合")
    expect(card.locator(".badge").first).to_be_visible()
    asked = page.locator(".ask p").first.inner_text()
    page.locator(".ask").first.get_by_role("button", name="是", exact=True).click()
    expect(page.locator("#understood")).to_contain_text("已确认符合")
    expect(page.locator(".ask p").first).not_to_have_text(asked)


def test_matching_by_the_form_corrects_what_was_read(page: Page, tmp_path: Path) -> None:
    tab(page, "政策匹配")
    page.fill("#business textarea", "沈阳的快递公司，1800人")
    page.get_by_role("button", name="读这句话并匹配").click()
    expect(page.locator("#understood")).to_contain_text("人数：1800")
    page.get_by_text("企业情况（可更正").click()
    page.get_by_label("人数").fill("20")
    page.get_by_role("button", name="按表格匹配").click()
    expect(page.locator("#understood")).to_contain_text("人数：20")
    expect(page.locator("#understood")).to_contain_text("沈阳")
    with page.expect_download() as download:
        page.get_by_text("清单存为 Word").click()
    download.value.save_as(tmp_path / "list.docx")
    assert any("人数：20" in p.text for p in Document(str(tmp_path / "list.docx")).paragraphs)


def test_matching_says_what_it_cannot_read(page: Page) -> None:
    tab(page, "政策匹配")
    page.fill("#business textarea", "你好")
    page.get_by_role("button", name="读这句话并匹配").click()
    expect(page.locator("#verdicts .fault")).to_contain_text("没有读出企业的情况")


def test_a_comparison_side_by_side(page: Page) -> None:
    tab(page, "对比")
    page.fill("#subject textarea", "人才培训")
    page.press("#subject textarea", "Enter")
    expect(page.locator("#comparison th")).to_have_text(["辽宁", "青海"])
    expect(page.locator("#comparison .only").first).to_be_visible()
    page.get_by_role("checkbox", name="辽宁").check()
    page.press("#subject textarea", "Enter")
    expect(page.locator("#comparison .fault")).to_contain_text("至少要两个地区")


def test_an_agency_and_the_map(page: Page, tmp_path: Path) -> None:
    tab(page, "责任部门")
    page.fill("#agency input", "人社厅")
    page.press("#agency input", "Enter")
    expect(page.locator("#duties")).to_contain_text("牵头 4 项、责任 7 项，共 11 项")
    page.get_by_label("配合").check()
    expect(page.locator("#duties .fault")).to_contain_text("没有这个角色")
    page.get_by_text("职责图：").click()
    expect(page.locator("#map svg")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_text("存为图片（SVG）").click()
    download.value.save_as(tmp_path / "map.svg")
    assert (tmp_path / "map.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_notice_is_looked_at_then_added_then_removed(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "..海南 措施.txt"
    file.write_text(_NOTICE, encoding="utf-8")
    tab(page, "文件库")
    page.get_by_text("添加或删除通知").click()
    page.locator("#upload input[type=file]").set_input_files(file)
    expect(page.locator("#preview .fault")).to_contain_text("管理密钥不对")
    page.fill("#key input", ADMIN_KEY)
    page.get_by_label("省份（可不填）").fill("海南")
    page.get_by_role("button", name="先看读到了什么").click()
    expect(page.locator("#preview")).to_contain_text("还没有添加")
    expect(page.locator("#preview pre")).to_contain_text("（一）建设补助")
    expect(page.locator("#notices")).not_to_contain_text("海洋牧场")
    page.get_by_role("button", name="添加到文件库").click()
    expect(page.locator("#notices")).to_contain_text("海洋牧场")
    expect(page.get_by_label("省份（可不填）")).to_have_value("")
    tab(page, "问答")
    ask(page, "海南新建深海网箱有补助吗？")
    expect(page.locator(".answer")).to_contain_text("<script>window.ran = 1</script>，**不是**粗体")
    assert page.evaluate("window.ran") is None
    tab(page, "文件库")
    page.get_by_label("要删除的通知").click()
    page.get_by_role("option", name="海洋牧场").click()
    page.get_by_role("button", name="删除", exact=True).click()
    expect(page.locator("#notices")).not_to_contain_text("海洋牧场")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "这是图片"),
        ("空.txt", b" ", "文件是空的"),
    ],
)
def test_a_file_that_is_no_notice(
    page: Page, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    tab(page, "文件库")
    page.get_by_text("添加或删除通知").click()
    page.fill("#key input", ADMIN_KEY)
    page.locator("#upload input[type=file]").set_input_files(tmp_path / name)
    expect(page.locator("#preview .fault")).to_contain_text(said)
    expect(page.get_by_role("button", name="添加到文件库")).to_be_disabled()


def test_a_file_that_is_too_big(page: Page, tmp_path: Path) -> None:
    (tmp_path / "大.txt").write_bytes("（一）甲。\n".encode() * 200_000)
    tab(page, "文件库")
    page.get_by_text("添加或删除通知").click()
    page.fill("#key input", ADMIN_KEY)
    page.locator("#upload input[type=file]").set_input_files(tmp_path / "大.txt")
    expect(page.get_by_text("1 MB").or_(page.get_by_text("1.0 MB")).first).to_be_visible()
    expect(page.get_by_role("button", name="添加到文件库")).to_be_disabled()


def test_dark_is_dark(browser: Browser, address: str) -> None:
    with page_of(browser, address, color_scheme="dark") as page:
        ask(page, "辽宁研发费用加计扣除多少？")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert max(int(c) for c in ground[4:-1].split(",")) < 64


def test_a_phone_shows_it_all(browser: Browser, address: str) -> None:
    with page_of(browser, address, viewport={"width": 390, "height": 844}) as page:
        ask(page, "辽宁研发费用加计扣除多少？")
        page.locator(".answer .chip").first.click()
        expect(page.locator(".source:target")).to_be_in_viewport()
        for name in ("政策匹配", "对比", "责任部门", "文件库", "问答"):
            tab(page, name)
            too_wide = "document.documentElement.scrollWidth > window.innerWidth"
            assert page.evaluate(too_wide) is False, name
