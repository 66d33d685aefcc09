from corpus.model import Metadata, Notice
from corpus.reading import read_text
from index.passages import passages_of


def test_a_passage_is_a_sentence_with_what_it_stands_under() -> None:
    notice = read_text("（一）减税。甲。乙。", Metadata(region="浙江", title="减税通知"))
    assert [p.text for p in passages_of(notice)] == [
        "浙江 减税通知 减税：甲。",
        "浙江 减税通知 减税：乙。",
    ]


def test_a_quote_carries_no_context(notices: dict[str, Notice]) -> None:
    for notice in notices.values():
        for passage in passages_of(notice):
            assert passage.span.of(notice.text) == passage.sentence


def test_every_sentence_of_every_measure_is_a_passage(notices: dict[str, Notice]) -> None:
    notice = notices["辽宁"]
    sentences = [s for c in notice.clauses for m in c.measures for s in m.sentences]
    assert [p.span for p in passages_of(notice)] == sentences
