"""Text → Notice: the outline, the measures in each clause, and what the text says of itself."""

import hashlib
import re
from dataclasses import dataclass, replace

from corpus import attribution, terms
from corpus.errors import NoticeError
from corpus.model import Agencies, Clause, Measure, Metadata, Notice, Span
from corpus.outline import Marker, Outline, Section, heading_line, outline
from corpus.regions import places_in, region_of
from corpus.sentences import sentences, trimmed

_TITLE = re.compile(r"[ \t\u3000]*(?P<title>[^。；：:！？，,\n]{2,40})(?:。|[ \t]*\n)")
_NOBODY = Agencies()
_DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def read_text(text: str, metadata: Metadata | None = None) -> Notice:
    """Reads one notice. What `metadata` leaves open is taken from the text if it says so.

    Raises NoticeError if there is no text.

    >>> notice = read_text("一、总则\\n（一）减税。按50%扣除。（责任部门：省税务局）")
    >>> notice.clauses[0].measures[0].agencies.responsible
    ('省税务局',)
    """
    if not text.strip():
        raise NoticeError("通知没有正文。请给出含有正文的文件。")
    notice_id = notice_id_of(text)
    plan = outline(text)
    clauses, warnings = _ClauseReader(text, notice_id).read(plan)
    return Notice(
        id=notice_id,
        metadata=_completed(metadata or Metadata(), text, plan.signature),
        text=text,
        clauses=clauses,
        unassigned=_gaps(text, [c.span for c in clauses]),
        warnings=warnings,
    )


def notice_id_of(text: str) -> str:
    """The id of a notice: the same content has the same id, blanks and line ends aside."""
    content = re.sub(r"\s+", "", text)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class _Attributed:
    """A run of sentences with the agencies that a bracket gives it."""

    run: Span
    agencies: Agencies = _NOBODY
    quoted: Span | None = None

    def joined(self, agencies: Agencies, quoted: Span) -> "_Attributed":
        """With the agencies of a further bracket that follows without sentences between."""
        start = self.quoted.start if self.quoted else quoted.start
        return _Attributed(self.run, self.agencies + agencies, Span(start, quoted.end))


class _ClauseReader:
    """Reads the clauses of one text in order; a convention once stated holds from there on."""

    def __init__(self, text: str, notice_id: str) -> None:
        self._text = text
        self._notice_id = notice_id
        self._convention = attribution.Convention()
        self._warnings: list[str] = []

    def read(self, plan: Outline) -> tuple[tuple[Clause, ...], tuple[str, ...]]:
        if not plan.sections:
            return self._by_paragraph(plan.signature), tuple(self._warnings)
        seen: dict[str, int] = {}
        clauses = tuple(self._clause(section, seen) for section in plan.sections)
        return clauses, tuple(self._warnings)

    def _clause(self, section: Section, seen: dict[str, int]) -> Clause:
        marker = section.marker
        title = self._title(section)
        clause_id = self._unique([*section.ancestors, marker], seen)
        body = Span(title.end if title else marker.end, section.span.end)
        return Clause(
            id=clause_id,
            number=marker.number,
            label=marker.label,
            title=title.of(self._text).strip("。 \n\u3000") if title else None,
            chapter=heading_line(self._text, section.ancestors[0]) if section.ancestors else None,
            path=tuple(m.label for m in (*section.ancestors, marker)),
            span=section.span,
            measures=self._measures(clause_id, body, section.span),
        )

    def _title(self, section: Section) -> Span | None:
        """The clause's heading up to its full stop; a clause that is one sentence has none."""
        m = _TITLE.match(self._text, section.marker.end, section.span.end)
        if m is None or not self._text[m.end() : section.span.end].strip():
            return None
        return Span(m.start("title"), m.end())

    def _unique(self, path: list[Marker], seen: dict[str, int]) -> str:
        name = ".".join([self._notice_id, *(str(m.number) for m in path)])
        seen[name] = seen.get(name, 0) + 1
        return name if seen[name] == 1 else f"{name}~{seen[name]}"

    def _measures(self, clause_id: str, body: Span, whole: Span) -> tuple[Measure, ...]:
        """A bracket answers for the sentences before it, back to the bracket before; one that
        stands in front of them, right behind the heading, for those after it.
        """
        found: list[_Attributed] = []
        heading: _Attributed | None = None
        start = body.start
        for bracket in attribution.brackets(self._text, body):
            agencies = self._agencies(bracket, body)
            if agencies is None:
                continue
            run = trimmed(self._text, Span(start, bracket.span.start))
            start = bracket.span.end
            if run:
                found.append(_Attributed(run, agencies, bracket.span))
            elif found:
                found[-1] = found[-1].joined(agencies, bracket.span)
            else:
                before = heading or _Attributed(whole)
                heading = before.joined(agencies, bracket.span)
        rest = trimmed(self._text, Span(start, body.end))
        if rest and re.search(r"\w", rest.of(self._text)):
            found.append(replace(heading or _Attributed(rest), run=rest))
        elif heading and not found:
            found.append(heading)
        return tuple(self._measure(f"{clause_id}/{i}", a) for i, a in enumerate(found, 1))

    def _measure(self, id_: str, attributed: "_Attributed") -> Measure:
        run = attributed.run
        return Measure(
            id=id_,
            span=run,
            sentences=sentences(self._text, run),
            agencies=attributed.agencies,
            agencies_span=attributed.quoted,
            amounts=terms.amounts(self._text, run),
            periods=terms.periods(self._text, run),
        )

    def _agencies(self, bracket: attribution.Bracket, body: Span) -> Agencies | None:
        stated = attribution.stated_convention(bracket.content)
        agencies = attribution.read_attribution(bracket.content, stated or self._convention)
        if agencies is None or not self._closes_a_sentence(bracket.span, body):
            if attribution.seems_attribution(bracket.content):
                self._warn(f"未能读懂的责任说明：{bracket.span.of(self._text)[:60]}", bracket.span)
            return None
        if stated and attribution.holds_for_all_that_follow(bracket.content):
            self._convention = stated
        return agencies

    def _closes_a_sentence(self, bracket: Span, body: Span) -> bool:
        """An attribution stands after a full stop or at a paragraph's end, not within words."""
        before = self._text[body.start : bracket.start].rstrip()
        after = self._text[bracket.end : body.end].lstrip("。；;")
        return not before or before[-1] in "。；！？）)" or not after or after[0] == "\n"

    def _by_paragraph(self, signature: Span | None) -> tuple[Clause, ...]:
        """A notice without numbering: each paragraph stands for a clause."""
        self._warnings.append("通知没有编号，按自然段读取。")
        end = signature.start if signature else len(self._text)
        paragraphs = [
            span
            for m in re.finditer(r"[^\n]+", self._text[:end])
            if (span := trimmed(self._text, Span(m.start(), m.end())))
        ]
        markers = [
            Marker("paragraph", f"第{i}段", i, p.start, p.start)
            for i, p in enumerate(paragraphs, 1)
        ]
        seen: dict[str, int] = {}
        return tuple(
            self._clause(Section(marker, (), span), seen)
            for marker, span in zip(markers, paragraphs, strict=True)
        )

    def _warn(self, message: str, span: Span) -> None:
        self._warnings.append(f"{message}（第 {span.start}–{span.end} 字）")


def _completed(metadata: Metadata, text: str, signature: Span | None) -> Metadata:
    own = _own_metadata(text, signature)
    known = {k: v for k in own.__slots__ if (v := getattr(metadata, k))}
    return replace(own, **known)


def _own_metadata(text: str, signature: Span | None) -> Metadata:
    """Issuer and date from the signature; the region from the issuer, else from the text."""
    lines = [s.strip() for s in (signature.of(text) if signature else "").splitlines() if s.strip()]
    date = next((m for line in lines if (m := _DATE.search(line))), None)
    issuer = lines[0] if date and not _DATE.search(lines[0]) else None
    places = places_in(issuer or "")
    return Metadata(
        issuer=issuer,
        issued_on="{:0>4}-{:0>2}-{:0>2}".format(*date.groups()) if date else None,
        region=places[0].province if places else region_of(text),
    )


def _gaps(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """What lies between the clauses, blanks included, so that nothing is ever lost."""
    edges = [0, *(edge for s in spans for edge in (s.start, s.end)), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple(Span(a, b) for a, b in pairs if a < b)
