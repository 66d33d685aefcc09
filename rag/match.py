"""Which measures apply to a business: every measure considered, each verdict with its reason.

A measure applies if one of its offers is for the business and all that the offer requires is met
by what is known; it may apply if nothing is unmet but something not known; it does not apply where
every offer has something unmet, or where it offers nothing. Unknown never counts as met or unmet.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from corpus.catalogue import Located
from corpus.model import Measure, Span
from corpus.record import measure_record
from rag.answer import Citation, citation_record
from rag.matching.atoms import Atom
from rag.matching.matcher import Matcher, Row, Verdicts, cities_of
from rag.matching.profile import Profile, profile_record
from rag.matching.requirements import Requirement
from rag.matching.states import MET, STATES, UNKNOWN, UNMET
from rag.matching.wording import ACT, asked_in_words, in_other_words, in_words
from rag.today import cite_today

_QUESTIONS = 12
_LOOKED_AT = 2000  # open measures that are looked at for what to ask next, the most direct first
_LONG_ANSWERS = ("act", "told", "free")
_UNSAID = re.compile("符合(?:相关)?条件|有条件")  # nobody can answer what the text does not say
NATURES = {
    "claim": "可申领",
    "permission": "可直接适用",
    "encouragement": "鼓励方向",
    "administration": "不是可享受的支持",
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What a measure requires, in words, with its own words, and whether it is met."""

    text: str
    quote: str
    state: str


@dataclass(frozen=True, slots=True)
class Match:
    """A measure with its verdict: `quote` of the citation is the sentence that decides it, and
    `benefit` what it gives, in its own words; `also` what else in it has the same verdict. `nature`
    is one of NATURES.
    """

    located: Located
    measure: Measure
    citation: Citation
    why: str
    conditions: tuple[Condition, ...]
    benefit: str
    nature: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to the business. `decides` is how many open measures wait for it alone, `touches`
    how many for it among others; yes puts `condition` into `confirmed`, no into `denied`.
    """

    question: str
    condition: str
    decides: int
    touches: int


class Matches(Sequence[Match]):
    """Matches in order, each written out when it is asked for: there may be very many."""

    def __init__(self, measures: NDArray[np.int64], write: Callable[[int], Match]) -> None:
        self._measures = measures
        self._write = write

    def __len__(self) -> int:
        return len(self._measures)

    @overload
    def __getitem__(self, i: int) -> Match: ...
    @overload
    def __getitem__(self, i: slice) -> list[Match]: ...
    def __getitem__(self, i: int | slice) -> Match | list[Match]:
        if isinstance(i, slice):
            return [self._at(int(m), rank) for rank, m in enumerate(self._measures[i], 1)]
        return self._at(int(self._measures[i]), i + 1)

    def _at(self, measure: int, rank: int) -> Match:
        match = self._write(measure)
        return replace(match, citation=replace(match.citation, rank=rank))


@dataclass(frozen=True, slots=True)
class MatchReport:
    """All measures by verdict, the most directly helpful first, and what to ask next."""

    profile: Profile
    applies: Matches
    may_apply: Matches
    not_applicable: Matches
    asks: tuple[Ask, ...]


def match(profile: Profile, matcher: Matcher) -> MatchReport:
    """The verdict on every measure for one business.

    >>> match(profile, matcher).applies[0].why  # doctest: +SKIP
    '对象相符：从事电子商务'
    """
    found = matcher.verdicts(profile)
    writer = _Writer(profile, matcher, found)
    order = np.argsort(-found.directness[found.best], kind="stable")
    applies, may, never = (order[found.states[order] == state] for state in (MET, UNKNOWN, UNMET))
    in_turn = np.sort(never)
    offers_first = in_turn[np.argsort(found.best[in_turn] < 0, kind="stable")]
    return MatchReport(
        profile,
        Matches(applies, writer.match),
        Matches(may, writer.match),
        Matches(offers_first, writer.match),
        _asks(matcher, found, may[:_LOOKED_AT]),
    )


def report_record(report: MatchReport) -> dict[str, Any]:
    """The report as plain JSON values (the contract's MatchReport)."""
    return {
        "profile": profile_record(report.profile),
        "applies": [match_record(m) for m in report.applies],
        "may_apply": [match_record(m) for m in report.may_apply],
        "not_applicable": [match_record(m) for m in report.not_applicable],
        "questions": [ask.question for ask in report.asks],
        "asks": [
            {"question": a.question, "condition": a.condition, "decides": a.decides}
            for a in report.asks
        ],
    }


def match_record(match: Match) -> dict[str, Any]:
    """One match as plain JSON values."""
    return {
        "measure": measure_record(match.located.notice.text, match.measure),
        "citation": citation_record(match.citation),
        "why": match.why,
        "conditions": [
            {"text": c.text, "quote": c.quote, "state": c.state} for c in match.conditions
        ],
        "benefit": match.benefit,
        "also": list(match.also),
        "nature": match.nature,
        "nature_name": NATURES[match.nature],
    }


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes out the match of a measure."""

    profile: Profile
    matcher: Matcher
    found: Verdicts

    def match(self, i: int) -> Match:
        located, measure = self.matcher.measures[i]
        best = int(self.found.best[i])
        reach = self._reach(i)
        if best < 0:
            return self._nothing(located, measure, reach)
        row = self.matcher.rows[best]
        conditions = (*reach, *self._conditions(best, row, located.notice.text))
        return Match(
            located,
            measure,
            self._cited(located, measure, row.offer.sentence),
            _why(row, conditions),
            conditions,
            _words(row, located),
            row.offer.nature,
            self._also(i, best, located),
        )

    def _cited(self, located: Located, measure: Measure, quote: Span) -> Citation:
        return cite_today(1, located, measure, quote, self.matcher.catalogue, self.matcher.as_of)

    def _also(self, i: int, best: int, located: Located) -> tuple[str, ...]:
        """The other offers of the measure that are met, or open, as the best one is."""
        states = self.found.evaluated.offers
        rows = range(self.matcher.first_row[i], self.matcher.first_row[i + 1])
        alike = (r for r in rows if r != best and states[r] == states[best] != UNMET)
        return tuple(_words(self.matcher.rows[r], located) for r in alike)

    def _nothing(self, located: Located, measure: Measure, reach: tuple[Condition, ...]) -> Match:
        why = "这项措施说的是目标、要求或行政机关的工作，没有企业可以直接享受的支持。"
        if reach and reach[0].state != "met":
            why = _reason(reach)
        citation = self._cited(located, measure, measure.opening)
        return Match(located, measure, citation, why, reach, "", "administration")

    def _conditions(self, best: int, row: Row, text: str) -> tuple[Condition, ...]:
        rows = self.matcher.table.requirements_of(best)
        states = self.found.evaluated.requirements
        return tuple(
            Condition(self._text(at, r), _quoted(r, text), STATES[states[at]])
            for at, r in zip(rows, row.requirements, strict=True)
        )

    def _text(self, at: int, requirement: Requirement) -> str:
        """What is required; where that is met, what of it is."""
        met = self.matcher.table.met_alternatives(at, self.found.evaluated.atoms)
        return in_other_words(met or requirement.alternatives)

    def _reach(self, i: int) -> tuple[Condition, ...]:
        """Place and time as conditions, where they are not simply met."""
        n = int(self.matcher.notice_of[i])
        state = int(self.found.reach[n])
        if state == MET:
            return ()
        notice, validity = self.matcher.notices[n], self.matcher.validities[n]
        if validity.state in ("expired", "repealed"):
            return (Condition(validity.note, validity.quote or "", "unmet"),)
        where = "、".join(cities_of(notice)) or notice.metadata.region or "通知没有写明的地区"
        return (Condition(f"所在地：{where}", notice.metadata.title or "", STATES[state]),)


def _words(row: Row, located: Located) -> str:
    return row.offer.span.of(located.notice.text).strip("，；：、 \n")


def _quoted(requirement: Requirement, text: str) -> str:
    return requirement.span.of(text).strip("，。；：、 \n")


def _why(row: Row, conditions: Sequence[Condition]) -> str:
    """One line: what is met, what is open or what is not."""
    if any(c.state == "unmet" for c in conditions):
        return _reason(conditions)
    met, unknown = (
        "；".join(dict.fromkeys(_in_short(c) for c in conditions if c.state == state))
        for state in ("met", "unknown")
    )
    kind = NATURES[row.offer.nature]
    parts = [f"{kind}。"]
    parts += [f"相符：{met}。"] if met else []
    parts += [f"还不知道：{unknown}。"] if unknown else []
    return "".join(parts)


def _in_short(condition: Condition) -> str:
    """What is encouraged need not be told twice: it is the benefit itself."""
    if not condition.text.startswith(ACT):
        return condition.text
    return "正是在做或想做的事" if condition.state == "met" else "是否在做或想做这件事"


def _reason(conditions: Sequence[Condition]) -> str:
    unmet = [c for c in conditions if c.state == "unmet"]
    return f"不符合：{'；'.join(c.text for c in unmet or conditions)}。"


def _asks(matcher: Matcher, found: Verdicts, may: NDArray[np.int64]) -> tuple[Ask, ...]:
    """The open atoms of the measures that may apply, those that decide most first."""
    alone, touched = Counter[Atom](), Counter[Atom]()
    states = found.evaluated
    for best in found.best[may]:
        rows = matcher.table.requirements_of(int(best))
        unknown = [at for at in rows if states.requirements[at] == UNKNOWN]
        atoms = {a for at in unknown for a in matcher.table.open_atoms(at, states.atoms)}
        touched.update(atoms)
        if len(unknown) == 1:
            alone.update(atoms)
    sayable = (a for a in touched if not _UNSAID.fullmatch(a.values[0] if a.values else ""))
    ranked = sorted(
        sayable, key=lambda a: (-alone[a], -touched[a], a.field in _LONG_ANSWERS, in_words(a))
    )
    by_words = {in_words(a): a for a in reversed(ranked)}  # of those asked alike the first
    asked = [a for a in ranked if by_words[in_words(a)] is a][:_QUESTIONS]
    return tuple(Ask(asked_in_words(a), in_words(a), alone[a], touched[a]) for a in asked)
