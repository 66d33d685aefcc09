"""An answer in a model's words, each sentence shown only once the guard lets it through.

The notice's own sentences stand below in any case: what does not pass is replaced by them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic

from corpus.catalogue import Catalogue, Located
from corpus.model import Measure, Span
from rag.answer import Answer, Citation, Wording
from rag.claims.source import Source, source_of
from rag.document import escaped
from rag.guard import Finding, findings, handles
from rag.llm.asking import about, to_repair
from rag.llm.model import LanguageModel, Unavailable, Usage, prompt
from rag.llm.sentences import sentences
from rag.understanding.instructions import speaks_to_a_model

_MOST_SENTENCES = 12
_MOST_REPAIRED = 3  # calls for one answer
_TOKENS_OF_REPAIR = 200
_ROOM_OF_REPAIR = 1000  # characters of the measure
_MOST_S = 60  # after which nothing more is asked of the model for one answer
_SPOKEN_TO = "原文里有写给语言模型的话，没有让它措辞。"
_MARKUP = re.compile(r"^\s*(?:[-*•·>]+|\d{1,2}[.、)）](?=\D)|#+|回答[：:])\s*|\*\*|__")
_CITED = re.compile(r"((?:\s*\[\d+\])+)")


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation with the clause and the measure that it is of."""

    citation: Citation
    located: Located
    measure: Measure

    @property
    def source(self) -> Source:
        """What the guard holds sentences against."""
        return source_of(self.citation.rank, self.located, self.measure)

    @property
    def speaks_to_a_model(self) -> bool:
        """Whether its clause does."""
        return speaks_to_a_model(self.located.clause.span.of(self.located.notice.text))

    def text(self, room: int) -> str:
        """What the measure says, or where it is too long the quote and what follows."""
        text = self.located.notice.text
        whole = self.measure.span.of(text)
        start = self.citation.start
        return whole if len(whole) <= room else text[start : start + room]


@dataclass(slots=True)
class _Written:
    """What has been written so far."""

    usage: Usage
    passed: list[str] = field(default_factory=list)
    sentences: int = 0
    kept: int = 0
    repaired: int = 0
    tried: int = 0
    failure: str | None = None
    end: float = field(default_factory=lambda: monotonic() + _MOST_S)

    @property
    def text(self) -> str:
        """The words that passed."""
        return "".join(self.passed)

    @property
    def may_try(self) -> bool:
        """Whether the model may be asked to mend a sentence."""
        return self.tried < _MOST_REPAIRED and not self.failure and monotonic() < self.end


class Writer:
    """Words answers over one library.

    >>> writer = Writer(model, catalogue, 600)  # doctest: +SKIP
    >>> *_, whole = writer.worded(answer, Usage())  # doctest: +SKIP
    >>> whole.generator  # doctest: +SKIP
    'llm:qwen3'
    """

    def __init__(self, model: LanguageModel, catalogue: Catalogue, tokens_out: int) -> None:
        self.model, self._catalogue, self._tokens_out = model, catalogue, tokens_out

    def worded(self, answer: Answer, usage: Usage) -> Iterator[Answer]:
        """The answer as it grows, sentence by sentence, the whole one last; where nothing of the
        model's passes or the model is gone, it is the extractive one. `usage` grows by what that
        took.
        """
        cited = {c.rank: self._cited(c) for c in answer.citations}
        if any(c.speaks_to_a_model for c in cited.values()):
            yield replace(answer, wording=Wording(self.model.name, failure=_SPOKEN_TO))
            return
        sources = {rank: c.source for rank, c in cited.items()}
        written = _Written(usage)
        for sentence in self._said(answer, cited, written):
            if passed := self._passed(sentence, cited, sources, written):
                written.passed.append(passed)
                yield replace(answer, answer=written.text, wording=Wording(self.model.name))
        whole = self._whole(answer, written)
        self._count(whole.wording)
        yield whole

    def _said(
        self, answer: Answer, cited: Mapping[int, _Cited], written: _Written
    ) -> Iterator[str]:
        """The model's sentences; where it fails, those that came before."""
        room = self.model.tokens_in // (len(cited) + 1)
        texts = [c.text(room) for c in cited.values()]
        data = about(answer.standalone, answer.citations, texts)
        pieces = self.model.stream(prompt("answer"), data, self._tokens_out, written.usage)
        said: set[str] = set()
        try:
            for sentence in sentences(_until_it_fails(pieces, written)):
                if sentence in said or len(said) >= _MOST_SENTENCES:
                    return  # a model that says the same again has nothing more to say
                said.add(sentence)
                written.sentences += 1
                yield sentence
        finally:
            pieces.close()

    def _passed(
        self,
        sentence: str,
        cited: Mapping[int, _Cited],
        sources: Mapping[int, Source],
        written: _Written,
    ) -> str | None:
        """A sentence ready to be shown, as it is or repaired; None where it is not to be."""
        plain = _tidy(sentence)
        wrong = findings(plain, sources)
        if not wrong:
            written.kept += 1
        elif repaired := self._repaired(plain, wrong, cited, sources, written):
            plain = repaired
            written.repaired += 1
        else:
            return None
        shown = _shown(plain)
        return None if shown in written.passed else shown

    def _repaired(
        self,
        sentence: str,
        wrong: Sequence[Finding],
        cited: Mapping[int, _Cited],
        sources: Mapping[int, Source],
        written: _Written,
    ) -> str | None:
        """The sentence as the model mends it, where it then passes. It is asked once a sentence,
        and not where it cites nothing.
        """
        named = next((c for rank, c in cited.items() if rank in handles(sentence)), None)
        is_bare = any(f.kind == "citation" for f in wrong)
        if named is None or is_bare or not written.may_try:
            return None
        written.tried += 1
        data = to_repair(sentence, wrong, named.citation, named.text(_ROOM_OF_REPAIR))
        pieces = self.model.stream(prompt("repair"), data, _TOKENS_OF_REPAIR, written.usage)
        try:
            mended = _tidy(next(sentences(pieces), ""))
        except Unavailable as e:
            written.failure = str(e)
            return None
        finally:
            pieces.close()
        return mended if mended and not findings(mended, sources) else None

    def _whole(self, answer: Answer, written: _Written) -> Answer:
        """The words that passed, who wrote them, and the text itself below."""
        passed = written.kept + written.repaired
        wording = Wording(
            model=self.model.name,
            sentences=written.sentences,
            kept=written.kept,
            repaired=written.repaired,
            replaced=written.sentences - passed,
            failure=written.failure,
            tokens_in=written.usage.tokens_in,
            tokens_out=written.usage.tokens_out,
        )
        if not written.passed:
            return replace(answer, wording=wording)
        note = f"（{wording_note(wording)}）"
        parts = [written.text, escaped(note), "**原文**", answer.answer]
        return replace(
            answer,
            answer="\n\n".join(parts),
            generator=f"llm:{self.model.name}",
            wording=wording,
        )

    def _count(self, wording: Wording | None) -> None:
        if wording:
            told = ("kept", "repaired", "replaced")
            self.model.tally.add({f"sentences_{name}": getattr(wording, name) for name in told})

    def _cited(self, citation: Citation) -> _Cited:
        """The citation with the measure of its clause that holds most of the quote."""
        located = self._catalogue.clause(citation.clause["id"])
        quote = Span(citation.start, citation.end)
        measure = max(
            located.clause.measures,
            key=lambda m: min(m.span.end, quote.end) - max(m.span.start, quote.start),
        )
        return _Cited(citation, located, measure)


def wording_note(wording: Wording) -> str:
    """Who worded an answer, and how much of it did not pass.

    >>> wording_note(Wording("qwen3", sentences=4, kept=3, replaced=1))
    '以上由语言模型 qwen3 措辞；它写的 4 句中 1 句未通过核对，以下面的原文为准'
    """
    told = f"以上由语言模型 {wording.model} 措辞"
    if wording.replaced:
        told += (
            f"；它写的 {wording.sentences} 句中 {wording.replaced} 句未通过核对，以下面的原文为准"
        )
    return told + ("；它没有写完" if wording.failure else "")


def _until_it_fails(pieces: Iterable[str], written: _Written) -> Iterator[str]:
    try:
        yield from pieces
    except Unavailable as e:
        written.failure = str(e)


def _tidy(sentence: str) -> str:
    """A sentence without the marks of lists and bold, its citations before its full stop or behind
    it as they came.
    """
    return _MARKUP.sub("", sentence).strip()


def _shown(sentence: str) -> str:
    """A sentence as Markdown that holds no marks but our citations."""
    parts = _CITED.split(" ".join(sentence.split()))
    return "".join(p.strip() if i % 2 else escaped(p) for i, p in enumerate(parts))
