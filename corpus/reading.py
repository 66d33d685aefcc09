"""Text → Notice: the outline, the measures in each clause, and what the text says of itself."""

import gc
import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from corpus.errors import NoticeError
from corpus.facts.life import effect_of
from corpus.model import Clause, Metadata, Notice, Span
from corpus.script import as_printed, simplified
from corpus.structure.closing import answered_together
from corpus.structure.compilation import head_of, notices_in
from corpus.structure.front import own_metadata
from corpus.structure.measures import Attributed, MeasureReader
from corpus.structure.numbering import Marker
from corpus.structure.outline import Outline, Section, heading_span, outline
from corpus.structure.parts import parts
from corpus.structure.sentences import trimmed

_TITLE = re.compile(
    r"[ \t\u3000]*(?P<title>(?!本[\u4e00-\u9fff]{2,4}自)"
    r"(?:[^。；：:！？，,\n（(]|[（(][^（）()\n]{1,6}[）)]){2,60}?)"
    r"(?:。|[ \t]*\n|(?=[（(][^）)\n]{2,200}[）)]\s*(?:\n|$)))"
)
_COMMA_TITLE = re.compile(r"[ \t\u3000]*(?P<title>[^。；：:！？\n（(]{2,40})(?:。|[ \t]*\n)")


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
    plain = simplified(text)
    head = head_of(plain)
    plan = outline(plain, head.span.end if head else 0)
    reader = _ClauseReader(plain, text, notice_id, plan)
    clauses = reader.read()
    body = plan.markers[0].start if plan.markers else len(text)
    own = own_metadata(plain, body, head, plan.signatures)
    known = _completed(metadata or Metadata(), _printed(own, plain, text))
    effect = effect_of(plain, known.issued_on)
    return Notice(
        id=notice_id,
        metadata=_completed(
            known,
            Metadata(
                effective_from=effect.effective_from,
                effective_until=effect.effective_until,
                repeals=effect.repeals,
            ),
        ),
        text=text,
        clauses=clauses,
        unassigned=tuple(parts(text, clauses, plan)),
        life=effect.quotes,
        warnings=tuple(reader.warnings),
    )


def read_notices(text: str, metadata: Metadata | None = None) -> tuple[Notice, ...]:
    """Reads all notices of a text: one, or those of a compilation, each for itself.

    Raises NoticeError if there is no text.
    """
    with _undisturbed():
        return tuple(_filed(text, metadata, part) for part in notices_in(simplified(text)))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keeps the garbage collector away: what is read holds no cycles, and looking through all of
    it again and again takes a tenth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _filed(text: str, metadata: Metadata | None, part: tuple[int, int, str | None]) -> Notice:
    """The notice in a part of a text, of the province that it is filed under if of no other."""
    start, end, region = part
    notice = read_text(text[start:end], metadata)
    return replace(notice, metadata=_completed(notice.metadata, Metadata(region=region)))


def notice_id_of(text: str) -> str:
    """The id of a notice: the same content has the same id, blanks and line ends aside."""
    content = "".join(text.split())
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


class _ClauseReader:
    """Reads the sections of one outline as clauses."""

    def __init__(self, text: str, printed: str, notice_id: str, plan: Outline) -> None:
        self._text = text
        self._printed = printed
        self._notice_id = notice_id
        self._plan = plan
        self._measures = MeasureReader(text, printed)
        self._seen: dict[str, int] = {}
        self._stated: dict[Marker, Attributed | None] = {}
        self.warnings = self._measures.warnings

    def read(self) -> tuple[Clause, ...]:
        if not self._plan.sections:
            return self._by_paragraph()
        clauses = [self._clause(section) for section in self._plan.sections]
        return tuple(answered_together(self._text, clauses))

    def _clause(self, section: Section) -> Clause:
        marker = section.marker
        title = self._title(section)
        clause_id = self._unique([*section.ancestors, marker])
        body = Span(title.end if title else marker.end, section.span.end)
        return Clause(
            id=clause_id,
            number=marker.number,
            label=self._label(marker),
            title=title.of(self._printed).strip("。 \n\u3000") if title else None,
            chapter=self._chapter(section.ancestors),
            path=tuple(self._label(m) for m in (*section.ancestors, marker)),
            span=section.span,
            measures=self._measures.measures(
                clause_id, body, section.span, self._above(section.ancestors)
            ),
        )

    def _label(self, marker: Marker) -> str:
        """The number as printed; a paragraph that has none is counted."""
        return self._printed[marker.start : marker.end] or marker.label

    def _chapter(self, ancestors: tuple[Marker, ...]) -> str | None:
        """The heading of the outermost chapter; that of an annex only where there is no other."""
        inner = [m for m in ancestors if m.level != "annex"] or list(ancestors)
        return heading_span(self._text, self._plan, inner[0]).of(self._printed) if inner else None

    def _above(self, ancestors: tuple[Marker, ...]) -> Attributed | None:
        """Who the nearest heading above makes responsible for all that stands below it."""
        for marker in reversed(ancestors):
            if marker not in self._stated:
                heading = heading_span(self._text, self._plan, marker)
                self._stated[marker] = self._measures.stated_in(heading)
            if stated := self._stated[marker]:
                return stated
        return None

    def _title(self, section: Section) -> Span | None:
        """The clause's heading up to its full stop; a clause that is one sentence has none."""
        end = section.span.end
        m = _TITLE.match(self._text, section.marker.end, end) or _COMMA_TITLE.match(
            self._text, section.marker.end, end
        )
        if m is None or not self._text[m.end() : end].strip():
            return None
        return Span(m.start("title"), m.end())

    def _unique(self, path: list[Marker]) -> str:
        name = ".".join([self._notice_id, *(str(m.number) for m in path)])
        self._seen[name] = self._seen.get(name, 0) + 1
        return name if self._seen[name] == 1 else f"{name}~{self._seen[name]}"

    def _by_paragraph(self) -> tuple[Clause, ...]:
        """A notice without numbering: each paragraph stands for a clause."""
        self.warnings.append("通知没有编号，按自然段读取。")
        signed = self._plan.signatures
        end = (
            signed[-1].start
            if signed and self._text[: signed[-1].start].strip()
            else len(self._text)
        )
        spans = (
            trimmed(self._text, Span(m.start(), m.end()))
            for m in re.finditer(r"[^\n]+", self._text[:end])
        )
        paragraphs = [p for p in spans if p]
        markers = (
            Marker("paragraph", f"第{i}段", i, p.start, p.start)
            for i, p in enumerate(paragraphs, 1)
        )
        return tuple(
            self._clause(Section(marker, (), span))
            for marker, span in zip(markers, paragraphs, strict=True)
        )


def _printed(metadata: Metadata, plain: str, text: str) -> Metadata:
    """Title, number and issuer in the characters of the text."""
    if plain is text:
        return metadata

    def own(words: str | None) -> str | None:
        return as_printed(words, plain, text) if words else None

    title, number, issuer = map(own, (metadata.title, metadata.number, metadata.issuer))
    return replace(metadata, title=title, number=number, issuer=issuer)


def _completed(given: Metadata, own: Metadata) -> Metadata:
    known = {k: v for k in own.__slots__ if (v := getattr(given, k))}
    return replace(own, **known)
