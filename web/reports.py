"""The shapes of what is found: clauses, duties, matches, comparisons, what was read of a file."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from web.records import Agencies, Citation, Measure, Metadata, Paged

_Role = Literal["lead", "support", "responsible"]


class Condition(BaseModel):
    """What a measure requires, and whether it is met."""

    model_config = ConfigDict(title="条件")

    text: str
    quote: str = Field(description="原文")
    state: Literal["met", "unmet", "unknown"] = Field(description="符合、不符合、还不知道")


class Match(BaseModel):
    """A measure with its verdict."""

    model_config = ConfigDict(title="一项匹配")

    measure: Measure
    citation: Citation
    why: str = Field(description="为什么这样判断")
    conditions: list[Condition]
    benefit: str = Field(description="给什么，用原文的话")
    also: list[str] = Field(description="同一措施里结论相同的其他内容")
    nature: Literal["claim", "permission", "encouragement", "administration"]
    nature_name: str


class Ask(BaseModel):
    """A question to the business."""

    model_config = ConfigDict(title="要问的问题")

    question: str
    condition: str = Field(description="答“是”放进 confirmed，答“否”放进 denied")
    decides: int = Field(description="只等这个问题的措施有几项")


class MatchReport(BaseModel):
    """All measures by verdict, the most directly helpful first, and what to ask next."""

    model_config = ConfigDict(title="匹配结果")

    profile: dict[str, Any] = Field(description="读出的企业情况，只有知道的字段")
    applies: list[Match]
    may_apply: list[Match]
    not_applicable: list[Match]
    questions: list[str]
    asks: list[Ask]


class Cell(BaseModel):
    """What one region provides."""

    model_config = ConfigDict(title="一个地区的规定")

    name: str
    quote: str
    amounts: list[str]
    conditions: list[str]
    agencies: Agencies
    citation: Citation


class Row(BaseModel):
    """Measures of different regions that provide for the same thing."""

    model_config = ConfigDict(title="一行对比")

    cells: dict[str, Cell | None] = Field(description="地区和它的规定；null 是没有对应的规定")
    only: str | None = Field(description="只有这个地区有")


class Comparison(BaseModel):
    """The regions side by side on one subject."""

    model_config = ConfigDict(title="对比")

    subject: str
    regions: list[str]
    rows: list[Row]
    missing: list[str] = Field(description="没有相关规定的地区")


class Counts(BaseModel):
    """What was read, in figures. Characters are counted without blanks."""

    model_config = ConfigDict(title="读出了什么")

    clauses: int = Field(description="条数")
    measures: int = Field(description="措施数")
    attributed: int = Field(description="写明负责部门的措施数")
    characters: int = Field(description="字数，不算空白")
    in_clauses: int = Field(description="在条款里的字数")
    unknown: int = Field(description="未能归类的字数")
    cited: float = Field(description="在条款里的比例")
    assigned: float = Field(description="能归类的比例")


class ReadNotice(Metadata):
    """One notice of a file, as it was read."""

    model_config = ConfigDict(title="读出的一份通知")

    counts: Counts
    warnings: list[str] = Field(description="请核对的地方")
    is_new: bool = Field(description="库里原先没有")
    replaces: str | None = Field(description="它取代的旧版本")


class Uploaded(BaseModel):
    """The notices of a file."""

    model_config = ConfigDict(title="读出的文件")

    preview: bool = Field(description="为真时什么都没有存")
    notices: list[ReadNotice]


class Hit(BaseModel):
    """A clause found; `text` is the whole clause, `sentence` the best one in it."""

    model_config = ConfigDict(title="查到的条款")

    rank: int
    notice_id: str
    notice_title: str | None
    clause_id: str
    label: str
    number: int
    text: str
    sentence: str


class Hits(BaseModel):
    """Ranked clauses, no answer."""

    model_config = ConfigDict(title="查找结果")

    query: str
    hits: list[Hit]


class Agency(BaseModel):
    """An agency in all its spellings, with how many duties it has in each role."""

    model_config = ConfigDict(title="机构")

    name: str
    names: list[str]
    region: str | None
    total: int
    counts: dict[_Role, int]


class AgencyList(Paged):
    """A part of the list of agencies."""

    model_config = ConfigDict(title="机构列表")

    agencies: list[Agency]


class Duty(BaseModel):
    """A measure that an agency has a role in."""

    model_config = ConfigDict(title="一项任务")

    role: _Role
    role_name: str
    measure_id: str
    text: str
    citation: Citation


class Duties(BaseModel):
    """Every duty of an agency, complete and counted."""

    model_config = ConfigDict(title="机构的全部任务")

    agency: str
    names: list[str] = Field(description="它在通知里的各种写法")
    today: list[str] = Field(description="今天承担职责的部门")
    total: int
    counts: dict[_Role, int]
    measures: list[Duty]
