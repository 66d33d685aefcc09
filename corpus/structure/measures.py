"""A clause → its measures: runs of sentences, each with the agencies that the text gives it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.facts.terms import TermReader
from corpus.model import Agencies, Measure, Span
from corpus.script import as_printed
from corpus.structure.attribution import (
    Attribution,
    one_line,
    read_attribution,
    seems_attribution,
)
from corpus.structure.convention import (
    holds_for_all_that_follow,
    is_same_as_above,
    said_once,
    stated_convention,
)
from corpus.structure.sentences import sentences, trimmed
from corpus.structure.statements import Statement, brackets, in_sentence, labelled_lines, may_say

_LABELS = re.compile(
    r"(?:牵头|责任|配合|主办|负责|协办|参与|参加|实施|落实)\S{0,4}(?:单位|部门|机构)"
    r"(?:\s*[：:]|[ \u3000])"
)
_OTHERS = re.compile(r"[（(【〔［\[]?\s*(?:责任|配合)(?:单位|部门)\s*[：:]")
_NOTHING = Attribution(Agencies())
_STRAY = re.compile(r"[\s。；;，,]*")
_WORD = re.compile(r"\w")
_QUICK = re.compile(r"[（(【〔［\[：:]|(?:单位|部门|机构)[ \u3000]")


@dataclass(frozen=True, slots=True)
class Attributed:
    """A run of sentences with what a statement says of it."""

    run: Span
    attribution: Attribution = _NOTHING
    quoted: Span | None = None
    heading: Span | None = None  # where the lead is named, if that is not in `quoted`

    def led_by(self, above: "Attributed") -> "Attributed":
        """With the lead that a heading above names: 牵头单位 there, 责任单位 here."""
        leads, own = above.attribution.agencies, self.attribution.agencies
        if own.lead or leads.support or leads.responsible:
            return self
        said = replace(self.attribution, agencies=leads + own)
        return replace(self, attribution=said, heading=above.quoted)

    def joined(self, attribution: Attribution, quoted: Span) -> "Attributed":
        """With a further statement that follows without sentences between."""
        start = self.quoted.start if self.quoted else quoted.start
        return Attributed(
            self.run,
            Attribution(
                self.attribution.agencies + attribution.agencies,
                self.attribution.deadlines + attribution.deadlines,
                self.attribution.remarks + attribution.remarks,
            ),
            Span(start, quoted.end),
        )


class MeasureReader:
    """Reads the clauses of one text in order; a convention once stated holds from there on."""

    def __init__(self, text: str, printed: str) -> None:
        self._text = text
        self._printed = printed
        self._terms = TermReader(text)
        self._convention = said_once(text)
        self._last: Attribution | None = None
        self.warnings: list[str] = []

    def measures(
        self, clause_id: str, body: Span, whole: Span, above: Attributed | None
    ) -> tuple[Measure, ...]:
        """The measures in the body of a clause. `above` is what its chapter's heading says."""
        found = self._runs(body, whole)
        if above:
            found = [self._under(above, a) for a in found]
        elif not any(a.quoted for a in found):
            found = [part for a in found for part in self._spoken(a.run)]
        return tuple(self._measure(f"{clause_id}/{i}", a) for i, a in enumerate(found, 1))

    def stated_in(self, heading: Span) -> Attributed | None:
        """Who a chapter's heading makes responsible, if it does."""
        stated: Attributed | None = None
        for statement in brackets(self._text, heading):
            if read := self._read(statement, heading):
                before = stated or Attributed(heading)
                stated = before.joined(read, statement.span)
        return stated

    def _runs(self, body: Span, whole: Span) -> list[Attributed]:
        """A statement answers for the sentences before it, back to the statement before; one that
        stands in front of them, right behind the heading, for those after it.
        """
        found: list[Attributed] = []
        heading: Attributed | None = None
        start = body.start
        for statement in self._statements(body):
            read = self._read(statement, body)
            if read is None:
                continue
            run = self._words(Span(start, statement.span.start))
            start = statement.span.end
            if run:
                found.append(Attributed(run, read, statement.span))
            elif found:
                found[-1] = found[-1].joined(read, statement.span)
            else:
                heading = (heading or Attributed(whole)).joined(read, statement.span)
        if rest := self._words(Span(start, body.end)):
            found.append(Attributed(rest))
        if heading:
            found = [self._under(heading, a) for a in found] or [heading]
        return found

    def _under(self, heading: Attributed, own: Attributed) -> Attributed:
        """What holds for words under a heading: what is said of them, else what the heading says;
        a list of 责任单位 leaves the lead to the heading.
        """
        if own.quoted is None:
            return replace(heading, run=own.run)
        return own.led_by(heading) if _OTHERS.match(self._text, own.quoted.start) else own

    def _words(self, span: Span) -> Span | None:
        """The span without stray punctuation at its beginning; None if no words are left."""
        m = _STRAY.match(self._text, span.start, span.end)
        run = trimmed(self._text, Span(m.end() if m else span.start, span.end))
        return run if run and _WORD.search(self._text, run.start, run.end) else None

    def _statements(self, body: Span) -> Iterator[Statement]:
        words = body.of(self._text)
        if not _QUICK.search(words):
            return
        found = list(brackets(self._text, body))
        labelled = ("单位" in words or "部门" in words) and _LABELS.search(words)
        lines = list(labelled_lines(self._text, body)) if labelled else []
        if not lines:
            yield from found
            return
        lines = [s for s in lines if not any(b.span.contains(s.span) for b in found)]
        found = [b for b in found if not any(s.span.contains(b.span) for s in lines)]
        yield from sorted([*lines, *found], key=lambda s: s.span.start)

    def _read(self, statement: Statement, body: Span) -> Attribution | None:
        if is_same_as_above(statement.content):
            return self._last
        stated = stated_convention(statement.content)
        read = read_attribution(statement.content, stated or self._convention)
        if read is None or not self._stands_apart(statement, body):
            if seems_attribution(statement.content):
                self._warn(statement.span)
            return None
        if stated and holds_for_all_that_follow(statement.content):
            self._convention = stated
        self._last = read
        return read

    def _stands_apart(self, statement: Statement, body: Span) -> bool:
        """A statement with a label stands anywhere; others after a full stop or at a paragraph's
        end, not within words.
        """
        if _LABELS.match(statement.content.lstrip()):
            return True
        before = self._text[
            max(body.start, statement.span.start - 4) : statement.span.start
        ].rstrip()
        after = self._text[statement.span.end : min(body.end, statement.span.end + 4)].lstrip(
            "。；;"
        )
        return not before or before[-1] in "。；;！？）)】〕”" or not after or after[0] == "\n"

    def _spoken(self, run: Span) -> list[Attributed]:
        """The run cut where a sentence itself says who is responsible. A sentence that says
        nothing else (由甲局牵头，乙局配合。) answers for those before it too.
        """
        if not may_say(self._text, run):
            return [Attributed(run)]
        found: list[Attributed] = []
        start = run.start
        for sentence in sentences(self._text, run):
            said = in_sentence(self._text, sentence)
            if said is None:
                continue
            quoted, agencies = said
            alone = quoted.end - quoted.start + 2 >= sentence.end - sentence.start
            before = None if alone else self._words(Span(start, sentence.start))
            if before:
                found.append(Attributed(before))
            first = start if alone else sentence.start
            whole = self._words(Span(first, sentence.end)) or sentence
            found.append(Attributed(whole, Attribution(agencies), quoted))
            start = sentence.end
        if rest := self._words(Span(start, run.end)):
            found.append(Attributed(rest))
        return found

    def _measure(self, id_: str, attributed: Attributed) -> Measure:
        within = sentences(self._text, attributed.run)
        said = attributed.attribution
        return Measure(
            id=id_,
            span=attributed.run,
            sentences=within,
            agencies=self._as_printed(said.agencies, attributed),
            agencies_span=attributed.quoted,
            heading_span=attributed.heading,
            deadlines=self._places(said.deadlines, attributed.quoted),
            remarks=self._places(said.remarks, attributed.quoted),
            terms=self._terms.read(within),
        )

    def _as_printed(self, agencies: Agencies, said: Attributed) -> Agencies:
        """The names in the characters of the text, where these are traditional ones."""
        if self._text is self._printed:
            return agencies
        # A name may run over the end of a line: blanks stand at the same places in both.
        places = [span for span in (said.quoted, said.heading) if span]
        plain, printed = (
            one_line("，".join(span.of(text) for span in places))
            for text in (self._text, self._printed)
        )
        names = dict(agencies.printed)

        def name(body: str) -> str:
            own = names.get(body, body)
            return body.removesuffix(own) + as_printed(own, plain, printed)

        lists = (agencies.lead, agencies.support, agencies.responsible)
        lead, support, responsible = (tuple(map(name, bodies)) for bodies in lists)
        own = tuple((name(f), as_printed(p, plain, printed)) for f, p in agencies.printed)
        return Agencies(lead, support, responsible, own)

    def _places(self, words: tuple[str, ...], quoted: Span | None) -> tuple[Span, ...]:
        """Where words of a statement stand; nowhere if a line break runs through them."""
        if quoted is None:
            return ()
        starts = ((w, self._text.find(w, quoted.start, quoted.end)) for w in words)
        return tuple(Span(start, start + len(w)) for w, start in starts if start >= 0)

    def _warn(self, span: Span) -> None:
        words = " ".join(span.of(self._text)[:60].split())
        self.warnings.append(f"未能读懂的责任说明：{words}（第 {span.start}–{span.end} 字）")
