"""Every tab against the rules of axe-core, in light and in dark: no serious fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ADMIN_KEY, ask, chromium, page_of, serving, tab

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.server]
_RULES = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
_GRAVE = ("serious", "critical")


@pytest.fixture(scope="module", autouse=True)
def rules() -> None:
    if not _RULES.exists():
        pytest.fail("no axe-core: install it with `npm ci --prefix tests`")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("axe"), admin_key=ADMIN_KEY) as found:
        yield found


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with page_of(browser, address, color_scheme=request.param) as opened:
        yield opened


def _grave_faults(page: Page) -> list[str]:
    """The grave faults of what is shown: rule, element, what is wrong."""
    page.add_script_tag(path=_RULES)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']}: {node['html'][:200]}: {node['failureSummary'][:300]}"
        for violation in found["violations"]
        if violation["impact"] in _GRAVE
        for node in violation["nodes"]
    ]


def test_the_empty_page(page: Page) -> None:
    assert _grave_faults(page) == []


def test_the_chat(page: Page) -> None:
    ask(page, "研发费用加计扣除，辽宁和青海各是多少？")
    ask(page, "海外仓补贴的申请电话是多少？", ".refusal .refused")
    page.get_by_role("button", name="踩").last.click()
    expect(page.get_by_role("button", name="提交")).to_be_visible()
    assert _grave_faults(page) == []


def test_matching(page: Page) -> None:
    tab(page, "政策匹配")
    page.get_by_text("企业情况（可更正").click()
    page.fill("#business textarea", "沈阳的快递公司，1800人")
    page.get_by_role("button", name="读这句话并匹配").click()
    expect(page.locator(".ask").first).to_be_visible()
    assert _grave_faults(page) == []


def test_comparing(page: Page) -> None:
    tab(page, "对比")
    page.fill("#subject textarea", "人才培训")
    page.press("#subject textarea", "Enter")
    expect(page.locator("#comparison table")).to_be_visible()
    assert _grave_faults(page) == []


def test_agencies(page: Page) -> None:
    tab(page, "责任部门")
    page.fill("#agency input", "人社厅")
    page.press("#agency input", "Enter")
    expect(page.locator("#duties .measure-card").first).to_be_visible()
    page.get_by_text("职责图：").click()
    expect(page.locator("#map svg")).to_be_visible()
    assert _grave_faults(page) == []


def test_the_library(page: Page, tmp_path: Path) -> None:
    tab(page, "文件库")
    page.get_by_text("添加或删除通知").click()
    page.fill("#key input", ADMIN_KEY)
    (tmp_path / "a.txt").write_text("（一）补助。给予补助。（责任单位：甲局）", encoding="utf-8")
    page.locator("#upload input[type=file]").set_input_files(tmp_path / "a.txt")
    expect(page.locator("#preview pre")).to_be_visible()
    assert _grave_faults(page) == []
