"""What an agency leads, supports or is responsible for: looked up, complete and counted."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.catalogue import Located
from corpus.facts.agencies import same_agency
from corpus.model import Agencies, Measure, Notice, Span
from corpus.regions import places_in
from index.tokens import fold
from rag.answer import Answer, Citation, cite, clause_name
from rag.asking import parts_of
from rag.evidence import asked
from rag.question import Question
from rag.roles import ROLES

_ONE_ROLE = {
    "lead": re.compile("牵头"),
    "support": re.compile("配合|协助|协同"),
    "responsible": re.compile("责任(?:单位|部门|方|主体)"),
}
# Words that ask for duties without naming one; what is left over is a subject to search for.
_ASKING = re.compile(
    r"牵头|负责|配合|协助|协同|参与|承担|主管|涉及|扮演|担任|安排|列为|作为|当|落实|实施|完成|管|抓|干|搞|做|办理?|"
    r"责任|单位|部门|机构|角色|职责|任务|工作|事项|事情|[几多]少?[项条件]|措施|条[款文]?|政策|文件|通知|意见|[文里中]中?|"
    r"哪[些几一]?|什么|啥|多少|几|有|要|被|都|把|的|是|为|在|请|逐[条项]|列[出举]|一下|告诉我?|那边|这边|分别|各|活|事|"
    r"叫|共|总|全部|所有|方面|又|和|与|及|、|吗|呢|省|市"
)
_RESIDUE = 0.3  # weight of other things named, from which a question is about them
_SHORTEST, _LONGEST = 3, 14
_NAME_ENDS = re.compile("[厅局委办部]|委员会|中心|海关")


@dataclass(frozen=True, slots=True)
class Duty:
    """A measure that an agency has a role in."""

    role: str
    located: Located
    measure: Measure


@dataclass(frozen=True, slots=True)
class Duties:
    """All duties of the agency asked about, by role and then in the order of the notices."""

    agency: str
    duties: tuple[Duty, ...]


def duties_asked(
    question: Question, notices: Sequence[Notice], rarity: Callable[[str], float]
) -> Duties | None:
    """The duties of the agency that a question asks about; None if it asks something else.

    An agency is meant if its name stands in the question, with or without its province, or in
    another spelling; its duties are meant if the question names no other thing.
    """
    plain = fold(question.standalone)
    bodies = {body for n in notices for body in _bodies(n)}
    mentions = _mentions(plain, bodies)
    if not mentions or question.numbers:
        return None
    mention, agency = max(mentions, key=lambda pair: len(pair[0]))
    if not parts_of(plain)[-1].is_open or _residue(plain, mentions, question, rarity) > _RESIDUE:
        return None
    roles = _roles(plain)
    found = (d for n in notices for d in _duties(n) if d.role in roles)
    mine = [d for d in found if any(_same(agency, b) for b in _of(d.measure.agencies, d.role))]
    return Duties(agency, tuple(sorted(mine, key=lambda d: list(ROLES).index(d.role))))


def duties_answer(question: Question, asked: Duties, missing: tuple[str, ...]) -> Answer:
    """The count by role, then every measure under its role with its citation."""
    cited = [(d, _cited(rank, d)) for rank, d in enumerate(asked.duties, 1)]
    parts = [f"**{asked.agency}**：{_counts(asked.duties)}。"]
    for role, word in ROLES.items():
        lines = [_line(d, citation) for d, citation in cited if d.role == role]
        if lines:
            parts.append("\n".join([f"{word}：", "", *lines]))
    return Answer(
        question=question.text,
        standalone=question.standalone,
        status="partial" if missing else "answered",
        answer="\n\n".join(parts),
        missing=missing,
        citations=tuple(citation for _, citation in cited),
    )


def _mentions(plain: str, bodies: set[str]) -> list[tuple[str, str]]:
    """The words of a question that name a body, with the body: (人社厅, 省人力资源社会保障厅)."""
    literal = [(_short(b), b) for b in bodies if _short(b) in plain]
    ends = [m.end() for m in _NAME_ENDS.finditer(plain)]
    names = {plain[max(0, end - n) : end] for end in ends for n in range(2, _LONGEST + 1)}
    names |= {mention for mention, _ in literal}
    other = [(name, b) for name in names for b in bodies if same_agency(name, b)]
    return literal + other


def _residue(
    plain: str,
    mentions: Sequence[tuple[str, str]],
    question: Question,
    rarity: Callable[[str], float],
) -> float:
    """How much a question names besides the agency and the words that ask for its duties."""
    for mention, _ in sorted(mentions, key=lambda pair: -len(pair[0])):
        plain = plain.replace(mention, " ")
    for place in question.places:
        plain = plain.replace(place.name, " ")
    return asked(_ASKING.sub(" ", plain), rarity).weight


def _same(one: str, other: str) -> bool:
    return _short(one) == _short(other) or same_agency(one, other)


def _roles(plain: str) -> set[str]:
    """The roles asked for: one that is named, else all."""
    return {role for role, pattern in _ONE_ROLE.items() if pattern.search(plain)} or set(ROLES)


def _duties(notice: Notice) -> Iterator[Duty]:
    for clause in notice.clauses:
        for measure in clause.measures:
            for role in ROLES:
                if _of(measure.agencies, role):
                    yield Duty(role, Located(notice, clause), measure)


def _bodies(notice: Notice) -> set[str]:
    """Every body of a notice whose name is long enough to be meant by it."""
    measures = (m for c in notice.clauses for m in c.measures)
    bodies = {b for m in measures for role in ROLES for b in _of(m.agencies, role)}
    return {b for b in bodies if len(_short(b)) >= _SHORTEST}


def _of(agencies: Agencies, role: str) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(agencies, role)
    return names


def _short(body: str) -> str:
    """省商务厅 → 商务厅, so that 辽宁省商务厅 and 商务厅 mean it too; a city's name stays."""
    plain = fold(body)
    for place in places_in(plain):
        if place.is_province:
            plain = plain.removeprefix(place.name)
    return re.sub(r"^[省市](?=.{3})", "", plain)


def _counts(duties: Sequence[Duty]) -> str:
    counts = ((word, sum(d.role == role for d in duties)) for role, word in ROLES.items())
    return "、".join(f"{word} {count} 项" for word, count in counts if count) or "没有写明的事项"


def _line(duty: Duty, citation: Citation) -> str:
    return f"- {clause_name(duty.located)}：{citation.quote} [{citation.rank}]"


def _cited(rank: int, duty: Duty) -> Citation:
    sentence: Span = duty.measure.sentences[0] if duty.measure.sentences else duty.measure.span
    return cite(rank, duty.located, duty.measure, sentence)
