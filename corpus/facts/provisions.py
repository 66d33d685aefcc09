"""Whose life a sentence speaks of: the notice's own, or that of something else it mentions.

A date counts for the notice only if the notice itself is the subject (本办法自…起施行), if the
sentence that issues it says so (现予公布，自…起施行), or if it is a closing provision without a
subject. Everything else (a measure, a licence, another notice) is passed over.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from corpus.model import Span

_BEFORE, _AFTER, _CLOSING = 400, 300, 300  # characters: how far a sentence or a closing may reach
_OPENING = 3000  # characters: a notice is issued in its first sentences

_COVERS = "通知|函|公告|通告|批复|命令|令"
_NOUNS = (
    "若干政策措施|政策措施|若干措施|若干规定|若干意见|若干政策|行动方案|行动计划|工作方案|"
    "办法|意见|规定|条例|方案|措施|细则|政策|规则|决定|制度|规范|指引|规程|标准|清单|计划|规划|"
    "文件|章程|准则|导则|目录|纲要|预案|指南|实施"
)
_KINDS = "实施|若干|管理|暂行|试行|行动|工作|指导|优惠|扶持|奖励|补充|操作|服务|补助|裁量"
_LABEL = (
    r"(?:第[一二三四五六七八九十百零〇\d]{1,5}[条章节]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、])"
)
_HEADING = (
    r"(?:附则|其他|其它|施行|实施|执行|生效|有效期限?|期限|日期|时间|"
    r"解释权?|事项|要求|条款|废止|及|和|与)"
)
_WHOLE = r"(?:(?:以上|上述|各项|以上各项|上述各项)(?:政策|措施|政策措施|条款))"
_TAIL = (
    r"(?:由[^，；]{1,60}?解释(?:并)?|除[^，；]{1,60}外|经[^，；]{1,40}?(?:同意|批准|通过)后?|"
    r"的|均|统一|一律|暂定?|原则上|正式|并|且|也)?"
)
_RUNS = r"(?:自|从|于|有效期|施行|实施|执行|试行|适用|共|由)[^，；]{0,80}"
_ISSUED = re.compile(
    r"现予以?(?:公布|发布|印发)|予以(?:公布|发布|印发)|印发给(?:你|您)们|现公布如下"
)
_NAMED = re.compile(
    r"(?:现将|制定了?|修订了?|修订后的|^)《([^《》]{2,80})》|"
    r"《([^《》]{2,80})》(?:（以下简称[^）]{1,30}）)?(?:已经?|已于|业经|经)"
)
_SHORT = re.compile(r"以下简称[“《]?([^”《》（）]{2,30})[”》]?）")
_BEGUN = r"(?:自|从)[^，；]{1,40}起[^，；]{1,20}"
_NEUTRAL = re.compile(
    rf"{_LABEL}?{_HEADING}{{0,4}}(?:{_WHOLE}{_TAIL}(?:{_BEGUN})?)?|{_BEGUN}|同时|期满[^，；]{{0,20}}|"
    r"有效期[^，；]{0,60}|试行期?限?[为\d一二两三四五]{1,4}年|国家[^，；]{0,20}(?:规定|调整)的?|"
    r"由[^，；]{1,60}(?:解释|组织实施)|除[^，；]{1,60}外|请[^，；]{1,40}|"
    r"[^，；]{0,80}(?:废止|失效|停止执行)"
)


class Plain:
    """A text without its blanks, since a PDF's text layer breaks lines and spaces anywhere."""

    def __init__(self, text: str) -> None:
        runs = text.split()
        self.source = text
        self.words = "".join(runs)
        self._starts = [0, *accumulate(map(len, runs))][: len(runs)]

    @cached_property
    def _origins(self) -> list[int]:
        return [m.start() for m in re.finditer(r"\S+", self.source)]

    def origin(self, at: int) -> int:
        """Where the character at `at` stands in the source."""
        run = bisect_right(self._starts, at) - 1
        return self._origins[run] + at - self._starts[run]

    def source_span(self, start: int, end: int) -> Span:
        """The span of the source that holds `words[start:end]`."""
        return Span(self.origin(start), self.origin(end - 1) + 1)

    def line_starts(self, start: int, end: int) -> list[int]:
        """The places in `words[start:end]` where a line of the source begins."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [self._starts[run] for run in range(low, high) if "\n" in self._gap(run)]

    def gap(self, at: int) -> str:
        """The blanks of the source before the character at `at`, where a run begins."""
        return self._gap(bisect_left(self._starts, at))

    def _gap(self, run: int) -> str:
        if not run:
            return "\n"
        length = self._starts[run] - self._starts[run - 1]
        return self.source[self._origins[run - 1] + length : self._origins[run]]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without blanks and where it begins in `Plain.words`."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in `Plain.words`."""
        return self.start + len(self.text)


class Provisions:
    """The sentences of one text, and which of them speak of the notice itself.

    >>> law = Provisions("本办法自2023年6月1日起施行。")
    >>> sentence = law.sentence(8)
    >>> law.speaks_of_itself(sentence, sentence.text.index("自"))
    'document'
    """

    def __init__(self, text: str) -> None:
        self.plain = Plain(text)

    # Made of the notice's own title, and only where a sentence asks for them: most notices say
    # nothing of their life, and a pattern takes as long to compile as ten pages to read.

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What the notice calls itself besides 本通知, 本办法."""
        return _own_titles(self.plain.words)

    @cached_property
    def _noun(self) -> str:
        own = "".join(f"|《?{re.escape(t)}》?" for t in self.titles)
        return rf"(?:本(?:{_KINDS}){{0,2}}(?:(?P<cover>{_COVERS})|(?:{_NOUNS})){own})"

    @cached_property
    def _line_opens(self) -> re.Pattern[str]:
        return re.compile(rf"{_LABEL}|{self._noun}|附件|附[：:]")

    @cached_property
    def _itself(self) -> re.Pattern[str]:
        return re.compile(self._subject)

    @cached_property
    def _runs(self) -> re.Pattern[str]:
        return re.compile(rf"{self._subject}(?:{_RUNS})?")

    @property
    def _subject(self) -> str:
        return rf"{_LABEL}?{_HEADING}{{0,4}}{self._noun}(?:（[^）]{{0,40}}）)?{_TAIL}"

    def sentence(self, at: int) -> Sentence:
        """The sentence of `plain.words` that holds the character at `at`, cut at paragraphs."""
        words = self.plain.words
        low = max(words.rfind(stop, max(0, at - _BEFORE), at) + 1 for stop in "。！？")
        low = max(low, at - _BEFORE, 0)
        starts = reversed(self.plain.line_starts(low, at + 1))
        low = next((i for i in starts if self._opens(i)), low)
        stops = [words.find(stop, at, at + _AFTER) + 1 for stop in "。！？"]
        high = min([s for s in stops if s] or [min(len(words), at + _AFTER)])
        ends = self.plain.line_starts(at + 1, high)
        high = next((i for i in ends if self._opens(i)), high)
        return Sentence(words[low:high], low)

    def speaks_of_itself(self, sentence: Sentence, at: int) -> str | None:
        """What of the notice is the subject of the words at `at`: "cover", "document" or None."""
        if self.is_quoted(sentence.start + at):
            return None
        clauses = re.split("[，；：,;:]", sentence.text[:at])
        for i, clause in enumerate(reversed(clauses)):
            if itself := (self._runs if i else self._itself).fullmatch(clause):
                return "cover" if itself["cover"] else "document"
            if i and _ISSUED.search(clause):
                return "document"
            if not _NEUTRAL.fullmatch(clause):
                return None
        return "document" if self._closes(sentence) else None

    def is_quoted(self, at: int) -> bool:
        """Whether the words at `at` are another text's: inside “ ” or 《 》."""
        before = self.plain.words[max(0, at - 600) : at]
        return any(before.rfind(a) > before.rfind(b) for a, b in ("“”", "《》"))

    def _opens(self, at: int) -> bool:
        """Whether the line that begins at `at` begins a paragraph, and is not a hard wrap."""
        if self._line_opens.match(self.plain.words, at):
            return True
        gap = self.plain.gap(at)
        return gap.count("\n") > 1 or gap.endswith(("\u3000\u3000", "  "))

    def _closes(self, sentence: Sentence) -> bool:
        """Whether a sentence without a subject is one of the notice's closing provisions."""
        words, start = self.plain.words, sentence.start
        if start and words[start - 1] in "。！？":
            before = self.sentence(start - 1)
            if self._runs.fullmatch(before.text.rstrip("。！？").split("，")[0]):
                return True
        if start not in self.plain.line_starts(start, start + 1):
            return False
        rest = words[sentence.end : sentence.end + _CLOSING + 1]
        return len(re.split("附件|附表|附录|附：", rest)[0]) <= _CLOSING


def _own_titles(words: str) -> tuple[str, ...]:
    """The titles that the sentence which issues this notice gives it, short names included."""
    issued = _ISSUED.search(words, 0, _OPENING)
    if not issued:
        return ()
    start = max(words.rfind("。", 0, issued.start()) + 1, issued.start() - _BEFORE, 0)
    sentence = words[start : issued.end()]
    heads = re.split("[：:]", sentence)
    titles = [m[1] or m[2] for part in (sentence, heads[-1]) for m in _NAMED.finditer(part)]
    return tuple(dict.fromkeys(titles + [m[1] for m in _SHORT.finditer(sentence)]))
