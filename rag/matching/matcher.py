"""Every measure of a library held against a profile: verdicts as arrays, without a word yet."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue, Located
from corpus.facts.dates import DATE, iso_of, last_day
from corpus.model import Measure, Notice, Span
from corpus.regions import places_in
from rag.matching.atoms import Atom
from rag.matching.offers import Offer, offers
from rag.matching.profile import Profile
from rag.matching.requirements import Requirement, requirements
from rag.matching.states import MET, UNKNOWN, UNMET
from rag.matching.table import Evaluated, OfferTable, States
from rag.matching.vocabulary import sectors

_MOST = 0.6  # share of a notice's clauses that make a trade its subject
# 2025年12月31日前，对…减免; …政策延续至2024年4月30日。
_UNTIL = re.compile(
    rf"(?P<before>{DATE})(?:之)?前，|(?:至|到|截至|截止到?)\s?(?P<until>{DATE})(?:止|[。，；]|$)"
)
# A sentence of its own: 执行期限至2024年12月31日。
_PERIOD = re.compile(
    rf"(?:执行|实施|政策|有效|享受|补贴|优惠)(?:的|政策)?(?:期限?|时间|时限)[^，。；]{{0,8}}?(?:至|到|截至|截止到?)\s?{DATE}(?:止|[。，；]|$)"
)
# How directly an offer helps: what can be claimed before what is allowed, before what is furthered.
_NATURES = {"claim": 2.0, "permission": 1.5, "encouragement": 1.0}
_MONEY = 0.5  # a figure in the offer


@dataclass(frozen=True, slots=True)
class Row:
    """An offer of a measure with what it requires."""

    offer: Offer
    requirements: tuple[Requirement, ...]

    @property
    def directness(self) -> float:
        """How directly it helps whoever it is for, 1 to 2.5."""
        return _NATURES.get(self.offer.nature, 0.0)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """For each measure its state and the row of its best offer (-1: it has none); for each offer
    how directly it helps this business.
    """

    states: States
    reach: States
    best: NDArray[np.int64]
    directness: NDArray[np.float64]
    evaluated: Evaluated


class Matcher:
    """All measures of a library, made ready to be held against profiles."""

    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self.catalogue, self.as_of = catalogue, as_of
        self.notices = catalogue.notices
        self.validities = [catalogue.validity(n, as_of) for n in self.notices]
        self.measures: list[tuple[Located, Measure]] = []
        self.rows: list[Row] = []
        first_row, notice_of = [0], []
        for n, notice in enumerate(self.notices):
            subject = _subject(notice)
            for located, measure in _measures(notice):
                self.measures.append((located, measure))
                self.rows += _rows(located, measure, subject, as_of)
                first_row.append(len(self.rows))
                notice_of.append(n)
        self.first_row = np.array(first_row, dtype=np.int64)
        self.notice_of = np.array(notice_of, dtype=np.int64)
        self.table = OfferTable(row.requirements for row in self.rows)
        self._direct = np.array([_directness(self, i) for i in range(len(self.rows))] + [0.0])

    def verdicts(self, profile: Profile) -> Verdicts:
        """The state of every measure: met (applies), unknown (may apply) or unmet."""
        evaluated = self.table.evaluate(profile, self.as_of)
        directness = self._direct + np.append(evaluated.fitting, 0.0)
        keys = np.append(evaluated.offers, 0) * 1000.0 + directness
        best = _argmax(keys, self.first_row)
        states = np.where(best >= 0, np.append(evaluated.offers, UNMET)[best], UNMET)
        reach = np.array(
            [self._reach(n, profile) for n in range(len(self.notices))] or [UNMET], dtype=np.int8
        )
        reached = reach[self.notice_of]
        return Verdicts(
            np.minimum(states, reached).astype(np.int8), reach, best, directness, evaluated
        )

    def _reach(self, n: int, profile: Profile) -> int:
        """Whether a notice is in force and runs where the business is."""
        if self.validities[n].state in ("expired", "repealed"):
            return UNMET
        return _in_place(self.notices[n], profile)


def cities_of(notice: Notice) -> tuple[str, ...]:
    """The cities that a municipal notice is of; empty for one of a province."""
    meta = notice.metadata
    if meta.level not in ("市", "县"):
        return ()
    places = places_in(f"{meta.title or ''} {meta.issuer or ''}")
    return tuple(p.name for p in places if not p.is_province)


def _in_place(notice: Notice, profile: Profile) -> int:
    meta = notice.metadata
    if meta.level == "国家":
        return MET
    if meta.region is None or profile.province is None:
        return UNKNOWN
    if meta.region != profile.province:
        return UNMET
    own = cities_of(notice)
    if own and profile.city is None:
        return UNKNOWN
    return MET if not own or any(name in (profile.city or "") for name in own) else UNMET


def _measures(notice: Notice) -> Iterator[tuple[Located, Measure]]:
    for clause in notice.clauses:
        located = Located(notice, clause)
        yield from ((located, measure) for measure in clause.measures)


def _rows(located: Located, measure: Measure, subject: str, as_of: date) -> Iterator[Row]:
    text = located.notice.text
    for offer in offers(text, measure, located.clause.title or ""):
        if offer.is_offer:
            until = _stated_until(text, offer.span, measure.span)
            over = tuple(_over(text, until, as_of))
            yield Row(offer, (*requirements(text, offer, subject), *over))


def _stated_until(text: str, offer: Span, measure: Span) -> Span:
    """Where an offer's last day stands: in itself, else in a sentence on the period behind it."""
    if _UNTIL.search(text, *offer) or not (m := _PERIOD.search(text, offer.end, measure.end)):
        return offer
    return Span(*m.span())


def _over(text: str, span: Span, as_of: date) -> Iterator[Requirement]:
    """The day until which an offer runs, where that has gone by."""
    found = list(_UNTIL.finditer(text, *span))
    days = [(m, iso_of(m["before"] or m["until"])) for m in found]
    if found and all(iso and last_day(iso) < as_of for _, iso in days):
        m, iso = days[-1]
        yield Requirement(((Atom("over", (str(iso),)),),), Span(*m.span()))


def _subject(notice: Notice) -> str:
    """The trade that most clauses of a notice speak of; empty where there is none."""
    named = Counter(n for c in notice.clauses for n in sectors().found(c.span.of(notice.text)))
    for name, count in named.most_common(1):
        if count >= _MOST * len(notice.clauses):
            return name
    return ""


def _directness(matcher: Matcher, i: int) -> float:
    row = matcher.rows[i]
    measure_at = int(np.searchsorted(matcher.first_row, i, side="right")) - 1
    _, measure = matcher.measures[measure_at]
    has_money = any(row.offer.span.contains(a.span) for a in measure.terms.amounts)
    return row.directness + _MONEY * has_money


def _argmax(keys: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each run of rows the row with the highest key, the first of equals; -1 if it is empty."""
    counts = np.diff(starts)
    runs = np.repeat(np.arange(len(counts)), counts)
    order = np.lexsort((np.arange(len(runs)), -keys[: len(runs)], runs))
    best = np.full(len(counts), -1, dtype=np.int64)
    heads = starts[:-1][counts > 0]
    best[counts > 0] = order[heads]
    return best
