"""What is counted, on answers made for the test: the arithmetic is written out."""

from dataclasses import replace

import pytest

from corpus.catalogue import Catalogue
from corpus.model import Notice
from eval.figures import FIGURES, dropped, estimates
from eval.goldset import Row, clauses_by_name
from eval.ranking import ranking_scores, right_first
from eval.report import is_wrong
from eval.scoring import counts_said, judge
from eval.statistics import mean, p_value, percentiles, proportion
from rag.answer import Answer, Citation, cite


def _row(**fields: object) -> Row:
    given = {"id": "x", "kind": "figures", "question": "？", "answerable": True}
    return Row.model_validate(given | {"groups": [["辽宁（五）"]]} | fields)


@pytest.fixture
def fifth(notices: dict[str, Notice]) -> Citation:
    """A citation of the first measure of 辽宁（五）."""
    located = clauses_by_name(Catalogue(notices.values()))["辽宁（五）"]
    measure = located.clause.measures[0]
    return cite(1, located, measure, measure.span)


@pytest.fixture
def texts(notices: dict[str, Notice]) -> dict[str, str]:
    return {n.id: n.text for n in notices.values()}


def _answer(*citations: Citation, text: str = "") -> Answer:
    return Answer("？", "？", "answered", text or "50 %", citations=citations)


def test_a_right_answer_scores_in_full(fifth: Citation, texts: dict[str, str]) -> None:
    row = _row(facts=["50%"], lead=["省科技厅"], support=["省财政厅", "省国税局", "省地税局"])
    judged = judge(row, _answer(fifth), texts)
    expected = ("right_first", "groups", "precision", "recall", "f1", "facts", "agencies")
    assert all(judged.scores[key] == 1.0 for key in expected)
    assert judged.scores["false_refusal"] == 0.0 and not is_wrong(judged)


def test_each_fault_shows_in_its_own_figure(fifth: Citation, texts: dict[str, str]) -> None:
    two = [["辽宁（五）"], ["辽宁（六）", "青海（二十）"]]
    scores = judge(
        _row(groups=two, facts=["175%"], lead=["省商务厅"]), _answer(fifth), texts
    ).scores
    assert (scores["right_first"], scores["groups"], scores["recall"]) == (1.0, 0.0, 0.5)
    assert scores["f1"] == pytest.approx(2 * 1 * 0.5 / 1.5)
    assert (scores["facts"], scores["agencies"]) == (0.0, 0.0)


def test_a_clause_that_may_stand_beside_does_no_harm(
    fifth: Citation, texts: dict[str, str]
) -> None:
    row = _row(groups=[["辽宁（六）"]], also=["辽宁（五）"])
    scores = judge(row, _answer(fifth), texts).scores
    assert (scores["right_first"], scores["precision"]) == (0.0, 1.0)


def test_refusals_are_counted_on_both_sides(fifth: Citation, texts: dict[str, str]) -> None:
    refused = Answer("？", "？", "refused", "没有", reason="off_topic")
    wrong = _row(groups=[], answerable=False, reason="off_topic")
    assert judge(wrong, refused, texts).scores["refused"] == 1.0
    assert judge(wrong, _answer(fifth), texts).scores["refused"] == 0.0
    assert judge(_row(), refused, texts).scores["false_refusal"] == 1.0
    cited = replace(refused, citations=(fifth,))
    assert judge(wrong, cited, texts).scores["refused_with_citations"] == 1.0


def test_a_quote_that_is_not_verbatim_is_seen(fifth: Citation, texts: dict[str, str]) -> None:
    changed = replace(fifth, quote=fifth.quote.replace("50%", "500%"))
    assert judge(_row(), _answer(changed), texts).scores["verbatim"] == 0.0


def test_counts_are_read_from_the_words() -> None:
    assert counts_said("省公安厅：牵头2项、配合 3 项") == {"lead": 2, "support": 3}


def test_a_group_of_equivalents_is_found_once() -> None:
    row = _row(groups=[["辽宁（五）", "青海（十八）"], ["辽宁（六）"]], also=["辽宁（一）"])
    ranking = ["辽宁（一）", "青海（十八）", "辽宁（五）", "辽宁（二）", "辽宁（六）"]
    (scores,) = ranking_scores([row], [ranking])
    # the order that counts: group 0, 辽宁（二）, group 1
    assert (scores["R@1"], scores["R@5"], scores["all@5"]) == (0.5, 1.0, 1.0)
    assert scores["MRR@10"] == 1.0
    assert scores["nDCG@10"] == pytest.approx((1 + 0.5) / (1 + 1 / 1.5849625), abs=1e-4)
    assert right_first(row, ranking) == 0.0


def test_nothing_found_scores_nothing() -> None:
    (scores,) = ranking_scores([_row()], [[]])
    assert set(scores.values()) == {0.0}


def test_intervals_hold_the_figure() -> None:
    share, average = proportion([1.0] * 9 + [0.0]), mean([0.2, 0.4, 0.9, 0.5])
    assert share.low < share.mean == 0.9 < share.high < 1
    assert average.low < average.mean == 0.5 < average.high
    assert mean([0.5]).low == mean([0.5]).high == 0.5


def test_a_difference_is_told_from_chance() -> None:
    assert p_value([1.0] * 30, [0.0] * 30) < 0.01
    assert p_value([1.0, 0.0] * 10, [0.0, 1.0] * 10) > 0.5
    assert p_value([1.0, 1.0], [1.0, 1.0]) == 1.0


def test_percentiles() -> None:
    assert percentiles([float(i) for i in range(101)]) == {"p50": 50.0, "p90": 90.0, "p99": 99.0}


def test_a_drop_beyond_the_interval_is_told() -> None:
    before = {
        "facts": {"mean": 0.9, "low": 0.8, "high": 0.95},
        "false_refusal": {"mean": 0.02, "low": 0.01, "high": 0.05},
    }
    assert dropped({"facts": {"mean": 0.81}, "false_refusal": {"mean": 0.05}}, before) == []
    worse = dropped({"facts": {"mean": 0.79}, "false_refusal": {"mean": 0.06}}, before)
    assert [line.split()[0] for line in worse] == ["事实齐全", "误拒"]


def test_figures_have_goals_on_one_side() -> None:
    assert all((f.at_least is None) or (f.at_most is None) for f in FIGURES)
    assert estimates([{"facts": 1.0}, {"facts": 0.0}])["facts"].n == 2
