"""Many questions from a file of JSON lines, one row out for each row in."""

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus.errors import BadInput, WenceError
from rag.region import chosen_region

Row = dict[str, Any]


def run_batch(source: Path, target: Path, handle: Callable[[Row], Row]) -> tuple[int, int]:
    """Handles every row of `source` and writes the results to `target` in the same order.

    A row that is not a JSON object, or that `handle` refuses, gives a row with `error`; the rest
    goes on. Returns how many rows there were and how many of them had an error.
    Raises BadInput where `source` cannot be read and WenceError where `target` cannot be written;
    it is then as it was.
    """
    lines = _lines(source)
    beside = target.parent / f".wence-{os.getpid()}.jsonl"
    count = errors = 0
    try:
        with beside.open("w", encoding="utf-8") as out:
            for line in lines:
                row = _handled(line, handle)
                count, errors = count + 1, errors + ("error" in row)
                out.write(_line(row) + "\n")
        os.replace(beside, target)
    except OSError as e:
        raise WenceError(f"结果写不进 {target}（{e.strerror}）。请换一个位置。") from e
    finally:
        with suppress(OSError):
            beside.unlink()
    return count, errors


def check_files(source: Path, target: Path | None) -> Path:
    """The place for the results, if both files can be used.

    Raises BadInput before any work is done.
    """
    if target is None:
        raise BadInput("批量处理还需要 --out，写明结果放到哪个文件。")
    if not os.path.isfile(source):
        raise BadInput(f"找不到文件：{source}。请给出一个 JSON Lines 文件。")
    target = Path(os.path.realpath(target))
    if os.path.exists(target) and not os.path.isfile(target):
        raise BadInput(f"结果写不进 {target}：它不是普通文件。请换一个位置。")
    if not os.path.isdir(target.parent):
        raise BadInput(f"结果写不进 {target}：没有这个文件夹。请先建好或换一个位置。")
    return target


def _line(row: Row) -> str:
    """A row as JSON, Chinese as it is; what UTF-8 cannot hold is escaped."""
    line = json.dumps(row, ensure_ascii=False)
    return line if line.isascii() or not re.search(r"[\ud800-\udfff]", line) else json.dumps(row)


def text_of(row: Row, name: str) -> str | None:
    """An optional text field. Raises BadInput where it is something else."""
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise BadInput(f"字段 {name} 应当是文字。")
    return value


def turns_of(row: Row) -> list[str]:
    """The earlier questions of a row. Raises BadInput where they are not a list of texts."""
    turns = row.get("turns", [])
    turns = [] if turns is None else turns
    if not isinstance(turns, list) or not all(isinstance(t, str) for t in turns):
        raise BadInput("字段 turns 应当是文字的列表。")
    return turns


def region_of(row: Row) -> str | None:
    """The region chosen in a row, else the one of its profile."""
    return chosen_region(row.get("region"), row.get("profile"))


def _lines(source: Path) -> Iterator[bytes]:
    try:
        return iter([line for line in source.read_bytes().splitlines() if line.strip()])
    except OSError as e:
        raise BadInput(f"读不了文件：{source}（{e.strerror}）。") from e


def _handled(line: bytes, handle: Callable[[Row], Row]) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        return {"id": None, "error": "这一行不是 JSON。"}
    if not isinstance(row, dict):
        return {"id": None, "error": "这一行不是 JSON 对象。"}
    try:
        return {"id": row.get("id"), **handle(row)}
    except WenceError as e:
        return {"id": row.get("id"), "error": str(e)}
