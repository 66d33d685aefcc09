"""Data flows one way, corpus → index → rag → web, page, eval → api → ui, and so do imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parent.parent
_ROOMS = ["corpus", "index", "rag", "web", "page", "api", "ui", "eval"]
_MAY_USE = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "rag": {"corpus", "index", "rag"},
    "web": {"corpus", "rag", "web"},
    "page": {"corpus", "rag", "page"},
    "api": {"corpus", "rag", "web", "api"},
    "ui": {"corpus", "index", "rag", "web", "page", "api", "ui"},
    "eval": {"corpus", "index", "rag", "eval"},
}
_ONLY_IN = {"langchain_core": {"rag"}, "faiss": {"index"}, "tantivy": {"index"}}
_ONLY_IN |= {"fastapi": {"web", "api", "ui"}, "gradio": {"page", "ui"}, "mcp": {"web"}}
_ONLY_IN |= {"onnxruntime": {"index"}}


def _files(room: str) -> list[Path]:
    folder = _ROOT / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def _imports(path: Path) -> Iterator[str]:
    """The top-level names that a file imports anywhere, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("room", _ROOMS)
def test_no_arrow_runs_back(room: str) -> None:
    for path in _files(room):
        own = set(_imports(path)) & set(_ROOMS)
        assert own <= _MAY_USE[room], f"{path.name} imports {own - _MAY_USE[room]}"


@pytest.mark.parametrize("package", list(_ONLY_IN))
def test_a_library_stays_in_its_room(package: str) -> None:
    users = {room for room in _ROOMS for path in _files(room) if package in set(_imports(path))}
    assert users <= _ONLY_IN[package]


def test_the_corpus_uses_the_standard_library_alone_but_to_read_files() -> None:
    import sys

    for path in _files("corpus"):
        if path.parent.name == "sources":
            continue
        # Traditional characters are a library's matter, and numbers stand in them too (第一條).
        own = {"corpus", "opencc"} if path.name == "script.py" else {"corpus"}
        foreign = set(_imports(path)) - sys.stdlib_module_names - own
        assert not foreign, f"{path.name} imports {foreign}"


def test_no_module_is_longer_than_300_lines() -> None:
    long = {
        path.name: lines
        for room in _ROOMS
        for path in _files(room)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long
