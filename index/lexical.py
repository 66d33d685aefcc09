"""BM25 over the passages, in tantivy: words count fully, character pairs at half weight.

Pairs find what the word list cuts differently (名商户 in 网络商户) and misspelt words.
"""

import math
import os
import shutil
import tempfile
import weakref
from collections.abc import Collection, Sequence
from pathlib import Path

import tantivy

from index.passages import Passage
from index.tokens import bigrams, words

_BIGRAM_WEIGHT = 0.5
_WRITER_MEMORY = 50_000_000


class LexicalIndex:
    """A tantivy index on disk; document ids are the positions of the passages."""

    def __init__(self, folder: Path) -> None:
        """Opens the index in `folder`. Raises ValueError where it is damaged.

        tantivy makes a lock file where it reads; a folder that cannot be written is read as a copy.
        """
        if not os.access(folder, os.W_OK):
            scratch = tempfile.mkdtemp(prefix="wence-")
            weakref.finalize(self, shutil.rmtree, scratch, ignore_errors=True)
            unlocked = shutil.ignore_patterns("*.lock")
            folder = Path(shutil.copytree(folder, Path(scratch, "lexical"), ignore=unlocked))
            folder.chmod(0o755)
        self._index = tantivy.Index.open(str(folder))

    @staticmethod
    def write(folder: Path, passages: Sequence[Passage]) -> None:
        """Writes a new index to an empty folder. Raises OSError or ValueError if it cannot."""
        index = tantivy.Index(_schema(), path=str(folder))
        writer = index.writer(heap_size=_WRITER_MEMORY, num_threads=1)
        for position, passage in enumerate(passages):
            writer.add_document(_document(position, passage))
        writer.commit()
        writer.wait_merging_threads()

    def search(self, query: str, k: int, notices: Collection[str] | None = None) -> list[int]:
        """Positions of the best `k` passages, best first, only of `notices` where given.

        A query that shares no word with any passage finds nothing.
        """
        terms = [("words", w, 1.0) for w in words(query)]
        terms += [("bigrams", b, _BIGRAM_WEIGHT) for b in bigrams(query)]
        if not terms:
            return []
        searcher = self._index.searcher()
        hits = searcher.search(self._query(terms, notices), limit=k, count=False).hits
        return [searcher.doc(address)["position"][0] for _score, address in hits]

    def rarity(self, word: str) -> float:
        """How rare a folded word is among the passages, from 0 to 1 for one that stands nowhere.

        Its inverse document frequency as BM25 has it, ln(1 + (N - n + 0.5) / (n + 0.5)), as a
        share of that of an unseen word, so that it means the same in small and large libraries.
        """
        searcher = self._index.searcher()
        total = searcher.num_docs
        return _idf(total, searcher.doc_freq("words", word)) / _idf(total, 0)

    def _query(
        self, terms: list[tuple[str, str, float]], notices: Collection[str] | None
    ) -> tantivy.Query:
        schema = self._index.schema
        any_term = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.boost_query(
                        tantivy.Query.term_query(schema, field, term), weight
                    ),
                )
                for field, term, weight in terms
            ]
        )
        if notices is None:
            return any_term
        allowed = tantivy.Query.term_set_query(schema, "notice", list(notices))
        silent = tantivy.Query.const_score_query(allowed, 0.0)
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, any_term), (tantivy.Occur.Must, silent)]
        )


def _idf(total: int, holding: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("bigrams", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("notice", tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("position", stored=True)
    return builder.build()


def _document(position: int, passage: Passage) -> tantivy.Document:
    return tantivy.Document(
        words=" ".join(words(passage.text)),
        bigrams=" ".join(bigrams(passage.text)),
        notice=passage.notice_id,
        position=position,
    )
