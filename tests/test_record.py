import json

import pytest

from corpus.model import Notice
from corpus.record import metadata_of, notice_of, notice_record


@pytest.mark.parametrize("region", ["辽宁", "青海"])
def test_a_notice_survives_json(notices: dict[str, Notice], region: str) -> None:
    notice = notices[region]
    assert notice_of(json.loads(json.dumps(notice_record(notice)))) == notice


def test_every_part_carries_its_text(notices: dict[str, Notice]) -> None:
    record = notice_record(notices["辽宁"])
    text = record["text"]
    for clause in record["clauses"]:
        assert text[clause["start"] : clause["end"]] == clause["text"]
        for measure in clause["measures"]:
            assert text[measure["start"] : measure["end"]] == measure["text"]
            if measure["agencies_quote"]:
                start, end = measure["agencies_start"], measure["agencies_end"]
                assert text[start:end] == measure["agencies_quote"]


def test_what_is_not_given_stays_unknown() -> None:
    metadata = metadata_of({"region": "青海"})
    assert (metadata.region, metadata.number, metadata.repeals) == ("青海", None, ())


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError):
        metadata_of({"colour": "red"})
