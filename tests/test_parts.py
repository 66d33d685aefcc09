from corpus.reading import read_text

_SIGNATURE = "某省人民政府\n2023年5月4日\n（此件公开发布）"


def _parts(text: str) -> list[tuple[str, str]]:
    notice = read_text(text)
    parts = [(p.kind, p.span.of(text).strip()) for p in notice.unassigned]
    return [(kind, words) for kind, words in parts if words]


def test_every_part_has_a_kind() -> None:
    assert _parts(f"某办法\n各市：\n一、总则\n（一）甲。\n附件：1.某表\n{_SIGNATURE}") == [
        ("front", "某办法\n各市："),
        ("heading", "一、总则"),
        ("annex", "附件：1.某表"),
        ("signature", _SIGNATURE),
    ]


def test_what_a_cover_issues_has_a_front_of_its_own() -> None:
    front = "某细则\n为做好工作，制定本细则。"
    text = f"一、甲。\n某局\n2023年5月4日\n{front}\n第一条 乙。\n第二条 丙。"
    assert ("front", front) in _parts(text)


def test_what_follows_the_signature_without_a_number_is_unknown() -> None:
    text = "一、甲。\n二、乙。\n某局\n2023年5月4日\n附表 丙 丁"
    assert _parts(text)[-1] == ("unknown", "附表 丙 丁")
