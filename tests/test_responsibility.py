"""Every agency's duties, complete: against a count over the text that knows nothing of ours."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest

from corpus.catalogue import Catalogue
from corpus.errors import BadInput
from corpus.model import Notice
from rag.duties import counts
from rag.responsibility import agencies, agency_duties, agency_record, duties_record
from rag.responsibility_map import agency_map
from rag.tables import agencies_text, duties_text

_ROLES = {"牵头部门": "lead", "配合部门": "support", "责任部门": "responsible"}


@pytest.fixture(scope="module")
def catalogue(notices: dict[str, Notice]) -> Catalogue:
    return Catalogue(list(notices.values()))


def _counted_in_liaoning(text: str) -> Counter[tuple[str, str]]:
    """(agency, role) by the labels of its brackets: （牵头部门：甲，配合部门：乙、丙）."""
    counted: Counter[tuple[str, str]] = Counter()
    for bracket in re.findall(r"（((?:牵头|配合|责任)部门：[^）]*)）", text):
        for label, names in re.findall(r"(牵头部门|配合部门|责任部门)：([^，]*)", bracket):
            counted.update((name, _ROLES[label]) for name in names.split("、"))
    return counted


def _counted_in_qinghai(text: str) -> Counter[tuple[str, str]]:
    """The last bracket of each clause lists the bodies; the first of them leads."""
    counted: Counter[tuple[str, str]] = Counter()
    for bracket in re.findall(
        r"（(省[^（）]*?(?:府|厅|局|委|行|办|关|社)(?:。列在首位[^）]*)?)）", text
    ):
        if "、" not in bracket and "，" not in bracket:
            continue
        names = bracket.split("。")[0].replace("各市、自治州", "各市自治州")
        first, *others = re.split("[、，]", names)
        counted[(first, "lead")] += 1
        counted.update((n.replace("各市自治州", "各市、自治州"), "responsible") for n in others)
    return counted


def _ours(catalogue: Catalogue, region: str) -> dict[str, Counter[str]]:
    """Every spelling → its counts by role, as `wence agency` shows them."""
    found = {}
    for agency in agencies(catalogue, region):
        for name in agency.names:
            found[name] = Counter({r: n for r, n in agency.counts.items() if n})
    return found


def test_every_agency_of_liaoning_is_complete(
    catalogue: Catalogue, notices: dict[str, Notice]
) -> None:
    counted = _counted_in_liaoning(notices["辽宁"].text)
    ours = _ours(catalogue, "辽宁")
    assert {name for name, _ in counted} == set(ours)
    for (name, role), count in counted.items():
        assert ours[name][role] == count, (name, role)
    assert sum(counted.values()) == sum(c.total() for c in ours.values())


def test_every_agency_of_qinghai_is_complete(
    catalogue: Catalogue, notices: dict[str, Notice]
) -> None:
    counted = _counted_in_qinghai(notices["青海"].text)
    ours = _ours(catalogue, "青海")
    assert len(counted) > 30 and {name for name, _ in counted} == set(ours)
    joined = {a.names: a.counts for a in agencies(catalogue, "青海")}
    for names, by_role in joined.items():
        for role, count in by_role.items():
            assert sum(counted[(name, role)] for name in names) == count, (names, role)


@pytest.mark.parametrize(
    ("asked", "region", "printed"),
    [
        ("省人力资源社会保障厅", "辽宁", ("省人力资源社会保障厅",)),
        ("人社厅", "辽宁", ("省人力资源社会保障厅",)),
        ("辽宁省商务厅", "辽宁", ("省商务厅",)),
        ("省金融办", None, ("省政府金融办", "省金融办")),
    ],
)
def test_names_are_joined_across_spellings(
    catalogue: Catalogue, asked: str, region: str | None, printed: tuple[str, ...]
) -> None:
    assert set(agency_duties(asked, catalogue, region).agencies) == set(printed)


def test_a_role_alone(catalogue: Catalogue) -> None:
    found = agency_duties("省商务厅", catalogue, "辽宁", "牵头")
    assert {d.role for d in found.duties} == {"lead"}
    assert agency_duties("省商务厅", catalogue, "辽宁", "lead") == found


def test_records_and_texts_tell_the_count(catalogue: Catalogue) -> None:
    found = agency_duties("省公安厅", catalogue, "辽宁")
    record = duties_record("省公安厅", found, catalogue)
    assert record["total"] == len(record["measures"]) == sum(counts(found.duties).values())
    assert f"共 {record['total']} 项" in duties_text(found)
    first = agencies(catalogue)[0]
    assert agency_record(first)["total"] == first.total
    assert first.names[0] in agencies_text([first])


@pytest.mark.parametrize(
    ("name", "region", "role", "said"),
    [
        ("", None, None, "没有写机构名称"),
        ("火星局", None, None, "没有机构“火星局”"),
        ("省商物厅", None, None, "相近的有：省商务厅"),
        ("省商务厅", "浙江", None, "库里没有浙江的通知"),
        ("省商务厅", "火星", None, "不认识的地区"),
        ("省商务厅", None, "领导", "不认识的角色"),
        ("省司法厅", "辽宁", "牵头", "没有这个角色"),
    ],
)
def test_what_cannot_be_found_is_told(
    catalogue: Catalogue, name: str, region: str | None, role: str | None, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        agency_duties(name, catalogue, region, role)


def test_the_map_counts_what_the_list_counts(
    catalogue: Catalogue, notices: dict[str, Notice]
) -> None:
    svg = agency_map([notices["辽宁"]])
    root = ET.fromstring(svg)
    titles = [t.text or "" for t in root.iter("{http://www.w3.org/2000/svg}title")]
    mine = [t for t in titles if t.startswith("省商务厅 ·")]
    drawn = sum(int(n) for t in mine for n in re.findall(r"[牵配责](\d+)", t))
    assert drawn == len(agency_duties("省商务厅", catalogue, "辽宁").duties)
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")  # opens offline
