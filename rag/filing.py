"""What a user tells of a notice that is to be kept, checked before anything is read or written."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.errors import BadInput
from corpus.model import Metadata
from corpus.regions import places_in
from corpus.script import simplified
from corpus.structure.compilation import notices_in
from rag.region import checked_region

_LONGEST = 300
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def metadata_given(
    title: str | None = None,
    number: str | None = None,
    region: str | None = None,
    issued: str | None = None,
) -> Metadata:
    """The metadata of a notice as a user gives them; what is None or blank is read from the text.

    Raises BadInput that names what cannot be used.

    >>> metadata_given(region="大连", issued="2024-01-02").region
    '辽宁'
    """
    return Metadata(
        title=_one_line("标题", title),
        number=_one_line("文号", number),
        region=_province(region),
        issued_on=_date(issued),
    )


def refuse_several(texts: Sequence[str], metadata: Metadata) -> None:
    """Raises BadInput where one title or number is given for several notices."""
    if not (metadata.title or metadata.number):
        return
    count = sum(len(notices_in(simplified(text))) for text in texts)
    if count > 1:
        raise BadInput(f"标题和文号只能用于一份通知，这里有 {count} 份。请分开添加，或不写这两项。")


def _one_line(name: str, value: str | None) -> str | None:
    if value is None or not value.strip():
        return None
    if re.search(r"[\ud800-\udfff]", value):
        raise BadInput(f"{name}里有损坏的编码。请重新输入。")
    if len(value) > _LONGEST:
        raise BadInput(f"{name}太长（超过 {_LONGEST} 字）。请只写{name}。")
    return " ".join(value.split())


def _province(region: str | None) -> str | None:
    named = checked_region(region)
    return places_in(named)[0].province if named else None


def _date(issued: str | None) -> str | None:
    if issued is None or not issued.strip():
        return None
    parts = _DAY.fullmatch(issued.strip())
    try:
        return date(*map(int, parts.groups() if parts else ())).isoformat()
    except (TypeError, ValueError) as e:  # no such form, no such day
        raise BadInput(f"日期 {issued[:20]} 不能用。请写成 2015-12-30 的样子。") from e
