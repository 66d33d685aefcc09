"""Numbers as Word prints them, by the format's name in ECMA-376, part 1, 17.18.59."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")]
_ROMAN += [(40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
_LEGAL = str.maketrans("〇零一二三四五六七八九十百千", "零零壹贰叁肆伍陆柒捌玖拾佰仟")


def printed(number: int, name: str) -> str:
    """A number in the format of this name; a format that is not known prints plain figures.

    >>> printed(21, "chineseCountingThousand"), printed(3, "decimalEnclosedCircle"), printed(2, "")
    ('二十一', '③', '2')
    """
    write = _FORMATS.get(name, str)
    return write(number) if 0 < number < 10_000 else str(number)


def _counting(number: int) -> str:
    """一 … 十, 十一 … 二十, 一百零一."""
    places = [int(d) for d in str(number)]
    words = [
        (_DIGITS[d] + unit if d else "零")
        for d, unit in zip(places, ["千", "百", "十", ""][4 - len(places) :], strict=True)
    ]
    text = "".join(words).rstrip("零").replace("零零", "零")
    return text.removeprefix("一") if 10 <= number < 20 else text


def _from_row(row: str) -> Callable[[int], str]:
    """One character a number, plain figures beyond the row."""
    return lambda number: row[number - 1] if number <= len(row) else str(number)


def _run(first: int, length: int) -> str:
    return "".join(map(chr, range(first, first + length)))


def _letters(number: int) -> str:
    """a … z, aa, bb …"""
    return "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for figure, letters in _ROMAN:
        text += letters * (number // figure)
        number %= figure
    return text


_CIRCLED = _from_row(_run(0x2460, 20) + _run(0x3251, 15) + _run(0x32B1, 15))
_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand"), _counting),
    **dict.fromkeys(("taiwaneseCounting", "taiwaneseCountingThousand"), _counting),
    **dict.fromkeys(("japaneseCounting", "koreanCounting"), _counting),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _CIRCLED),
    "ideographDigital": lambda n: "".join(_DIGITS[int(d)] for d in str(n)),
    "chineseLegalSimplified": lambda n: ("一" * (9 < n < 20) + _counting(n)).translate(_LEGAL),
    "decimalEnclosedParen": _from_row(_run(0x2474, 20)),
    "decimalEnclosedFullstop": _from_row(_run(0x2488, 20)),
    "ideographEnclosedCircle": _from_row(_run(0x3280, 10)),
    "ideographTraditional": _from_row(_STEMS),
    "ideographZodiac": _from_row(_BRANCHES),
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "none": lambda n: "",
}
