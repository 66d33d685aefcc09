"""What users say of answers: 赞 and 踩 with a reason, a line of JSON each in `WENCE_HOME`."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Literal

from corpus.errors import WenceError

_MOST_BYTES = 64 * 1024 * 1024

Verdict = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """A verdict on the answer to a question; `citations` are the ids of the clauses it cited."""

    question: str
    verdict: Verdict
    reason: str = ""
    status: str | None = None
    citations: tuple[str, ...] = ()


class FeedbackBook:
    """Appends to one file; safe to share between threads.

    >>> FeedbackBook(Path("/data/feedback.jsonl")).add(Feedback("问", "up"))  # doctest: +SKIP
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()

    def add(self, feedback: Feedback) -> str:
        """Stores a verdict; returns when it came, in ISO 8601.

        Raises WenceError where the file cannot be written or is full.
        """
        now = datetime.now(UTC).isoformat(timespec="seconds")
        line = json.dumps({"at": now, **asdict(feedback)}, ensure_ascii=False) + "\n"
        try:
            with self._lock:
                self._append(line.encode("utf-8", "replace"))
        except OSError as e:
            raise WenceError(f"反馈没有存下（{e.strerror}）。请告诉维护者。") from e
        return now

    def _append(self, line: bytes) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            if file.tell() + len(line) > _MOST_BYTES:
                raise WenceError("反馈文件已满，没有存下。请告诉维护者移走旧的反馈。")
            file.write(line)
