"""Names of WordprocessingML (ECMA-376, part 1, chapter 17)."""

from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value(element: Element | None, default: str = "") -> str:
    """The attribute `w:val`, the default where there is none.

    >>> value(None, "0")
    '0'
    """
    return default if element is None else element.get(W + "val", default)


def whole(element: Element | None, default: int = 0) -> int:
    """The attribute `w:val` as a whole number, the default where it is none.

    >>> whole(Element("start", {W + "val": "3"}))
    3
    """
    text = value(element)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default
