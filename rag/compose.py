"""The extractive generator: an answer made of the notices' own sentences, or a helpful refusal."""

from collections.abc import Sequence

from corpus.catalogue import Catalogue
from corpus.model import Notice
from rag.answer import Answer, Citation, cite, clause_name
from rag.candidates import Found
from rag.facts import Kind
from rag.question import Question
from rag.roles import role_line
from rag.scope import Scope
from rag.select import Selection

_NO_AGENCIES = "原文没有写明负责部门"
_KIND_NAMES: dict[Kind, str] = {
    "who": "由哪个部门负责",
    "sum": "金额",
    "money": "金额或比例",
    "amount": "数量或比例",
    "date": "具体时间",
    "period": "期限",
    "contact": "电话、地址等联系方式",
    "procedure": "申请材料或办理流程",
    "person": "人员姓名",
    "document": "名单、附件之类的文件",
}
_EXAMPLES = 3


def compose(question: Question, scope: Scope, selection: Selection, catalogue: Catalogue) -> Answer:
    """The answer to `question` from what was selected; every sentence of it is quoted."""
    if not selection.found:
        return _refusal(question, scope, selection, catalogue)
    citations = _citations(selection.found)
    missing = _missing(scope, selection)
    several = len(citations) > 1
    parts = [
        _part(question, c, clause_name(f.located) if several else None)
        for c, f in zip(citations, selection.found, strict=True)
    ]
    if missing:
        parts.append(f"库里没有找到{'、'.join(missing)}关于这个问题的条款。")
    return Answer(
        question=question.text,
        standalone=question.standalone or question.text,
        status="partial" if missing else "answered",
        answer="\n\n".join([*_heading(question, scope), *parts]),
        missing=missing,
        citations=citations,
    )


def _citations(found: Sequence[Found]) -> tuple[Citation, ...]:
    return tuple(cite(n, f.located, f.measure, f.quote) for n, f in enumerate(found, 1))


def _missing(scope: Scope, selection: Selection) -> tuple[str, ...]:
    answered = {f.located.notice.metadata.region for f in selection.found}
    return (*(r for r in scope.regions if r not in answered), *scope.missing)


def _heading(question: Question, scope: Scope) -> list[str]:
    """Says which province stands for a city that was named."""
    cities = [p for p in question.places if not p.is_province and p.province in scope.regions]
    return [f"{p.name}属{p.province}，以下为{p.province}的规定：" for p in cities[:1]]


def _part(question: Question, citation: Citation, name: str | None) -> str:
    quote = "> " + citation.quote.replace("\n", "\n> ")
    agencies = role_line(citation.agencies_full) or _NO_AGENCIES
    if question.kind == "who":
        where = f"{name} · " if name else ""
        return f"{where}**{agencies}** [{citation.rank}]{_caveat(question, citation)}\n\n{quote}"
    return f"{quote} [{citation.rank}]\n\n" + " · ".join(p for p in (name, agencies) if p)


def _caveat(question: Question, citation: Citation) -> str:
    """Where the lead is asked for and the notice names only responsible bodies, says so."""
    if "牵头" in question.text and not citation.agencies.lead:
        return "（原文只列责任部门，没有写明谁牵头）"
    return ""


def _refusal(
    question: Question, scope: Scope, selection: Selection, catalogue: Catalogue
) -> Answer:
    nearest = _citations(selection.nearest)
    text = _reason_in_words(question, scope, selection, catalogue)
    if nearest:
        text += "\n\n下面是最接近的条款，供参考，不是对问题的回答。"
    return Answer(
        question=question.text,
        standalone=question.standalone or question.text,
        status="refused",
        reason=selection.reason,
        answer=text,
        missing=scope.missing,
        nearest=nearest,
    )


def _reason_in_words(
    question: Question, scope: Scope, selection: Selection, catalogue: Catalogue
) -> str:
    match selection.reason:
        case "no_such_clause":
            return _no_such_clause(question, scope)
        case "wrong_premise":
            return f"{_premise(question, selection)}问题的前提与原文不符，无法据此回答。"
        case "off_topic":
            return f"库里的通知不涉及这个问题。{_holdings(catalogue)}"
        case "unclear":
            return f"问题没有指明具体事项。请写得具体一些，例如：{_examples(scope)}。"
        case _:
            return _not_in_corpus(scope, selection, catalogue)


def _premise(question: Question, selection: Selection) -> str:
    """What the text says instead of what the question takes for granted."""
    if question.figures:
        return f"相关条款里没有“{'、'.join(question.figures)}”这个说法，"
    agencies = role_line(selection.nearest[0].measure.agencies) if selection.nearest else ""
    return (
        f"原文写的是“{agencies}”，" if question.roles and agencies else "相关条款不是这样规定的，"
    )


def _not_in_corpus(scope: Scope, selection: Selection, catalogue: Catalogue) -> str:
    if scope.missing and not scope.regions:
        return f"库里没有{'、'.join(scope.missing)}的通知，无法回答。{_holdings(catalogue)}"
    if selection.lacks:
        lacking = _KIND_NAMES[selection.lacks]
        return f"通知写到了相关内容，但没有写明{lacking}，无法回答。"
    return f"库里的通知没有写到所问的内容，无法回答。{_holdings(catalogue)}"


def _no_such_clause(question: Question, scope: Scope) -> str:
    if not scope.notices:
        return "目前没有收录任何通知。"
    asked = "、".join(f"第{n}条" for n in question.numbers)
    counts = "；".join(f"{_short_name(n)}共 {len(n.clauses)} 条" for n in scope.notices)
    return f"没有{asked}：{counts}。"


def _holdings(catalogue: Catalogue) -> str:
    names = "；".join(_short_name(n) for n in catalogue.notices)
    return f"目前收录：{names}。" if names else "目前没有收录任何通知。"


def _short_name(notice: Notice) -> str:
    metadata = notice.metadata
    return f"《{metadata.title}》" if metadata.title else f"{metadata.region or '未命名'}的通知"


def _examples(scope: Scope) -> str:
    titles = [c.title for n in scope.notices for c in n.clauses if c.title and c.measures]
    step = max(1, len(titles) // _EXAMPLES)
    return "、".join(f"“{t}”" for t in titles[step // 2 :: step][:_EXAMPLES])
