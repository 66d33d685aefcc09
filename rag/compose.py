"""The extractive generator: an answer made of the notices' own sentences, or a helpful refusal."""

from collections.abc import Iterable, Sequence

from corpus.catalogue import Catalogue
from rag.answer import Answer, Citation, cite, clause_name
from rag.candidates import Found
from rag.deciding import deciding, further_conditions
from rag.document import escaped
from rag.question import Question
from rag.refusal import refusal
from rag.roles import roles_told
from rag.scope import Scope
from rag.select import Selection

_Cited = tuple[Citation, Found]


def compose(question: Question, scope: Scope, selection: Selection, catalogue: Catalogue) -> Answer:
    """The answer to `question` from what was selected; every sentence of it is quoted."""
    if not selection.found:
        nearest = _citations(selection.nearest)
        return refusal(question, scope, selection, catalogue, nearest)
    citations = _citations(selection.found)
    cited = list(zip(citations, selection.found, strict=True))
    missing = scope.missing if question.words_to_find else _missing(scope, selection)
    parts = [*_heading(question, scope), *_body(question, cited)]
    if missing:
        parts.append(f"库里没有找到{escaped('、'.join(missing))}关于这个问题的条款。")
    return Answer(
        question=question.text,
        standalone=question.standalone or question.text,
        status="partial" if missing else "answered",
        answer="\n\n".join(parts),
        missing=missing,
        citations=citations,
    )


def _citations(found: Sequence[Found]) -> tuple[Citation, ...]:
    return tuple(cite(n, f.located, f.measure, f.quote) for n, f in enumerate(found, 1))


def _missing(scope: Scope, selection: Selection) -> tuple[str, ...]:
    answered = {f.located.notice.metadata.region for f in selection.found}
    return (*(r for r in scope.regions if r not in answered), *scope.missing)


def _heading(question: Question, scope: Scope) -> list[str]:
    """Says which province stands for a city that was named."""
    cities = [p for p in question.places if not p.is_province and p.province in scope.regions]
    return [f"{p.name}属{p.province}，以下为{p.province}的规定：" for p in cities[:1]]


def _body(question: Question, cited: list[_Cited]) -> list[str]:
    if question.speaks_of_a_chapter and question.lists_clauses and not question.numbers:
        return [_contents(cited)]
    regions = {found.region for _, found in cited}
    if len(regions) > 1 and not question.numbers:
        return [_table(question, cited)]
    return [_part(question, c, f, named=len(cited) > 1) for c, f in cited]


def _contents(cited: list[_Cited]) -> str:
    """The clauses of a chapter, one a line."""
    lines = [f"- {escaped(clause_name(f.located))} [{c.rank}]" for c, f in cited]
    return "\n".join([f"共 {len(cited)} 条：", "", *lines])


def _part(question: Question, citation: Citation, found: Found, named: bool) -> str:
    """The deciding words, the quote, what conditions stand beside it, and who is responsible."""
    is_named = named or question.wants_clause or bool(question.numbers)
    name = escaped(clause_name(found.located)) if is_named else ""
    agencies = _agencies(citation)
    quote = "> " + escaped(citation.quote).replace("\n", "\n> ")
    if question.kind == "who":
        where = f"{name} · " if name else ""
        return f"{where}**{agencies}** [{citation.rank}]{_caveat(question, citation)}\n\n{quote}"
    lines = [_opening(question, found), f"{quote} [{citation.rank}]", _conditions(found)]
    lines.append(" · ".join(p for p in (name, agencies) if p))
    return "\n\n".join(line for line in lines if line)


def _agencies(citation: Citation) -> str:
    return escaped(roles_told(citation.agencies_full))


def _opening(question: Question, found: Found) -> str:
    return "、".join(f"**{escaped(words)}**" for words in deciding(question, found))


def _conditions(found: Found) -> str:
    text = found.located.notice.text
    beside = further_conditions(found.measure, found.quote, text)
    return f"同一措施还写明条件：{escaped('；'.join(beside))}。" if beside else ""


def _table(question: Question, cited: list[_Cited]) -> str:
    """The regions side by side, a citation in each cell."""
    regions = list(dict.fromkeys(found.region for _, found in cited))
    names = {f.region: f.located.notice.metadata.region or "未知" for _, f in cited}
    own = {r: [(c, f) for c, f in cited if f.region == r] for r in regions}
    agencies = {r: [_agencies(c) for c, _ in own[r]] for r in regions}
    rows = [
        ["规定", *(_joined(_cell(question, c, f) for c, f in own[r]) for r in regions)],
        ["负责部门", *(_joined(agencies[r]) for r in regions)],
        ["条款", *(_joined(escaped(clause_name(f.located)) for _, f in own[r]) for r in regions)],
    ]
    head = ["", *(names[r] for r in regions)]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(question: Question, citation: Citation, found: Found) -> str:
    opening = _opening(question, found)
    quote = escaped(citation.quote.replace("\n", ""))
    return f"{opening + '：' if opening else ''}{quote} [{citation.rank}]"


def _joined(parts: Iterable[str]) -> str:
    return "<br>".join(dict.fromkeys(parts))


def _caveat(question: Question, citation: Citation) -> str:
    """Where the lead is asked for and the notice names only responsible bodies, says so."""
    if "牵头" in question.text and not citation.agencies.lead:
        return "（原文只列责任部门，没有写明谁牵头）"
    return ""
