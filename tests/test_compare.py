"""Two and more regions side by side; an empty cell says so."""

from collections.abc import Sequence

import pytest

from corpus.errors import BadInput
from corpus.model import Metadata
from corpus.reading import read_text
from index.build import build
from index.hybrid import HybridIndex
from index.snapshot import load
from rag.assistant import Assistant
from rag.compare import Comparer, Comparison, comparison_record
from rag.tables import comparison_text
from tests.conftest import HashedEmbedder


def _regions(comparison: Comparison) -> list[set[str]]:
    return [set(line.cells) for line in comparison.lines]


@pytest.mark.model
def test_what_both_provide_shares_a_line(assistant: Assistant) -> None:
    found = Comparer(assistant.index).compare("研发费用加计扣除", ["青海", "辽宁"])
    first = found.lines[0]
    assert set(first.cells) == {"青海", "辽宁"} and first.only is None
    for cell in first.cells.values():
        assert {"50%", "150%"} <= set(cell.amounts)
    assert first.cells["青海"].citation.agencies.lead == ("省财政厅",)


@pytest.mark.model
def test_what_only_one_has_says_so(assistant: Assistant) -> None:
    found = Comparer(assistant.index).compare("市场准入")
    alone = [line for line in found.lines if line.only]
    assert alone
    text = comparison_text(found)
    assert f"（只有{alone[0].only}有）" in text and "没有对应的规定" in text


@pytest.mark.model
def test_counterparts_need_not_be_in_the_same_words(assistant: Assistant) -> None:
    """放宽市场准入 in 青海 is 降低准入门槛 in 辽宁."""
    found = Comparer(assistant.index).compare("市场准入")
    joined = [line.cells for line in found.lines if len(line.cells) == 2]
    assert any(
        "外方持股" in c["青海"].citation.quote and "外资" in c["辽宁"].citation.quote
        for c in joined
    )


@pytest.mark.model
def test_records_hold_every_cell(assistant: Assistant) -> None:
    found = Comparer(assistant.index).compare("社会保险", ["青海", "辽宁"])
    record = comparison_record(found)
    assert record["regions"] == ["青海", "辽宁"]
    cells = [c for row in record["rows"] for c in row["cells"].values() if c]
    assert [c["citation"]["rank"] for c in cells] == list(range(1, len(cells) + 1))
    texts = {n.id: n.text for n in assistant.index.notices}
    for c in cells:
        cited = c["citation"]
        assert texts[cited["notice"]["id"]][cited["start"] : cited["end"]] == c["quote"]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> HybridIndex:
    def read(region: str, body: str) -> object:
        return read_text(f"一、措施\n（一）参展。{body}\n", Metadata(region=region))

    notices = [
        read("浙江", "对参展企业补贴展位费的50%。（责任单位：省商务厅）"),
        read("江苏", "对参展企业补贴展位费的70%。（责任单位：省商务厅）"),
        read("福建", "开展安全生产检查。（责任单位：省应急厅）"),
    ]
    folder = tmp_path_factory.mktemp("three")
    build(folder, notices, HashedEmbedder())  # type: ignore[arg-type]
    return HybridIndex(load(folder, HashedEmbedder.name), HashedEmbedder())


def test_three_regions(three: HybridIndex) -> None:
    found = Comparer(three).compare("参展企业展位费补贴")
    assert set(found.lines[0].cells) == {"浙江", "江苏"}
    assert [c.amounts for c in found.lines[0].cells.values()] == [("50%",), ("70%",)]
    assert found.missing == ("福建",)
    assert "福建没有关于这个主题的规定" in comparison_text(found)


@pytest.mark.parametrize(
    ("subject", "regions", "said"),
    [
        ("", [], "问题是空的|空"),
        ("参展", ["浙江"], "至少要两个地区"),
        ("参展", ["浙江", "火星"], "不认识的地区：火星"),
    ],
)
def test_bad_input_is_told(
    three: HybridIndex, subject: str, regions: Sequence[str], said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        Comparer(three).compare(subject, regions)


def test_a_source_tells_whether_its_notice_is_in_force(hashed_index: HybridIndex) -> None:
    lines = Comparer(hashed_index).compare("人才培训").lines
    assert all(c.citation.notice["validity"] for line in lines for c in line.cells.values())
