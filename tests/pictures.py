"""Pictures of the real page: `python -m tests.pictures FOLDER [NAME …]`; all if none is named."""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.browser import ADMIN_KEY, ask, chromium, page_of, serving, tab

_DESK = {"width": 1280, "height": 900}
_PHONE = {"width": 390, "height": 844}


def take(folder: Path, names: Sequence[str]) -> None:
    """Writes the pictures of those names into `folder`; all where none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix="wence-"))
    with serving(home, admin_key=ADMIN_KEY) as address, chromium() as browser:
        for scheme in ("light", "dark"):
            with page_of(browser, address, viewport=_DESK, color_scheme=scheme) as page:
                _tour(page, scheme, _Camera(page, folder, names))
        with page_of(browser, address, viewport=_PHONE) as page:
            ask(page, "大连跨境电商想建海外仓，有支持吗？")
            _Camera(page, folder, names).take("phone")


@dataclass(frozen=True, slots=True)
class _Camera:
    page: Page
    folder: Path
    names: Sequence[str]

    def take(self, name: str) -> None:
        """Writes what the page shows, if that is asked for."""
        if self.names and name not in self.names:
            return
        self.page.wait_for_timeout(500)  # until nothing moves
        self.page.screenshot(path=self.folder / f"{name}.png")


def _tour(page: Page, scheme: str, camera: _Camera) -> None:
    def picture(name: str) -> None:
        camera.take(f"{name}-{scheme}")

    picture("empty")
    ask(page, "我们在沈阳做电商，研发花了不少钱，税前能多扣多少？")
    page.locator(".answer .chip").first.click()
    picture("ask")
    ask(page, "浙江有哪些海外仓支持？", ".refusal .refused")
    picture("refusal")
    tab(page, "政策匹配")
    page.fill("#business textarea", "沈阳的快递公司，1800人，想和大学合作设快件箱")
    page.get_by_role("button", name="读这句话并匹配").click()
    page.locator(".ask").first.wait_for()
    picture("match")
    tab(page, "对比")
    page.fill("#subject textarea", "人才培训")
    page.press("#subject textarea", "Enter")
    page.locator("#comparison table").wait_for()
    picture("compare")
    tab(page, "责任部门")
    page.get_by_text("职责图：").click()
    page.locator("#map svg").wait_for()
    picture("map")
    tab(page, "文件库")
    page.get_by_text("添加或删除通知").click()
    picture("library")


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2:])
