"""What an agency leads, supports or is responsible for: looked up, complete and counted."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.catalogue import Located
from corpus.model import Agencies, Measure, Notice
from index.tokens import fold
from rag.answer import Answer, Citation, cite, clause_name
from rag.document import escaped
from rag.evidence import asked, is_noun
from rag.question import Question
from rag.roles import ROLES
from rag.understanding.asking import parts_of
from rag.understanding.mentions import Mention, mentioned, same_body, short

_ONE_ROLE = {
    "lead": re.compile("牵头"),
    "support": re.compile("配合|协助|协同"),
    "responsible": re.compile("责任(?:单位|部门|方|主体)"),
}
_ANY_ROLE = re.compile(r"(?:哪[些几]|几|什么).{0,3}是.{0,2}牵头|参与|也算|都管|有关|涉及|不管|角色")
_RESPONSIBLE_TOO = re.compile("(?<!牵头)负责")  # 牵头几项、负责几项
_SET_ASIDE = re.compile(
    r"(?:不算|不含|不包括|除了)[^，,、。（(）)]{0,3}(?:牵头|配合|责任)[^，,。（(）)]{0,4}"
)
# Words that ask for duties without naming one; what is left over is a subject to search for.
_ASKING = re.compile(
    r"出来|搭把?手|名下|活儿|手[上里]|自己|"
    r"牵头|打头|领头|负责|配合|协助|协同|参与|承担|主管|涉及|扮演|担任|担着|担|扛|摊到?|派|安排|列为|列了|列|作为|点名|提到|当|"
    r"落实|实施|完成|要管|管|抓|干|搞|做|办理?|捋|理一?理|数一?数|责任|单位|部门|机构|角色|职责|任务|工作|人员|同志|朋友|同事|"
    r"事项|事情|事儿|[几多]少?[项条件处次]|[项件处次]|措施|条[款文目]?|清单|政策|文件|通知|意见|方案|[文里中]中?|关系|有关|相关|"
    r"哪[些几一]?|什么|啥|多少|几|有|要|被|都|把|的|是|为|在|请|逐[条项]|列[出举]|一下|告诉我?|那边|这边|分别|各|活|事|"
    r"叫|共|一共|总|全部|所有|方面|具体|想知道|帮|替|给|问|自己|我们|咱们?|他们|我|又|和|与|及|、|吗|呢|省|市|局|厅|委"
)
# What a question for duties must hold; 电话 and the like ask for something else of the agency.
_DUTIES = re.compile(
    r"(?:哪[些几一]?|什么|啥|多少|几|各|都|逐|全部|所有|理|捋|列|清单).*"
    r"|(?:牵头|负责|配合|责任|职责|任务|角色|参与|涉及).*(?:哪|什么|啥|几|多少|列|理|捋)"
)
_RESIDUE = 0.45  # weight of other things named, from which a question is about them


@dataclass(frozen=True, slots=True)
class Duty:
    """A measure that an agency has a role in."""

    role: str
    located: Located
    measure: Measure


@dataclass(frozen=True, slots=True)
class Duties:
    """All duties of the agencies asked about, by role and then in the order of the notices.

    `agencies` are named as the notices name them; a name of today may stand for several.
    """

    agencies: tuple[str, ...]
    duties: tuple[Duty, ...]


def duties_asked(
    question: Question, notices: Sequence[Notice], rarity: Callable[[str], float]
) -> Duties | None:
    """The duties of the agency that a question asks about; None if it asks something else.

    Its duties are meant if the question names no other thing and takes nothing for granted.
    """
    plain = fold(question.standalone)
    other_fact = question.kind not in (None, "who", "amount")
    if question.numbers or question.roles or other_fact or not _DUTIES.search(plain):
        return None
    mention = mentioned(plain, notices)
    if mention is None or _residue(plain, mention, question, notices, rarity) > _RESIDUE:
        return None
    return duties_of(mention.bodies, notices, _roles(plain))


def duties_of(
    named: frozenset[str], notices: Sequence[Notice], roles: Collection[str] = tuple(ROLES)
) -> Duties | None:
    """All duties that some bodies of the notices have in the roles given; None if there are none.

    A body is meant in all its spellings (省人力资源社会保障厅, 人社厅); it is named as printed.
    """
    found = (d for n in notices for d in _duties(n) if d.role in roles)
    mine = [d for d in found if _has(named, d)]
    if not mine:
        return None
    holders = (b for d in mine for b in _of(d.measure.agencies, d.role))
    bodies = tuple(dict.fromkeys(b for b in holders if any(same_body(b, n) for n in named)))
    return Duties(bodies, tuple(sorted(mine, key=lambda d: list(ROLES).index(d.role))))


def counts(duties: Sequence[Duty]) -> dict[str, int]:
    """How many duties there are in each role."""
    return {role: sum(d.role == role for d in duties) for role in ROLES}


def duties_answer(question: Question, asked: Duties, missing: tuple[str, ...]) -> Answer:
    """The count by role, then every measure under its role with its citation."""
    cited = [(d, _cited(rank, d)) for rank, d in enumerate(asked.duties, 1)]
    parts = [f"**{escaped('、'.join(asked.agencies))}**：{counts_in_words(asked.duties)}。"]
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


def _residue(
    plain: str,
    mention: Mention,
    question: Question,
    notices: Sequence[Notice],
    rarity: Callable[[str], float],
) -> float:
    """How much a question names besides the agency, the words that ask for its duties, and what
    the whole notice is about.
    """
    for body in mention.bodies:
        for name in (fold(body), short(body), short(body)[:-1]):  # 林业 in 林业部门
            plain = plain.replace(name, " ")
    plain = plain.replace(mention.words, " ")
    for place in question.places:
        plain = plain.replace(place.name, " ")
    titles = fold(" ".join(n.metadata.title or "" for n in notices))
    left = asked(_ASKING.sub(" ", _without_story(plain)), rarity).terms
    return sum(t.weight for t in left if is_noun(t) and t.text not in titles)


def _without_story(plain: str) -> str:
    """A question without the parts that tell of the one who asks."""
    parts = parts_of(plain)
    return "".join(p.text for p in parts if p.asks or not p.is_told) or plain


def _has(bodies: frozenset[str], duty: Duty) -> bool:
    holders = _of(duty.measure.agencies, duty.role)
    return any(same_body(mine, holder) for mine in bodies for holder in holders)


def _roles(plain: str) -> set[str]:
    """The roles asked for: those that are named and not set aside (不算配合), else all."""
    plain = _SET_ASIDE.sub(" ", plain)
    named = {role for role, pattern in _ONE_ROLE.items() if pattern.search(plain)}
    if not named or _ANY_ROLE.search(plain):
        return set(ROLES)
    return named | {"responsible"} if _RESPONSIBLE_TOO.search(plain) else named


def _duties(notice: Notice) -> Iterator[Duty]:
    for clause in notice.clauses:
        for measure in clause.measures:
            for role in ROLES:
                if _of(measure.agencies, role):
                    yield Duty(role, Located(notice, clause), measure)


def _of(agencies: Agencies, role: str) -> tuple[str, ...]:
    names: tuple[str, ...] = getattr(agencies, role)
    return names


def counts_in_words(duties: Sequence[Duty]) -> str:
    """牵头 2 项、配合 3 项."""
    counted = counts(duties)
    return "、".join(f"{word} {counted[role]} 项" for role, word in ROLES.items() if counted[role])


def _line(duty: Duty, citation: Citation) -> str:
    return f"- {escaped(f'{clause_name(duty.located)}：{citation.quote}')} [{citation.rank}]"


def _cited(rank: int, duty: Duty) -> Citation:
    return cite(rank, duty.located, duty.measure, duty.measure.opening)
