"""The default notices as other offices would send them give the same clauses and agencies."""

from collections.abc import Callable
from pathlib import Path

import opencc
import pytest

from corpus.model import Notice
from corpus.reading import read_text
from corpus.sources import read_file
from tests import disguise

_REGIONS = ["辽宁", "青海"]
_FILES: dict[str, Callable[[str], bytes]] = {
    "one.txt": disguise.one_paragraph_half_width,
    "gb.txt": disguise.gb18030_crlf,
    "utf16.txt": disguise.utf16,
    "page.html": disguise.as_html,
    "word.docx": disguise.as_docx,
    "print.pdf": disguise.as_pdf,
    "layer.txt": disguise.text_layer,
}
_FULL_WIDTH = str.maketrans("():;,[]", "（）：；，【】")


def _structure(notice: Notice) -> list[object]:
    """Every clause by its place, with the agencies of its measures, widths aside."""
    return [
        (
            tuple(label.translate(_FULL_WIDTH) for label in clause.path),
            [
                [
                    [b.translate(_FULL_WIDTH) for b in bodies]
                    for bodies in (a.lead, a.support, a.responsible)
                ]
                for a in (m.agencies for m in clause.measures)
            ],
        )
        for clause in notice.clauses
    ]


@pytest.mark.parametrize("region", _REGIONS)
@pytest.mark.parametrize("name", list(_FILES))
def test_a_disguised_notice_has_the_same_clauses_and_agencies(
    notices: dict[str, Notice], region: str, name: str, tmp_path: Path
) -> None:
    plain = notices[region]
    path = tmp_path / name
    path.write_bytes(_FILES[name](plain.text))
    assert _structure(read_text(read_file(path))) == _structure(plain)


@pytest.mark.parametrize("region", _REGIONS)
def test_traditional_characters_are_read_and_kept(notices: dict[str, Notice], region: str) -> None:
    plain = notices[region]
    traditional = read_text(opencc.OpenCC("s2t").convert(plain.text))
    back = opencc.OpenCC("t2s").convert
    assert [c.span for c in traditional.clauses] == [c.span for c in plain.clauses]
    for one, other in zip(traditional.clauses, plain.clauses, strict=True):
        for measure, same in zip(one.measures, other.measures, strict=True):
            assert [back(b) for b in measure.agencies.responsible] == list(
                same.agencies.responsible
            )
            if quoted := measure.agencies_span:
                quote = quoted.of(traditional.text)
                assert all(body in quote for body in measure.agencies.as_printed().lead)
