"""The roles of agencies, and how they are said in words."""

from collections.abc import Sequence

from corpus.model import Agencies

ROLES = {"lead": "牵头", "support": "配合", "responsible": "责任"}


def role_line(agencies: Agencies) -> str:
    """The agencies in words, lead first.

    >>> role_line(Agencies(lead=("甲厅",), support=("乙局", "丙局")))
    '牵头：甲厅；配合：乙局、丙局'
    """
    named = ((word, getattr(agencies, role)) for role, word in ROLES.items())
    return "；".join(f"{word}：{_listed(bodies)}" for word, bodies in named if bodies)


def roles_told(agencies: Agencies) -> str:
    """The agencies in words; that there are none where the text names none."""
    return role_line(agencies) or "原文没有写明负责部门"


def _listed(bodies: Sequence[str]) -> str:
    """The bodies with 、 between; a party that holds a 、 of its own is set off by a comma."""
    text = bodies[0]
    for body in bodies[1:]:
        text += ("，" if "、" in body else "、") + body
    return text
