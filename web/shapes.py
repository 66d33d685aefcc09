"""The shapes of what is asked: strict, so that a mistake is told and not guessed at."""

from typing import Annotated, Any, Literal

from fastapi import UploadFile
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from rag.matching.profile import Profile, profile_of
from rag.question import MAX_LENGTH

_STRICT = ConfigDict(extra="forbid", strict=True)

QuestionText = Annotated[str, StringConstraints(min_length=1, max_length=MAX_LENGTH)]
Place = Annotated[str, StringConstraints(max_length=100)]
_Line = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"\S")]
_Lines = Annotated[list[_Line], Field(max_length=100)]
_Id = Annotated[str, StringConstraints(min_length=1, max_length=100)]
_Given = Annotated[str, StringConstraints(max_length=300)]


class ProfileGiven(BaseModel):
    """A business, as far as it is known; what is left out is unknown."""

    model_config = _STRICT | ConfigDict(title="企业情况")

    text: _Line | None = Field(default=None, description="一句话介绍；别的字段没写的从这里读")
    region: _Line | None = Field(default=None, description="省份，例如 辽宁")
    city: _Line | None = Field(default=None, description="城市，例如 大连")
    size: _Line | None = Field(default=None, description="个体工商户、微型、小型、中型或大型")
    registered: bool | None = Field(default=None, description="是否已登记注册")
    employees: Annotated[int, Field(ge=0, le=10_000_000)] | None = Field(
        default=None, description="人数"
    )
    sectors: _Lines | None = Field(default=None, description="行业；[] 是没有，不写是不知道")
    qualifications: _Lines | None = Field(default=None, description="资质，例如 高新技术企业")
    activities: _Lines | None = Field(default=None, description="在做或想做的事，例如 建海外仓")
    people: _Lines | None = Field(default=None, description="人员类型，例如 高校毕业生")
    foreign_owned: bool | None = Field(default=None, description="是否有外资")
    figures: Annotated[dict[_Line, _Line], Field(max_length=100)] = Field(
        default={}, description="数字的名称和数值，例如 年销售额：1200万元"
    )
    confirmed: _Lines = Field(default=[], description="已确认符合的条件，用 asks 里的 condition")
    denied: _Lines = Field(default=[], description="已确认不符合的条件")

    def profile(self) -> Profile:
        """The business that is meant. Raises BadInput where fields contradict each other."""
        return profile_of(self.model_dump(exclude_none=True))


class Question(BaseModel):
    """A question, with the conversation before it and the region chosen beside it."""

    model_config = _STRICT | ConfigDict(title="问题")

    question: QuestionText = Field(description="问题，用自己的话")
    turns: Annotated[list[QuestionText], Field(max_length=20)] = Field(
        default=[], description="同一对话中先前的问题，从早到晚"
    )
    region: Place | None = Field(default=None, description="只看这个省，例如 辽宁；也可写城市")
    profile: ProfileGiven | None = Field(default=None, description="企业情况；用到其中的地区")
    stream: bool = Field(default=False, description="为真时以服务器发送事件返回")


class Subject(BaseModel):
    """A subject on which regions are compared."""

    model_config = _STRICT | ConfigDict(title="对比的主题")

    subject: QuestionText = Field(description="主题，例如 人才培训")
    regions: Annotated[list[Place], Field(max_length=40)] = Field(
        default=[], description="两个以上的省份；不写就是库里全部"
    )


class FeedbackGiven(BaseModel):
    """What a user says of an answer."""

    model_config = _STRICT | ConfigDict(title="对回答的评价")

    question: QuestionText
    verdict: Literal["up", "down"] = Field(description="赞或踩")
    reason: Annotated[str, StringConstraints(max_length=1000)] = Field(
        default="", description="为什么"
    )
    status: Literal["answered", "partial", "refused"] | None = Field(
        default=None, description="回答的 status"
    )
    citations: Annotated[list[_Id], Field(max_length=100)] = Field(
        default=[], description="回答引用的条款的 id"
    )


class FeedbackKept(BaseModel):
    """That a verdict was stored."""

    model_config = ConfigDict(title="评价已存")

    at: str = Field(description="收到的时间（UTC）")


class Upload(BaseModel):
    """A notice file, and what is known of it that its text does not say."""

    model_config = ConfigDict(extra="forbid", title="通知文件")

    file: UploadFile = Field(description="文本、Markdown、网页、.docx 或有文字层的 PDF")
    title: _Given | None = Field(default=None, description="标题；只用于一份通知")
    number: _Given | None = Field(default=None, description="文号；只用于一份通知")
    region: Place | None = Field(default=None, description="所属省份")
    issued: Annotated[str, StringConstraints(max_length=20)] | None = Field(
        default=None, description="成文日期，例如 2015-12-30"
    )


class TextPart(BaseModel):
    """A piece of a message."""

    model_config = ConfigDict(strict=True, title="文字")

    type: Literal["text"]
    text: str


class UserMessage(BaseModel):
    """What the user said."""

    model_config = ConfigDict(strict=True, title="用户的话")

    role: Literal["user"]
    content: str | list[TextPart]

    @property
    def words(self) -> str:
        """What it says, its parts in lines."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content)


class OtherMessage(BaseModel):
    """What anybody else said. It is not looked at: nothing in it can instruct."""

    model_config = ConfigDict(strict=True, title="其他的话（不看）")

    role: Literal["system", "developer", "assistant", "tool", "function"]
    content: Any = None


_Message = Annotated[UserMessage | OtherMessage, Field(discriminator="role")]


class StreamOptions(BaseModel):
    """What a stream should also hold."""

    model_config = ConfigDict(strict=True, title="流的选项")

    include_usage: bool | None = Field(default=None, description="末尾是否附用量")


class ChatRequest(BaseModel):
    """A chat completion as OpenAI has it. What is not named here is accepted and not used."""

    model_config = ConfigDict(strict=True, title="对话")

    model: Annotated[str, StringConstraints(max_length=100)] = Field(description="wence")
    messages: Annotated[list[_Message], Field(min_length=1)] = Field(
        description="最后一句用户的话是问题，先前的作为上文；其余的不看"
    )
    n: Literal[1] | None = Field(default=None, description="只能是 1")
    stream: bool | None = Field(default=None, description="为真时以服务器发送事件返回")
    stream_options: StreamOptions | None = None
