"""The fields of a business as a form, and back; an empty field is unknown."""

import re
from collections.abc import Sequence
from typing import Any

import gradio as gr

from corpus.errors import BadInput, WenceError
from rag.matching.profile import Profile, profile_of, profile_record

_UNSURE = "不清楚"
_YES_NO = {_UNSURE: None, "是": True, "否": False}
_SIZES = ["", "个体工商户", "微型", "小型", "中型", "大型", "小微企业", "中小企业"]
_NONE = "无"
_NOTHING, _UNKNOWN = (_NONE, "没有", "暂无"), (_UNSURE, "未知", "不知道")
_TEXTS = ("region", "city", "size")
_LISTS = ("sectors", "qualifications", "activities", "people")
_TRUTHS = ("registered", "foreign_owned")
_LIST_LABELS = ("行业（用顿号隔开）", "资质（没有就写 无）", "在做或想做的事", "人员类型")
_TRUTH_LABELS = ("已登记注册", "有外资")
_LABELS = {
    "region": "省份",
    "city": "城市",
    "size": "规模",
    "employees": "人数",
    "sectors": "行业",
    "qualifications": "资质",
    "activities": "在做或想做的事",
    "people": "人员类型",
    "registered": "已登记注册",
    "foreign_owned": "有外资",
    "confirmed": "已确认符合",
    "denied": "已确认不符合",
}
_FIELD = re.compile("|".join(_LABELS))
_NAMES = ("region", "city", "size", "employees", *_LISTS, *_TRUTHS)


def form_fields() -> list[Any]:
    """The components of the form, in the order of its values."""
    with gr.Row():
        region = gr.Textbox(label="省份", placeholder="辽宁", min_width=100)
        city = gr.Textbox(label="城市", placeholder="大连", min_width=100)
    with gr.Row():
        size = gr.Dropdown(_SIZES, value="", label="规模", min_width=120)
        employees = gr.Number(None, label="人数", precision=0, min_width=100)
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


def in_form_words(error: WenceError) -> WenceError:
    """An error on a profile with the names of its fields as the form has them."""
    return BadInput(_FIELD.sub(lambda m: _LABELS[m[0]], str(error)))


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
    """甲、乙 → both; 无 → none; blank or 不清楚 → unknown."""
    parts = [p.strip() for p in re.split("[、，,;；\n]", words) if p.strip()]
    if len(parts) == 1 and parts[0] in _NOTHING:
        return []
    return [p for p in parts if p not in _UNKNOWN] or None
