"""A language model behind any endpoint that speaks as OpenAI's, through LangChain.

It is given so much time to its first token and to its last, so many tokens to read and to write;
after a few failures it is left alone for a while.
"""

from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from circuitbreaker import CircuitBreaker

from corpus.errors import WenceError
from rag.llm.tally import Tally
from rag.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

_FAILURES = 3  # in a row, after which it is left alone
_REST_S = 30
_WHOLE_S = 60  # to the last token, however steadily they come
_BYTES_A_TOKEN = 3  # a Chinese character; modern tokenizers need fewer tokens, never more
_AHEAD = 4096  # pieces read before they are asked for: all that an honest model says
_WAIT_S = 0.2


class Unavailable(WenceError):
    """The model did not answer; the sentence says why."""


@dataclass(slots=True)
class Usage:
    """Tokens that were read and written for one answer, as the model counts them, or estimated at
    one for three bytes.
    """

    tokens_in: int = 0
    tokens_out: int = 0

    def add(self, other: "Usage") -> None:
        """Adds what another call took."""
        self.tokens_in += other.tokens_in
        self.tokens_out += other.tokens_out


class LanguageModel:
    """One model. Safe to share between threads.

    >>> model = language_model(settings())  # doctest: +SKIP
    >>> "".join(model.stream("改写成问题。", "辽宁的补贴", 50, Usage()))  # doctest: +SKIP
    """

    def __init__(self, chat: "BaseChatModel", name: str, first_s: float, tokens_in: int) -> None:
        self.name, self._chat, self._first_s = name, chat, first_s
        self._tokens_in = tokens_in
        self.tally = Tally()
        self._breaker = CircuitBreaker(_FAILURES, _REST_S, Unavailable, name="llm")

    @property
    def is_resting(self) -> bool:
        """Whether it failed so often that it is left alone for now."""
        return bool(self._breaker.opened)

    @property
    def tokens_in(self) -> int:
        """How many tokens it may be given to read at once."""
        return self._tokens_in

    def stream(self, prompt: str, data: str, tokens: int, usage: Usage) -> Generator[str]:
        """What the model says to `data` by the instructions of `prompt`, piece by piece, at most
        so many `tokens`; `usage` grows by what it took.

        Raises Unavailable where it does not answer in time, or at all.
        """
        if self.is_resting:
            self.tally.add({"calls_rested": 1})
            raise Unavailable("语言模型连续几次没有回答，暂时不用。")
        try:
            with self._breaker:
                yield from self._streamed(_fitted(prompt, data, self._tokens_in), tokens, usage)
        except Unavailable:
            self.tally.add({"calls_failed": 1})
            raise
        self.tally.add({"calls_answered": 1})

    def _streamed(
        self, messages: list[tuple[str, str]], tokens: int, usage: Usage
    ) -> Iterator[str]:
        chunks = _in_time(
            lambda: self._chat.stream(messages, max_tokens=tokens), self._first_s, _WHOLE_S
        )
        counted, said = Usage(), ""
        try:
            for chunk in chunks:
                if told := chunk.usage_metadata:
                    counted = Usage(told["input_tokens"], told["output_tokens"])
                if piece := str(chunk.text):
                    said += piece
                    yield piece
                if _tokens(said) > 2 * tokens:  # whatever the server was told
                    break
        finally:
            counted.tokens_in = counted.tokens_in or sum(_tokens(m) for _, m in messages)
            counted.tokens_out = counted.tokens_out or _tokens(said)
            usage.add(counted)
            self.tally.add(asdict(counted))


def language_model(settings: Settings) -> LanguageModel | None:
    """The model that the settings name; None where they name none."""
    if settings.llm_model is None or settings.llm_base_url is None:
        return None
    import httpx
    from langchain.chat_models import init_chat_model

    chat = init_chat_model(
        settings.llm_model,
        model_provider="openai",
        base_url=settings.llm_base_url,
        api_key=settings.llm_api_key or "none",
        temperature=0,
        max_retries=0,
        stream_usage=True,
        # No proxy and no key from the environment: WENCE_* alone is read.
        http_client=httpx.Client(trust_env=False, timeout=settings.llm_timeout),
    )
    return LanguageModel(chat, settings.llm_model, settings.llm_timeout, settings.llm_tokens_in)


@cache
def prompt(name: str) -> str:
    """The instructions for one task, a file of `prompts/`."""
    return files("rag.llm").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")


def _fitted(instructions: str, data: str, tokens: int) -> list[tuple[str, str]]:
    """Both as messages, the data cut to what may be read."""
    room = max(0, tokens - _tokens(instructions)) * _BYTES_A_TOKEN
    return [("system", instructions), ("user", data.encode()[:room].decode("utf-8", "ignore"))]


def _tokens(text: str) -> int:
    return -(-len(text.encode("utf-8", "replace")) // _BYTES_A_TOKEN)


def _in_time(
    start: "Callable[[], Iterator[AIMessageChunk]]", first_s: float, whole_s: float
) -> "Iterator[AIMessageChunk]":
    """The chunks of a stream. Raises Unavailable where the first is not there in `first_s`
    seconds, a later one not within as many, or the last not within `whole_s`.

    They are read in a thread of its own: a server that keeps the line open and says nothing
    cannot hold up who waits.
    """
    arrived: Queue[AIMessageChunk | Exception | None] = Queue(_AHEAD)
    left = Event()
    Thread(target=_read, args=(start, arrived, left), daemon=True).start()
    end = monotonic() + whole_s
    try:
        while True:
            try:
                chunk = arrived.get(timeout=max(0.0, min(first_s, end - monotonic())))
            except Empty:
                raise Unavailable("语言模型没有及时回答。") from None
            if chunk is None:
                return
            if isinstance(chunk, Exception):
                raise Unavailable(f"语言模型没有答完（{type(chunk).__name__}）。") from chunk
            yield chunk
    finally:
        left.set()


def _read(
    start: "Callable[[], Iterator[AIMessageChunk]]",
    arrived: "Queue[AIMessageChunk | Exception | None]",
    left: Event,
) -> None:
    """Puts each chunk where it is awaited, then None, or what went wrong."""
    try:
        for chunk in start():
            if not _put(arrived, chunk, left):
                return
        _put(arrived, None, left)
    except Exception as e:  # the edge to a foreign program: whatever it sends is told as one thing
        _put(arrived, e, left)


def _put(queue: "Queue[Any]", item: Any, left: Event) -> bool:
    """Whether the item was taken; not where nobody waits any more."""
    while not left.is_set():
        try:
            queue.put(item, timeout=_WAIT_S)
        except Full:
            continue
        return True
    return False
