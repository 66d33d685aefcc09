"""Opens what a command needs: the notices alone, the index, or all of wence."""

import gc
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.catalogue import Catalogue
    from index.hybrid import HybridIndex
    from rag.assistant import Assistant


def open_catalogue() -> "Catalogue":
    """The notices of the library; neither index nor model is needed to look things up in them."""
    from corpus.catalogue import Catalogue
    from corpus.library import Library
    from rag.settings import settings

    return Catalogue(Library(settings().library).open().notices())


def open_index() -> "HybridIndex":
    """The index, for what is found by meaning."""
    return open_all().index


def open_all() -> "Assistant":
    """Opens wence for one command.

    The model is loaded in a thread while LangChain is imported, and without the garbage collector
    looking through the modules: a cold question takes a third less time so.
    """
    from index.embed import embedder_for
    from index.snapshot import check_model, exists
    from rag.settings import settings

    chosen = settings()
    embedder = embedder_for(chosen.embedding_model)
    if exists(chosen.index):
        check_model(chosen.index, embedder.name)  # before a model is loaded for nothing
    gc.disable()
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(embedder.encode_queries, ["预热"])
        from rag.assistant import open_assistant
        from rag.llm.model import language_model

        loading.result()
    gc.enable()
    return open_assistant(chosen, embedder, language_model(chosen))
