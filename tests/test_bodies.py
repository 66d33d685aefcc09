import pytest

from corpus.structure.bodies import completed, is_body, may_be_body, split_bodies


def test_a_comma_within_a_list_separates_bodies() -> None:
    assert split_bodies("省司法厅，省财政厅") == ("省司法厅", "省财政厅")


@pytest.mark.parametrize(
    "party",
    ["各市、自治州人民政府", "各市〔州〕、县〔市、区〕人民政府", "各市、县（市、区）政府"],
)
def test_a_group_of_governments_is_one_party(party: str) -> None:
    assert split_bodies(f"甲厅、{party}") == ("甲厅", party)


def test_and_others_is_no_part_of_a_name() -> None:
    assert split_bodies("甲厅、乙局等部门") == ("甲厅", "乙局")


@pytest.mark.parametrize(
    ("listing", "bodies"),
    [
        ("甲局和乙局", ("甲局", "乙局")),
        ("市文化和旅游局及各县（区）", ("市文化和旅游局", "各县（区）")),
        ("省甲厅会同省乙局", ("省甲厅", "省乙局")),
        ("市甲局等市政府有关部门及各县人民政府", ("市甲局", "市政府有关部门", "各县人民政府")),
        ("市直有关部门、单位", ("市直有关部门、单位",)),
        ("省甲厅、乙局等12个部门", ("省甲厅", "乙局")),
        ("由市甲局", ("市甲局",)),
        ("省政府办公厅〔省大数据管理局〕、省甲厅", ("省政府办公厅〔省大数据管理局〕", "省甲厅")),
        ("省“双随机、一公开”联席会议成员单位", ("省“双随机、一公开”联席会议成员单位",)),
    ],
)
def test_lists_of_every_kind(listing: str, bodies: tuple[str, ...]) -> None:
    assert split_bodies(listing) == bodies


@pytest.mark.parametrize(
    ("listing", "full"),
    [
        ("市发改委、住建局", ("市发改委", "市住建局")),
        ("省甲厅、市场监管局", ("省甲厅", "省市场监管局")),
        ("自治区甲厅、乙委，南宁海关", ("自治区甲厅", "自治区乙委", "南宁海关")),
        ("省甲厅、人民银行某某分行、某某银保监局", ("省甲厅", "人民银行某某分行", "某某银保监局")),
        ("省甲厅、沈阳铁路局", ("省甲厅", "沈阳铁路局")),
        ("甲局、乙局", ("甲局", "乙局")),
        ("市甲局、东山区、西山县人民政府", ("市甲局", "东山区人民政府", "西山县人民政府")),
        ("广州、深圳市政府", ("广州市政府", "深圳市政府")),
    ],
)
def test_shortened_names_are_completed(listing: str, full: tuple[str, ...]) -> None:
    assert completed(split_bodies(listing)) == full


def test_the_level_may_come_from_bodies_listed_before() -> None:
    assert completed(("乙局",), before=("市甲局",)) == ("市乙局",)


@pytest.mark.parametrize("word", ["试行", "布局", "部署", "全部", "城镇", "举办", "其他"])
def test_ordinary_words_are_no_bodies(word: str) -> None:
    assert not is_body(word)


def test_beside_a_verb_a_name_of_the_province_will_do() -> None:
    assert may_be_body("市贸促会") and not may_be_body("自行解决")
