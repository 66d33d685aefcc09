"""Who is responsible: （牵头部门：A，配合部门：B、C） → agencies by role.

Read are labelled lists (责任单位：A、B), lists closed by a verb (A牵头，B配合; A、B按职责分工负责),
mixtures of both, and bare lists (A、B，C). For bare lists a notice may say once that the first is
the lead (列在首位的为牵头单位，其他为责任单位，下同): a `Convention`. Deadlines and whatever else
stands between (完成时限：9月底前) are kept apart. What is none of these is text and stays text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Agencies
from corpus.structure.bodies import MAX_LENGTH, completed, is_body, may_be_body, split_bodies
from corpus.structure.convention import Convention, by_convention, without_convention, without_mark

_ROLE_OF = {
    **dict.fromkeys(("牵头", "主办", "主责", "主管"), "lead"),
    **dict.fromkeys(("配合", "协办", "协助", "协同", "参加", "参与", "协作", "支持"), "support"),
    **dict.fromkeys(
        ("责任", "负责", "落实", "实施", "承办", "推进", "执行", "办理", "统筹", "指导", "督促"),
        "responsible",
    ),
}
_ROLE_WORD = "|".join(_ROLE_OF)
_LABEL = re.compile(
    rf"(?:主要|共同|具体)?(?P<role>{_ROLE_WORD})(?:负责|责任|落实|实施|配合)?"
    r"(?:单位|部门|机构|地区|处室|科室)(?:和(?:单位|部门))?"
    r"(?:\s*[：:]|为[:：]?|[ \u3000]+(?=[\u4e00-\u9fff]))"
)
_OTHER_LABEL = re.compile(
    r"(?:(?:完成|办结|实施|工作|推进|整改)?(?:时限|时间|期限|进度|目标|节点|目标位置|要求|措施|类别)"
    r"[\u4e00-\u9fff]{0,4}"
    r"|(?:牵头|责任|分管|挂点|联系|包联)?(?:市|省|县|区|州)?(?:领导|责任人|负责人|联系人))\s*[：:]"
)
_HOW = r"(?:(?:按照?|根据|依据|依照|依)(?:各自)?(?:部门)?的?职(?:责|能)(?:任务)?(?:分工|范围)?内?)"
_MANNER = (
    "(?:共同|分别|分头|组织|具体|联合|各自|积极|予以|密切|统筹|总体|主要|全面|持续|认真|抓好|做好"
    "|分工|结合实际|贯彻)"
)
# 牵头, 负责 and 配合 close a list wherever they stand; 实施, 落实 and the like are words of names
# too (实施质量强省战略领导小组) and close one only at the end of a part.
_STRONG = "牵头|主办|主责|负责|配合|协助|协办"
_GOES_ON = rf"(?:{_ROLE_WORD}|组织|协调|贯彻|工作|抓|好){{0,4}}"
_VERB = re.compile(
    rf"(?:{_STRONG})(?!单位|部门|机构|小组|方|人|制){_GOES_ON}"
    rf"|(?:{_ROLE_WORD}){_GOES_ON}(?=$|[，,；;。、\s])"
)
# What stands between a list and its verb: 等有关部门 按各自职责分工 共同.
_BEFORE_VERB = re.compile(
    rf"(?:等(?:\d{{1,2}}个|有关|相关|各)*(?:部门|单位|地区|地方)?)?{_HOW}?{_MANNER}{{0,3}}$"
)
_LONGEST_BEFORE_VERB = 30
# 各市州、县市区人民政府均为责任单位: said in a sentence behind the list.
_ARE = re.compile(r"(?P<who>[^，。；]{2,60}?)(?:均|都)?为(?P<role>牵头|配合|责任)单位")
# 市分工方案：甲局、乙局负责: what the list is for stands in front of it.
_PREFIX = re.compile(
    rf"^(?!.{{0,6}}(?:{_ROLE_WORD}|单位|部门|时限|时间|目标))[\u4e00-\u9fff]{{2,8}}[：:](?=.{{2}})"
)
# Bare lists of these name nobody in office: 农民合作社、农业企业.
_PRIVATE = re.compile("(?:企业|合作社|学校|院校|高校|大学|医院|机构|(?<!成员)(?<!有关)单位)$")
_EXPLAINS = re.compile(r"\s*(?:即|含|包括|如|例如|指|不含|不包括)")
# What may stand among bodies in a bare list though its ending tells nothing: 遵义农商行, 省军区.
_NAME = re.compile(
    r"(?!不|非|未|已|可|应|须|与|在|对|按|以|从|或|及|其中)[\u4e00-\u9fffA-Z（）()·]{3,14}"
    r"(?<![等的了是为])"
)
# 持续推进, 2023年9月底前完成: a deadline among bodies, with a verb of its own.
_WHEN = r"(?:\d{4} ?年|\d{1,2} ?月|[一二三四]季度|年)[^，,；;、]{0,8}(?:前|底|内)[^，,；;、]{0,2}"
_DEADLINE = re.compile(
    r"(?:[，,；;]\s*|^)(?P<words>(?:长期|持续|常年|全年|适时|立即|分阶段)(?:推进|实施|坚持|落实|开展)"
    rf"|[^，,；;、]{{0,4}}{_WHEN}(?:完成|落实|实施|推进)?)(?=[，,；;。]|$)"
)
# Without one of these no body is named: a cheap look before a bracket is read.
_BODIES = re.compile(
    "[局厅委办部署行会院所处府关]|中心|单位|机构|公司|集团|企业|学校|[县区市州旗乡镇]|队|组|联|社|专班"
)
_TIME = re.compile(
    r"\d{4} ?年|\d{1,2} ?月|[一二三四]季度|年底|月底|\d+ ?个工作日"
    "|长期|持续|常年|全年|适时|同步|立即|每年|按时"
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The agencies that a statement names, and the deadlines and remarks that it holds besides."""

    agencies: Agencies
    deadlines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What has been read of a statement so far."""

    roles: dict[str, tuple[str, ...]]
    deadlines: list[str]
    remarks: list[str]

    def give(self, role: str, bodies: tuple[str, ...]) -> None:
        self.roles[role] = self.roles.get(role, ()) + bodies

    def keep(self, words: str) -> None:
        if words := words.strip(" ，,；;。、\n"):
            (self.deadlines if _TIME.search(words) else self.remarks).append(words)


@lru_cache(maxsize=4096)  # notices repeat the same lists
def read_attribution(content: str, convention: Convention) -> Attribution | None:
    """What a statement of responsibility says, or None where it is no such statement.

    >>> read_attribution("牵头部门：省科技厅，配合部门：省财政厅", Convention()).agencies.lead
    ('省科技厅',)
    """
    if len(content) < 2 or not _BODIES.search(content):
        return None
    content = one_line(content)
    first, *further = without_convention(content, convention).strip("。 ").split("。")
    reading = _Reading({}, [], [])
    if not _statement(_PREFIX.sub("", first), reading):
        return None
    for sentence in further:
        if not _statement(sentence, reading):
            reading.keep(sentence)
    agencies = _agencies(by_convention(reading.roles, convention))
    if not agencies:
        return None
    return Attribution(agencies, tuple(reading.deadlines), tuple(reading.remarks))


def one_line(words: str) -> str:
    """Words without line breaks: a name may run over the end of a line."""
    return re.sub(r"\s*\n\s*", "", words) if "\n" in words else words


def _statement(words: str, reading: _Reading) -> bool:
    if "为" in words and (said := _ARE.match(words)):
        reading.give(_ROLE_OF[said["role"]], split_bodies(said["who"]))
        reading.keep(words[said.end() :])
        return True
    if _LABEL.match(words.lstrip()) or _OTHER_LABEL.match(words.lstrip()):
        return _labelled(words, reading)
    words, deadlines = _DEADLINE.sub("", words), [m["words"] for m in _DEADLINE.finditer(words)]
    if not (_verbal(words, "", reading) or _bare(words, reading)):
        return False
    for deadline in deadlines:
        reading.keep(deadline)
    return True


def seems_attribution(content: str) -> bool:
    """Whether a bracket speaks of who is responsible, understood or not."""
    return bool(_LABEL.search(content) or re.search("(?:牵头|职责分工)[^，。]{0,4}$", content))


def _labelled(statement: str, reading: _Reading) -> bool:
    labels = sorted(
        [*_LABEL.finditer(statement), *_OTHER_LABEL.finditer(statement)], key=lambda m: m.start()
    )
    ends = [m.start() for m in labels[1:]] + [len(statement)]
    for m, end in zip(labels, ends, strict=True):
        role = m.groupdict().get("role")
        if role is None:
            reading.keep(statement[m.start() : end])
        else:
            _listing(statement[m.end() : end].strip(" ，,；;。"), _ROLE_OF[role], reading)
    return True


def _listing(listing: str, role: str, reading: _Reading) -> None:
    """A list behind a label: its bodies have the label's role unless a verb gives another."""
    if not _verbal(listing, role, reading):
        bodies = split_bodies(listing)
        reading.give(role, tuple(b for b in bodies if not _is_remark(b)))
        for other in filter(_is_remark, bodies):
            reading.keep(other)


def _verbal(statement: str, role: str, reading: _Reading) -> bool:
    """A牵头，B、C配合: bodies are collected until a verb gives their role.

    `role` is that of bodies without a verb; nothing is read where other words remain.
    """
    pieces: list[tuple[str, str]] = []
    start = 0
    for m in _VERB.finditer(statement):
        near = max(start, m.start() - _LONGEST_BEFORE_VERB)
        before = _BEFORE_VERB.search(statement, near, m.start())
        listed = before.start() if before else m.start()
        pieces.append((_role_in(m.group()), statement[start:listed]))
        start = m.end()
    pieces.append(("", statement[start:]))
    if len(pieces) == 1:
        return False
    lists = [(r or _taken_along(listing), split_bodies(listing)) for r, listing in pieces]
    if not role and not _are_bodies(lists):
        return False
    for found, bodies in lists:
        for body in bodies:
            if _is_remark(body):
                reading.keep(body)
            else:
                reading.give(found or role or "responsible", (body,))
    return True


def _taken_along(listing: str) -> str:
    """A牵头，会同B: B supports."""
    return "support" if listing.lstrip("，,；; ").startswith("会同") else ""


def _are_bodies(lists: list[tuple[str, tuple[str, ...]]]) -> bool:
    """Every verb has a body before it, and nothing but bodies and deadlines is listed."""
    named = [completed(tuple(b for b in bodies if not _is_remark(b))) for _, bodies in lists]
    return bool(named[0]) and all(may_be_body(b) for bodies in named for b in bodies)


def _is_remark(words: str) -> bool:
    return bool(_TIME.search(words)) and not is_body(words)


def _role_in(verb: str) -> str:
    """The role of a verb phrase: 牵头 outweighs 负责, 配合 outweighs 落实."""
    roles = {_ROLE_OF[w] for w in re.findall(_ROLE_WORD, verb)}
    return next(r for r in ("lead", "support", "responsible") if r in roles)


def _bare(statement: str, reading: _Reading) -> bool:
    """A bare list: bodies by their names, and among them others that can be ones."""
    bodies = split_bodies(statement)
    named = tuple(b for b in bodies if not _is_remark(b))
    full = list(map(without_mark, completed(named)))
    certain = [b for b in full if is_body(b)]
    if all(map(_PRIVATE.search, certain)) or len(certain) * 2 < len(full):
        return False
    if _EXPLAINS.match(statement):
        return False
    if not all(is_body(b) or _NAME.fullmatch(b) for b in full):
        return False
    for other in filter(_is_remark, bodies):
        reading.keep(other)
    reading.give("responsible", named)
    return True


def _agencies(roles: dict[str, tuple[str, ...]]) -> Agencies | None:
    """Names in full and as printed; None where a name is too long to be one."""
    if any(len(b) > MAX_LENGTH for bodies in roles.values() for b in bodies):
        return None
    before: tuple[str, ...] = ()
    full = {}
    for role, bodies in roles.items():
        full[role] = completed(bodies, before)
        before += bodies
    return Agencies(**full, printed=tuple(_changed(roles, full)))


def _changed(
    roles: dict[str, tuple[str, ...]], full: dict[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    for role, bodies in roles.items():
        yield from ((f, b) for f, b in zip(full[role], bodies, strict=True) if f != b)
