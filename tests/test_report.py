from corpus.reading import read_text
from corpus.report import report
from rag.notices import file_text, report_line

_TEXT = "某办法\n一、甲。（责任单位：乙局）\n二、丙。"


def test_counts_are_those_of_the_notice() -> None:
    counted = report([read_text(_TEXT)])
    assert (counted.notices, counted.clauses, counted.measures, counted.attributed) == (1, 2, 2, 1)
    assert (counted.unknown, counted.assigned) == (0, 1.0)
    assert 0.8 < counted.cited < 1


def test_an_empty_report_divides_nothing_by_nothing() -> None:
    assert (report([]).assigned, report([]).cited) == (1.0, 0.0)


def test_the_report_is_one_line_in_words() -> None:
    line = report_line(report([read_text(_TEXT)]))
    assert line.startswith("2 条，2 项措施，其中 1 项写明负责部门") and "\n" not in line


def test_the_notices_of_a_file_are_counted_together_first() -> None:
    notices = [read_text(_TEXT), read_text(_TEXT.replace("甲", "子"))]
    assert file_text(notices).startswith("2 份通知，4 条")
