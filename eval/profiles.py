"""The gold profiles: businesses with the measures that apply, may apply, or do not, and why.

One JSON object a line; eval/gold/README.md describes the fields. Measures that are in no list do
not apply; those in `doubtful` are not scored. Every row is checked for its form and against the
notices before anything is scored.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.catalogue import Catalogue
from corpus.errors import BadInput
from corpus.library import default_notices
from corpus.model import Notice
from corpus.reading import read_text
from corpus.sources import read_file
from eval.statistics import Estimate, proportion
from rag.matching.describe import described
from rag.matching.matcher import Matcher
from rag.matching.profile import Profile, profile_of
from rag.matching.states import MET, UNKNOWN, UNMET

Verdict = Literal["applies", "may_apply", "excluded"]
_STATE: dict[Verdict, int] = {"applies": MET, "may_apply": UNKNOWN, "excluded": UNMET}
_NAMES = {"applies": "适用", "may_apply": "可能适用", "excluded": "不适用"}
_ASKED = {"applies": 0.90, "excluded": 0.95}
_AS_OF = date(2026, 11, 22)  # the day on which the verdicts were written down
_NAMED = 10


class Reference(BaseModel):
    """A measure: the clause that it stands in, and words that stand in it alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    clause: str = Field(min_length=1)
    quote: str = Field(min_length=1)
    why: str = ""
    unmet: str = ""


class GoldProfile(BaseModel):
    """A business and the right verdicts. `expected`: the fields that a sentence tells."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    profile: dict[str, Any]
    expected: dict[str, Any] | None = None
    applies: tuple[Reference, ...]
    may_apply: tuple[Reference, ...]
    excluded: tuple[Reference, ...]
    doubtful: tuple[Reference, ...] = ()
    note: str = ""

    def known(self) -> Profile:
        """The profile as a user gives it: a sentence, or fields."""
        if set(self.profile) == {"text"}:
            return described(str(self.profile["text"]))
        return profile_of(self.profile)


@dataclass(frozen=True, slots=True)
class Scored:
    """One measure for one profile: what it should be, and what it was found to be."""

    profile: str
    measure: int
    wanted: int
    found: int


@dataclass(frozen=True, slots=True)
class ProfileSet:
    """The gold profiles of one file, and what the matching made of them."""

    name: str
    profiles: int
    scored: tuple[Scored, ...]

    def precision(self, verdict: Verdict) -> Estimate:
        """Of the measures given a verdict, the share that have it."""
        state = _STATE[verdict]
        return _share(s.wanted == state for s in self.scored if s.found == state)

    def recall(self, verdict: Verdict) -> Estimate:
        """Of the measures that have a verdict, the share given it."""
        state = _STATE[verdict]
        return _share(s.found == state for s in self.scored if s.wanted == state)


def profile_sets() -> list[ProfileSet]:
    """The gold profiles over the default notices and over those written for them, matched."""
    default = [read_text(text, given) for text, given in default_notices()]
    written = [read_text(read_file(path)) for path in sorted(_folder("notices").glob("*.txt"))]
    matchers = {"default": _matcher(default), "written": _matcher(written)}
    paths = sorted(_folder("profiles").glob("*.jsonl"))
    return [scored(path, matchers[path.name.split(".")[0]]) for path in paths]


def scored(path: Path, matcher: Matcher) -> ProfileSet:
    """The profiles of one file, each held against all measures.

    Raises BadInput that names the lines of rows that are broken or do not fit the notices.
    """
    rows = load(path)
    wanted = [_wanted(row, matcher) for row in rows]
    found = (
        Scored(row.id, i, wants.get(i, UNMET), int(state))
        for row, wants in zip(rows, wanted, strict=True)
        for i, state in enumerate(matcher.verdicts(row.known()).states)
        if wants.get(i, UNMET) >= 0
    )
    return ProfileSet(path.stem, len(rows), tuple(found))


def load(path: Path) -> list[GoldProfile]:
    """The rows of a file. Raises BadInput that names the broken lines."""
    rows, faults = [], []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(GoldProfile.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as e:
            faults.append(f"第 {number} 行：{str(e).splitlines()[0]}")
    if faults or not rows:
        raise BadInput(f"{path} 不能用。{'；'.join(faults[:_NAMED]) or '没有一行。'}")
    return rows


def profiles_text(sets: Sequence[ProfileSet]) -> str:
    """The figures as lines for a terminal."""
    return "\n".join(line for each in sets for line in _lines(each))


def profiles_record(sets: Sequence[ProfileSet]) -> dict[str, dict[str, float]]:
    """Precision and recall by verdict and file."""
    return {
        each.name: {
            f"{kind}_{verdict}": round(getattr(each, kind)(verdict).mean, 4)
            for verdict in _STATE
            for kind in ("precision", "recall")
        }
        for each in sets
    }


def _lines(each: ProfileSet) -> Iterator[str]:
    yield f"政策匹配 {each.name}：{each.profiles} 个企业，{len(each.scored)} 个判断"
    for verdict, name in _NAMES.items():
        asked = f"≥ {_ASKED[verdict]:.2f}" if verdict in _ASKED else ""
        for kind, word in (("precision", "查准"), ("recall", "查全")):
            e: Estimate = getattr(each, kind)(verdict)
            mark = ("达到" if e.mean >= _ASKED[verdict] else "未达到") if asked else ""
            yield (
                f"  {e.mean:.3f} [{e.low:.3f}, {e.high:.3f}] n={e.n:<5}{name}{word}"
                f"  {asked} {mark}".rstrip()
            )


def _wanted(row: GoldProfile, matcher: Matcher) -> dict[int, int]:
    """The state of each measure that the row names; -1 where it is not scored."""
    wanted: dict[int, int] = {}
    for name, state in (*_STATE.items(), ("doubtful", -1)):
        for reference in getattr(row, name):
            wanted.setdefault(_measure(row.id, reference, matcher), state)
    return wanted


def _measure(row: str, reference: Reference, matcher: Matcher) -> int:
    """The one measure that a reference names. Raises BadInput where there is none, or several."""
    quote = _plain(reference.quote)
    found = [
        i
        for i, (located, measure) in enumerate(matcher.measures)
        if reference.clause == f"{located.notice.metadata.region}{located.clause.label}"
        and quote in _plain(measure.span.of(located.notice.text))
    ]
    if len(found) != 1:
        raise BadInput(
            f"{row}：{reference.clause} 的“{reference.quote}”指到 {len(found)} 项措施，应为一项。"
        )
    return found[0]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _matcher(notices: Sequence[Notice]) -> Matcher:
    return Matcher(Catalogue(notices), _AS_OF)


def _folder(name: str) -> Path:
    return Path(str(files("eval").joinpath("gold", name)))


def _share(values: Iterable[bool]) -> Estimate:
    hits = [float(v) for v in values]
    return proportion(hits) if hits else Estimate(0.0, 0.0, 1.0, 0)
