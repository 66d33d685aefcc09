"""What an offer requires of a business: requirements, each with the words that say so.

A requirement is a list of alternatives, of which one must hold; an alternative is a list of atoms,
all of which must.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Span
from rag.matching.atoms import Alternative, Atom
from rag.matching.offers import Offer
from rag.matching.phrases import condition, party
from rag.matching.vocabulary import doings, is_organisation, sectors

_GENERIC = ("企业", "机构", "单位", "平台", "个人")
_TELLING_TRADE = {"sectors", "one_of", "trade", "doing", "foreign_owned"}
_BUSINESS = re.compile(r"(?:开展|从事|经营|办理)[^，。；]{2,24}")
_OR = re.compile("以及|或者?|和|及|与")
_MEANS = re.compile(r"(?:利用|通过|依托|借助|运用)[^，。；]{0,8}平台")


@dataclass(frozen=True, slots=True)
class Requirement:
    """The alternatives that some words of a notice stand for, and where the words are."""

    alternatives: tuple[Alternative, ...]
    span: Span


def requirements(text: str, offer: Offer, subject: str = "") -> tuple[Requirement, ...]:
    """All that must hold for an offer: one of its parties, each condition, and what it is for.

    `subject` is the trade that the whole notice is about: who is named without a trade is of it.

    >>> text = "支持小微企业建设海外仓。"
    >>> offer = Offer("encouragement", Span(0, 12), Span(0, 12), (Span(2, 6),), (), Span(6, 11))
    >>> [a.field for r in requirements(text, offer) for alt in r.alternatives for a in alt]
    ['firm', 'size', 'act']
    """
    found = tuple(_required(text, offer, subject))
    told = {a.field for r in found for alt in r.alternatives for a in alt}
    if subject and not told & _TELLING_TRADE and _speaks_of(subject, offer, text):
        found += (_one(Atom("doing", (subject,)), offer.span),)
    return found


def _speaks_of(subject: str, offer: Offer, text: str) -> bool:
    """Whether an offer names no other trade than the subject of its notice."""
    return set(sectors().found(offer.span.of(text))) <= {subject}


def _required(text: str, offer: Offer, subject: str) -> Iterator[Requirement]:
    if offer.parties:
        yield from _of_parties(text, offer)
    elif trades := _trades_of_condition([], offer, text):
        yield _one(Atom("doing", trades), _around(offer.conditions))
    for span in offer.conditions:
        if atoms := condition(span.of(text)):
            yield Requirement((atoms,), span)
    if offer.act:
        yield from _of_act(text, offer, offer.act)
    if offer.thing:
        yield from _of_thing(text, offer.thing, subject)


def _of_parties(text: str, offer: Offer) -> Iterator[Requirement]:
    parties = _particular(text, offer.parties)
    named = [a for p in parties for a in party(p.of(text))]
    if trades := _trades_of_condition(named, offer, text):
        yield _one(Atom("doing", trades), _around(offer.parties))
    for group in _groups(text, parties):
        alternatives = tuple(a for p in group for a in party(p.of(text)))
        yield Requirement(alternatives, _around(group))


def _particular(text: str, parties: tuple[Span, ...]) -> tuple[Span, ...]:
    """Without 企业 alone behind 小微外贸企业: the same are meant."""
    told = tuple(p for p in parties if p.of(text) not in _GENERIC)
    return told or parties


def _of_act(text: str, offer: Offer, span: Span) -> Iterator[Requirement]:
    act = span.of(text).strip("，。；：、 \n")
    if trades := _trades_of_act(offer, text, act):
        yield _one(Atom("doing", trades), span)
    yield _one(Atom("act", (act,)), span)


def _of_thing(text: str, span: Span, subject: str) -> Iterator[Requirement]:
    """What is furthered is for those whose trade it is; of no trade, for those who say so."""
    thing = span.of(text)
    trades = tuple(t for t in doings().found(_MEANS.sub("", thing)) if t != subject)
    if not trades:
        yield _one(Atom("told", (thing,)), span)
        return
    yield _one(Atom("doing", trades), span)
    if not thing.startswith(("落实", "简化")):
        yield _one(Atom("act", (thing,)), span)


def _one(atom: Atom, span: Span) -> Requirement:
    return Requirement(((atom,),), span)


def _groups(text: str, parties: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Parties any of whom may be meant; one right behind a comma narrows the one before it:
    从事电子商务的企业，小微企业….
    """
    groups: list[tuple[Span, ...]] = [parties[:1]]
    for before, named in pairwise(parties):
        narrows = text[before.end : named.start] == "，" and not _OR.match(named.of(text))
        if narrows:
            groups.append((named,))
        else:
            groups[-1] = (*groups[-1], named)
    return groups


def _trades_of_condition(
    alternatives: list[Alternative], offer: Offer, text: str
) -> tuple[str, ...]:
    """对出口额超过…的企业: where any business is addressed, the condition tells the trade."""
    if any(a.field in ("sectors", "trade", "people") for alt in alternatives for a in alt):
        return ()
    words = "".join(s.of(text) for s in (*offer.parties, *offer.conditions))
    if offer.parties and offer.nature == "permission":
        words += "".join(_BUSINESS.findall(text[offer.parties[-1].end : offer.span.end]))
    return tuple(n for n in sectors().found(words) if not is_organisation(n))[:1]


def _trades_of_act(offer: Offer, text: str, act: str) -> tuple[str, ...]:
    """鼓励企业利用跨境电商平台…: where any business is addressed, the act tells the trade."""
    named = [a for p in offer.parties for alt in party(p.of(text)) for a in alt]
    if any(a.field != "firm" for a in named):
        return ()
    return sectors().found(act)[:1]


def _around(spans: tuple[Span, ...]) -> Span:
    return Span(min(s.start for s in spans), max(s.end for s in spans))
