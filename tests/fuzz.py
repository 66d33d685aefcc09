"""`make fuzz MINUTES=10`: random notices and files through the reader, until the time is up.

Not a test of the suite: it prints how many texts and files were read, and stops at the first
that breaks a property or raises anything but the documented error.
"""

import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from corpus.errors import NoticeError
from corpus.library import default_notices
from corpus.reading import read_notices
from corpus.sources import read_file
from corpus.sources.layout import flowing
from tests import disguise
from tests.sound import assert_sound

_CHARACTERS = (
    "一二三十第章条（）()【】〔〕［］、。，；：:\n\r\t\f \u3000"
    "1２.．①㈠《》“”%年月日号"
    "附件牵头责任单位局厅市省和等由廳責"
)
_TEXTS = [text for text, _ in default_notices()]
_FORMATS = [disguise.as_html, disguise.as_docx, disguise.gb18030_crlf, disguise.utf16]
_SUFFIXES = [".txt", ".md", ".html", ".docx", ".pdf"]
_QUIET = settings(
    max_examples=200,
    deadline=None,
    database=None,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)

_cut = st.tuples(st.sampled_from(_TEXTS), st.integers(0, 9000), st.integers(1, 900))
_piece = _cut.map(lambda c: c[0][c[1] : c[1] + c[2]])
_noise = st.text(_CHARACTERS, max_size=40) | st.text(max_size=20)
_notice = st.lists(_piece | _noise, min_size=1, max_size=12).map("".join)


def main(minutes: float) -> None:
    """Runs until the time is up; raises at the first finding."""
    until = time.monotonic() + minutes * 60
    counts: Counter[str] = Counter()
    round_ = 0
    while time.monotonic() < until:
        seed(round_)(_QUIET(given(_notice)(lambda text: _read_text(text, counts))))()
        files = st.tuples(_notice, st.sampled_from(_FORMATS), st.sampled_from(_SUFFIXES), st.data())
        few = settings(_QUIET, max_examples=10)
        seed(round_)(few(given(files)(lambda drawn: _read_bytes(*drawn, counts))))()
        round_ += 1
    print(f"{counts['texts']} texts, {counts['files']} files, {counts['refused']} refused: sound")  # noqa: T201


def _read_text(text: str, counts: Counter[str]) -> None:
    counts["texts"] += 1
    try:
        notices = read_notices(flowing(text))
    except NoticeError:
        counts["refused"] += 1
        return
    for notice in notices:
        assert_sound(notice)


def _read_bytes(
    text: str, form: object, suffix: str, data: st.DataObject, counts: Counter[str]
) -> None:
    """A file of some form, with some bytes changed or cut off."""
    counts["files"] += 1
    content = bytearray(form(text.encode("utf-8", "replace").decode()))  # type: ignore[operator]
    for _ in range(data.draw(st.integers(0, 4))):
        if content:
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(len(content) // 2, len(content))) :]
    with TemporaryDirectory() as folder:
        path = Path(folder, f"x{suffix}")
        path.write_bytes(content)
        try:
            for notice in read_notices(read_file(path)):
                assert_sound(notice)
        except NoticeError:
            counts["refused"] += 1


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
