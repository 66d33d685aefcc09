import pytest

from corpus.facts.level import Jurisdiction, jurisdiction_of


@pytest.mark.parametrize(
    ("issuer", "region", "level"),
    [
        ("辽宁省人民政府", "辽宁", "省"),
        ("广西壮族自治区人民政府办公厅", "广西", "省"),
        ("北京市人民政府", "北京", "省"),
        ("上海市发展和改革委员会", "上海", "省"),
        ("广东省财政厅", "广东", "省"),
        ("国家税务总局广东省税务局", "广东", "省"),
        ("重庆市渝中区人民政府", "重庆", "县"),
        ("昆明市五华区人民政府", "云南", "县"),
        ("湖南省长沙市人民政府", "湖南", "市"),
        ("惠州市财政局", "广东", "市"),
        ("甘孜藏族自治州人民政府办公室", "四川", "市"),
        ("红河州住房和城乡建设局", "云南", "市"),
        ("陇南市成县人民政府", "甘肃", "县"),
        ("国务院办公厅", None, "国家"),
        ("财政部", None, "国家"),
        ("国家发展改革委", None, "国家"),
        ("辽宁省人民政府关于支持大连市发展的意见", "辽宁", "省"),
        ("中共山东省委办公厅 山东省人民政府办公厅", "山东", "省"),
        # Not sure: a zone, a city of unknown rank, a customs office, a town, two provinces.
        ("苏州工业园区管理委员会", "江苏", None),
        ("浙江省慈溪市人民政府", "浙江", None),
        ("义乌市人民政府", "浙江", None),
        ("广州海关", "广东", None),
        ("昆明市甲镇人民政府", "云南", None),
        ("市人民政府", None, None),
    ],
)
def test_the_issuer_tells_region_and_level(
    issuer: str, region: str | None, level: str | None
) -> None:
    assert jurisdiction_of(issuer, None, "") == Jurisdiction(region, level)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "region", "level"),
    [
        ("辽政发〔2015〕77号", "辽宁", "省"),
        ("京政办发〔2020〕1号", "北京", "省"),
        ("云政办发〔2023〕16 号", "云南", "省"),
        ("渝府办发〔2021〕9号", "重庆", "省"),
        ("粤办函〔2021〕9号", "广东", "省"),
        ("内政发〔2021〕9号", "内蒙古", "省"),
        ("鲁市监发〔2021〕9号", "山东", None),
        ("黑市政发〔2021〕9号", "黑龙江", None),
        ("国发〔2015〕24号", None, "国家"),
        ("国办发〔2015〕24号", None, "国家"),
        # The same characters are used by a city of another province.
        *((n, None, None) for n in ("宁政发〔2020〕1号", "青政发〔2020〕1号", "鄂府发〔2020〕1号")),
        ("昆政办〔2023〕16号", None, None),
        ("市政发〔2020〕34号", None, None),
    ],
)
def test_the_number_tells_them_where_the_issuer_is_not_known(
    number: str, region: str | None, level: str | None
) -> None:
    assert jurisdiction_of(None, number, "") == Jurisdiction(region, level)  # type: ignore[arg-type]


def test_a_number_that_the_text_contradicts_tells_nothing() -> None:
    text = "常德市、长沙市、湖南省、湘潭市的企业。"
    assert jurisdiction_of(None, "津政发〔2020〕1号", text) == Jurisdiction(None, None)


def test_the_text_alone_tells_the_region_but_no_level() -> None:
    text = "青海省商务厅、青海省财政厅、西宁海关。"
    assert jurisdiction_of(None, None, text) == Jurisdiction("青海", None)
