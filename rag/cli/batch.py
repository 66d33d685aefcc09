"""Many questions from a file of JSON lines, one row out for each row in."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, WenceError

Row = dict[str, Any]


def run_batch(source: Path, target: Path, handle: Callable[[Row], Row]) -> tuple[int, int]:
    """Handles every row of `source` and writes the results to `target` in the same order.

    A row that is not a JSON object, or that `handle` refuses, gives a row with `error`; the rest
    goes on. Returns how many rows there were and how many of them had an error.
    Raises BadInput where a file cannot be read or written; `target` is then as it was.
    """
    lines = _lines(source)
    beside = target.with_name(target.name + ".part")
    count = errors = 0
    try:
        with beside.open("w", encoding="utf-8") as out:
            for line in lines:
                row = _handled(line, handle)
                count, errors = count + 1, errors + ("error" in row)
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        os.replace(beside, target)
    except OSError as e:
        beside.unlink(missing_ok=True)
        raise BadInput(f"结果写不进 {target}（{e.strerror}）。请换一个位置。") from e
    return count, errors


def text_of(row: Row, name: str) -> str | None:
    """An optional text field. Raises BadInput where it is something else."""
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"字段 {name} 应当是文字。")
    return value


def turns_of(row: Row) -> list[str]:
    """The earlier questions of a row. Raises BadInput where they are not a list of texts."""
    turns = row.get("turns") or []
    if not isinstance(turns, list) or not all(isinstance(t, str) for t in turns):
        raise BadInput("字段 turns 应当是文字的列表。")
    return turns


def region_of(row: Row) -> str | None:
    """The region chosen in a row, else the one of its profile."""
    profile = row.get("profile") or {}
    if not isinstance(profile, dict):
        raise BadInput("字段 profile 应当是一个对象。")
    return text_of(row, "region") or text_of(profile, "region") or text_of(profile, "city")


def _lines(source: Path) -> Iterator[bytes]:
    try:
        return iter([line for line in source.read_bytes().splitlines() if line.strip()])
    except OSError as e:
        raise BadInput(f"读不了文件：{source}（{e.strerror}）。") from e


def _handled(line: bytes, handle: Callable[[Row], Row]) -> Row:
    try:
        row = json.loads(line)
    except ValueError:  # not JSON, or not UTF-8
        return {"id": None, "error": "这一行不是 JSON。"}
    if not isinstance(row, dict):
        return {"id": None, "error": "这一行不是 JSON 对象。"}
    try:
        return {"id": row.get("id"), **handle(row)}
    except WenceError as e:
        return {"id": row.get("id"), "error": str(e)}
