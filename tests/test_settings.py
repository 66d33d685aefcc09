from pathlib import Path

import pytest

from corpus.errors import BadInput
from rag.settings import settings


def test_defaults() -> None:
    chosen = settings({})
    assert chosen.embedding_model is None
    assert chosen.home.is_absolute()


def test_only_wence_variables_are_read() -> None:
    chosen = settings({"WENCE_HOME": "/data", "HOME": "/root", "EMBEDDING_MODEL": "x"})
    assert (chosen.library, chosen.index) == (Path("/data/library"), Path("/data/index"))
    assert chosen.embedding_model is None


@pytest.mark.parametrize("name", ["WENCE_HOEM", "WENCE_", "WENCE_LIBRARY", "WENCE_home"])
def test_an_unknown_variable_is_refused_by_name(name: str) -> None:
    with pytest.raises(BadInput, match=name):
        settings({name: "x"})


@pytest.mark.parametrize("name", ["WENCE_EMBEDDING_MODEL", "WENCE_HOME"])
def test_an_empty_value_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match=name):
        settings({name: ""})
