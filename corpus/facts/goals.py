"""Goals and deadlines of a notice, and which of them have gone by."""

import re
from collections.abc import Sequence
from datetime import date

from corpus.facts.dates import DATE, iso_of, last_day
from corpus.model import Span

_AIM = r"(?:力争|争取|确保|计划|预计|预期|目标|努力)"
_EDGE = r"(?:年?[底末初]|上半年|年中)?"
_GOAL = re.compile(
    rf"(?:(?P<to>{_AIM}?[到至])|{_AIM}[于在]?)?[ \t\u3000\n]{{0,3}}"
    rf"(?P<date>{DATE}){_EDGE}(?P<by>(?:之|以)?前|以?内)?|"
    r"(?:到|力争)[“\"]?十(?P<plan>[一二三四五六])五[”\"]?(?:时期|期|规划)?末"
)
_NO_GOAL = re.compile(
    r"(?:从|直|截|延长|延续|延期|推迟|执行|实施|施行|试行|持续|保留|追溯|有效期|缓缴|增长|提高|提升|"
    r"年|月|日|\d)$|(?:截至|截止|对|凡|在)$"
)
_DONE = re.compile(
    r"[^，。；]{0,8}?(?:建成|成立|注册|登记|设立|投产|竣工|开工|取得|获得|缴纳|签订|参保|入驻|引进|认定|"
    r"备案|发布|印发|颁布|出台|购置|购买|存量|毕业|入学|已)[^，。；]{0,8}?(?:的|，已)|已|的|以来|[—－~-]"
)
# The last year of each five-year plan: 十一五 is 2006 to 2010.
_YEARS = {c: 2005 + 5 * i for i, c in enumerate("〇一二三四五六")}


def targets_past(text: str, sentences: Sequence[Span], as_of: date) -> tuple[Span, ...]:
    """The phrases in `sentences` that set a goal or deadline for a time before `as_of`.

    到2020年, 2020年底前, 力争2022年, 到“十三五”末. A time counts as gone by when its last day
    has; past facts (自2015年起, 2015年印发, 截至2019年底) and titles are no goals.

    >>> text = "2015年起步，到2020年翻番，2035年底前建成。"
    >>> [s.of(text) for s in targets_past(text, [Span(0, len(text))], date(2026, 1, 1))]
    ['到2020年']
    """
    return tuple(
        Span(m.start(), m.end())
        for sentence in sentences
        if any(word in sentence.of(text) for word in "年前末")  # cheaper than the pattern
        for m in _GOAL.finditer(text, sentence.start, sentence.end)
        if _is_goal(m, sentence) and _is_past(m, as_of)
    )


def _is_goal(m: re.Match[str], sentence: Span) -> bool:
    if not m["plan"] and m["date"] and m.start() == m.start("date") and not m["by"]:
        return False
    before = m.string[max(sentence.start, m.start() - 40) : m.start()]
    after = m.string[m.end() : min(sentence.end, m.end() + 24)]
    in_title = before.rfind("《") > before.rfind("》")
    return not (in_title or _NO_GOAL.search(before) or _DONE.match(after))


def _is_past(m: re.Match[str], as_of: date) -> bool:
    iso = str(_YEARS[m["plan"]]) if m["plan"] else iso_of(m["date"])
    return iso is not None and last_day(iso) < as_of
