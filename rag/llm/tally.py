"""What a language model has taken and given since the start, to be shown in metrics."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock


class Tally:
    """Counts by name. Safe to share between threads.

    >>> tally = Tally()
    >>> tally.add({"tokens_in": 3})
    >>> tally.counts()["tokens_in"]
    3
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = Lock()

    def add(self, counts: Mapping[str, int]) -> None:
        """Adds to several counts at once."""
        with self._lock:
            self._counts.update(counts)

    def counts(self) -> Mapping[str, int]:
        """The counts now; 0 for what was never counted."""
        with self._lock:
            return self._counts.copy()
