"""An evaluation in words: a Markdown report, and the same as one HTML file with plots."""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from string import Template

from markdown_it import MarkdownIt

from eval.evaluation import OURS, Evaluation
from eval.figures import FIGURES, Estimates, estimates
from eval.goldset import KINDS
from eval.plots import plots
from eval.profiles import ProfileSet, profiles_text
from eval.scoring import Judged, cited_names
from eval.statistics import Estimate, estimate, p_value, percentiles
from rag.roles import ROLES

_SYSTEMS = {
    "tutorial": "(a) 教程做法：500 字切块、向量前 4",
    "bm25": "(b) 只用 BM25",
    "dense": "(c) 只用向量",
    "hybrid": "(d) 混合检索，不理解问题",
    OURS: "(e) 问策",
}
_RANKED = ("right_first", "R@1", "R@5", "R@10", "all@5", "all@10", "nDCG@10", "MRR@10")
_MUST = ("right_first", "groups", "agencies", "facts", "refused", "count")
_BY_KIND = ("right_first", "groups", "precision", "agencies", "facts", "refused")
_ANSWER_SHOWN = 600


def markdown(evaluations: Sequence[Evaluation], matched: Sequence[ProfileSet] = ()) -> str:
    """The whole report."""
    parts = ["# 问策评测报告", _preface(evaluations)]
    if matched:
        parts += ["## 政策匹配", f"```\n{profiles_text(matched)}\n```"]
    for evaluation in evaluations:
        parts += [f"## {evaluation.name}", *_sections(evaluation)]
    return "\n\n".join(parts) + "\n"


def html(evaluations: Sequence[Evaluation], matched: Sequence[ProfileSet] = ()) -> str:
    """The report as one page that opens offline: plots first, then the text."""
    page = files("eval").joinpath("report.html").read_text(encoding="utf-8")
    text = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .render(markdown(evaluations, matched))
    )
    return Template(page).substitute(plots=plots(evaluations), text=text)


def summary(evaluation: Evaluation) -> str:
    """The figures as lines for a terminal."""
    found = estimates(j.scores for j in evaluation.judged)
    lines = [f"{evaluation.name}：{len(evaluation.judged)} 个问题"]
    for figure in FIGURES:
        if figure.key in found:
            e = found[figure.key]
            mark = {True: "达到", False: "未达到", None: ""}[figure.holds(e.mean)]
            lines.append(f"  {e.mean:.3f} [{e.low:.3f}, {e.high:.3f}] n={e.n:<4}{figure.name}"
                         f"  {figure.goal()} {mark}".rstrip())  # fmt: skip
    lines += [f"  {line}" for line in _side_by_side_lines(evaluation)]
    times = percentiles([j.answer.timings_ms.get("total", 0.0) for j in evaluation.judged])
    return "\n".join(
        [*lines, "  用时（毫秒）" + "，".join(f" {k} {v:.1f}" for k, v in times.items())]
    )


def is_wrong(judged: Judged) -> bool:
    """Whether anything that is asked of an answer is missing."""
    failed = any(judged.scores.get(key, 1.0) < 1.0 for key in _MUST)
    return failed or judged.scores.get("precision", 1.0) < 0.5


def _preface(evaluations: Sequence[Evaluation]) -> str:
    count = sum(len(e.judged) for e in evaluations)
    return (
        f"共 {count} 个问题，与用户同一条路径提问。比例用 Wilson 95% 区间，"
        "均值用 10,000 次自助抽样的 95% 区间；与问策的差别用配对随机化检验。"
    )


def _sections(evaluation: Evaluation) -> Iterable[str]:
    found = estimates(j.scores for j in evaluation.judged)
    yield "### 指标\n\n" + _figures_table(found)
    yield "### 按问题种类\n\n" + _kinds_table(evaluation.judged)
    if evaluation.systems:
        yield "### 并排比较\n\n" + _systems_table(evaluation)
    times = percentiles([j.answer.timings_ms.get("total", 0.0) for j in evaluation.judged])
    yield "### 用时\n\n" + "，".join(f"{k} {v:.1f} 毫秒" for k, v in times.items()) + "。"
    wrong = [j for j in evaluation.judged if is_wrong(j)]
    right = [j for j in evaluation.judged if not is_wrong(j)]
    yield f"### 答错的（{len(wrong)}）"
    yield from map(_beside_gold, wrong)
    yield f"### 答对的（{len(right)}）"
    yield "\n".join(f"- `{j.row.id}` {_line(j.row.question)}" for j in right)


def _figures_table(found: Estimates) -> str:
    marks = {True: "✓", False: "✗", None: ""}
    rows = [
        (f.name, f"{e.mean:.3f}", _interval(e), str(e.n), f.goal(), marks[f.holds(e.mean)])
        for f in FIGURES
        if (e := found.get(f.key))
    ]
    return _table(("指标", "值", "95% 区间", "n", "要求", ""), rows)


def _kinds_table(judged: Sequence[Judged]) -> str:
    names = {f.key: f.name for f in FIGURES}
    rows = []
    for kind in KINDS:
        own = [j for j in judged if j.row.kind == kind]
        if own:
            found = estimates(j.scores for j in own)
            cells = (f"{found[k].mean:.2f}" if k in found else "" for k in _BY_KIND)
            rows.append((kind, str(len(own)), *cells))
    return _table(("种类", "n", *(names[k] for k in _BY_KIND)), rows)


def _systems_table(evaluation: Evaluation) -> str:
    rows = []
    for system, scores in evaluation.systems.items():
        cells = [f"{estimate([s[m] for s in scores]).mean:.3f}" for m in _RANKED]
        rows.append((_SYSTEMS[system], *cells, _p(evaluation, system)))
    return _table(("系统", "首条正确", *_RANKED[1:], "p（首条，对 e）"), rows)


def _side_by_side_lines(evaluation: Evaluation) -> Iterable[str]:
    for system, scores in evaluation.systems.items():
        e = estimate([s["right_first"] for s in scores])
        p = _p(evaluation, system)
        yield f"首条正确 {e.mean:.3f} {_interval(e)} {_SYSTEMS[system]}" + (f"  p={p}" if p else "")


def _p(evaluation: Evaluation, system: str) -> str:
    if system == OURS:
        return ""
    ours, theirs = ([s["right_first"] for s in evaluation.systems[n]] for n in (OURS, system))
    return f"{p_value(ours, theirs):.4f}"


def _beside_gold(judged: Judged) -> str:
    """One wrong answer: what was asked, what is right, what was said."""
    row, answer = judged.row, judged.answer
    low = "、".join(f.name for f in FIGURES if f.key in _MUST and judged.scores.get(f.key, 1) < 1)
    lines = [f"#### `{row.id}` {_line(row.question)}", ""]
    lines += [f"- 此前：{_line(' / '.join(row.turns))}"] if row.turns else []
    lines += [f"- 理解为：{_line(answer.standalone)}"] if answer.standalone != row.question else []
    lines.append(f"- 错在：{low or '多引'}")
    lines.append(f"- 标准：{_right(judged)}")
    said = "、".join(cited_names(answer.citations)) or f"拒答（{answer.reason}）"
    return "\n".join([*lines, f"- 引用：{said}", f"- 回答：{_line(answer.answer)}"])


def _right(judged: Judged) -> str:
    row = judged.row
    if not row.answerable:
        return f"应拒答（{row.reason}）"
    parts = [" 且 ".join("或".join(group) for group in row.groups)]
    parts += ["事实：" + "、".join(row.facts)] if row.facts else []
    roles = ((ROLES[role], names) for role, names in (row.agencies or {}).items())
    return "；".join(parts + [f"{role}：{'、'.join(names)}" for role, names in roles if names])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _interval(e: Estimate) -> str:
    return f"[{e.low:.3f}, {e.high:.3f}]"


def _line(text: str) -> str:
    """Any text as one line of Markdown that cannot be taken for marks."""
    line = " ".join(text.split())[:_ANSWER_SHOWN]
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in line)
