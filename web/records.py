"""The shapes of what is answered, as the contract has them. They describe; the records themselves
are written by corpus and rag.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Agencies(BaseModel):
    """Bodies by role."""

    model_config = ConfigDict(title="部门")

    lead: list[str] = Field(description="牵头")
    support: list[str] = Field(description="配合")
    responsible: list[str] = Field(description="责任")


class Validity(BaseModel):
    """Whether a notice is in force on a day."""

    model_config = ConfigDict(title="效力")

    state: Literal["in force", "not yet in force", "expired", "repealed", "unknown"]
    as_of: str = Field(description="哪一天的效力")
    note: str = Field(description="给读者的一句话")
    by: str | None = Field(description="废止它的文件")
    quote: str | None = Field(description="写明效力的原句")


class Successor(BaseModel):
    """The bodies that have the duties of one that has ended since."""

    model_config = ConfigDict(title="今天的部门")

    printed: str = Field(description="原文的名称")
    today: list[str] = Field(description="今天承担职责的部门")
    since: int = Field(description="哪一年起")
    basis: str = Field(description="依据")
    certainty: Literal["sure", "likely"] = Field(description="likely：各地名称不一")


class CitedNotice(BaseModel):
    """The notice that a citation stands in; null is unknown."""

    model_config = ConfigDict(title="所在通知")

    id: str
    title: str | None
    number: str | None = Field(description="文号")
    region: str | None
    issuer: str | None
    issued_on: str | None
    validity: Validity | None


class ClausePlace(BaseModel):
    """What names a clause within its notice."""

    model_config = ConfigDict(title="所在条款")

    id: str
    number: int = Field(description="条款自己的号：（二十七）是 27")
    label: str = Field(description="原文的写法：（二十七）")
    title: str | None
    chapter: str | None
    path: list[str]


class Citation(BaseModel):
    """One measure used; `quote` stands in the notice word for word."""

    model_config = ConfigDict(title="出处")

    rank: int = Field(description="回答里的 [n]")
    notice: CitedNotice
    clause: ClausePlace
    quote: str = Field(description="原句，一字不差")
    start: int = Field(description="在通知正文里的起点（Unicode 字符）")
    end: int
    agencies: Agencies = Field(description="这项措施的部门，原文的名称")
    agencies_quote: str | None = Field(description="写明部门的原文")
    agencies_full: Agencies = Field(description="同样的部门，简称补全")
    agencies_today: list[Successor]
    targets_past: list[str] = Field(description="已经过去的目标时间")


class Wording(BaseModel):
    """What a language model had to do with an answer."""

    model_config = ConfigDict(title="措辞")

    model: str
    sentences: int = Field(description="它写了几句")
    kept: int = Field(description="原样通过核对的")
    repaired: int = Field(description="由它改过一次后通过的")
    replaced: int = Field(description="没有通过、以原文代替的")
    failure: str | None = Field(description="没有写完的原因")
    tokens_in: int
    tokens_out: int


class Answer(BaseModel):
    """An answer with its citations, or a refusal with its reason and the nearest clauses."""

    model_config = ConfigDict(title="回答")

    question: str
    standalone: str = Field(description="补上对话里省略的内容以后的问题")
    status: Literal["answered", "partial", "refused"]
    reason: (
        Literal["not_in_corpus", "no_such_clause", "wrong_premise", "off_topic", "unclear"] | None
    )
    missing: list[str] = Field(description="部分回答缺少什么，例如 浙江")
    answer: str = Field(description="Markdown，出处写作 [1]、[2]")
    citations: list[Citation] = Field(description="拒答时为空")
    nearest: list[Citation] = Field(description="拒答时最接近的条款，不是回答")
    generator: str = Field(description="extractive（摘自原文）或 llm:模型（由模型措辞）")
    wording: Wording | None = Field(description="语言模型写了多少、通过核对多少；没有用时为 null")
    timings_ms: dict[str, float]


class Span(BaseModel):
    """Words of a notice with their place in its text."""

    model_config = ConfigDict(title="原文片段")

    start: int
    end: int
    text: str


class Amount(Span):
    """A quantity with its unit, the words that bound it and what it is of."""

    model_config = ConfigDict(title="数额")

    bound: Span | None
    of: Span | None


class KindSaid(Span):
    """A kind of support with the words that say so."""

    model_config = ConfigDict(title="支持的种类")

    kind: str


class Part(Span):
    """Text outside of the clauses."""

    model_config = ConfigDict(title="条款以外的文字")

    kind: str


class Measure(Span):
    """One measure with its agencies by role and its facts."""

    model_config = ConfigDict(title="措施")

    id: str
    lead: list[str]
    support: list[str]
    responsible: list[str]
    printed: dict[str, str] = Field(description="补全的名称和原文的简称")
    agencies_quote: str | None
    agencies_start: int | None
    agencies_end: int | None
    heading: Span | None
    deadlines: list[Span]
    remarks: list[Span]
    sentences: list[Span]
    kinds: list[str]
    kinds_said: list[KindSaid]
    beneficiaries: list[str]
    beneficiaries_said: list[Span]
    conditions: list[Span]
    amounts: list[Amount]
    periods: list[Span]


class Metadata(BaseModel):
    """What is known of a notice; null is unknown."""

    model_config = ConfigDict(title="通知的情况")

    id: str
    title: str | None
    number: str | None
    region: str | None
    level: str | None = Field(description="国家、省、市或县")
    issuer: str | None
    issued_on: str | None
    effective_from: str | None
    effective_until: str | None
    repeals: list[str] = Field(description="它废止的文件")


class KnownNotice(Metadata):
    """A notice of the library with its validity today."""

    model_config = ConfigDict(title="库里的通知")

    validity: Validity


class Clause(ClausePlace):
    """One clause with its measures."""

    model_config = ConfigDict(title="条款")

    start: int
    end: int
    text: str
    measures: list[Measure]


class ClauseOfNotice(Clause):
    """One clause with its measures, and the notice that it stands in."""

    model_config = ConfigDict(title="条款和所在通知")

    notice: KnownNotice


class Notice(KnownNotice):
    """A whole notice: every character of `text` lies in a clause or in `unassigned`."""

    model_config = ConfigDict(title="通知全文")

    text: str
    clauses: list[Clause]
    unassigned: list[Part]
    life: list[Span] = Field(description="写明施行、期限和废止的句子")
    warnings: list[str]


class ListedNotice(KnownNotice):
    """A notice in a list."""

    model_config = ConfigDict(title="列出的通知")

    clauses: int = Field(description="条数")
    measures: int = Field(description="措施数")


class Paged(BaseModel):
    """A part of a list, and where it stands in the whole."""

    total: int
    limit: int
    offset: int


class Notices(Paged):
    """A part of the list of notices."""

    model_config = ConfigDict(title="通知列表")

    notices: list[ListedNotice]
