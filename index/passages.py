"""Notices → passages: the sentences that are embedded and indexed, each with its context.

A passage is found by its own words and by what it stands under: region, title, chapter and
clause heading are indexed with it, and never quoted.
"""

from dataclasses import dataclass

from corpus.model import Clause, Measure, Notice, Span


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a measure; `text` is what is indexed, `span` what may be quoted."""

    notice_id: str
    clause_id: str
    measure_id: str
    span: Span
    context: str
    sentence: str

    @property
    def text(self) -> str:
        """Context and sentence, as the embedding model reads them."""
        return f"{self.context}：{self.sentence}"


def passages_of(notice: Notice) -> list[Passage]:
    """Every sentence of every measure of a notice, in order.

    >>> from corpus.reading import read_text
    >>> [p.text for p in passages_of(read_text("（一）减税。甲。乙。"))]
    ['减税：甲。', '减税：乙。']
    """
    return [
        _passage(notice, clause, measure, sentence)
        for clause in notice.clauses
        for measure in clause.measures
        for sentence in measure.sentences
    ]


def _passage(notice: Notice, clause: Clause, measure: Measure, sentence: Span) -> Passage:
    metadata = notice.metadata
    context = [metadata.region, metadata.title, clause.title]
    return Passage(
        notice_id=notice.id,
        clause_id=clause.id,
        measure_id=measure.id,
        span=sentence,
        context=" ".join(c for c in context if c),
        sentence=sentence.of(notice.text),
    )
