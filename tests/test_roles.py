from corpus.model import Agencies
from rag.roles import role_line


def test_roles_in_order_lead_first() -> None:
    agencies = Agencies(("甲厅",), ("乙局", "丙局"), ("丁委",))
    assert role_line(agencies) == "牵头：甲厅；配合：乙局、丙局；责任：丁委"


def test_a_party_with_a_mark_of_its_own_is_set_off() -> None:
    agencies = Agencies(responsible=("甲厅", "乙局", "各市、自治州人民政府"))
    assert role_line(agencies) == "责任：甲厅、乙局，各市、自治州人民政府"


def test_nobody_is_an_empty_line() -> None:
    assert role_line(Agencies()) == ""
