"""Which measures apply to a business: every measure considered, each verdict with its reason.

A measure applies if one of its offers is for the business and all that the offer requires is met
by what is known; it may apply if nothing is unmet but something not known; it does not apply where
every offer has something unmet, or where it offers nothing. Unknown never counts as met or unmet.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Catalogue, Located
from corpus.model import Measure, Notice
from corpus.regions import places_in
from rag.matching.offers import Offer, offers
from rag.matching.profile import Profile
from rag.matching.requirements import Requirement, requirements
from rag.matching.states import MET, UNKNOWN, UNMET
from rag.matching.table import Evaluated, OfferTable
from rag.matching.vocabulary import sectors

Verdict = Literal["applies", "may_apply", "not_applicable"]

_MOST = 0.6  # share of a notice's clauses that make a trade its subject
_VERDICTS: dict[int, Verdict] = {MET: "applies", UNKNOWN: "may_apply", UNMET: "not_applicable"}


@dataclass(frozen=True, slots=True)
class Row:
    """An offer of a measure with what it requires."""

    located: Located
    measure: Measure
    offer: Offer
    requirements: tuple[Requirement, ...]


class Matcher:
    """Holds profiles against every measure of a library."""

    def __init__(self, catalogue: Catalogue, as_of: date) -> None:
        self.measures: list[tuple[Located, Measure]] = []
        self.rows: list[Row] = []
        self._offer_at = [0]
        self._notice_of: list[int] = []
        self.notices = list(catalogue.notices)
        for n, notice in enumerate(self.notices):
            subject = _subject(notice)
            for clause in notice.clauses:
                for measure in clause.measures:
                    located = Located(notice, clause)
                    self.measures.append((located, measure))
                    self._notice_of.append(n)
                    self.rows += _rows(located, measure, subject)
                    self._offer_at.append(len(self.rows))
        self.table = OfferTable(row.requirements for row in self.rows)
        self._expired = [
            catalogue.validity(n, as_of).state in ("expired", "repealed") for n in self.notices
        ]

    def verdicts(self, profile: Profile) -> tuple[Evaluated, NDArray[np.int8]]:
        found = self.table.evaluate(profile)
        padded = np.append(found.offers, np.int8(UNMET))
        starts = np.array(self._offer_at)
        best = np.maximum.reduceat(padded, starts)[:-1]
        best[np.diff(starts) == 0] = UNMET
        reach = np.array([self._reach(n, profile) for n in range(len(self.notices))], dtype=np.int8)
        return found, np.minimum(best, reach[np.array(self._notice_of)])

    def _reach(self, n: int, profile: Profile) -> int:
        if self._expired[n]:
            return UNMET
        return _reach(self.notices[n], profile)


def _reach(notice: Notice, profile: Profile) -> int:
    """Whether a notice runs where the business is."""
    meta = notice.metadata
    if meta.level == "国家":
        return MET
    if meta.region is None or profile.province is None:
        return UNKNOWN
    if meta.region != profile.province:
        return UNMET
    if meta.level in ("市", "县"):
        own = [p.name for p in places_in(f"{meta.title or ''} {meta.issuer or ''}") if not p.is_province]
        if own and profile.city is None:
            return UNKNOWN
        if own and not any(name in (profile.city or "") for name in own):
            return UNMET
    return MET


def _subject(notice: Notice) -> str:
    """The trade that most clauses of a notice speak of; empty where there is none."""
    named = Counter(n for c in notice.clauses for n in sectors().found(c.span.of(notice.text)))
    for name, count in named.most_common(1):
        if count >= _MOST * len(notice.clauses):
            return name
    return ""


def _rows(located: Located, measure: Measure, subject: str) -> Iterator[Row]:
    text = located.notice.text
    for offer in offers(text, measure, located.clause.title or ""):
        if offer.is_offer:
            yield Row(located, measure, offer, requirements(text, offer, subject))
