"""All offers of a library as one table, held against a profile at once.

An offer is a conjunction of requirements, a requirement a choice of alternatives, an alternative a
conjunction of atoms. Equal atoms are held once; states are numbers (0 unmet, 1 unknown, 2 met), so
that "all of" is a minimum and "one of" a maximum over neighbouring rows (numpy reduceat).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import rjieba
from numpy.typing import NDArray

from index.tokens import fold, stop_words
from rag.evidence import synonyms
from rag.matching.atoms import Alternative, Atom
from rag.matching.describe import told_parts
from rag.matching.profile import Profile
from rag.matching.requirements import Requirement
from rag.matching.states import (
    MET,
    UNKNOWN,
    UNMET,
    is_leading,
    is_small,
    known,
    opened,
    plain_trades,
    state,
)
from rag.matching.wording import in_words

States = NDArray[np.int8]

_BROAD = frozenset({"firm", "doing"})
_OPEN = ("act", "told", "free")
_COVERED = 0.4  # share of an activity's words, by rarity, that an encouraged act must hold
_COMMON = 0.15  # a word in more of the open texts than this tells nothing of an activity
_GENERIC = frozenset(
    (
        "企业",
        "公司",
        "业务",
        "项目",
        "工作",
        "活动",
        "服务",
        "产品",
        "方面",
        "一个",
        "一些",
        "进行",
        "开展",
        "建设",
        "发展",
        "加强",
        "鼓励",
        "扶持",
        "引导",
        "提供",
        "申请",
        "办理",
        "想",
        "要",
        "做",
        "搞",
        "建",
        "开",
        "用",
        "去",
        "在",
    )
)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The states of every atom, requirement and offer for one profile. `fitting` is the share of an
    offer's requirements that are met (0 to 1), the particular ones twice.
    """

    atoms: States
    requirements: States
    offers: States
    fitting: NDArray[np.float64]


class OfferTable:
    """Offers by their requirements, ready to be evaluated for any profile.

    >>> small = Requirement(((Atom("size", ("微型",)),),), Span(0, 1))  # doctest: +SKIP
    >>> OfferTable([(small,)]).evaluate(Profile(size="微型"), today).offers  # doctest: +SKIP
    array([2], dtype=int8)
    """

    def __init__(self, offers: Iterable[Sequence[Requirement]]) -> None:
        index: dict[Atom, int] = {}
        atom_of: list[int] = []
        alternative_at: list[int] = []
        requirement_at: list[int] = []
        offer_at: list[int] = [0]
        weights: list[float] = []
        for requirements in offers:
            for requirement in requirements:
                requirement_at.append(len(alternative_at))
                weights.append(_weight(requirement))
                for alternative in requirement.alternatives:
                    alternative_at.append(len(atom_of))
                    atom_of += (index.setdefault(a, len(index)) for a in alternative or (_ANYONE,))
            offer_at.append(len(requirement_at))
        self.atoms = tuple(index)
        self._atom_of = np.array(atom_of, dtype=np.int64)
        self._alternative_at = np.array(alternative_at, dtype=np.int64)
        self._requirement_at = np.array(requirement_at, dtype=np.int64)
        self._offer_at = np.array(offer_at, dtype=np.int64)
        self._weights = np.array(weights, dtype=np.float64)
        self._keys: dict[str, list[int]] = {}
        atoms = list(enumerate(self.atoms))
        self._opened = np.array([opened(a) for a in self.atoms] or [UNKNOWN], dtype=np.int8)
        self._closed = [i for i, a in atoms if a.field not in _OPEN]
        self._leading = [i for i, a in atoms if is_leading(a)]
        plain = ((i, plain_trades(a)) for i, a in atoms if a.field == "act")
        self._plain = [(i, trades) for i, trades in plain if trades is not None]
        self._texts = _OpenTexts([(i, a) for i, a in enumerate(self.atoms) if a.field in _OPEN])

    def evaluate(self, profile: Profile, as_of: date) -> Evaluated:
        """The states for a profile; an offer without requirements is for anyone."""
        of = known(profile, as_of)
        states = self._opened.copy()
        for i in self._closed:
            states[i] = state(self.atoms[i], of)
        for i in self._leading if is_small(profile) else ():
            states[i] = UNMET
        for i, trades in self._plain:
            if all(name in of.doings for name in trades):
                states[i] = MET
        for i in self._texts.told_by(profile):
            states[i] = MET
        for answers, answered in ((profile.confirmed, MET), (profile.denied, UNMET)):
            for i in self._keyed(answers):
                states[i] = answered
        alternatives = np.minimum.reduceat(states[self._atom_of], self._alternative_at)
        requirements = np.maximum.reduceat(alternatives, self._requirement_at)
        offers = self._of_offers(requirements)
        return Evaluated(states, requirements, offers, self._fitting(requirements))

    def _keyed(self, answers: Iterable[str]) -> list[int]:
        """The atoms that were confirmed or denied in the words in which they are asked: all of
        them, where several are asked in the same words.
        """
        if answers and not self._keys:
            self._keys = defaultdict(list)
            for i, atom in enumerate(self.atoms):
                self._keys[fold(in_words(atom))].append(i)
        return [i for a in answers for i in self._keys.get(fold(a), ())]

    def requirements_of(self, offer: int) -> range:
        """The rows of an offer's requirements, in their order."""
        return range(self._offer_at[offer], self._offer_at[offer + 1])

    def open_atoms(self, requirement: int, states: States) -> list[Atom]:
        """The atoms of a requirement that are not known, once each."""
        rows = self._alternatives(requirement)
        atoms = (self._atom_of[i] for a in rows for i in self._atoms(a))
        return [self.atoms[i] for i in dict.fromkeys(atoms) if states[i] == UNKNOWN]

    def met_alternatives(self, requirement: int, states: States) -> list[Alternative]:
        """The alternatives of a requirement all of whose atoms are met."""
        found = []
        for row in self._alternatives(requirement):
            at = [self._atom_of[i] for i in self._atoms(row)]
            if all(states[i] == MET for i in at):
                found.append(tuple(self.atoms[i] for i in at if self.atoms[i] != _ANYONE))
        return found

    def _alternatives(self, requirement: int) -> range:
        return _row(self._requirement_at, requirement, len(self._alternative_at))

    def _atoms(self, alternative: int) -> range:
        return _row(self._alternative_at, alternative, len(self._atom_of))

    def _fitting(self, requirements: States) -> NDArray[np.float64]:
        met = np.append((requirements == MET) * self._weights, 0.0)
        total = np.append(self._weights, 0.0)
        sums, totals = (np.add.reduceat(x, self._offer_at)[:-1] for x in (met, total))
        return np.divide(sums, totals, out=np.zeros_like(sums), where=totals > 0)

    def _of_offers(self, requirements: States) -> States:
        padded = np.append(requirements, np.int8(MET))  # reduceat needs a row behind the last
        lowest = np.minimum.reduceat(padded, self._offer_at)[:-1]
        lowest[np.diff(self._offer_at) == 0] = MET
        return lowest


class _OpenTexts:
    """The texts that no field decides, with the words that stand in them."""

    def __init__(self, atoms: Sequence[tuple[int, Atom]]) -> None:
        self._holding: dict[str, list[int]] = defaultdict(list)
        for i, atom in atoms:
            for word in set(_things(atom.values[0])) - _GENERIC:
                self._holding[word].append(i)
        self._conditions = {i for i, atom in atoms if atom.field == "free"}
        self._count = max(len(atoms), 1)

    def told_by(self, profile: Profile) -> set[int]:
        """The atoms that an activity of the profile is about: most of its rare words are there."""
        does = (*(profile.activities or ()), *(profile.qualifications or ()))
        found = {i for i in self._about(told_parts(profile)) if i in self._conditions}
        return found | self._about(does)

    def _about(self, told: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for activity in told:
            weights = {w: self._rarity(w) for w in set(_things(activity)) - _GENERIC}
            held: dict[int, float] = defaultdict(float)
            for word, weight in weights.items():
                for i in self._with(word) if weight else ():
                    held[i] += weight
            enough = _COVERED * sum(weights.values())
            found |= {i for i, weight in held.items() if weight >= enough}
        return found

    def _with(self, word: str) -> set[int]:
        """The texts that hold a word or a synonym of it."""
        return {i for w in (word, *synonyms(word)) for i in self._holding.get(w, ())}

    def _rarity(self, word: str) -> float:
        """How much a word tells: nothing if it stands nowhere, or nearly everywhere."""
        count = len(self._with(word))
        if not count or count > max(_COMMON * self._count, 3):
            return 0.0
        return math.log(1 + self._count / count)


_ENDINGS = frozenset("仓店柜站网厂园馆证车箱库")


def _things(text: str) -> list[str]:
    """The words of a text that name things and doings: nouns, verbal nouns, places."""
    found: list[str] = []
    for word, tag in rjieba.tag(fold(text)):
        if word in _ENDINGS and found:
            found[-1] += word  # 海外|仓
        elif len(word) > 1 and tag[0] in "nvsjlib" and word not in stop_words():
            found.append(word)
    return found + [half for w in found if len(w) == 4 for half in (w[:2], w[2:])]


def _weight(requirement: Requirement) -> float:
    """A particular requirement weighs twice as much as one that nearly every business meets."""
    fields = {a.field for alternative in requirement.alternatives for a in alternative}
    return 1.0 if fields <= _BROAD else 2.0


_ANYONE = Atom("registered", ("yes", "no"))


def _row(starts: NDArray[np.int64], i: int, end: int) -> range:
    return range(starts[i], starts[i + 1] if i + 1 < len(starts) else end)
