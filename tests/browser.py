"""A real server, and a real browser that may speak with it alone."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

ADMIN_KEY = "a-key-for-tests"
_MISSING = (
    "no Chromium: install it with `apt-get install -y chromium fonts-noto-cjk`, "
    "or name it in WENCE_TEST_CHROMIUM"
)
# Without these the browser itself looks for hosts that are not asked about here.
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[str]:
    """`wence serve` on a free port; gives its address."""
    command = [str(Path(sys.executable).with_name("wence")), "serve", "--port", "0"]
    given = {f"WENCE_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "WENCE_HOME": str(home), **given}
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=environment,
    ) as process:
        assert process.stdout is not None
        told = (re.search(r"http://\S+?(?=/ )", line) for line in process.stdout)
        try:
            yield next(found.group() for found in told if found)
        finally:
            process.terminate()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the system; fails with how to install it where there is none."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.fail(_MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_QUIET))
        yield browser
        browser.close()


@contextmanager
def page_of(browser: Browser, address: str, **context: Any) -> Iterator[Page]:
    """A fresh page, opened and ready; any request to another host fails the test."""
    with browser.new_context(locale="zh-CN", **context) as own:
        foreign: list[str] = []
        own.route("**/*", lambda route: _only(address, route, foreign))
        page = own.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        page.wait_for_selector("#question textarea")
        yield page
        assert not foreign, f"the page asked other hosts: {foreign}"
        assert not faults, f"errors in the page: {faults}"


def _only(address: str, route: Route, foreign: list[str]) -> None:
    url = urlsplit(route.request.url)
    if url.netloc == urlsplit(address).netloc or url.scheme in ("data", "blob"):
        route.continue_()
    else:
        foreign.append(route.request.url)
        route.abort()


def tab(page: Page, name: str) -> None:
    """Goes to a tab."""
    page.get_by_role("tab", name=name, exact=True).click()


def ask(page: Page, question: str, awaited: str = ".answer .made") -> float:
    """Asks in the chat and waits for the whole answer; gives the seconds to its first words."""
    before = page.locator(awaited).count()
    started = time.perf_counter()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    answers = page.locator(".answer, .refusal, .fault")
    answers.nth(before).wait_for()
    first = time.perf_counter() - started
    page.locator(awaited).nth(before).wait_for()
    return first
