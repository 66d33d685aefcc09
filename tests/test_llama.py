"""A real language model, small and weak, behind llama.cpp's server: whatever it says, nothing that
the measures do not say is shown.
"""

import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from eval.command import default_gold
from eval.goldset import load
from eval.wording import model_text, worded
from rag.assistant import Assistant
from rag.llm.model import Usage, language_model, prompt
from rag.settings import Settings
from tests.llama import MODEL, llama

_MISSING = "no llama.cpp: `make test-llm` installs it with a small model"
_EVERY = 48  # of the gold questions; `make wording` asks them all
_TOKENS = 150  # a base model never stops by itself
_S = 120.0  # a machine that does other things besides

pytestmark = [
    pytest.mark.llm,
    pytest.mark.model,
    pytest.mark.skipif(find_spec("xllamacpp") is None, reason=_MISSING),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with llama(tmp_path_factory.mktemp("weights"), 0) as found:
        yield found


@pytest.fixture(scope="module")
def with_model(assistant: Assistant, address: str) -> Assistant:
    chosen = Settings(llm_base_url=address, llm_model=MODEL, llm_timeout=_S)
    return Assistant(assistant.index, language_model(chosen), _TOKENS)


def test_the_model_answers_and_counts(address: str) -> None:
    model = language_model(Settings(llm_base_url=address, llm_model=MODEL, llm_timeout=_S))
    assert model is not None
    usage = Usage()
    said = "".join(model.stream(prompt("answer"), "问题：海外仓有支持吗？\n回答：", 20, usage))
    assert said and usage.tokens_in > 20 and 0 < usage.tokens_out <= 20


def test_nothing_unsupported_is_shown(with_model: Assistant) -> None:
    dev, test = (load(path) for path in default_gold())
    rows = [*dev.rows[::_EVERY], *test.rows[::_EVERY]]
    asked = list(worded(rows, with_model))
    sys.stdout.write(f"\n{model_text(asked)}\n")
    assert not [w.unsupported for w in asked if w.unsupported]
    assert all(w.worded.status == "refused" for w in asked if w.extracted.status == "refused")
    for w in asked:
        assert w.worded.answer.endswith(w.extracted.answer) or w.row.turns
