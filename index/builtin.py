"""Makes the built-in embedding model, once, at set-up: weights → ONNX int8 beside the environment.

`python -m index.builtin` is what `make setup` runs. Everything heavy (torch, transformers, onnx)
is imported here only and never by a running wence.
"""

import json
import logging
import os
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from index.weights import Weights, read_weights, trimmed, weights_file

NAME = "builtin:multilingual-e5-small-int8"
QUERY_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "
MAX_TOKENS = 512
MODEL_FILE, TOKENIZER_FILE = "model.int8.onnx", "tokenizer.json"

_SPECIAL = {"bos": "<s>", "pad": "<pad>", "eos": "</s>", "unk": "<unk>", "mask": "<mask>"}
# XLM-R's character map is NFKC but for controls, odd spaces and the full-width tilde.
_DROPPED = r"[\x{01}-\x{08}\x{0b}\x{0e}-\x{1f}\x{7f}\x{8f}\x{9f}]"
_SPACES = (
    r"[\x{09}\x{0a}\x{0c}\x{0d}\x{1680}\x{200b}-\x{200f}\x{2028}\x{2029}\x{2581}\x{feff}\x{fffd}]"
)
_TILDE, _PLACEHOLDER = "\uff5e", "\ue0f5"


def folder() -> Path:
    """Where the built-in model lies: with the environment, not in WENCE_HOME."""
    return Path(sys.prefix) / "share" / "wence" / "multilingual-e5-small-int8"


def is_built() -> bool:
    """Whether the model and its tokenizer are there."""
    return all((folder() / name).is_file() for name in (MODEL_FILE, TOKENIZER_FILE))


def build(target: Path) -> None:
    """Writes the served model (82 MB with its tokenizer) beside `target`, then renames it there.

    Raises ModelError where this platform has no weights.
    """
    weights = trimmed(read_weights(weights_file()))
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".model-", dir=target.parent) as scratch:
        plain, served = Path(scratch, "plain"), Path(scratch, "served")
        write_sentence_transformer(weights, plain)
        served.mkdir()
        _export(plain, served / MODEL_FILE)
        shutil.copy(plain / TOKENIZER_FILE, served / TOKENIZER_FILE)
        shutil.rmtree(target, ignore_errors=True)
        os.replace(served, target)


def write_sentence_transformer(weights: Weights, target: Path) -> None:
    """Writes an ordinary sentence-transformers folder (float32, 460 MB) to `target`."""
    from safetensors.numpy import save_file

    (target / "1_Pooling").mkdir(parents=True)
    save_file(weights.tensors, target / "model.safetensors", metadata={"format": "pt"})
    _tokenizer(weights).save(str(target / TOKENIZER_FILE))
    for name, content in _config_files(weights).items():
        (target / name).write_text(json.dumps(content, indent=1), encoding="utf-8")


def _config_files(weights: Weights) -> dict[str, Any]:
    tokens = {f"{name}_token": token for name, token in _SPECIAL.items()}
    module = "sentence_transformers.models."
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": weights.hidden,
            "intermediate_size": weights.feed_forward,
            "num_attention_heads": weights.heads,
            "num_hidden_layers": weights.layers,
            "vocab_size": len(weights.tensors["embeddings.word_embeddings.weight"]),
            "max_position_embeddings": weights.positions,
            "type_vocab_size": weights.token_types,
            "layer_norm_eps": 1e-12,
            "pad_token_id": 1,
        },
        "tokenizer_config.json": tokens
        | {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "clean_up_tokenization_spaces": False,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": module + "Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": module + "Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": module + "Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": weights.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": MAX_TOKENS, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": QUERY_PREFIX, "document": PASSAGE_PREFIX},
            "similarity_fn_name": "cosine",
        },
    }


def _tokenizer(weights: Weights) -> Any:
    """XLM-R's unigram tokenizer from the pieces and scores that the weights file carries."""
    from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing

    pieces = [(p, float(s)) for p, s in zip(weights.pieces, weights.scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=weights.unknown_id, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_DROPPED), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(_TILDE, _PLACEHOLDER),
            normalizers.NFKC(),
            normalizers.Replace(_PLACEHOLDER, _TILDE),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    tokenizer.post_processor = TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", 0), ("</s>", 2)],
    )
    tokenizer.add_special_tokens(
        [AddedToken(t, special=True, normalized=False) for t in _SPECIAL.values()]
    )
    return tokenizer


def _export(plain: Path, target: Path) -> None:
    """Exports encoder, mean pooling and normalisation as one graph and quantises it to int8."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    full = target.with_suffix(".float.onnx")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _export_float(plain, full)
        quantize_dynamic(
            full,
            target,
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )
    full.unlink()


def _export_float(plain: Path, target: Path) -> None:
    import torch
    from transformers import AutoModel
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # type: ignore[no-untyped-call]
    encoder = AutoModel.from_pretrained(plain, attn_implementation="eager").eval()

    class Embedding(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            types = torch.zeros_like(input_ids)
            hidden = self.encoder(input_ids, attention_mask, types).last_hidden_state
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return pooled / pooled.norm(dim=1, keepdim=True)

    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", max=MAX_TOKENS)
    torch.onnx.export(
        Embedding(),
        (torch.tensor([[0, 5, 6, 2], [0, 5, 2, 1]]), torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])),
        target,
        input_names=["input_ids", "attention_mask"],
        output_names=["sentence_embedding"],
        dynamic_shapes=({0: batch, 1: length}, {0: batch, 1: length}),
        dynamo=True,
        external_data=False,
        verbose=False,
    )


def main() -> None:
    """Builds the model where it is not there yet."""
    logging.disable(logging.WARNING)
    os.environ["HF_HUB_OFFLINE"] = "1"
    if not is_built():
        print("正在准备内置模型（只需一次，约半分钟）……")  # noqa: T201
        build(folder())


if __name__ == "__main__":
    main()
