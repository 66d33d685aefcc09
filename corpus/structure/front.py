"""What stands around the provisions: title, number and addressee above, signature below."""

import re
from collections.abc import Sequence

from corpus.facts.dates import dates_in, iso_of
from corpus.facts.level import jurisdiction_of
from corpus.model import Metadata, Span
from corpus.structure.compilation import Head

_DIGIT = r"[\d〇○零一二三四五六七八九十]"
_DAY = rf"{_DIGIT}{{4}} ?年 ?{_DIGIT}{{1,3}} ?月 ?{_DIGIT}{{1,3}} ?日"
_MOST_ISSUERS = 6
_MARK = r"[（(][^（）()\n]{0,10}(?:公开|发布)[^（）()\n]{0,6}[）)]"
_DATE_LINE = re.compile(rf"^[ \t\u3000]*{_DAY}[ \t\u3000]*(?:{_MARK}[ \t\u3000]*)?$", re.M)
# In one paragraph: ……执行。某某市人民政府2015年12月30日, at the end or before （此件公开发布）.
_INLINE = re.compile(
    rf"(?<=[。！？）)])\s*[^。，；：！？（）()\n]{{0,40}}{_DAY}"
    r"(?=\s*(?:\Z|[（(][^（）()]{2,12}(?:公开|发布)[^（）()]{0,6}[）)]|附件))"
)
_KINDS = (
    "通知|意见|方案|措施|办法|规定|条例|细则|要点|规划|计划|清单|公告|决定|指引|指南|政策|通告|批复"
    "|函|报告|制度|规则|规程|任务|分工|分解|行动|安排|纲要|举措|条"
)
_TITLE_END = re.compile(rf"(?:{_KINDS})》?(?:[（(][^（）()]{{2,12}}[）)])*$")
_TITLE_IN_LINE = re.compile(
    r"(?P<title>[^。；：:！？]{2,80}?的(?:通知|意见|公告|决定|函))(?=[\u4e00-\u9fff])"
)
_NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{1,14} ?[〔\[［【（(] ?\d{4} ?[〕\]］】）)] ?第? ?\d{1,5} ?号)"
)
_NUMBER_IN_LINE = re.compile(
    r"(?<=通知|意见|办法|公告|决定|方案|措施|条例|规定)(?P<number>[\u4e00-\u9fff]{2,8}[〔\[［]\d{4}[〕\]］]\d{1,5}号)"
)
# 某省人民政府办公厅文件, 索引号：……, 发布日期：……: what is printed above a title.
_MASTHEAD = re.compile(
    r".{2,30}(?:文件|公报)|.{0,6}(?:索引号|发布日期|发文日期|来源|主题词|分类|有效性|字号).*"
)
_CATALOGUED = re.compile(
    r"(?:文\s*号|发文字号)\s*[：:]?\s*(?P<number>[\u4e00-\u9fff]{1,14}[〔\[［]\d{4}[〕\]］]\d{1,5}号)"
    r"|(?:成文|发文|印发)\s*(?:日\s*期|时\s*间)\s*[：:]?\s*(?P<day>\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?)"
    r"|索\s*引\s*号|主\s*题\s*词|发布\s*机\s*构|发文\s*机\s*关"
)
# （2023年9月20日某市人民政府令第12号公布 自2023年11月1日起施行）, below the title of a regulation.
_PROMULGATED = re.compile(
    rf"^[（(]\s*(?P<day>{_DAY})\s*(?:(?P<number>[\u4e00-\u9fff]{{2,20}}令第?\s?\d{{1,4}}\s?号)|[^（）()]{{0,40}}?)"
    r"\s*(?:公布|发布|印发)"
)
_ISSUER_IN_TITLE = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{2,40}?"
    r"(?:人民政府(?:办公[厅室])?|委员会(?:办公[厅室])?|厅|局|委|办公室|银行|部|署|海关))"
    r"(?:关于|印发|转发)"
)
_DECREE = re.compile(r".{2,30}令(?:[（(]?第?\d{1,4}号[）)]?)?")
_PERSON = re.compile(
    r"(?:省长|市长|县长|区长|州长|主席|主任|局长|厅长|部长|署长)[ \u3000:：]?\S{2,4}$"
)
_NO_PLACE = re.compile(r"(?:省|市|州|县|区|自治区)")  # a signature such as 省政府办公厅
_PUBLIC = re.compile(rf"\s*{_MARK}[ \t\u3000]*$", re.M)


def signatures(text: str) -> list[Span]:
    """The signatures of a text in order: the issuers' lines, the date, 此件公开发布.

    >>> [s.of("（一）甲。\\n某省人民政府\\n2015年12月30日") for s in
    ...  signatures("（一）甲。\\n某省人民政府\\n2015年12月30日")]
    ['某省人民政府\\n2015年12月30日']
    """
    found = [Span(_issuer_start(text, m.start()), m.end()) for m in _DATE_LINE.finditer(text)]
    if not found:
        found = [Span(m.start(), m.end()) for m in _INLINE.finditer(text)]
    return [_with_mark(text, span) for span in found]


def _issuer_start(text: str, start: int) -> int:
    """Up over the lines that are names: short, without punctuation."""
    for _ in range(_MOST_ISSUERS):
        line = text.rfind("\n", 0, start - 1) + 1
        if not start or line >= start or not _is_issuer(text[line : start - 1]):
            break
        start = line
    while start < len(text) and text[start] in " \n\t\u3000":
        start += 1
    return start


def _is_issuer(line: str) -> bool:
    return len(line.strip()) <= 40 and not re.search(r"[，。；：、！？）)》\d]", line)


def _with_mark(text: str, span: Span) -> Span:
    m = _PUBLIC.match(text, span.end)
    return Span(span.start, m.end()) if m else span


def own_metadata(text: str, body: int, head: Head | None, signed: Sequence[Span]) -> Metadata:
    """What a notice says of itself: title, number, issuer, region, level and date. `body` is where
    its provisions begin; what is not said stays None.

    >>> own_metadata("某省人民政府关于甲的意见\\n某政发〔2023〕1号\\n一、乙。", 25, None, ()).title
    '某省人民政府关于甲的意见'
    """
    start = head.span.end if head else 0
    lines = [line.strip() for line in text[start:body].split("\n", 12)[:12] if line.strip()]
    known = head.metadata if head else Metadata()
    title = known.title or _title([line for line in lines if not _CATALOGUED.search(line)])
    below = next((m for line in lines if (m := _PROMULGATED.match(line))), None)
    number = _number(lines) or _catalogued(lines, "number") or (below and below["number"])
    issuer, issued_on = _signed(text, signed)
    named = _issuer_in(title)
    issuer = named if named and _NO_PLACE.match(issuer or "省") else issuer
    place = jurisdiction_of(issuer or title, number, text)
    return Metadata(
        title=title,
        number=number,
        issuer=issuer,
        region=place.region,
        level=place.level,
        issued_on=issued_on
        or known.issued_on
        or iso_of(_catalogued(lines, "day") or "")
        or (iso_of(below["day"]) if below else None),
    )


def _title(lines: list[str]) -> str | None:
    """The lines at the top up to the word for what it is: 通知, 意见; none above an addressee."""
    title = ""
    if lines and _DECREE.fullmatch(lines[0]):
        issued = re.search(r"《([^《》]{4,80})》(?:已|经|业)", "".join(lines[:5]))
        return issued[1] if issued else None
    for line in lines[:5]:
        if _NUMBER.fullmatch(line) or _MASTHEAD.fullmatch(line.replace(" ", "")):
            continue
        if re.search(r"[。；：:！？]", line):
            m = _TITLE_IN_LINE.match(line) if not title else None
            return m["title"] if m else None
        title += line
        if _TITLE_END.search(title):
            return title if 6 <= len(title) <= 150 else None
    return None


def _number(lines: list[str]) -> str | None:
    for line in lines[:8]:
        m = _NUMBER.fullmatch(line) or (_NUMBER_IN_LINE.search(line) if len(line) > 60 else None)
        if m:
            return "".join(m["number"].split())
    return None


def _catalogued(lines: list[str], name: str) -> str | None:
    """Number or date in the table that sites print above a notice: 文号：……, 成文日期：……"""
    found = (m[name] for line in lines for m in _CATALOGUED.finditer(line))
    return next(("".join(words.split()) for words in found if words), None)


def _signed(text: str, signed: Sequence[Span]) -> tuple[str | None, str | None]:
    """Issuer and date of the first signature: where a plan is annexed, that of the cover letter."""
    for span in signed:
        lines = [line.strip() for line in span.of(text).splitlines() if line.strip()]
        dates = dates_in(text, span)
        day = next((d.iso for d in dates if len(d.iso) == 10), None)
        names = [re.sub(rf"{_DAY}.*", "", line) for line in lines]
        names = [n for n in names if n and not n.startswith(("（", "(")) and not _PERSON.match(n)]
        if day:
            return "、".join(names) or None, day
    return None, None


def _issuer_in(title: str | None) -> str | None:
    """A title begins with its issuer (GB/T 9704—2012, 7.3.1): 某省商务厅关于……"""
    m = _ISSUER_IN_TITLE.match(title or "")
    return m["issuer"] if m else None
