"""The process that parses: `python -m corpus.sources.extract KIND`, bytes in, UTF-8 text out."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import cast

from corpus.errors import NoticeError
from corpus.sources.child import REFUSED

MAX_MEMORY = 1536 * 1024 * 1024
MAX_TEXT = 50 * 1024 * 1024


def extract(kind: str, data: bytes) -> bytes:
    """The text of a document in UTF-8; only the parser of its kind is loaded.

    Raises NoticeError for a document that cannot be read or holds too much text.
    """
    parser = cast(Callable[[bytes], str], import_module(f"corpus.sources.{kind}").text_of)
    text = parser(data).encode("utf-8", errors="replace")
    if len(text) > MAX_TEXT:
        raise NoticeError(f"文件里的文字超过 {MAX_TEXT >> 20} MB。请只给出通知正文。")
    return text


def main() -> int:
    """Writes the text, or the reason why there is none, to stdout; returns the exit status."""
    _limit_memory()
    try:
        said, status = extract(sys.argv[1], sys.stdin.buffer.read()), 0
    except NoticeError as e:
        said, status = str(e).encode(), REFUSED
    sys.stdout.buffer.write(said)
    return status


def _limit_memory() -> None:
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limit
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
