"""The LangChain retriever over our index: questions in, sentence-level documents out."""

from collections.abc import Collection
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.hybrid import Hit, HybridIndex


class ClauseRetriever(BaseRetriever):
    """Finds the sentences of clauses that a question is about, best first.

    A document's content is the sentence; its metadata place it: `notice_id`, `clause_id`,
    `measure_id`, `start`, `end`, and the `score` and `nearness` it was found with. `id` is unique
    to the place, so equal sentences of two notices stay two documents.

    >>> ClauseRetriever(index=index).invoke("加计扣除")  # doctest: +SKIP
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: HybridIndex
    k: int = 40

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        notices: Collection[str] | None = None,
        also: str = "",
        **_: Any,
    ) -> list[Document]:
        return [_document(hit) for hit in self.index.search(query, self.k, notices, also)]


def _document(hit: Hit) -> Document:
    passage = hit.passage
    return Document(
        id=f"{passage.measure_id}@{passage.span.start}",
        page_content=passage.sentence,
        metadata={
            "notice_id": passage.notice_id,
            "clause_id": passage.clause_id,
            "measure_id": passage.measure_id,
            "start": passage.span.start,
            "end": passage.span.end,
            "score": hit.score,
            "nearness": hit.nearness,
        },
    )
