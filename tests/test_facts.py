import pytest

from rag.understanding.facts import Kind, kind_of, states


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("由哪些部门负责？", "who"),
        ("谁牵头", "who"),
        ("哪几家配合", "who"),
        ("谁可以享受补贴", None),
        ("最高补贴多少元", "sum"),
        ("一次性奖多少钱", "sum"),
        ("罚几块", "sum"),
        ("补贴多少", "money"),
        ("想开几个点，行吗", None),
        ("哪两家在管", "who"),
        ("比例是多少", "amount"),
        ("要建几个基地", "amount"),
        ("什么时候截止", "date"),
        ("要保存多久", "period"),
        ("联系电话是多少", "contact"),
        ("要提交哪些材料", "procedure"),
        ("怎么申请", "procedure"),
        ("填哪张表", "procedure"),
        ("厅长是谁", "person"),
        ("名单发我一份", "document"),
        ("有什么支持政策", None),
        ("能不能用住宅登记", None),
    ],
)
def test_kind_of(question: str, kind: Kind | None) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("text", "kind", "stated"),
    [
        ("按研究开发费的50%加计扣除", "money", True),
        ("给予20万元奖励", "money", True),
        ("给予等额奖励", "money", True),
        ("给予补贴", "money", False),
        ("争创10个示范园区", "money", False),
        ("争创10个示范园区", "amount", True),
        ("不少于6个月", "period", True),
        ("及时办理", "period", False),
        ("电话：024-12345678", "contact", True),
        ("联系商务厅", "contact", False),
    ],
)
def test_states(text: str, kind: Kind, stated: bool) -> None:
    assert states(text, kind) is stated
