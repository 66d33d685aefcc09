"""Refusals that help: why there is no answer, what the notices do hold, and who may know."""

from corpus.catalogue import Catalogue
from corpus.model import Notice
from rag.answer import Answer, Citation
from rag.document import escaped
from rag.question import Question
from rag.roles import role_line
from rag.scope import Scope
from rag.select import Selection
from rag.understanding.facts import Kind

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


def refusal(
    question: Question,
    scope: Scope,
    selection: Selection,
    catalogue: Catalogue,
    nearest: tuple[Citation, ...],
) -> Answer:
    """The reason in words, with the nearest clauses offered and marked as not answering."""
    text = escaped(_reason_in_words(question, scope, selection, catalogue))
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
        return f"通知写到了相关内容，但没有写明{lacking}，无法回答。{_who_may_know(selection)}"
    return f"库里的通知没有写到所问的内容，无法回答。{_holdings(catalogue)}"


def _who_may_know(selection: Selection) -> str:
    """The agencies that the text names for the subject."""
    named = role_line(selection.nearest[0].measure.agencies) if selection.nearest else ""
    return f"原文写明的相关部门（{named}）可以咨询。" if named else ""


def _no_such_clause(question: Question, scope: Scope) -> str:
    if not scope.notices:
        return "目前没有收录任何通知。"
    asked = [f"第{n}条" for n in question.numbers] or [f"第{n}章" for n in question.chapters]
    counts = "；".join(f"{_short_name(n)}共 {len(n.clauses)} 条" for n in scope.notices)
    return f"没有{'、'.join(asked)}：{counts}。"


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
