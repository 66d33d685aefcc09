"""Several notices in one file: a compilation whose notices stand under `1. 标题（日期）` heads."""

import re
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Metadata, Span
from corpus.regions import places_in

_DAY = r"(?P<year>\d{4})\s*[年.\-/]\s*(?P<month>\d{1,2})\s*[月.\-/]\s*(?:(?P<day>\d{1,2})\s*日?)?"
_HEAD = re.compile(
    r"^[ \t\u3000]*(?:\d{1,3}\s?[.．、]|[（(]\d{1,3}[）)])[ \t\u3000]*"
    r"(?P<title>[^\n。；]{4,150}?)[ \t]*"
    rf"[（(]\s*{_DAY}\s*[）)][ \t\u3000]*$",
    re.MULTILINE,
)
# What a notice is called ends in one of these; a dated item of a list need not.
_TITLED = re.compile(
    r"(?:通知|意见|方案|措施|办法|规定|条例|细则|要点|规划|计划|清单|公告|决定|指引|指南|政策|通告|批复|函"
    r"|报告|制度|规则|标准|目录|规程)》?(?:[（(][^（）()]{2,12}[）)])*$"
)
# （四）云南 or 第三章 广东省 above the first notice of a province.
_LONGEST_HEAD = 300
_REGION = re.compile(
    r"[ \t\u3000]*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、"
    r"|第[一二三四五六七八九十]{1,3}[章节编])[ \t\u3000]*(?P<name>[\u4e00-\u9fff]{2,8})[ \t\u3000]*"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a notice in a compilation: `span` from the province's name to the date."""

    span: Span
    metadata: Metadata


def heads(text: str) -> tuple[Head, ...]:
    """The heads of the notices in a text, in order; none in the text of a single notice.

    >>> [h.metadata.title for h in heads("1. 甲办法（2023年5月1日）\\n一、甲。")]
    ['甲办法']
    """
    found = []
    region = None
    for m in _HEAD.finditer(text):
        if _TITLED.search(m["title"]):
            start, named = _region_above(text, m.start())
            region = named or region
            known = Metadata(title=m["title"].strip(), region=region, issued_on=_iso(m))
            found.append(Head(Span(start, m.end()), known))
    return tuple(found)


def head_of(text: str) -> Head | None:
    """The head that a notice of a compilation begins with.

    >>> head_of("1. 甲办法（2023年5月1日）\\n一、甲。").metadata.issued_on
    '2023-05-01'
    """
    return next((h for h in heads(text[:_LONGEST_HEAD]) if h.span.start == 0), None)


def notices_in(text: str) -> tuple[tuple[int, int, str | None], ...]:
    """Where each notice of a text begins and ends, and the province that it is filed under.

    >>> notices_in("1. 甲办法（2023年5月1日）\\n一、甲。\\n2. 乙办法（2023年6月1日）\\n一、乙。")
    ((0, 22, None), (23, 45, None))
    """
    found = heads(text)
    if not found:
        return ((0, len(text), None),)
    edges = pairwise([*(h.span.start for h in found), len(text)])
    parts = [(s, e, h.metadata.region) for h, (s, e) in zip(found, edges, strict=True)]
    first = found[0].span.start
    if "。" in text[:first]:
        parts = [(0, first, None), *parts]  # a preface is read for itself
    return tuple(_trimmed(text, *part) for part in parts)


def _trimmed(text: str, start: int, end: int, region: str | None) -> tuple[int, int, str | None]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip("\n")), start + len(part.rstrip("\n")), region


def _region_above(text: str, start: int) -> tuple[int, str | None]:
    """Where the line begins that names the province whose notices follow, and the province."""
    end = (
        len(text[:start].rstrip())
        if start < 40
        else start - 40 + len(text[start - 40 : start].rstrip())
    )
    line = text.rfind("\n", 0, end) + 1
    m = _REGION.fullmatch(text, line, end)
    places = places_in(m["name"]) if m else ()
    if places and places[0].is_province:
        return line, places[0].province
    return start, None


def _iso(head: re.Match[str]) -> str:
    parts = [f"{int(head['year']):04}", f"{int(head['month']):02}"]
    return "-".join([*parts, f"{int(head['day']):02}"] if head["day"] else parts)
