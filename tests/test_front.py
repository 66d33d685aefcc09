import pytest

from corpus.model import Metadata
from corpus.reading import read_text


def _known(front: str, end: str = "") -> Metadata:
    return read_text(f"{front}\n一、甲要做好。\n二、乙要做好。\n{end}").metadata


def test_title_number_issuer_and_date() -> None:
    known = _known(
        "某某文件\n浙江省商务厅关于扶持电商的\n若干意见\n浙商务发〔2021〕7号\n各市商务局：",
        "浙江省商务厅\n2021年3月4日\n（此件公开发布）",
    )
    assert known.title == "浙江省商务厅关于扶持电商的若干意见"
    assert (known.number, known.issuer) == ("浙商务发〔2021〕7号", "浙江省商务厅")
    assert (known.issued_on, known.region, known.level) == ("2021-03-04", "浙江", "省")


def test_what_is_not_said_is_unknown() -> None:
    assert _known("各市人民政府：\n为做好工作，提出如下意见。") == Metadata()


def test_the_title_names_the_issuer_where_there_is_no_signature() -> None:
    assert _known("昆明市财政局关于甲的通知").issuer == "昆明市财政局"


def test_a_signature_without_its_place_is_completed_by_the_title() -> None:
    known = _known("广东省人民政府办公厅关于甲的通知", "省政府办公厅\n2023年1月12日")
    assert known.issuer == "广东省人民政府办公厅"


def test_the_cover_dates_what_it_issues() -> None:
    cover = "某市人民政府关于印发甲办法的通知\n各县：\n现印发给你们。"
    assert _known(f"{cover}\n某市人民政府\n2023年5月4日\n甲办法").issued_on == "2023-05-04"


def test_a_decree_is_called_what_it_issues_and_a_person_is_no_issuer() -> None:
    known = _known(
        "某某市人民政府令\n第12号\n《某某市物业办法》已经市政府会议通过，现予公布。\n"
        "市长 王明\n2019年5月10日"
    )
    assert (known.title, known.issuer, known.issued_on) == ("某某市物业办法", None, "2019-05-10")


@pytest.mark.parametrize("line", ["根据《甲办法》（某政发〔2020〕1号）", "见某政发〔2020〕1号文件"])
def test_a_number_in_a_sentence_is_not_the_notices_own(line: str) -> None:
    assert _known(f"关于乙的通知\n{line}，提出如下意见。").number is None


def test_a_regulation_says_below_its_title_when_it_was_promulgated() -> None:
    known = _known("某市供水办法\n（2023年9月20日某市人民政府令第12号公布 自2023年11月1日起施行）")
    assert (known.title, known.issued_on) == ("某市供水办法", "2023-09-20")
    assert known.number == "某市人民政府令第12号"
