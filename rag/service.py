"""Everything that a screen or another program asks of wence, over the library as it is now.

The library may change while it runs, by an upload or by `wence index` beside it: each question is
answered from one edition, the one in use when it came.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import lru_cache, partial
from threading import Lock, Thread

from corpus.catalogue import Catalogue
from corpus.errors import BadInput, WenceError
from corpus.library import Kept, Library
from corpus.model import Metadata, Notice
from corpus.reading import read_notices
from corpus.sources import read_bytes
from index.build import rebuild
from index.embed import Embedder
from index.snapshot import name_in_use
from rag.answer import Answer, ClauseHit
from rag.assistant import Assistant, open_assistant
from rag.compare import Comparer, Comparison
from rag.duties import Duties
from rag.feedback import Feedback, FeedbackBook
from rag.filing import refuse_several
from rag.llm.model import language_model
from rag.match import MatchReport, match
from rag.matching.matcher import Matcher
from rag.matching.profile import Profile
from rag.responsibility import Agency, agencies, agency_duties
from rag.settings import Settings

_REGIONS = 64  # lists of agencies that are kept


class Edition:
    """The library at one time, opened for questions; `version` changes with its content."""

    def __init__(self, version: str, assistant: Assistant) -> None:
        self.version, self.assistant = version, assistant
        self.catalogue = assistant.catalogue
        self.comparer = Comparer(assistant.index)
        self.agencies = lru_cache(_REGIONS)(partial(agencies, self.catalogue))
        self._matcher: Matcher | None = None
        self._lock = Lock()

    def matcher(self, as_of: date) -> Matcher:
        """The measures made ready for matching on a day; made at the first profile of that day."""
        with self._lock:
            if self._matcher is None or self._matcher.as_of != as_of:
                self._matcher = Matcher(self.catalogue, as_of)
            return self._matcher


class Service:
    """wence for many users at once. Safe to share between threads.

    >>> service = Service(settings(), embedder_for(None))  # doctest: +SKIP
    >>> service.ask("辽宁研发费用加计扣除多少？").status  # doctest: +SKIP
    'answered'
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        """Opens the library and answers a first question, so that nobody waits for it.

        Raises WenceError where home cannot be written, the index is unsound or there is no model.
        """
        self._settings, self._embedder = settings, embedder
        self.model = language_model(settings)
        self._library = Library(settings.library)
        self._feedback = FeedbackBook(settings.feedback)
        self._writing, self._opening = Lock(), Lock()
        self._edition = self._opened()
        self.warm_up()

    def warm_up(self) -> None:
        """Loads what the first question would wait for; what the first profile would, beside it,
        since a great library takes a minute to be made ready for matching.
        """
        self.edition.assistant.extract("预热")
        Thread(target=self._edition.matcher, args=(date.today(),), daemon=True).start()

    @property
    def edition(self) -> Edition:
        """The library as it is now. While a new one is opened, or if it is unsound, the old one."""
        changed = name_in_use(self._settings.index) != self._edition.version
        if changed and self._opening.acquire(blocking=False):
            try:
                self._renew()
            finally:
                self._opening.release()
        return self._edition

    @property
    def catalogue(self) -> Catalogue:
        """The notices, for look-ups."""
        return self.edition.catalogue

    def ask(self, question: str, turns: Sequence[str] = (), region: str | None = None) -> Answer:
        """As `Assistant.ask`."""
        return self.edition.assistant.ask(question, turns, region)

    def stream(
        self, question: str, turns: Sequence[str] = (), region: str | None = None
    ) -> Iterator[Answer]:
        """As `Assistant.stream`."""
        return self.edition.assistant.stream(question, turns, region)

    def extract(
        self, question: str, turns: Sequence[str] = (), region: str | None = None
    ) -> Answer:
        """As `Assistant.extract`."""
        return self.edition.assistant.extract(question, turns, region)

    def search(self, query: str, k: int, region: str | None = None) -> list[ClauseHit]:
        """As `Assistant.search`."""
        return self.edition.assistant.search(query, k, region)

    def match(self, profile: Profile) -> MatchReport:
        """The verdict on every measure for one business."""
        return match(profile, self.edition.matcher(date.today()))

    def compare(self, subject: str, regions: Sequence[str] = ()) -> Comparison:
        """As `Comparer.compare`."""
        return self.edition.comparer.compare(subject, regions)

    def agencies(self, region: str | None = None) -> tuple[Agency, ...]:
        """Every agency that a notice names, those with most duties first."""
        return self.edition.agencies(region)

    def duties(self, name: str, region: str | None = None, role: str | None = None) -> Duties:
        """Every duty of an agency; raises BadInput where no notice names it."""
        return agency_duties(name, self.catalogue, region, role)

    def preview(self, name: str, data: bytes, metadata: Metadata) -> tuple[Notice, ...]:
        """What would be read of a file; nothing is stored. Raises NoticeError, BadInput."""
        return read_notices(_text(name, data, metadata), metadata)

    def add(self, name: str, data: bytes, metadata: Metadata) -> tuple[Kept, ...]:
        """Keeps the notices of a file and answers from them; one file at a time.

        Raises NoticeError or BadInput for a file that cannot be read, WenceError where it cannot be
        stored.
        """
        text = _text(name, data, metadata)
        with self._writing:
            kept = self._library.add([text], metadata)
            self._rebuild()
        return kept

    def remove(self, notice_id: str) -> str | None:
        """Forgets a notice; returns the id of the version that holds again.

        Raises BadInput where there is none of this id.
        """
        with self._writing:
            again = self._removed(notice_id)
            self._rebuild()
        return again

    def feedback(self, feedback: Feedback) -> str:
        """Stores a verdict on an answer; returns when it came."""
        return self._feedback.add(feedback)

    def _removed(self, notice_id: str) -> str | None:
        """As `Library.remove`; a notice that is gone and still answered from may be removed again,
        so that the index follows.
        """
        try:
            return self._library.remove(notice_id)
        except BadInput:
            if notice_id not in {n.id for n in self.catalogue.notices}:
                raise
            return None

    def _opened(self) -> Edition:
        assistant = open_assistant(self._settings, self._embedder, self.model)
        return Edition(name_in_use(self._settings.index) or "", assistant)

    def _rebuild(self) -> None:
        """Brings the index up to the library and opens it: who wrote sees what was written.

        Raises WenceError that says so where the library has changed and the index could not follow.
        """
        try:
            rebuild(self._library, self._settings.index, self._embedder)
        except WenceError as e:
            raise WenceError(f"通知库已经改了，但索引没有跟上，请解决后再做一次：{e}") from e
        with self._opening:
            self._renew()

    def _renew(self) -> None:
        """Opens the library anew; one that is unsound or half there leaves the old edition."""
        with suppress(WenceError):
            self._edition = self._opened()


def _text(name: str, data: bytes, metadata: Metadata) -> str:
    text = read_bytes(name, data)
    refuse_several([text], metadata)
    return text
