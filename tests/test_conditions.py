import pytest

from corpus.facts.conditions import beneficiaries, conditions
from corpus.model import Span


def _conditions(text: str) -> list[str]:
    return [s.of(text) for s in conditions(text, Span(0, len(text)))]


def _parties(text: str) -> list[str]:
    return [s.of(text) for s in beneficiaries(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("对首次入库的企业给予10万元奖励。", "对首次入库的企业"),
        ("符合条件的，可享受减免。", "符合条件的"),
        ("经认定为高新技术企业的，减按15%征收。", "经认定为高新技术企业的"),
        ("凡在本市注册的企业，均可申报。", "凡在本市注册的企业"),
        ("支持符合条件的合作社享受优惠。", "符合条件的合作社"),
        ("年销售额超过5亿元的企业，给予奖励。", "年销售额超过5亿元的企业"),
        ("支持年销售额超过5亿元的企业优先申报。", "年销售额超过5亿元的企业"),
        ("第五条逾期未报送的，不得再申报。", "逾期未报送的"),
        ("将稳定就业达到95%的小微企业纳入扶持范围。", "稳定就业达到95%的小微企业"),
        ("在风险可控的前提下，允许先行先试。", "在风险可控的前提下"),
        ("可在不与他人在先权利冲突的前提下沿用字号，予以登记。", "在不与他人在先权利冲突的前提下"),
        ("其中参加境外展会的按展位费的70%给予补贴。", "参加境外展会的"),
        ("对有贡献的单位或个人（不含公职人员）予以奖励。", "对有贡献的单位或个人（不含公职人员）"),
    ],
)
def test_a_condition_is_the_words_that_state_it(text: str, condition: str) -> None:
    assert _conditions(text) == [condition]


def test_each_condition_of_a_sentence_is_read() -> None:
    text = "对首次认定的，给予奖励；对再次认定的，不再奖励。"
    assert _conditions(text) == ["对首次认定的", "对再次认定的"]


@pytest.mark.parametrize(
    "text",
    [
        "建设开放的市场，增强活力。",
        "提升企业的竞争力。",
        "对标先进的城市。",
        "加大对企业的支持。",
        "",
    ],
)
def test_a_description_is_no_condition(text: str) -> None:
    assert _conditions(text) == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("支持跨境电子商务零售出口企业建设海外仓", ["跨境电子商务零售出口企业"]),
        ("鼓励农民合作社、退役军人和创新创业团队参与", ["农民合作社", "退役军人", "创新创业团队"]),
        ("对招用就业困难人员的用人单位给予补贴", ["用人单位"]),
        ("为个体工商户办理登记", ["个体工商户"]),
        ("高新技术企业可享受优惠", ["高新技术企业"]),
        ("培育壮大一批龙头企业", ["龙头企业"]),
        ("符合条件的高校毕业生，可享受补贴", ["高校毕业生"]),
        ("纳税人应当按期申报", ["纳税人"]),
        ("鼓励和引导企业主动申报", ["企业"]),
    ],
)
def test_the_parties_a_measure_is_for(text: str, parties: list[str]) -> None:
    assert _parties(text) == parties


@pytest.mark.parametrize(
    "text",
    [
        "支持各级人民政府",
        "为市政府有关部门",
        "加强市场监管",
        "建设公共服务平台",
        "对接个人账户",
        "《关于促进企业发展的意见》",
        "对人员密集场所",
    ],
)
def test_offices_titles_and_things_built_are_no_beneficiaries(text: str) -> None:
    assert _parties(text) == []
