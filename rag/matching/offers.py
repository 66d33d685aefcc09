"""A measure → the offers in it: who is addressed, on what conditions, for doing what.

A sentence of a notice may hold several provisions, each with addressees and conditions of its own
(经…注册的…，享受…；未…的，享受…). An offer is a provision that gives a nameable party something to
use.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.facts.conditions import conditions
from corpus.model import Measure, Span
from index.tokens import fold
from rag.matching.natures import Nature, eases, nature_of, plain_nature
from rag.matching.parties import (
    foreign_party,
    is_party,
    named_anywhere,
    parties_in,
    segments,
    subject_of,
)
from rag.matching.vocabulary import people

# Clauses that state aims: what they encourage, later clauses grant.
_AIMS = re.compile("指导思想|基本原则|总体(?:要求|思路|目标)|(?:发展|主要|工作)?目标|工作原则")
_AMONG = re.compile("其中|对其中")
_ONLY_RATE = re.compile(
    r"[^，。；]{2,20}?(?:可|则)?按[^，。；]{1,14}(?:返还|给予|补[贴助]|奖励|执行|减[免征])[，。；]?$"
)
# A sentence that goes on with what the one before began: 其中…, 中小微企业按60%返还。
_GOES_ON = re.compile(rf"其中|对其中|上述|{_ONLY_RATE.pattern}")
_IF_ELIGIBLE = re.compile(r"(?:对)?符合[^，。；的]{0,12}条件的(?=可|给予|按|优先|纳入|，|享受)")
_LOCAL = re.compile(r"鼓励(?:各地|有条件的(?:地区|地方|市|县))")  # each place grants it or not
_ENROLLED = re.compile("将")
_OWN_SUBJECT = re.compile(
    r"(?:并|同时|积极|大力|着力|进一步|探索|和|稳步|重点|加快|加大|逐步)*(?:支持|鼓励|引导|扶持|帮助|指导|"
    r"允许|推动|吸引|培育|促进|组织|对(?!接|外|口)|凡|为(?!了)|向)"
)
# 对首台（套）装备…给予奖励: what it is given for, where no party is named.
_GIVEN_FOR = re.compile(r"对(?!外|口)(?P<what>[^，。；]{4,60}?)(?=，|给予|予以|按|实行|减|免)")
# What is encouraged without a word on who: the trade that it is for is then the one addressed.
_THING = re.compile(
    r"(?:支持|鼓励|引导|扶持|加大[^，。]{0,10}支持|将(?!落实)|对|(?P<eased>简化(?:与完善|和优化|与优化)?))"
    r"(?P<what>[^，。；]{4,})"
)
_BESIDE_OTHERS = re.compile(r"不[^，。；]{0,6}$|[与同跟]$")  # 不与他人…冲突
_POLICY = re.compile(
    r"落实[^，。；]{0,30}(?:优惠|退（免）税|退税|免税|减免|补贴|奖励)(?:税收)?政策"
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A provision of a measure. `parties` are the phrases that name who is addressed, any of
    whom may use it; `conditions` all hold; `act` is what is encouraged, None for a plain claim.
    Where nobody is named, `thing` is what is furthered: whoever does that is meant.
    """

    nature: Nature
    span: Span
    sentence: Span
    parties: tuple[Span, ...]
    conditions: tuple[Span, ...]
    act: Span | None = None
    thing: Span | None = None

    @property
    def is_offer(self) -> bool:
        """Whether it gives a nameable party something to use."""
        given = self.nature in ("claim", "permission", "encouragement")
        return given and bool(self.parties or self.conditions or self.thing)


def offers(text: str, measure: Measure, title: str = "") -> tuple[Offer, ...]:
    """The provisions of a measure in the order of the text, with what they offer, if anything.

    A clause whose title says that it states aims offers nothing.

    >>> from corpus.reading import read_text
    >>> notice = read_text("（一）甲。允许快递企业设立末端网点。支持小微企业上网。")
    >>> found = offers(notice.text, notice.clauses[0].measures[0])
    >>> [(o.nature, [p.of(notice.text) for p in o.parties]) for o in found if o.is_offer]
    [('permission', ['快递企业']), ('encouragement', ['小微企业'])]
    """
    if _AIMS.search(title):
        return ()
    found: list[Offer] = []
    for sentence in measure.sentences:
        found += _of_sentence(text, sentence, found[-1] if found else None)
    return tuple(found)


def _of_sentence(text: str, sentence: Span, last: Offer | None) -> Iterator[Offer]:
    parties, stated = parties_in(text, sentence), conditions(text, sentence)
    before = last if _GOES_ON.match(sentence.of(text)) else None
    for span in _provisions(text, sentence, parties, stated):
        own = tuple(p for p in parties if span.contains(p))
        held = tuple(c for c in stated if span.contains(c))
        before = _offer(text, sentence, span, own, held, before)
        yield before


def _provisions(
    text: str, sentence: Span, parties: Sequence[Span], stated: Sequence[Span]
) -> Iterator[Span]:
    """Cuts a sentence where, after something is given, another party or condition begins."""
    starts, has_given = [sentence.start], False
    for segment in segments(text, sentence):
        words = segment.of(text)
        opens = any(segment.contains(s) or s.start == segment.start for s in (*parties, *stated))
        after_stop = segment.start > sentence.start and text[segment.start - 1] in "；;"
        own = any(p.match(words) for p in (_OWN_SUBJECT, _AMONG, _IF_ELIGIBLE))
        if segment.start > starts[-1] and has_given and (after_stop or own or opens):
            starts.append(segment.start)
            has_given = False
        only_names = any(p.end >= segment.end - 1 and segment.contains(p) for p in parties)
        gives = not only_names and plain_nature(words) != "administration"
        has_given = has_given or gives
    for start, end in pairwise([*starts, sentence.end]):
        yield Span(start, end).trimmed(text)


def _offer(
    text: str,
    sentence: Span,
    span: Span,
    parties: tuple[Span, ...],
    stated: tuple[Span, ...],
    before: Offer | None,
) -> Offer:
    """The provision with its own parties and conditions; those before it where it has none."""
    words = span.of(text)
    held = _conditions(text, span, parties, stated, before)
    nature = nature_of(words, _without(text, span, parties), bool(parties or stated))
    parties, held = _parties(text, span, parties, held, nature, before)
    if parties or held or nature == "duty":
        act = _act(text, span, parties, nature)
        return Offer(nature, span, sentence, parties, held, act)
    if nature == "administration":
        policy = _POLICY.search(text, *span)
        thing = Span(*policy.span()) if policy else None
        return Offer("claim" if thing else nature, span, sentence, (), (), None, thing)
    return Offer(nature, span, sentence, (), (), None, _thing(text, span))


def _conditions(
    text: str, span: Span, parties: Sequence[Span], stated: Sequence[Span], before: Offer | None
) -> tuple[Span, ...]:
    """What must hold: what is stated, 符合条件的, and of 其中 what held before."""
    own = [c for c in (_beside(text, c, parties) for c in stated) if c]
    for form in (_IF_ELIGIBLE, _LOCAL):
        if m := form.match(text, *span):
            own.insert(0, Span(*m.span()))
    words = span.of(text)
    if before and (_AMONG.match(words) or _ONLY_RATE.match(words)):
        own = [*before.conditions, *own]
    return tuple(own)


def _parties(
    text: str,
    span: Span,
    own: tuple[Span, ...],
    held: tuple[Span, ...],
    nature: Nature,
    before: Offer | None,
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Whom the provision is for, and its conditions: the subject of a condition is a party; one
    that is only mentioned beside a benefit need not be the one who gets it.
    """
    if not own and nature == "permission":
        own = foreign_party(text, span)
    if own or nature not in ("claim", "permission"):
        return own or _before(text, span, held, before), held
    if held and (found := subject_of(text, held[0])):
        return (found[0],), (found[1], *held[1:])
    if own := _before(text, span, held, before):
        return own, held
    if m := _GIVEN_FOR.match(text, *span):
        what = Span(*m.span("what"))
        if people().found(fold(what.of(text))):  # 对高校毕业生首次从事个体经营，给予…
            return (what,), held
        return (), (*held, what)
    named, doing = named_anywhere(text, span)
    is_sure = doing or not named or _ENROLLED.match(span.of(text))
    return named, (*held, *(doing if is_sure else (span,)))


def _before(
    text: str, span: Span, held: tuple[Span, ...], before: Offer | None
) -> tuple[Span, ...]:
    """The parties of the provision before, where this one goes on with them."""
    goes_on = before and (held or not _OWN_SUBJECT.match(span.of(text)))
    return before.parties if before and goes_on else ()


def _beside(text: str, condition: Span, parties: Sequence[Span]) -> Span | None:
    """What a condition says besides naming the party: 变更经营者的 of 个体工商户变更经营者的."""
    ends = [
        p.end
        for p in parties
        if condition.contains(p) and not _BESIDE_OTHERS.search(text[condition.start : p.start])
    ]
    rest = Span(max(ends), condition.end) if ends else condition
    return rest if len(rest.of(text).strip("的")) >= 2 else None


def _without(text: str, span: Span, parties: Sequence[Span]) -> str:
    """The words of a provision with 甲 for each of its parties."""
    words, at = "", span.start
    for party in parties:
        words += text[at : party.start] + "甲"
        at = party.end
    return words + text[at : span.end]


def _act(text: str, span: Span, parties: Sequence[Span], nature: Nature) -> Span | None:
    """What the parties are encouraged to do: the words after the last of them."""
    is_relief = nature == "permission" and bool(parties) and eases(span.of(text))
    if nature != "encouragement" and not is_relief:
        return None
    start = max((p.end for p in parties if span.contains(p)), default=span.start)
    return Span(start, span.end) if re.search(r"\w{2}", text[start : span.end]) else None


def _thing(text: str, span: Span) -> Span | None:
    """What is furthered, where it is no place or agency that is to further it."""
    m = _THING.search(text, *span)
    if m is None or not is_party(m["what"][:8]):
        return None
    return Span(m.start("eased") if m["eased"] else m.start("what"), m.end())
