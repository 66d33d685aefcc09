from datetime import date

import pytest

from corpus.facts.validity import validity
from corpus.model import Metadata, Notice

_TODAY = date(2026, 11, 22)


def _notice(name: str, **known: str | tuple[str, ...]) -> Notice:
    return Notice(name, Metadata(**known), "", (), ())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "until", "state"),
    [
        ("2023-06-01", "2028-05-31", "in force"),
        ("2023-06-01", None, "in force"),
        ("2023-06-01", "2026-11-22", "in force"),
        ("2023-06-01", "2026-11-21", "expired"),
        (None, "2025-12-31", "expired"),
        (None, "2025", "expired"),
        ("2023", "2026", "in force"),
        ("2026-11-23", None, "not yet in force"),
        ("2026-12", None, "not yet in force"),
        ("2026-11-22", None, "in force"),
        ("2026-11", None, "unknown"),
        ("2026", None, "unknown"),
        (None, None, "unknown"),
        (None, "2028-05-31", "unknown"),
    ],
)
def test_the_state_by_the_notices_own_dates(
    since: str | None, until: str | None, state: str
) -> None:
    notice = Notice("a", Metadata(effective_from=since, effective_until=until), "", (), ())
    assert validity(notice, (), _TODAY).state == state


def test_an_old_notice_that_says_nothing_is_unknown() -> None:
    assert validity(_notice("a", issued_on="2015-12-30"), (), _TODAY).state == "unknown"


def test_a_term_that_cannot_be_reckoned_is_not_taken_for_none() -> None:
    notice = _notice("a", effective_from="2023-06-01")
    found = validity(notice, (), _TODAY, ["本办法有效期另行\n规定。"])
    assert (found.state, found.quote) == ("unknown", "本办法有效期另行\n规定。")


_OLD = _notice(
    "old",
    title="甲市关于印发乙办法的通知",
    number="甲政发〔2010〕5号",
    issued_on="2010-03-01",
    effective_from="2010-03-01",
)


@pytest.mark.parametrize(
    "printed",
    [
        "甲市关于印发乙办法的通知（甲政发〔2010〕5号）",
        "别的题目（甲政发[2010]5号）",
        "甲政发〔2010〕 5 号",
        "甲市关于印发〈乙办法〉的通知",
        "甲市关于印发《乙办法》的通知",
        "乙办法",
    ],
)
def test_another_notice_that_names_it_ends_it(printed: str) -> None:
    new = _notice("new", title="丙办法", effective_from="2020-01-01", repeals=(printed,))
    found = validity(_OLD, [_OLD, new], _TODAY)
    assert (found.state, found.by) == ("repealed", "丙办法")
    assert "丙办法" in found.note


@pytest.mark.parametrize(
    "printed",
    [
        "乙办法实施细则",
        "乙办法（甲政发〔2009〕5号）",
        "甲政发〔2010〕55号",
        "丁政发〔2010〕5号",
        "",
    ],
)
def test_a_name_that_is_only_similar_ends_nothing(printed: str) -> None:
    new = _notice("new", title="丙办法", effective_from="2020-01-01", repeals=(printed,))
    assert validity(_OLD, [new], _TODAY).state == "in force"


def test_a_repeal_counts_from_the_day_it_takes_effect() -> None:
    new = _notice("new", number="丙〔2026〕1号", effective_from="2027-01-01", repeals=("乙办法",))
    assert validity(_OLD, [new], _TODAY).state == "in force"
    assert validity(_OLD, [new], date(2027, 1, 1)).state == "repealed"


def test_a_repeal_without_a_day_leaves_it_unknown() -> None:
    found = validity(_OLD, [_notice("new", title="丙办法", repeals=("乙办法",))], _TODAY)
    assert (found.state, found.by) == ("unknown", "丙办法")


def test_a_repeal_without_own_effect_counts_from_its_issue() -> None:
    new = _notice("new", title="丙", issued_on="2019-05-01", repeals=("甲政发〔2010〕5号",))
    assert validity(_OLD, [new], _TODAY).state == "repealed"


def test_a_new_version_does_not_end_itself_nor_does_an_older_notice_end_it() -> None:
    new = _notice("new", title="乙办法", effective_from="2020-01-01", repeals=("乙办法",))
    older = _notice("older", effective_from="2009-01-01", repeals=("乙办法",))
    assert validity(new, [new], _TODAY).state == "in force"
    assert validity(_OLD, [older], _TODAY).state == "in force"


def test_a_notice_without_title_and_number_is_ended_by_no_name() -> None:
    new = _notice("new", effective_from="2020-01-01", repeals=("乙办法", "甲政发〔2010〕5号"))
    assert validity(_notice("a", effective_from="2010-01-01"), [new], _TODAY).state == "in force"


def test_a_number_of_another_year_is_another_version() -> None:
    notice = _notice("a", title="乙办法", issued_on="2018-05-01", effective_from="2018-05-01")
    new = _notice("n", effective_from="2018-05-01", repeals=("乙办法（甲政发〔2010〕5号）",))
    assert validity(notice, [new], _TODAY).state == "in force"


def test_the_same_title_in_another_province_is_another_notice() -> None:
    notice = _notice("a", title="乙办法", region="辽宁", effective_from="2018-05-01")
    new = _notice("n", region="青海", effective_from="2020-01-01", repeals=("乙办法",))
    assert validity(notice, [new], _TODAY).state == "in force"
