"""The other notices that a notice ends (废止): 《甲办法》（甲政发〔2010〕5号）同时废止."""

import re

from corpus.facts.provisions import Provisions, Sentence
from corpus.model import Span

REPEALS = r"(?:废止|失效|停止(?:执行|施行|实施)|不再执行|终止执行)"
_LONGEST = 200  # characters of a title
_NUMBER = r"[一-龥]{1,14}[〔\[［（(【]\d{4}[〕\]］）)】]\s?第?\d{1,5}号"
_DECREE = r"[^\d年月日号，、（）()]{2,12}令第?\d{1,4}号"
_WHEN = (
    r"(?:自?(?:本[一-龥]{2,6})?(?:施行|实施|印发|发布|公布|生效|执行)之日起?|"
    r"从?即日起|自[^，。；]{4,12}起)"
)
_FILL = (
    r"(?:及其(?:实施细则|补充通知|配套文件|附件)|等(?:\d{1,3}[件个份])?(?:规范性)?(?:文件|通知)?|文件|文|通知)?"
    rf"(?:，?{_WHEN})?，?(?:同时|一并|相应|即行|自行|自动|随之|全部|予以|也|亦|均|即){{0,4}}"
)
_ENDED = re.compile(rf"{_FILL}{REPEALS}(?!前|后|的|之|或|和|与|、|第|时|该|目录|建议|程序)")
_ENDING = re.compile(
    r"(?:决定|现|现将|同时|予以|即日起)(?:，)?(?:予以)?废止(?:以下|下列)?[^《，。；]{0,12}(?=《)|"
    r"(?:下列|以下)[^《。；]{0,40}废止[：:]"
)
_DUTY = re.compile(
    r"建议|拟|被|(?<!经)研究|提请|推动|(?<!相)应当?|适时|及时|清理|一旦|是否|尚未|未(?!尽|列)|前将|底前|不得|可以|"
    r"(?:^|[，；])(?:如|若|待|(?:抓紧|加快|尽快|完成)?(?:修订|修改|制定|出台))"
)
_FOREIGN = re.compile(
    r"(?<!根据)(?<!按照)(?<!依据)(?<!依照)《([^《》]{2,80})》"
    r"[^，《》]{0,20}(?:起|规定|明确|施行|实施|出台|颁布|指出|要求)"
)
_NO_LIST = re.compile(
    r"根据|依据|按照|依照|遵照|结合|落实|施行|实施|执行|规定|自|以(?!及)|经|对照|被"
)
_JOINT = re.compile(r"(?:，?(?:[、；]|以及|和|及|与)[^，。；：《》]{0,30})?")
_ITEM = re.compile(
    r"(?:[；;、，。和及与]|以及)?(?:\d{1,2}[.．、]|[（(][一二三四五六七八九十\d]{1,3}[）)])?(?=《)"
)
_FIRST_WORDS = re.compile(r"^(?:原有?|此前|以前|[和及与将对]|同时|文件)")
_ALONE = re.compile(r"[^，。；：《》]{0,20}(?:印发|发布|下发|公布|出台)的|原有?|此前|")
_PART = tuple("第的中有部里内")


def repealed_in(provisions: Provisions, sentence: Sentence) -> tuple[str, ...]:
    """The notices that one sentence ends, as printed: title, number in brackets, without 《》.

    Only what is named whole counts: an article of a notice, a duty to clean up regulations, a
    repeal that another law made, or one that is quoted, ends nothing here.

    >>> law = Provisions("原《甲办法》（甲发〔2010〕5号）、《乙办法》同时废止。")
    >>> repealed_in(law, law.sentence(3))
    ('甲办法（甲发〔2010〕5号）', '乙办法')
    """
    found: list[str] = []
    for m in _ENDED.finditer(sentence.text):
        names = _names_before(sentence.text, m.start())
        if names and _is_its_own_act(provisions, sentence, names[0].start):
            found += [_printed(sentence.text, n) for n in names]
    for m in _ENDING.finditer(sentence.text):
        if _is_its_own_act(provisions, sentence, m.start()):
            words = provisions.plain.words
            found += [_printed(words, n) for n in _names_after(words, sentence.start + m.end())]
    return tuple(dict.fromkeys(found))


def number_in(printed: str) -> str | None:
    """The number (文号) at the end of a name as `repealed_in` gives it, without blanks.

    >>> number_in("甲办法（甲政发〔2010〕5号）"), number_in("甲办法")
    ('甲政发〔2010〕5号', None)
    """
    found = re.search(rf"(?:{_NUMBER}|{_DECREE})(?=[）)]?$)", re.sub(r"\s+", "", printed))
    return found.group() if found else None


def _is_its_own_act(provisions: Provisions, sentence: Sentence, at: int) -> bool:
    """Whether this notice itself does what stands at `at`: not as a duty, not in a quotation."""
    before = sentence.text[:at]
    others = (m[1] for m in _FOREIGN.finditer(before) if m[1] not in provisions.titles)
    quoted = provisions.is_quoted(sentence.start + at)
    return not (quoted or _DUTY.search(before) or any(others))


def _names_before(text: str, end: int) -> list[Span]:
    """The names in the list that ends at `end`, in order."""
    names: list[Span] = []
    while name := _name_ending(text, end):
        names.insert(0, name)
        end = _list_goes_on(text, name.start)
    return names


def _list_goes_on(text: str, start: int) -> int:
    """Where the name before this one ends, 0 if this one begins the list."""
    end = max(text.rfind(c, 0, start) for c in "》）)号") + 1
    joint = text[end:start]
    if _JOINT.fullmatch(joint) and not _NO_LIST.search(joint):
        return end
    before = _name_ending(text, end) if joint in ("，", "，原") else None
    clause = re.split("[，。；：]", text[: before.start])[-1] if before else ""
    return end if before and _ALONE.fullmatch(clause) else 0


def _name_ending(text: str, end: int) -> Span | None:
    """《title》（number）, 《title》 or a number that ends at `end`."""
    head = _opening(text, end, "（(", "）)") if text[end - 1 : end] in ("）", ")") else end
    if head and text[head - 1] == "》":
        start = _opening(text, head, "《", "》")
        return None if start is None or start + 2 == head else Span(start, end)
    if text[end - 1 : end] != "号":
        return None
    number = re.search(rf"{_NUMBER}$", text[max(0, end - 40) : end])
    return Span(end - len(_FIRST_WORDS.sub("", number.group())), end) if number else None


def _opening(text: str, end: int, opens: str, closes: str) -> int | None:
    """Where the bracket opens that closes at `text[end - 1]`, nested ones aside."""
    low = max(0, end - _LONGEST)
    depth = 0
    for at in range(end - 1, low - 1, -1) if re.search(f"[{opens}]", text[low:end]) else ():
        depth += (text[at] in closes) - (text[at] in opens)
        if not depth:
            return at
    return None


def _names_after(words: str, at: int) -> list[Span]:
    """The names in the list that begins at `at`, in order."""
    names: list[Span] = []
    while item := _ITEM.match(words, at):
        name = _name_starting(words, item.end())
        if name is None or words.startswith(_PART, name.end):
            break
        names.append(name)
        at = name.end
    return names


def _name_starting(words: str, start: int) -> Span | None:
    if words.startswith("《》", start):
        return None
    depth = 0
    for at in range(start, min(len(words), start + _LONGEST)):
        depth += (words[at] == "《") - (words[at] == "》")
        if not depth:
            bracket = re.compile(r"[（(][^（）()]{1,80}[）)]").match(words, at + 1)
            return Span(start, bracket.end() if bracket else at + 1)
    return None


def _printed(text: str, name: Span) -> str:
    """The name without 《》 and without what its bracket says besides the number."""
    printed = name.of(text)
    if not printed.startswith("《"):
        return printed
    title, _, rest = printed[1:].rpartition("》")
    number = re.search(rf"{_NUMBER}|{_DECREE}", rest)
    return f"{title}（{number.group()}）" if number else title
