"""Texts → unit vectors: the built-in model on ONNX Runtime, others on sentence-transformers."""

from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import builtin
from index.weights import ModelError

Vectors = NDArray[np.float32]
_BATCH = 8
_PADDING_ID = 1


class Embedder(Protocol):
    """What the index needs of a model. Rows are unit vectors, so a dot product is a cosine."""

    @property
    def name(self) -> str:
        """Names the model in the manifest of an index."""
        ...

    def encode_queries(self, texts: list[str]) -> Vectors:
        """One row a question, shape (len(texts), dimension)."""
        ...

    def encode_passages(self, texts: list[str]) -> Vectors:
        """One row a passage, shape (len(texts), dimension)."""
        ...


def embedder_for(model: str | None) -> Embedder:
    """The built-in model, or the one named: a name on the model hub or a folder.

    >>> embedder_for(None).name
    'builtin:multilingual-e5-small-int8'
    """
    return SentenceTransformerEmbedder(model) if model else OnnxEmbedder(builtin.folder())


class OnnxEmbedder:
    """The built-in multilingual-e5-small at int8. Loaded at the first use; safe to share."""

    name = builtin.NAME

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def encode_queries(self, texts: list[str]) -> Vectors:
        return self._encode([builtin.QUERY_PREFIX + t for t in texts])

    def encode_passages(self, texts: list[str]) -> Vectors:
        return self._encode([builtin.PASSAGE_PREFIX + t for t in texts])

    def _encode(self, texts: list[str]) -> Vectors:
        batches = _in_batches(texts)
        return np.concatenate([self._run(batch) for batch in batches])

    def _run(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        longest = max(len(e.ids) for e in encoded)
        ids = np.full((len(texts), longest), _PADDING_ID, np.int64)
        mask = np.zeros_like(ids)
        for row, e in enumerate(encoded):
            ids[row, : len(e.ids)] = e.ids
            mask[row, : len(e.ids)] = 1
        (vectors,) = self._session.run(None, {"input_ids": ids, "attention_mask": mask})
        return np.asarray(vectors, np.float32)

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        path = self._file(builtin.MODEL_FILE)
        options = onnxruntime.SessionOptions()
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch's memory for good
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
        except Exception as e:  # onnxruntime's errors share no base class but this
            raise _damaged(path) from e

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        path = self._file(builtin.TOKENIZER_FILE)
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as e:  # tokenizers raises bare Exception
            raise _damaged(path) from e
        tokenizer.enable_truncation(builtin.MAX_TOKENS)
        return tokenizer

    def _file(self, name: str) -> Path:
        path = self._folder / name
        if not path.is_file():
            raise ModelError(
                "内置模型还没有准备好。请运行 make setup（或 python -m index.builtin），"
                "或用 WENCE_EMBEDDING_MODEL 指定另一个模型。"
            )
        return path


class SentenceTransformerEmbedder:
    """Any sentence-transformers model; its own prompts for queries and documents are used."""

    def __init__(self, model: str) -> None:
        self.name = model

    def encode_queries(self, texts: list[str]) -> Vectors:
        return self._encode(self._model.encode_query, texts)

    def encode_passages(self, texts: list[str]) -> Vectors:
        return self._encode(self._model.encode_document, texts)

    def _encode(self, encode: Any, texts: list[str]) -> Vectors:
        vectors = encode(
            texts, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)

    @cached_property
    def _model(self) -> Any:
        from sentence_transformers import SentenceTransformer  # seconds and 450 MB: only if used

        try:
            return SentenceTransformer(self.name, device="cpu")
        except (OSError, ValueError) as e:
            raise ModelError(
                f"打不开模型 {self.name}。请检查 WENCE_EMBEDDING_MODEL 的名称或路径，"
                "以及首次下载所需的网络。"
            ) from e


def _in_batches(texts: list[str]) -> list[list[str]]:
    return [texts[i : i + _BATCH] for i in range(0, len(texts), _BATCH)]


def _damaged(path: Path) -> ModelError:
    return ModelError(f"内置模型的文件坏了：{path}。请删除所在文件夹后运行 make setup。")
