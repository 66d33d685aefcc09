"""The fields of a business as a form, and back; an empty field is unknown."""

import re
from collections.abc import Sequence
from typing import Any

import gradio as gr

from rag.matching.profile import Profile, profile_of, profile_record

_UNSURE = "不清楚"
_YES_NO = {_UNSURE: None, "是": True, "否": False}
_SIZES = ["", "个体工商户", "微型", "小型", "中型", "大型", "小微企业", "中小企业"]
_NONE = "无"
_TEXTS = ("region", "city", "size")
_LISTS = ("sectors", "qualifications", "activities", "people")
_TRUTHS = ("registered", "foreign_owned")
_LIST_LABELS = ("行业（用顿号隔开）", "资质", "在做或想做的事", "人员类型")
_TRUTH_LABELS = ("已登记注册", "有外资")
_NAMES = ("region", "city", "size", "employees", *_LISTS, *_TRUTHS)


def form_fields() -> list[Any]:
    """The components of the form, in the order of its values."""
    with gr.Row():
        region = gr.Textbox(label="省份", placeholder="辽宁", min_width=100)
        city = gr.Textbox(label="城市", placeholder="大连", min_width=100)
    with gr.Row():
        size = gr.Dropdown(_SIZES, value="", label="规模", min_width=120)
        employees = gr.Number(None, label="人数", precision=0, minimum=0, min_width=100)
    lists = [gr.Textbox(label=label) for label in _LIST_LABELS]
    truths = [gr.Radio(list(_YES_NO), value=_UNSURE, label=label) for label in _TRUTH_LABELS]
    return [region, city, size, employees, *lists, *truths]


def form_values(profile: Profile) -> list[Any]:
    """What the fields show of a profile."""
    return [_shown(name, getattr(profile, name)) for name in _NAMES]


def form_profile(values: Sequence[Any], words: str, before: Profile | None) -> Profile:
    """The profile that the fields hold; `words` and what was answered before stay with it.

    Raises BadInput for a field that cannot be used.
    """
    given = dict(zip(_NAMES, map(_given, _NAMES, values), strict=True))
    kept = profile_record(before) if before else {}
    answered = {n: kept[n] for n in ("figures", "confirmed", "denied") if n in kept}
    told = {"text": words.strip()} if words.strip() else {}
    return profile_of({n: v for n, v in given.items() if v is not None} | answered | told)


def _shown(name: str, value: Any) -> Any:
    if name in _TRUTHS:
        return next(word for word, held in _YES_NO.items() if held is value)
    if name in _LISTS:
        return _NONE if value == () else "、".join(value or ())
    return value if name == "employees" else value or ""


def _given(name: str, value: Any) -> Any:
    if name in _TRUTHS:
        return _YES_NO.get(value)
    if name in _LISTS:
        return _listed(value or "")
    if name == "employees":
        return None if value is None else int(value)
    return (value or "").strip() or None


def _listed(words: str) -> list[str] | None:
    """甲、乙 → both; 无 → none; blank → unknown."""
    parts = [p.strip() for p in re.split("[、，,;；\n]", words) if p.strip()]
    return [] if parts == [_NONE] else parts or None
