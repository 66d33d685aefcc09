"""Chinese and Arabic ordinals as integers."""

import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}

NUMERAL = r"[〇零一二两三四五六七八九十百千]{1,9}|[0-9０-９]{1,9}"


def to_int(numeral: str) -> int:
    """The value of an ordinal below ten thousand.

    Raises ValueError for anything that is not a numeral.

    >>> to_int("二十七"), to_int("一百零五"), to_int("十"), to_int("16"), to_int("二〇一五")
    (27, 105, 10, 16, 2015)
    """
    if re.fullmatch(r"[0-9０-９]+", numeral):
        return int(numeral)
    if not numeral or any(c not in _DIGITS and c not in _UNITS for c in numeral):
        raise ValueError(f"not a numeral: {numeral!r}")
    if not any(c in _UNITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    return _sum_of_units(numeral)


def _sum_of_units(numeral: str) -> int:
    total, digit = 0, 0
    for c in numeral:
        if c in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[c], 0
        else:
            digit = _DIGITS[c]
    return total + digit
