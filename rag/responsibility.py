"""Who is responsible for what: the duties of an agency, complete and counted, and all agencies."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from corpus.catalogue import Catalogue
from corpus.errors import BadInput
from corpus.facts.agencies import successor
from corpus.model import Notice
from corpus.regions import places_in
from index.tokens import fold
from rag.answer import citation_record
from rag.duties import Duties, Duty, counts, duties_of
from rag.region import checked_region
from rag.roles import ROLES
from rag.today import cite_today
from rag.understanding.mentions import mentioned, same_body

_NEAR = 0.5  # how alike a name must be to be offered for one that is not there
_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency in all the spellings of the notices, with how many duties it has in each role."""

    names: tuple[str, ...]
    region: str | None
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """All its duties."""
        return sum(self.counts.values())


def agency_duties(
    name: str, catalogue: Catalogue, region: str | None = None, role: str | None = None
) -> Duties:
    """Every duty of an agency, by any of its names, in a region and a role where given.

    Raises BadInput where nothing is named, or no notice names it, with the names nearest to it.

    >>> agency_duties("省商务厅", catalogue).duties[0].role  # doctest: +SKIP
    'lead'
    """
    if not name.strip():
        raise BadInput("没有写机构名称。请写名称，例如 省商务厅、人社厅")
    notices = notices_of(catalogue, region)
    roles = _roles(role)
    mention = mentioned(fold(name.strip()), notices)
    found = duties_of(mention.bodies, notices, roles) if mention else None
    if found is None:
        raise BadInput(_unknown(name, notices, bool(mention), role))
    return found


def notices_of(catalogue: Catalogue, region: str | None) -> tuple[Notice, ...]:
    """The notices of a region; all where none is given. Raises BadInput for an unknown region, or
    one that has no notice here.
    """
    wanted = checked_region(region)
    notices = catalogue.of_regions(p.province for p in places_in(wanted)) if wanted else ()
    if wanted and not notices:
        raise BadInput(f"库里没有{wanted}的通知。库里有：{'、'.join(catalogue.regions)}。")
    return notices or catalogue.notices


def agencies(catalogue: Catalogue, region: str | None = None) -> tuple[Agency, ...]:
    """Every agency that a notice names, region by region, those with most duties first."""
    found = []
    for notice in notices_of(catalogue, region):
        found += [_agency(group, notice) for group in _joined(_named(notice))]
    return tuple(sorted(found, key=lambda a: (-a.total, a.names)))


def duties_record(asked: str, found: Duties, catalogue: Catalogue) -> dict[str, Any]:
    """The duties of an agency as plain JSON values."""
    return {
        "agency": asked,
        "names": list(found.agencies),
        "today": today_names(found),
        "total": len(found.duties),
        "counts": counts(found.duties),
        "measures": [_duty_record(rank, d, catalogue) for rank, d in enumerate(found.duties, 1)],
    }


def today_names(found: Duties) -> list[str]:
    """The bodies that have the duties today, where the agency has ended."""
    return sorted({t for name in found.agencies if (s := successor(name)) for t in s.today})


def agency_record(agency: Agency) -> dict[str, Any]:
    """An agency and its counts as plain JSON values."""
    return {
        "name": agency.names[0],
        "names": list(agency.names),
        "region": agency.region,
        "total": agency.total,
        "counts": agency.counts,
    }


def _duty_record(rank: int, duty: Duty, catalogue: Catalogue) -> dict[str, Any]:
    opening = duty.measure.opening
    citation = cite_today(rank, duty.located, duty.measure, opening, catalogue, date.today())
    return {
        "role": duty.role,
        "role_name": ROLES[duty.role],
        "measure_id": duty.measure.id,
        "text": duty.measure.span.of(duty.located.notice.text),
        "citation": citation_record(citation),
    }


def _roles(role: str | None) -> tuple[str, ...]:
    if role is None:
        return tuple(ROLES)
    for name, word in ROLES.items():
        if role.strip() in (name, word):
            return (name,)
    raise BadInput(f"不认识的角色：{role[:20]}。可用：{'、'.join(ROLES)}（牵头、配合、责任）。")


def _unknown(name: str, notices: Sequence[Notice], is_known: bool, role: str | None) -> str:
    if is_known:
        return f"“{name}”在这些通知里没有这个角色（{role}）的任务。请不选角色，查看全部。"
    bodies = list(dict.fromkeys(b for n in notices for b in _named(n)))
    near = get_close_matches(name, bodies, n=_OFFERED, cutoff=_NEAR)
    hint = f"相近的有：{'、'.join(near)}" if near else "请从全部机构的清单里选"
    return f"这些通知里没有机构“{name[:40]}”。{hint}。"


def _named(notice: Notice) -> Counter[str]:
    """The bodies of a notice as it names them, with how often."""
    measures = (m for c in notice.clauses for m in c.measures)
    return Counter(b for m in measures for b in m.agencies.bodies)


def _joined(named: Counter[str]) -> list[tuple[str, ...]]:
    """The bodies with all their spellings together, the commonest spelling first."""
    groups: list[list[str]] = []
    for body, _ in named.most_common():
        group = next((g for g in groups if same_body(g[0], body)), None)
        if group is None:
            groups.append([body])
        else:
            group.append(body)
    return [tuple(g) for g in groups]


def _agency(names: tuple[str, ...], notice: Notice) -> Agency:
    found = duties_of(frozenset(names), [notice])
    return Agency(names, notice.metadata.region, counts(found.duties if found else ()))
