"""What ours is compared with: the same questions over the same notices, clauses out, best first.

(a) what a LangChain tutorial gives: 500-character pieces, one vector each, the nearest four;
(b) BM25 alone; (c) dense alone; (d) both fused, without understanding the question.
All use the same embedding model; follow-ups get the whole conversation as one query.
"""

from collections.abc import Callable, Iterable, Sequence

from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.model import Notice, Span
from index.embed import Embedder
from index.fuse import reciprocal_rank_fusion
from index.passages import Passage, passages_of
from index.snapshot import Snapshot
from index.vectors import VectorIndex

System = Callable[[str], list[str]]
_DEPTH = 100
_CHUNK, _OVERLAP = 500, 50
_TUTORIAL_TOP = 4


def systems(snapshot: Snapshot, embedder: Embedder) -> dict[str, System]:
    """The four systems by name; each gives the ids of clauses for a query, best first."""
    passages = [p for notice in snapshot.notices for p in passages_of(notice)]

    def dense(query: str) -> list[int]:
        (vector,) = embedder.encode_queries([query])
        return [i for i, _ in snapshot.vectors.search(vector, _DEPTH)]

    def lexical(query: str) -> list[int]:
        return snapshot.lexical.search(query, _DEPTH)

    def hybrid(query: str) -> list[int]:
        return list(reciprocal_rank_fusion([dense(query), lexical(query)]))

    return {
        "tutorial": _tutorial(snapshot.notices, embedder),
        "bm25": lambda query: _clauses(passages, lexical(query)),
        "dense": lambda query: _clauses(passages, dense(query)),
        "hybrid": lambda query: _clauses(passages, hybrid(query)),
    }


def _clauses(passages: Sequence[Passage], positions: Iterable[int]) -> list[str]:
    """The clauses of passages, each once, in the order of its best passage."""
    return list(dict.fromkeys(passages[i].clause_id for i in positions))


def _tutorial(notices: Sequence[Notice], embedder: Embedder) -> System:
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=_CHUNK, chunk_overlap=_OVERLAP, add_start_index=True
    )
    chunks = [
        (notice, Span(start, start + len(chunk.page_content)), chunk.page_content)
        for notice in notices
        for chunk in splitter.create_documents([notice.text])
        if (start := chunk.metadata["start_index"]) >= 0
    ]
    index = VectorIndex.of(embedder.encode_passages([text for _, _, text in chunks]))
    places = [_overlapping(notice, span) for notice, span, _ in chunks]

    def search(query: str) -> list[str]:
        (vector,) = embedder.encode_queries([query])
        nearest = index.search(vector, _TUTORIAL_TOP)
        return list(dict.fromkeys(clause for i, _ in nearest for clause in places[i]))

    return search


def _overlapping(notice: Notice, chunk: Span) -> list[str]:
    """The clauses that a piece of text holds part of, the largest part first."""
    shares = {
        clause.id: min(clause.span.end, chunk.end) - max(clause.span.start, chunk.start)
        for clause in notice.clauses
    }
    return sorted((c for c, share in shares.items() if share > 0), key=lambda c: -shares[c])
