"""Parsing in a process of its own, bounded in time and memory; this is the side that asks.

A parser that loops, eats memory or crashes ends alone, and the user is told which file did it.
"""

import subprocess
import sys
from pathlib import Path

from corpus.errors import NoticeError

MAX_SECONDS = 60
REFUSED = 65  # the exit status of a child that says why it cannot read (EX_DATAERR)

_ROOT = Path(__file__).parents[2]  # where `corpus` lies, installed or not


def extracted(kind: str, data: bytes) -> str:
    """The text that the parser of `kind` finds in `data`.

    Raises NoticeError where it finds none, takes too long or does not survive.

    >>> extracted("markdown", "# 通知".encode())
    '通知'
    """
    try:
        done = subprocess.run(
            [sys.executable, "-m", "corpus.sources.extract", kind],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            timeout=MAX_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as e:
        raise NoticeError(
            f"解析超过 {MAX_SECONDS} 秒，已停止。请把通知正文另存为 .txt 后再试。"
        ) from e
    if done.returncode not in (0, REFUSED):
        raise NoticeError("文件已损坏，或内容大得异常，解析没有完成。请把正文另存为 .txt 后再试。")
    said = done.stdout.decode("utf-8")
    if done.returncode == REFUSED:
        raise NoticeError(said)
    return said
