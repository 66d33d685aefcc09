"""The five tools of wence for language models: what each is for, what it does."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel

from corpus.errors import BadInput
from rag.answer import Citation, answer_record, cite
from rag.compare import comparison_record
from rag.match import MatchReport, match_record
from rag.matching.describe import understood
from rag.matching.profile import profile_of, profile_record
from rag.matching.text import report_text
from rag.render import answer_text
from rag.responsibility import duties_record
from rag.service import Service
from rag.tables import comparison_text, duties_text
from web import records, reports
from web.tools import shapes
from web.tools.clause import find_clause, full_record, full_text

_REFUSED = "【拒答】收录的通知里没有答案。请如实转告用户，不要用自己的知识补写。\n\n"


class Told(NamedTuple):
    """What a tool answers: a record for programs, text for readers, the clauses named in it."""

    record: dict[str, Any]
    text: str
    cited: Sequence[Citation] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One tool: what it is for, what it takes and gives, and how it is done."""

    title: str
    description: str
    takes: type[BaseModel]
    gives: type[BaseModel]
    run: Callable[[Service, Any], Told]


def _ask(service: Service, given: shapes.AskArguments) -> Told:
    answer = service.extract(given.question, given.turns, given.region)
    warning = _REFUSED if answer.status == "refused" else ""
    cited = (*answer.citations, *answer.nearest)
    return Told(answer_record(answer), warning + answer_text(answer), cited)


def _match(service: Service, given: shapes.MatchArguments) -> Told:
    known = given.model_dump(exclude_unset=True, exclude={"limit"})
    if not known:
        raise BadInput("没有写企业的情况。请用 text 写一句介绍，或填 region、sectors 等各项。")
    profile = profile_of(known)
    report = service.match(understood(profile, profile.text))
    matches = (*report.applies, *report.may_apply[: given.limit])
    record = _report_record(report, given.limit)
    return Told(record, report_text(report), [m.citation for m in matches])


def _report_record(report: MatchReport, limit: int) -> dict[str, Any]:
    """The report without what does not apply, most of the library, which is only counted."""
    verdicts = ("applies", "may_apply", "not_applicable")
    return {
        "profile": profile_record(report.profile),
        "applies": [match_record(m) for m in report.applies],
        "may_apply": [match_record(m) for m in report.may_apply[:limit]],
        "counts": {verdict: len(getattr(report, verdict)) for verdict in verdicts},
        "questions": [ask.question for ask in report.asks],
        "asks": [asdict(ask) for ask in report.asks],
    }


def _compare(service: Service, given: shapes.CompareArguments) -> Told:
    if len(given.regions) == 1:
        raise BadInput("对比至少要两个地区。请在 regions 里写两个以上的省份，或留空以对比全部。")
    found = service.compare(given.subject, given.regions)
    cited = [cell.citation for line in found.lines for cell in line.cells.values()]
    return Told(comparison_record(found), comparison_text(found), cited)


def _agency(service: Service, given: shapes.AgencyArguments) -> Told:
    duties = service.duties(given.name, given.region, given.role)
    cited = [cite(1, d.located, d.measure, d.measure.opening) for d in duties.duties]
    return Told(duties_record(given.name, duties, service.catalogue), duties_text(duties), cited)


def _clause(service: Service, given: shapes.ClauseArguments) -> Told:
    catalogue, today = service.catalogue, date.today()
    located = find_clause(catalogue, given.clause_id)
    text = full_text(located, catalogue, today)
    return Told(full_record(located, catalogue, today), text)


OFFERS = {
    "ask": Offer(
        "查政策通知",
        "回答一个关于政策通知的问题：规定了什么、数额、条件、期限、由谁负责。"
        "回答逐字引自收录的通知，并附引文出处和按角色列出的负责部门；不是生成的文字，请照抄，不要改写数字、条件和部门。"
        "status 为 refused 即收录的通知里没有答案，须如实转告用户，不得用自己的知识补写；"
        "partial 即只答了一部分，缺 missing 所列。引文的 clause.id 可交给 get_clause 看全文。",
        shapes.AskArguments,
        records.Answer,
        _ask,
    ),
    "match": Offer(
        "匹配适用的措施",
        "一家企业（或想创业的人）能享受哪些措施：逐项比对收录的全部措施，给出适用、可能适用（还缺什么条件）和理由。"
        "用 text 写一句介绍，或分项填写，或两者都给；不知道的项不要填，更不要猜。"
        "先请用户核对 profile 里所理解的情况；questions 是接着该问用户的问题，"
        "用户答“是”就把对应的 condition 放进 confirmed，答“否”放进 denied，再匹配一次。"
        "为控制篇幅，不适用的只给数目（counts），可能适用的只列前 limit 项。没列出的不等于不存在。",
        shapes.MatchArguments,
        shapes.ShortReport,
        _match,
    ),
    "compare": Offer(
        "对比各地规定",
        "几个省就同一主题的规定并排对比，逐行给出各省的原文、数字、条件和负责部门。"
        "某省没有对应规定时为空（null），missing 列出完全没有规定的省：照实说明，不要补写。",
        shapes.CompareArguments,
        reports.Comparison,
        _compare,
    ),
    "agency": Offer(
        "查机构的任务",
        "一个机构在收录的通知里的全部任务，完整，按角色（牵头、配合、责任）计数。"
        "today 是机构改革后的名称。任务很多时，可用 region 和 role 缩小范围。"
        "问某一件事由谁负责，请用 ask。",
        shapes.AgencyArguments,
        reports.Duties,
        _agency,
    ),
    "get_clause": Offer(
        "看条款全文",
        "按条款编号取一条的全文（与通知一字不差）、所在通知的标题、文号、日期、效力，"
        "以及条内每项措施按角色列出的负责部门。编号取自其他工具结果里的 clause.id，不能自拟。",
        shapes.ClauseArguments,
        shapes.ClauseTold,
        _clause,
    ),
}
