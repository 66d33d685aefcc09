"""What the tools for language models take and give, where it is not as the HTTP API has it."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from rag.question import MAX_LENGTH
from web.records import ClauseOfNotice, Successor
from web.reports import Ask, Match
from web.shapes import Place, ProfileGiven, QuestionText, Subject

_STRICT = ConfigDict(extra="forbid", strict=True)  # a wrong name is told, and not passed over
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]


class AskArguments(BaseModel):
    """A question, with the conversation before it."""

    model_config = _STRICT

    question: QuestionText = Field(
        description=f"用户的问题，照原话写，不要改写成关键词（1 到 {MAX_LENGTH} 字）"
    )
    turns: Annotated[list[QuestionText], Field(max_length=20)] = Field(
        default=[], description="同一对话中用户先前的问题（文字的列表，从早到晚，最多 20 个）"
    )
    region: Place | None = Field(
        default=None, description="只看这个省，例如 辽宁；也可写城市。不写则看全部"
    )


class MatchArguments(ProfileGiven):
    """What is known of a business: a sentence, fields, or both."""

    limit: Annotated[int, Field(ge=1, le=100)] = Field(
        default=12, description="结构化结果里 may_apply 最多列几项（1 到 100 的整数）"
    )


class CompareArguments(Subject):
    """A subject, and the regions to hold side by side."""


class AgencyArguments(BaseModel):
    """An agency by any of its names."""

    model_config = _STRICT

    name: _Name = Field(description="机构名称，全称、简称或今天的名称，例如 省商务厅、人社厅")
    region: Place | None = Field(
        default=None, description="只看这个省，例如 辽宁；也可写城市。不写则看全部"
    )
    role: Literal["lead", "support", "responsible"] | None = Field(
        default=None,
        description="只看一种角色：lead（牵头）、support（配合）或 responsible（责任）",
    )


class ClauseArguments(BaseModel):
    """A clause that another tool named."""

    model_config = _STRICT

    clause_id: _Name = Field(description="条款编号：其他工具结果里的 clause.id，不能自拟")


class ShortReport(BaseModel):
    """A match report that fits into the context of a model: what does not apply is counted."""

    profile: dict[str, Any] = Field(description="读出的企业情况，只有知道的项；应请用户核对")
    applies: list[Match] = Field(description="适用的，全部")
    may_apply: list[Match] = Field(description="还有条件要确认的，前 limit 项")
    counts: dict[Literal["applies", "may_apply", "not_applicable"], int] = Field(
        description="各有几项；不适用的（not_applicable）只给数目"
    )
    questions: list[str] = Field(description="接着该问用户什么，最能定下结果的在前")
    asks: list[Ask]


class ClauseTold(ClauseOfNotice):
    """A clause in full with its notice, and who has the duties of its agencies today."""

    agencies_today: list[Successor]
