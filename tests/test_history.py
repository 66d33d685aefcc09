import pytest

from rag.history import standalone


@pytest.mark.parametrize(
    ("turns", "question", "expected"),
    [
        ([], "研发费用加计扣除多少？", "研发费用加计扣除多少？"),
        (["辽宁研发费用加计扣除多少？"], "青海呢？", "青海研发费用加计扣除多少？"),
        (["辽宁省研发费用加计扣除多少？"], "那西宁呢", "西宁研发费用加计扣除多少？"),
        (["研发费用加计扣除多少？"], "青海呢？", "青海研发费用加计扣除多少？"),
        (["辽宁怎么管配送车辆？"], "那由谁牵头？", "辽宁怎么管配送车辆，由谁牵头？"),
        (["辽宁怎么管配送车辆？"], "冷链建设有什么要求？", "辽宁冷链建设有什么要求？"),
        (["辽宁怎么管配送车辆？"], "青海冷链建设呢？", "青海冷链建设呢？"),
        (
            ["辽宁研发费用加计扣除多少？", "青海呢？"],
            "由谁牵头？",
            "青海研发费用加计扣除多少，由谁牵头？",
        ),
        (["辽宁有什么人才奖励？"], "第五条呢？", "辽宁第五条呢？"),
    ],
)
def test_what_is_left_out_comes_from_before(turns: list[str], question: str, expected: str) -> None:
    assert standalone(question, turns) == expected
