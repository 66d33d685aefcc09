from pathlib import Path

import pytest

from corpus.model import Metadata
from corpus.reading import read_text
from index.lexical import LexicalIndex
from index.passages import passages_of

_A = read_text(
    "（一）税收。研究开发费用加计扣除。\n（二）物流。建设冷链仓库。", Metadata(region="甲")
)
_B = read_text("（一）人才。给予高端人才奖励，研究开发平台。", Metadata(region="乙"))
_PASSAGES = passages_of(_A) + passages_of(_B)


@pytest.fixture
def lexical(tmp_path: Path) -> LexicalIndex:
    LexicalIndex.write(tmp_path, _PASSAGES)
    return LexicalIndex(tmp_path)


def _found(lexical: LexicalIndex, query: str, **kwargs: object) -> list[str]:
    positions = lexical.search(query, 10, **kwargs)  # type: ignore[arg-type]
    return [_PASSAGES[i].sentence for i in positions]


def test_the_best_match_comes_first(lexical: LexicalIndex) -> None:
    assert _found(lexical, "研发费用扣除多少")[0] == "研究开发费用加计扣除。"


def test_only_the_notices_given(lexical: LexicalIndex) -> None:
    assert _found(lexical, "研发", notices=[_B.id]) == ["给予高端人才奖励，研究开发平台。"]


def test_no_common_word_finds_nothing(lexical: LexicalIndex) -> None:
    assert _found(lexical, "天气预报") == []
    assert _found(lexical, "？！") == []


@pytest.mark.parametrize("query", ['"', "AND OR (", "a:b", "*", "研发\\", "+-研发"])
def test_query_signs_have_no_meaning(lexical: LexicalIndex, query: str) -> None:
    lexical.search(query, 5)


def test_rarity_is_one_for_what_stands_nowhere(lexical: LexicalIndex) -> None:
    assert lexical.rarity("天气") == 1
    assert 0 < lexical.rarity("开发") < lexical.rarity("冷链") < 1
