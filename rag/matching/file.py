"""A profile from a file."""

import json
from pathlib import Path

from corpus.errors import BadInput
from rag.matching.profile import Profile, profile_of

_MOST_BYTES = 1_000_000


def read_profile(path: Path) -> Profile:
    """The profile in a JSON file. Raises BadInput that says what is wrong with the file."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"{path} 太大，不像企业情况。请给出一个 JSON 对象，不超过 1 MB。")
        record = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as e:
        raise BadInput(f"读不到 {path}（{e.strerror}）。请检查文件名。") from e
    except ValueError as e:
        raise BadInput(f"{path} 不是 JSON（UTF-8）。请写成一个 JSON 对象。") from e
    return profile_of(record)
