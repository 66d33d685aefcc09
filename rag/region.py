"""The region that a user chooses beside a question."""

from corpus.errors import BadInput
from corpus.regions import places_in


def chosen_region(region: object, profile: object) -> str | None:
    """The region given, else the region or city of a business's profile.

    Raises BadInput where one of them is not of the right type.

    >>> chosen_region(None, {"city": "大连"})
    '大连'
    """
    if profile is not None and not isinstance(profile, dict):
        raise BadInput("字段 profile 应当是一个对象。")
    profile = profile or {}
    chosen = region or profile.get("region") or profile.get("city") or None
    if chosen is not None and not isinstance(chosen, str):
        raise BadInput("字段 region、profile.region 和 profile.city 应当是文字。")
    return chosen


def checked_region(region: str | None) -> str | None:
    """A region that names a province or a city of one; None where none was chosen.

    Raises BadInput for anything else.
    """
    if region is None or not region.strip():
        return None
    if not places_in(region):
        shown = "".join(c for c in region[:20] if c.isprintable())
        raise BadInput(f"不认识的地区：{shown}。请写省份或城市的名称，例如 辽宁、西宁。")
    return region
