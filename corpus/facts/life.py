"""What a notice says of its own life: from when it runs, until when, and which others it ends."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.facts.dates import DATE, days_after, iso_of, last_day, term_end
from corpus.facts.provisions import Plain, Provisions, Sentence
from corpus.facts.repeals import repealed_in
from corpus.model import Span
from corpus.numerals import to_int

_COUNT = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_VERB = r"(?:施行|实施|执行|生效|试行|实行)"
_TERM = r"(?:有效期限?|(?:试行|施行|执行|实施|有效)(?:期限?|时间)|试行|暂行)"
_IS = r"(?:为|是|共|暂定为?|定为|[：:])?"
_STOP = r"(?=[，。；、：（）()！,;:]|$|并|至|到|有效|试行|执行)"
_ISSUE = r"(?:本[^，。；自]{2,6})?(?:公开)?(?:印发|发布|公布|颁布|签发|下发|发文)之日|即日"
_SINCE = rf"(?:自|从|于)?(?:(?P<date>{DATE})(?:（含）|零时|0时)?|(?P<issue>{_ISSUE}))"
_WAIT = rf"(?:满?(?P<wait>{_COUNT})(?P<unit>日|天|个?月|个?工作日)之?后?)"

_RUNS_FROM = re.compile(
    rf"{_SINCE}起?{_WAIT}?(?:正式|开始|统一|全面)?{_VERB}(?P<years>{_COUNT}年)?{_STOP}"
)
_RUNS_FOR = re.compile(
    rf"(?:{_TERM}{_IS}|(?:暂定)?(?:施行|实施|执行)|暂定)(?:{_SINCE}起)?(?P<count>{_COUNT})(?P<unit>年|个月)(?=[，。；、（）()！,;]|$|自|并|止)"
)
_END = rf"(?P<until>(?:{DATE}|(?P<day>\d{{1,2}}月\d{{1,2}}日))[底末]?)"
_RUNS_UNTIL = re.compile(
    rf"(?P<term>{_TERM}{_IS}|有效{_IS})?(?:{_SINCE}起?)?{_VERB}?(?:截至|截止至?到?|至|到|—|－|-)"
    rf"{_END}(?P<stop>止|(?:期满)?(?:后)?(?:自动|自行|即行)?(?:失效|废止|终止))?"
    r"(?P<verb>施行|实施|执行|有效)?(?=[，。；、：（）()！,;:]|$|期满)"
)
_ENDS_ON = re.compile(
    rf"(?P<since>自|从)?(?:于)?(?P<until>{DATE})起?(?:自动|自行|即行|予以)?(?:失效|废止|终止|停止执行)"
)
# Every alternative begins with a fixed character: only then does `re` skip ahead by character.
_ANCHOR = re.compile(
    rf"起(?:满?{_COUNT}[个日天月][^，。；]{{0,4}}?)?(?:正式|开始|统一|全面)?{_VERB}|日{_VERB}|月{_VERB}|"
    rf"期限?[为是自从至到：:截暂\d一二两三四五六七八九十]|试行{_COUNT}[年个]|暂行{_COUNT}[年个]|"
    rf"执行[至到截]|实施[至到截]|施行[至到截]|有效[至到截]|止|失效|不再执行|执行{_COUNT}年|施行{_COUNT}年|实施{_COUNT}年"
)


@dataclass(frozen=True, slots=True)
class Effect:
    """What the text says of its own life. None is unknown: the text does not say."""

    effective_from: str | None = None
    effective_until: str | None = None  # the last day in force
    repeals: tuple[str, ...] = ()  # the other notices it ends, as printed, without 《》
    quotes: tuple[Span, ...] = ()  # the sentences that say so


@dataclass(frozen=True, slots=True)
class _Said:
    """One statement: of the cover (本通知) or of the document that the cover issues."""

    cover: bool
    since: str | None = None
    months: int | None = None
    until: str | None = None


def effect_of(text: str, issued_on: str | None) -> Effect:
    """The life that the text gives itself, with the sentences that say so.

    自印发之日 is `issued_on`. A term (有效期) counts from the day of effect, so it ends the day
    before that date returns (民法典第二百零一、二百零二条). What the attached document says goes
    before what its cover says; two documents that say different things leave it unknown.

    >>> effect = effect_of("本办法自印发之日起施行，有效期5年。《甲办法》同时废止。", "2023-06-01")
    >>> effect.effective_from, effect.effective_until, effect.repeals
    ('2023-06-01', '2028-05-31', ('甲办法',))
    """
    provisions = Provisions(text)
    said: list[_Said] = []
    repeals: list[str] = []
    quotes: list[Span] = []
    for sentence in _candidates(provisions):
        own = list(_statements(provisions, sentence, issued_on))
        ended = repealed_in(provisions, sentence)
        said += own
        repeals += ended
        if own or ended:
            quotes.append(_quote(provisions.plain, sentence))
    since, until = _agreed(said)
    return Effect(since, until, tuple(dict.fromkeys(repeals)), tuple(quotes))


def _candidates(provisions: Provisions) -> Iterator[Sentence]:
    """The sentences that hold a word of effect, term or repeal, each once."""
    done = 0
    for m in _ANCHOR.finditer(provisions.plain.words):
        if m.start() >= done:
            sentence = provisions.sentence(m.start())
            done = max(sentence.end, m.end())
            yield sentence


def _quote(plain: Plain, sentence: Sentence) -> Span:
    return plain.source_span(sentence.start, sentence.end)


def _statements(
    provisions: Provisions, sentence: Sentence, issued_on: str | None
) -> Iterator[_Said]:
    for pattern, read in _READERS:
        for m in pattern.finditer(sentence.text):
            said = read(m, issued_on)
            subject = said and provisions.speaks_of_itself(sentence, m.start())
            if said and subject:
                yield _Said(subject == "cover", *said)


_Reading = tuple[str | None, int | None, str | None] | None  # since, months, until


def _runs_from(m: re.Match[str], issued_on: str | None) -> _Reading:
    years = m["years"]
    return _since(m, issued_on), to_int(years[:-1]) * 12 if years else None, None


def _runs_for(m: re.Match[str], issued_on: str | None) -> _Reading:
    count = to_int(m["count"])
    return _since(m, issued_on), count * (12 if m["unit"] == "年" else 1), None


def _runs_until(m: re.Match[str], issued_on: str | None) -> _Reading:
    before = m.string[: m.start("until")]
    runs = m["term"] or m["stop"] or m["verb"] or re.search(rf"{_VERB}(?:截|至|到)[^，]*$", before)
    if not runs:
        return None
    since = _since(m, issued_on)
    printed = f"{since[:4] if since else ''}年{m['day']}" if m["day"] else m["until"]
    return since, None, _last(printed)


def _ends_on(m: re.Match[str], issued_on: str | None) -> _Reading:
    end = _last(m["until"])
    return None, None, days_after(end, -1) if end and m["since"] else end


_READERS = (
    (_RUNS_FROM, _runs_from),
    (_RUNS_FOR, _runs_for),
    (_RUNS_UNTIL, _runs_until),
    (_ENDS_ON, _ends_on),
)


def _since(m: re.Match[str], issued_on: str | None) -> str | None:
    """The first day: the date printed, or the day of issue and the days it waits."""
    groups = m.groupdict()
    day = iso_of(groups["date"]) if groups["date"] else issued_on if groups["issue"] else None
    if not day or not groups.get("wait"):
        return day
    return days_after(day, to_int(groups["wait"])) if groups["unit"] in "日天" else None


def _last(printed: str) -> str | None:
    """The last day printed: 2025年底 is its last day, 2025年 stays a year."""
    iso = iso_of(printed.rstrip("底末"))
    return last_day(iso).isoformat() if iso and printed[-1] in "底末" else iso


def _agreed(said: list[_Said]) -> tuple[str | None, str | None]:
    since = _one((s.cover, s.since) for s in said)
    dated = [s for s in said if s.until] or said  # a date printed goes before a term reckoned
    return since, _one((s.cover, _until(s, since)) for s in dated)


def _until(said: _Said, since: str | None) -> str | None:
    start = said.since or since
    return said.until or (term_end(start, said.months) if said.months and start else None)


def _one(said: Iterable[tuple[bool, str | None]]) -> str | None:
    """The one value that the document gives, or its cover where the document gives none."""
    values = {(cover, value) for cover, value in said if value}
    inner = {value for cover, value in values if not cover} or {value for _, value in values}
    return inner.pop() if len(inner) == 1 else None
