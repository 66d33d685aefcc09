"""The shapes of OpenAI, as far as wence fills them."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from web.records import Citation


class Model(BaseModel):
    """A model that can be named."""

    model_config = ConfigDict(title="模型")

    id: Literal["wence"]
    object: Literal["model"]
    created: int
    owned_by: str


class Models(BaseModel):
    """The models that can be named."""

    model_config = ConfigDict(title="模型列表")

    object: Literal["list"]
    data: list[Model]


class Message(BaseModel):
    """What wence says."""

    model_config = ConfigDict(title="回答的话")

    role: Literal["assistant"]
    content: str = Field(description="Markdown，后面是出处")
    refusal: None


class Choice(BaseModel):
    """The one choice."""

    model_config = ConfigDict(title="唯一的选择")

    index: int
    message: Message
    logprobs: None
    finish_reason: Literal["stop"]


class Usage(BaseModel):
    """What the model that worded the answer took; 0 where none did."""

    model_config = ConfigDict(title="用量")

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Told(BaseModel):
    """How the answer ended, as /v1/ask tells it."""

    model_config = ConfigDict(title="回答的情况")

    status: Literal["answered", "partial", "refused"]
    reason: str | None
    missing: list[str]
    standalone: str


class Completion(BaseModel):
    """A chat completion, with the citations beside it."""

    model_config = ConfigDict(title="对话的回答")

    id: str
    object: Literal["chat.completion"]
    created: int
    model: Literal["wence"]
    choices: list[Choice]
    usage: Usage
    citations: list[Citation]
    wence: Told
