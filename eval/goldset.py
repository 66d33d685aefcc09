"""The gold set: questions with the clauses, facts and agencies of a right answer.

One JSON object a line; eval/gold/README.md describes the fields. Every row is checked for its form
and against the notices before anything is scored: one broken row stops the evaluation and is named,
for a figure without it would be another figure.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from corpus.catalogue import Catalogue, Located
from corpus.errors import BadInput
from rag.answer import Reason

Kind = Literal[
    "support", "entry", "compliance", "agencies", "duties", "figures", "lookup", "comparison",
    "profile", "followup", "wording",
    "near_miss", "other_region", "false_premise", "no_clause", "off_topic", "injection",
]  # fmt: skip
KINDS: tuple[str, ...] = get_args(Kind)
ROLES = ("lead", "support", "responsible")
_NAMED = 10  # faults that are told at once


class Row(BaseModel):
    """One question with its right answer; clauses are written as region and label: 辽宁（五）.

    `groups`: each must be cited, any clause of it will do. `also`: clauses that may stand beside.
    `facts`: what the answer must hold, word for word. `lead`, `support`, `responsible`: agencies of
    the measure asked about, or None where none are scored. `count`: measures by role.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    kind: Kind
    question: str = Field(min_length=1)
    turns: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    also: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    lead: tuple[str, ...] | None = None
    support: tuple[str, ...] | None = None
    responsible: tuple[str, ...] | None = None
    count: dict[str, int] | None = None
    answerable: bool
    reason: Reason | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.answerable and not (self.groups and all(self.groups)):
            raise ValueError("有答案的问题要写出条款（groups）")
        if not self.answerable and (self.groups or self.facts):
            raise ValueError("要拒答的问题不写 groups 和 facts")
        if self.answerable == bool(self.reason):
            raise ValueError("只有要拒答的问题写理由（reason）")
        return self

    @property
    def agencies(self) -> dict[str, tuple[str, ...]] | None:
        """The agencies by role; None where the question is not about those of one measure."""
        roles = {role: getattr(self, role) for role in ROLES}
        if all(names is None for names in roles.values()):
            return None
        return {role: names or () for role, names in roles.items()}

    @cached_property
    def clauses(self) -> frozenset[str]:
        """All clauses of all groups."""
        return frozenset(c for group in self.groups for c in group)


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold file's rows with the lines that they stand on."""

    name: str
    rows: tuple[Row, ...]
    lines: tuple[int, ...]


def load(path: Path) -> Gold:
    """The rows of a gold file.

    Raises BadInput that names every broken line (the first ten), a duplicate id, or an empty file.
    """
    rows, lines, faults = [], [], []
    for number, line in _numbered(path):
        try:
            rows.append(Row.model_validate(json.loads(line)))
            lines.append(number)
        except ValidationError as e:
            faults.append(f"第 {number} 行：{_fault(e)}")
        except (ValueError, RecursionError):
            faults.append(f"第 {number} 行：不是 JSON")
    times = Counter(row.id for row in rows)
    faults += [
        f"第 {number} 行：编号 {row.id} 重复"
        for number, row in zip(lines, rows, strict=True)
        if times[row.id] > 1
    ]
    _stop(path.name, faults)
    if not rows:
        raise BadInput(f"{path.name} 里没有问题。请给出每行一个 JSON 对象的问题集。")
    return Gold(path.stem, tuple(rows), tuple(lines))


def check(gold: Gold, clauses: dict[str, Located]) -> None:
    """Holds every row against the notices; `clauses` as `clauses_by_name` gives them.

    Raises BadInput that names each line with an unknown clause, or a fact or agency that does not
    stand in the clauses named.
    """
    faults = [
        f"第 {line} 行（{row.id}）：{fault}"
        for row, line in zip(gold.rows, gold.lines, strict=True)
        for fault in _faults(row, clauses)
    ]
    _stop(gold.name, faults)


def clauses_by_name(catalogue: Catalogue) -> dict[str, Located]:
    """Every clause by region (title where that is unknown) and label, where that names one alone.

    >>> from corpus.model import Metadata
    >>> from corpus.reading import read_text
    >>> list(clauses_by_name(Catalogue([read_text("（一）甲。", Metadata(region="辽宁"))])))
    ['辽宁（一）']
    """
    named: dict[str, list[Located]] = {}
    for notice in catalogue.notices:
        prefix = notice.metadata.region or notice.metadata.title or ""
        for clause in notice.clauses:
            named.setdefault(f"{prefix}{clause.label}", []).append(Located(notice, clause))
    return {name: located[0] for name, located in named.items() if len(located) == 1}


def plain(text: str) -> str:
    """Text without blanks and widths, as facts are compared.

    >>> plain("５０ ％")
    '50%'
    """
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _numbered(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise BadInput(f"读不了问题集 {path}。请给出 UTF-8 的 JSON Lines 文件。") from e
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"]))
    match first["type"]:
        case "missing":
            return f"缺少 {place}"
        case "extra_forbidden":
            return f"不认识的字段 {place}"
        case "value_error":
            return str(first["ctx"]["error"])
        case _:
            return f"{place} 的值不能用" if place else "不是 JSON 对象"


def _faults(row: Row, clauses: dict[str, Located]) -> Iterator[str]:
    unknown = [c for c in (*sorted(row.clauses), *row.also) if c not in clauses]
    yield from (f"没有条款 {c}" for c in unknown)
    if unknown:
        return
    text = plain("".join(_text(clauses[c]) for c in row.clauses))
    yield from (f"条款里没有“{fact}”" for fact in row.facts if plain(fact) not in text)
    names: Iterable[str] = (n for names in (row.agencies or {}).values() for n in names)
    yield from (f"条款里没有部门“{name}”" for name in names if plain(name) not in text)


def _text(located: Located) -> str:
    return located.clause.span.of(located.notice.text)


def _stop(name: str, faults: Sequence[str]) -> None:
    if faults:
        more = f"；共 {len(faults)} 处" if len(faults) > _NAMED else ""
        raise BadInput(f"问题集 {name} 有误，未作评测：{'；'.join(faults[:_NAMED])}{more}。")
