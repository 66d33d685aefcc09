"""All offers of a library as one table, held against a profile at once.

An offer is a conjunction of requirements, a requirement a choice of alternatives, an alternative a
conjunction of atoms. Equal atoms are held once; states are numbers (0 unmet, 1 unknown, 2 met), so
that "all of" is a minimum and "one of" a maximum over neighbouring rows (numpy reduceat).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import rjieba
from numpy.typing import NDArray

from index.tokens import fold, stop_words
from rag.evidence import synonyms
from rag.matching.describe import told_parts
from rag.matching.profile import Profile
from rag.matching.requirements import Atom, Requirement
from rag.matching.states import MET, UNKNOWN, known, state

States = NDArray[np.int8]

_OPEN = ("act", "told", "free")
_COVERED = 0.4  # share of an activity's words, by rarity, that an encouraged act must hold
_COMMON = 0.15  # a word in more of the open texts than this tells nothing of an activity
_GENERIC = frozenset(
    "企业 公司 业务 项目 工作 活动 服务 产品 方面 一个 一些 进行 开展 建设 发展 加强 提供 申请 办理 想 要 做 搞 建 开 用 去 在".split()
)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """The states of every atom, requirement and offer for one profile."""

    atoms: States
    requirements: States
    offers: States


class OfferTable:
    """Offers by their requirements, ready to be evaluated for any profile.

    >>> small = Requirement(((Atom("size", ("微型",)),),), Span(0, 1))  # doctest: +SKIP
    >>> OfferTable([(small,)]).evaluate(Profile(size="微型")).offers  # doctest: +SKIP
    array([2], dtype=int8)
    """

    def __init__(self, offers: Iterable[Sequence[Requirement]]) -> None:
        index: dict[Atom, int] = {}
        atom_of: list[int] = []
        alternative_at: list[int] = []
        requirement_at: list[int] = []
        offer_at: list[int] = [0]
        for requirements in offers:
            for requirement in requirements:
                requirement_at.append(len(alternative_at))
                for alternative in requirement.alternatives:
                    alternative_at.append(len(atom_of))
                    atom_of += (index.setdefault(a, len(index)) for a in alternative or (_ANYONE,))
            offer_at.append(len(requirement_at))
        self.atoms = tuple(index)
        self._atom_of = np.array(atom_of, dtype=np.int64)
        self._alternative_at = np.array(alternative_at, dtype=np.int64)
        self._requirement_at = np.array(requirement_at, dtype=np.int64)
        self._offer_at = np.array(offer_at, dtype=np.int64)
        self._closed = [i for i, a in enumerate(self.atoms) if a.field not in _OPEN]
        self._told = [i for i, a in enumerate(self.atoms) if a.field in _OPEN]
        self._texts = _OpenTexts([(i, a) for i, a in enumerate(self.atoms) if a.field in _OPEN])

    def evaluate(self, profile: Profile) -> Evaluated:
        """The states for a profile; an offer without requirements is for anyone."""
        of = known(profile)
        states = np.full(len(self.atoms), UNKNOWN, dtype=np.int8)
        for i in range(len(self.atoms)):
            states[i] = state(self.atoms[i], of)
        for i in self._texts.told_by(profile):
            states[i] = MET
        for i in self._texts.answered(of.confirmed | of.denied):
            states[i] = state(self.atoms[i], of)
        alternatives = np.minimum.reduceat(states[self._atom_of], self._alternative_at)
        requirements = np.maximum.reduceat(alternatives, self._requirement_at)
        return Evaluated(states, requirements, self._of_offers(requirements))

    def requirements_of(self, offer: int) -> range:
        """The rows of an offer's requirements, in their order."""
        return range(self._offer_at[offer], self._offer_at[offer + 1])

    def open_atoms(self, requirement: int, states: States) -> list[Atom]:
        """The atoms of a requirement that are not known, once each."""
        rows = self._alternatives(requirement)
        atoms = (self._atom_of[i] for a in rows for i in self._atoms(a))
        return [self.atoms[i] for i in dict.fromkeys(atoms) if states[i] == UNKNOWN]

    def _alternatives(self, requirement: int) -> range:
        return _row(self._requirement_at, requirement, len(self._alternative_at))

    def _atoms(self, alternative: int) -> range:
        return _row(self._alternative_at, alternative, len(self._atom_of))

    def _of_offers(self, requirements: States) -> States:
        padded = np.append(requirements, np.int8(MET))  # reduceat needs a row behind the last
        lowest = np.minimum.reduceat(padded, self._offer_at)[:-1]
        lowest[np.diff(self._offer_at) == 0] = MET
        return lowest


class _OpenTexts:
    """The texts that no field decides, with the words that stand in them."""

    def __init__(self, atoms: Sequence[tuple[int, Atom]]) -> None:
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._by_text = defaultdict[str, list[int]](list)
        for i, atom in atoms:
            self._by_text[fold(atom.values[0])].append(i)
            for word in set(_things(atom.values[0])):
                self._holding[word].append(i)
        self._conditions = {i for i, atom in atoms if atom.field == "free"}
        self._count = max(len(atoms), 1)

    def answered(self, texts: Iterable[str]) -> list[int]:
        """The atoms whose very text was confirmed or denied."""
        return [i for text in texts for i in self._by_text.get(text, ())]

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


def _things(text: str) -> list[str]:
    """The words of a text that name things and doings: nouns, verbal nouns, places."""
    tagged = rjieba.tag(fold(text))
    found = [w for w, tag in tagged if len(w) > 1 and tag[0] in "nvsjlib" and w not in stop_words()]
    return found + [half for w in found if len(w) == 4 for half in (w[:2], w[2:])]


_ANYONE = Atom("registered", ("yes", "no"))


def _row(starts: NDArray[np.int64], i: int, end: int) -> range:
    return range(starts[i], starts[i + 1] if i + 1 < len(starts) else end)
