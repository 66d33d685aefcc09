"""The agencies that a text names, and the roles that it gives them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.facts.agencies import canonical, same_agency
from rag.claims.phrases import phrases

_ENDING = re.compile(
    r"厅|(?<![布格结全大当时])局(?!面|部|势|限)|(?<![常])委(?!托|派|员(?!会)|任|外|培)(?:员会)?|"
    r"(?<![举试创主协承兴开申代通快联好易自外])办(?!理|法|公(?!室)|事|学|好|证|税|案|结|展|件|班|企|网|完|成|率|的|通|复|票|卡)(?:公室)?|"
    r"(?<!部)署(?!名)|(?<=[政务育化输设源利业村防障商信安交传源])部(?!门|分|署|位|长|件|队|级)|"
    r"(?<=[\u4e00-\u9fff]{2})(?<![等关各的管两三几本该个哪其任头合属导府])部门|管委会|协会|联合会|工会|商会|供销(?:合作)?社|法院|检察院|国务院|"
    r"海关|(?:人民|商业|开发|进出口|农业|工商|建设|交通|储蓄|农村)银行|中心|人民政府|政府(?!部门|采购|性|投资|购买|网站|补贴|和社会)|党委|电视台|监管局|工商联|贸促会|残联|妇联"
)
_ROLE = re.compile(
    r"(?P<lead>(?:负责)?(?:牵头|主办|主抓))|(?P<support>(?:负责)?(?:配合|协助|协同|协办|参与))|"
    r"(?P<label>责任(?=单位|部门|机构|方|主体))|(?P<responsible>负责|主管|承担)"
)
_LABEL = re.compile(r"(?:负责)?(?:单位|部门|机构|方|主体)?(?:是|为|有|包括|[:：]|[—-]{1,2})+")
_CUT = re.compile(r"[。；;!！?？\n]")
_GENERIC = re.compile(
    r"^(?:各|各级|各地|各有关|有关|相关|主管|其他|上述|多个|多|该|本|当地|所在地|地方|政府|行业主管|业务主管|"
    r"牵头|责任|配合|负责|主要|具体|职能|等|和|与|的|个)*(?:部门|政府|机构|单位)$|的部门$"
)
_LONGEST = 20  # characters of a name that are looked at


class Role(NamedTuple):
    """That a body has a role: lead, support, responsible (负责), or label (责任单位)."""

    body: str
    role: str


def mentions(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """What in a folded text looks like the name of an agency and is none of those `known`.

    >>> mentions("由省科技厅和省商务厅牵头", ["省科技厅"])
    ('和省商务厅',)
    """
    rest = without_bodies(text, known)
    return tuple(n for n in _named(rest) if not _GENERIC.match(n) and not _known_end(n, known))


def without_bodies(text: str, known: Sequence[str]) -> str:
    """A folded text with the bodies `known`, in whatever spelling, left out.

    >>> without_bodies("由省科技厅和省工信厅负责", ["省科技厅", "省工业和信息化厅"])
    '由、、负责'
    """
    for written in sorted(spellings(known), key=len, reverse=True):
        text = _as_written(written).sub("、", text)
    for name in _named(text):
        if end := _known_end(name, known):
            text = text.replace(end, "、")
    return text


def roles(text: str, known: Sequence[str]) -> Iterator[Role]:
    """The roles that a folded text gives to the bodies known, before (由甲牵头) or behind
    (牵头单位：甲) the word for the role.
    """
    for part in _CUT.split(text):
        marks = list(_ROLE.finditer(part))
        for i, m in enumerate(marks):
            before, after = (
                marks[i - 1] if i else None,
                marks[i + 1] if i + 1 < len(marks) else None,
            )
            label = _LABEL.match(part, m.end())
            if label:
                where = part[label.end() : _end_of_labelled(part, label.end(), after)]
            else:
                where = part[_start_of_listed(part, before, m.start()) : m.start()]
            for body in bodies_in(where, known):
                yield Role(body, str(m.lastgroup))


def convened(text: str, known: Iterable[str]) -> frozenset[tuple[str, str]]:
    """Who acts together with whom: 甲会同乙 is not 乙会同甲.

    >>> convened("由甲厅会同乙厅建立平台", ["甲厅", "乙厅"])
    frozenset({('甲厅', '乙厅')})
    """
    bodies = tuple(known)
    return frozenset(
        (first, second)
        for part in phrases(text)
        for before, after in pairwise(part.text.split("会同"))
        for first in bodies_in(before, bodies)
        for second in bodies_in(after, bodies)
    )


def bodies_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of the `known` bodies that a text names, in any spelling."""
    return tuple(
        dict.fromkeys(b for b in known if any(_as_written(s).search(text) for s in _spellings(b)))
    )


@lru_cache(maxsize=1024)
def _spellings(body: str) -> tuple[str, ...]:
    """A body as printed, in its one spelling, and each without its 省 or 市."""
    whole = {body, canonical(body)}
    bare = {re.sub(r"^(?:省|市|自治区|国家)(?!场)", "", w) for w in whole}
    return tuple(s for s in whole | bare if len(s) > 2 or s == body)


@lru_cache(maxsize=4096)
def _as_written(name: str) -> re.Pattern[str]:
    """财政局 of 省财政局 is not found in 市财政局."""
    return re.compile(rf"(?<![省市县区州盟旗家]){re.escape(name)}")


def spellings(bodies: Iterable[str]) -> tuple[str, ...]:
    """Every way in which bodies may be written."""
    return tuple(dict.fromkeys(s for b in bodies for s in _spellings(b)))


def _end_of_labelled(part: str, start: int, after: re.Match[str] | None) -> int:
    """Where the bodies behind 牵头单位： end: at the next label, or before 乙配合."""
    if after is None:
        return len(part)
    if _LABEL.match(part, after.end()):
        return after.start()
    comma = max(part.rfind(c, start, after.start()) for c in "，,")
    return comma if comma > start else after.start()


def _start_of_listed(part: str, before: re.Match[str] | None, end: int) -> int:
    """Where the bodies before 牵头 begin: behind the last role, or the comma after a label."""
    if before is None:
        return 0
    if _LABEL.match(part, before.end()):
        return max(before.end(), *(part.rfind(c, before.end(), end) for c in "，,"))
    return before.end()


def _named(text: str) -> Iterator[str]:
    for piece in re.split(r"[、,，。；;：:（）()“”\"\s\0]|由|会同|以及|牵头|配合|负责", text):
        for m in _ENDING.finditer(piece):
            yield piece[max(0, m.end() - _LONGEST) : m.end()]


def _known_end(name: str, known: Iterable[str]) -> str | None:
    """The end of what was read that is another spelling of a body known, if it has one."""
    ends = [name[i:] for i in range(len(name) - 1)]
    return next((end for end in ends for body in known if same_agency(end, body)), None)
