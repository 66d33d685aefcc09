"""What a notice says once of all its lists: the first named leads, or the one that is marked."""

import re
from dataclasses import dataclass

_FIRST = "(?:[列排][名序]?在?(?:首位|第一位?|最前面?|前列|第1位)|第一[个家]?|首[位个家])"
_FIRST_LEADS = re.compile(
    rf"{_FIRST}的?(?:责任|承办)?(?:单位|部门)?(?:均|都)?(?:为|是|系)牵头(?:责任)?(?:单位|部门)"
    r"(?:[，、,]?(?:其他|其余|其它|后面)的?(?:单位|部门)?(?:均?为|是)"
    r"(?P<rest>责任|配合|参与|协办)(?:单位|部门))?"
)
# （标*的为牵头单位）: a mark on a name says who leads.
_MARKED = re.compile("(?P<mark>[*＊★☆△▲※])”?(?:号|标记)?的?(?:责任)?(?:单位|部门)?(?:均|都)?为牵头")
_STATES = re.compile(rf"[。；;，,]?\s*(?={_FIRST}[^，。；]{{0,10}}牵头)|[。；;，,]\s*(?=下同)")
_LEADS = re.compile(r"[（(]牵头(?:单位|部门)?[）)]$")
_SAME = re.compile(r"(?:(?:责任|牵头|配合)(?:单位|部门)[：:])?\s*同上[。]?")
# A bracket that lists bodies and states a convention says for itself how long it holds: 下同.
_LISTS = re.compile(r"[（(](?!注|备注|说明|标|带|列|排)[^（）()]*[）)]")

Roles = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Convention:
    """How the lists of a notice are to be read that do not name a lead themselves."""

    first_leads: bool = False
    rest: str = "responsible"
    mark: str | None = None  # a name that carries it leads


def stated_convention(text: str) -> Convention | None:
    """The convention that a bracket or sentence states, if it states one.

    >>> stated_convention("列在首位的为牵头单位，其他为责任单位，下同")
    Convention(first_leads=True, rest='responsible', mark=None)
    """
    if m := _FIRST_LEADS.search(text):
        return Convention(
            True, "support" if m["rest"] in ("配合", "参与", "协办") else "responsible"
        )
    if m := _MARKED.search(text):
        return Convention(mark=m["mark"])
    return None


def said_once(text: str) -> Convention:
    """The convention that holds everywhere: stated in a sentence, or in a note of its own.

    >>> said_once("（注：责任单位列首位的为牵头单位）").first_leads
    True
    """
    stated = stated_convention(text) if "牵头" in text else None
    return (stated and stated_convention(_LISTS.sub("", text))) or Convention()


def holds_for_all_that_follow(content: str) -> bool:
    """Whether a stated convention is said to go on: 下同 (the same below)."""
    return "下同" in content


def is_same_as_above(content: str) -> bool:
    """责任单位：同上: whoever was named last."""
    return "同上" in content and _SAME.fullmatch(content.strip()) is not None


def without_convention(content: str, convention: Convention) -> str:
    """A list without the words that state a convention; the name with the mark is 甲局（牵头）."""
    if convention.mark:
        content = content.replace(convention.mark, "（牵头）")
    return _STATES.split(content)[0] if "牵头" in content or "下同" in content else content


def without_mark(body: str) -> str:
    """甲局 of 甲局（牵头）."""
    return _LEADS.sub("", body)


def by_convention(roles: Roles, convention: Convention) -> Roles:
    """The roles, where a list of responsible bodies only has its lead first or marked."""
    listed = roles.get("responsible", ())
    leads = tuple(b for b in listed if _LEADS.search(b))
    if not leads and convention.first_leads and set(roles) == {"responsible"}:
        leads = listed[:1]
    if not leads:
        return roles
    others = tuple(b for b in listed if b not in leads)
    role = convention.rest if convention.first_leads else "responsible"
    rest = {role: others} if others else {}
    named = {"lead": tuple(map(without_mark, leads))}
    return {r: b for r, b in roles.items() if r != "responsible"} | named | rest
