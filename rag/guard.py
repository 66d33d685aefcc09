"""The guard: what a language model may say of the measures it cites, sentence by sentence.

A sentence passes where everything in it that can be held against the text stands in the measures
that it cites: figures, dates, agencies with their roles, notices, clauses, places, the words that
widen or narrow, and whether a thing may, must or must not be done. What is not certain does not
pass: the notice's own sentence is shown in its place.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.tokens import fold
from rag.claims import conditions, dates, figures, modality, names, scope, words
from rag.claims.agencies import Role, convened, mentions, roles, without_bodies
from rag.claims.source import Source, plain_text

LONGEST = 400  # characters of a sentence
_HANDLE = re.compile(r"\[(\d{1,3})\]")
_HANDLES = re.compile(r"(?:\s*\[\d{1,3}\])+")
# What is meant as a citation and is none of ours: 【1】, [S1], [一], [1-3].
_ODD = re.compile(
    r"[【〔\[［]\s*(?:来源|出处|资料|参考|注|S|s)?\s*[\d一二三四五六七八九十]{1,3}\s*(?:[-—~,，、至]\s*\d+\s*)*[】〕\]］]|\[[^\]]*\]"
)
# The mark of a list, and bold: what they mark is looked at, and not they.
_MARKUP = re.compile(r"^\s*(?:[-*•·]|\d{1,2}[.、)）])\s*(?=\D)|\*\*|^#+\s*")
# The roles that bear out one claimed: 负责 may be said of the lead, 责任单位 is a role of its own.
_FITTING = {
    "lead": ("lead",),
    "support": ("support",),
    "label": ("responsible", "label"),
    "responsible": ("responsible", "label", "lead"),
}
_ISSUED = re.compile(
    r"发布|印发|发文|出台|公布|成文|生效|施行|有效期|执行|日的[^，。]{0,8}(?:意见|通知|文件|方案|办法|规定|措施)"
)
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』]{2,})[”\"」』]")
_NO_AGENCY = re.compile(
    r"(?:这一?条|本条|该条|原文|资料|通知|文件|文|条款)?[中里]?(?:均|都|并)?(?:没有|未|没)(?:写明|写|明确|列明|列出|规定|说明|指明|标明|提到|提及)(?:具体|由)?[的哪个些]*"
    r"(?:负责|责任|牵头|主管|配合|承办)的?(?:部门|单位|机构)"
)
_ABSENCE = re.compile(
    r"(?:资料|原文|通知|文件|条款|这条|该条|本条|政策|文中)[中里]?(?:均|都|并)?(?:没有?|未)"
    r"(?:写|提|规定|明确|说明|列|涉及|载明|给出|注明)"
)
_BROKEN = re.compile(
    r"[\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069`<>{}|\\]"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a sentence does not pass: what kind of claim, and the words."""

    kind: str
    words: str


def handles(sentence: str) -> tuple[int, ...]:
    """The numbers in square brackets.

    >>> handles("甲[1]，乙[2]。")
    (1, 2)
    """
    return tuple(int(n) for n in _HANDLE.findall(sentence))


def findings(sentence: str, sources: Mapping[int, Source]) -> tuple[Finding, ...]:
    """Why a sentence may not be shown; empty where it may.

    >>> findings("补贴500万元。", {})
    (Finding(kind='citation', words='补贴500万元。'),)
    """
    plain = _MARKUP.sub("", sentence)
    if wrong := tuple(_form(plain, sources)):
        return wrong
    return tuple(f for words, cited in _stretches(plain, sources) for f in _claims(words, cited))


def _form(sentence: str, sources: Mapping[int, Source]) -> Iterator[Finding]:
    """What is wrong with a sentence whatever it says."""
    cited = handles(sentence)
    if not cited:
        yield Finding("citation", sentence)
    yield from (Finding("handle", f"[{n}]") for n in cited if n not in sources)
    rest = _HANDLES.sub("", sentence)
    yield from (Finding("handle", m.group()) for m in _ODD.finditer(rest))
    yield from (Finding("link", link) for link in names.links(rest))
    if broken := _BROKEN.search(rest):
        yield Finding("form", broken.group())
    if len(sentence) > LONGEST:
        yield Finding("form", "太长")


def _stretches(
    sentence: str, sources: Mapping[int, Source]
) -> Iterator[tuple[str, Sequence[Source]]]:
    """The words up to each group of handles, with the sources that they cite; what follows the
    last is held against the same.
    """
    start, cited = 0, list[Source]()
    for group in _HANDLES.finditer(sentence):
        cited = [sources[n] for n in handles(group.group())]
        yield plain_text(sentence[start : group.start()]), cited
        start = group.end()
    if re.search(r"\w", sentence[start:]):
        yield plain_text(sentence[start:]), cited


def _claims(text: str, cited: Sequence[Source]) -> Iterator[Finding]:
    """What a stretch of a sentence claims and the sources do not say."""
    if len({s.notice for s in cited}) > 1:
        yield from _of_several(text, cited)
        return
    if not any(s.given for s in cited):
        text = _NO_AGENCY.sub("", text)
        if not re.search(r"\w", text):
            return
    yield from (Finding("absence", m.group()) for m in _ABSENCE.finditer(text))
    said = "\n".join(s.text for s in cited)
    where = "\n".join(s.where for s in cited)
    around = f"{said}\n{where}"
    yield from _figures(text, said)
    yield from _dates(text, said, cited)
    known = _bodies(cited)
    yield from _agencies(text, around, cited, known)
    yield from _names(text, said, around, cited)
    plain = _without_names(text)
    yield from (Finding("mode", t) for t in modality.turned(plain, said))
    undated = dates.without_dates(plain)
    yield from (Finding("scope", w) for w in scope.strayed(undated, said, where))
    yield from (Finding("words", w) for w in words.unborne(undated, around))
    unnamed = words.unnamed(without_bodies(undated, known), around)
    yield from (Finding("words", w) for w in unnamed)


def _bodies(cited: Sequence[Source]) -> tuple[str, ...]:
    """The bodies of the sources as printed and folded."""
    bodies = [b for s in cited for b in s.agencies.bodies]
    return tuple(dict.fromkeys((*map(fold, bodies), *bodies)))


def _of_several(text: str, cited: Sequence[Source]) -> Iterator[Finding]:
    """Of several notices, each must say all that is said of them together."""
    for notice in dict.fromkeys(s.notice for s in cited):
        yield from _claims(text, [s for s in cited if s.notice == notice])


def _figures(text: str, said: str) -> Iterator[Finding]:
    own, plain = figures.borne_out(said), _without_clauses(text)
    for figure in figures.figures(plain):
        is_own = any(figure.is_borne_out_by(other) for other in own)
        if not is_own and not figures.counts_what_is_listed(figure, plain):
            yield Finding("figure", figure.printed)
    yield from (Finding("figure", f) for f in conditions.moved(plain, said))
    yield from (Finding("condition", c) for c in conditions.dropped(plain, said))


def _dates(text: str, said: str, cited: Sequence[Source]) -> Iterator[Finding]:
    own = dates.days(said)
    known = {d for s in cited for d in s.dates} if _ISSUED.search(text) else ()
    for day in dates.days(_without_names(text)):
        is_notice_own = not day.part and any(k.startswith(day.iso) for k in known)
        if not is_notice_own and not any(day.is_borne_out_by(other) for other in own):
            yield Finding("date", day.printed)


def _agencies(
    text: str, around: str, cited: Sequence[Source], known: Sequence[str]
) -> Iterator[Finding]:
    for name in mentions(text, known):
        if not _is_known(name, around):
            yield Finding("agency", name)
    own = {Role(fold(r.body), r.role) for s in cited for r in s.given}
    for role in roles(text, [fold(b) for b in known]):
        if not _is_borne_out(role, own):
            yield Finding("role", f"{role.body}（{role.role}）")
    told = convened(around, known)
    for first, second in convened(text, known):
        if (second, first) in told:
            yield Finding("role", f"{first}会同{second}")


def _is_known(name: str, around: str) -> bool:
    """Whether a text names a body in other words: 白银市政府 where it says 市政府 and is Baiyin's,
    税务部门 where it says 税务机关.
    """
    if _is_in(name, around, 4):
        return True
    if name.endswith("部门"):
        return any(name[-4:-2] + kind in around for kind in ("机关", "局", "厅", "部门"))
    if not name.endswith("政府"):
        return False
    is_of_here = names.places(name) <= names.places(around)
    return is_of_here and (name[-3:] in around or name[-3:-2] not in "省市县区州民乡镇")


def _is_borne_out(claimed: Role, own: set[Role]) -> bool:
    return any(Role(claimed.body, role) in own for role in _FITTING[claimed.role])


def _names(text: str, said: str, around: str, cited: Sequence[Source]) -> Iterator[Finding]:
    titles = [t for s in cited for t in s.titles]
    for title in names.titles(text):
        if title not in said and not any(title in t for t in titles):
            yield Finding("notice", title)
    numbers = {n for s in cited for n in names.numbers(fold(s.number or ""))}
    numbers.update(names.numbers(said))
    for number in names.numbers(text):
        if not any(number.endswith(n) or n.endswith(number) for n in numbers):
            yield Finding("notice", number)
    yield from (
        Finding("quote", q) for q in _QUOTED.findall(text) if q.rstrip("，。；") not in around
    )
    yield from (Finding("clause", str(n)) for n in _clauses(text, said, cited))
    yield from (Finding("clause", c) for c in names.chapters(text) if c not in around)
    known = names.places(around)
    yield from (
        Finding("place", p)
        for p in names.places(text)
        if p not in known and not _is_in(p, around, 3)
    )


def _is_in(name: str, text: str, shortest: int) -> bool:
    """Whether a text has a name, or the end of one that was read with the word before it, of so
    many characters at least.
    """
    return any(name[i:] in text for i in range(max(1, len(name) - shortest + 1)))


def _clauses(text: str, said: str, cited: Sequence[Source]) -> Iterator[int]:
    """Numbers of clauses that are neither those cited nor named in them; an item (六) of the text
    is no 第六条.
    """
    own, named = {s.clause for s in cited}, names.clauses(said)
    for reference in names.clauses(text):
        alike = {n.number for n in named if n.mark == "条" or reference.mark != "条"}
        if reference.number not in own | alike:
            yield reference.number


def _without_clauses(text: str) -> str:
    """第五条 and 〔2015〕77号 are names, and no figures."""
    return names.without_numbers(_without_names(text))


def _without_names(text: str) -> str:
    return re.sub(r"《[^《》]*》", "", text)
