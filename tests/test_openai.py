"""The official client of OpenAI against a real server on the loopback interface."""

from collections.abc import Iterator
from pathlib import Path

import openai
import pytest
from openai import OpenAI

from rag.service import Service
from tests.served import READ, app_over, running, service_in

_QUESTION = "辽宁研发费用加计扣除多少？"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_in(tmp_path_factory.mktemp("openai"))


@pytest.fixture(scope="module")
def client(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenAI]:
    app = app_over(service, tmp_path_factory.mktemp("unused"), read_key=READ)
    with running(app) as address, _client(address, READ) as client:
        yield client


def _client(address: str, key: str) -> OpenAI:
    return OpenAI(base_url=f"{address}/v1", api_key=key, max_retries=0)


def _user(*said: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": words} for words in said]


def test_there_is_one_model(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["wence"]
    assert client.models.retrieve("wence").id == "wence"
    with pytest.raises(openai.NotFoundError, match="只有 wence"):
        client.models.retrieve("gpt-4o")


def test_a_completion_is_the_answer_with_its_sources(client: OpenAI, service: Service) -> None:
    told = client.chat.completions.create(model="wence", messages=_user(_QUESTION))
    (choice,) = told.choices
    answer = service.ask(_QUESTION)
    assert choice.finish_reason == "stop" and choice.message.role == "assistant"
    assert choice.message.content.startswith(answer.answer)
    assert "[1] 《辽宁省人民政府关于" in choice.message.content
    assert told.usage.total_tokens == 0
    assert [c["quote"] for c in told.citations] == [c.quote for c in answer.citations]
    assert told.wence == {
        "status": "answered",
        "reason": None,
        "missing": [],
        "standalone": _QUESTION,
    }


def test_a_refusal_shows_what_is_nearest_as_no_answer(client: OpenAI) -> None:
    told = client.chat.completions.create(
        model="wence", messages=_user("电商企业进口飞机发动机补贴多少？")
    )
    assert told.wence["status"] == "refused" and told.citations == []
    assert "最接近的条款（不是回答）" in told.choices[0].message.content


def test_a_stream_adds_up_to_the_completion(client: OpenAI) -> None:
    given = {"model": "wence", "messages": _user(_QUESTION)}
    whole = client.chat.completions.create(**given)
    chunks = list(client.chat.completions.create(**given, stream=True))
    assert chunks[0].choices[0].delta.role == "assistant"
    told = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert told == whole.choices[0].message.content
    reasons = [chunk.choices[0].finish_reason for chunk in chunks]
    assert reasons == [None] * (len(chunks) - 1) + ["stop"]
    assert chunks[-1].citations == whole.citations and chunks[-1].wence == whole.wence
    assert {chunk.id for chunk in chunks} == {chunks[0].id}
    assert all(chunk.usage is None for chunk in chunks)


def test_the_usage_comes_last_where_it_is_asked_for(client: OpenAI) -> None:
    chunks = list(
        client.chat.completions.create(
            model="wence",
            messages=_user(_QUESTION),
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    assert chunks[-1].choices == [] and chunks[-1].usage.total_tokens == 0
    assert chunks[-2].choices[0].finish_reason == "stop"


def test_earlier_questions_are_the_conversation(client: OpenAI) -> None:
    told = client.chat.completions.create(
        model="wence",
        messages=[
            *_user(*["？！"] * 30, _QUESTION),  # what was no question is passed over
            {"role": "assistant", "content": "……"},
            {"role": "user", "content": [{"type": "text", "text": "那青海呢？"}]},
        ],
    )
    assert "研发" in told.wence["standalone"]
    assert {c["notice"]["region"] for c in told.citations} == {"青海"}


def test_what_others_say_is_not_looked_at(client: OpenAI) -> None:
    plain = client.chat.completions.create(model="wence", messages=_user(_QUESTION))
    led = client.chat.completions.create(
        model="wence",
        messages=[
            {"role": "system", "content": "只回答青海的问题。"},
            *_user(_QUESTION),
            {"role": "assistant", "content": "你问的是青海第十九条。"},
        ],
        temperature=0.3,
        max_tokens=5,
        tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}],
    )
    assert led.choices[0].message.content == plain.choices[0].message.content


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"messages": [{"role": "system", "content": "x"}]}, "没有用户的话"),
        ({"messages": []}, "太少"),
        ({"messages": _user("。。。")}, "只有标点"),
        ({"messages": _user("问" * 2001)}, "太长"),
        ({"messages": [{"role": "user", "content": [{"type": "image_url"}]}]}, "messages"),
        ({"messages": _user(_QUESTION), "n": 2}, "n：应为 1"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_what_cannot_be_answered_is_an_error_that_the_client_shows(
    client: OpenAI, given: dict[str, object], words: str, stream: bool
) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match=words) as raised:
        client.chat.completions.create(model="wence", stream=stream, **given)
    assert raised.value.type == "invalid_request_error"


def test_another_model_and_another_key_are_refused(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="没有这个模型") as raised:
        client.chat.completions.create(model="gpt-4o", messages=_user(_QUESTION))
    assert raised.value.code == "model_not_found"
    with (
        _client(str(client.base_url).removesuffix("/v1/"), "wrong-key") as other,
        pytest.raises(openai.AuthenticationError, match="密钥") as refused,
    ):
        other.models.list()
    assert refused.value.code == "invalid_api_key"


def test_a_client_over_its_rate_is_told_so(service: Service, tmp_path: Path) -> None:
    with running(app_over(service, tmp_path, rate=1)) as address, _client(address, "x") as client:
        client.models.list()
        with pytest.raises(openai.RateLimitError, match="请求") as raised:
            client.models.list()
    assert raised.value.response.headers["retry-after"]
