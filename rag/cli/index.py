"""`wence index …`: the library of notices and its index."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.errors import WenceError
from corpus.model import Notice
from corpus.record import metadata_record
from corpus.report import report
from rag.cli.help import ChineseGroup
from rag.cli.output import AS_JSON, print_json
from rag.filing import metadata_given, refuse_several
from rag.notices import report_line
from rag.settings import settings

if TYPE_CHECKING:
    from corpus.library import Kept, Library

_MOST_WARNINGS = 5  # a report is to be read in a minute
_WORTH_A_BAR = 200  # fewer sentences are embedded in a few seconds


@click.group(cls=ChineseGroup, help="管理通知库：添加、列出、删除、建索引、检查。")
def index() -> None:
    """The library and its index."""


@index.command(help="添加通知：文本、网页、Word 或 PDF 文件，汇编会分成各份。相同内容只存一份。")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=Path)
@click.option("--title", metavar="标题", help="通知的标题（只用于一份通知）")
@click.option("--number", metavar="文号", help="例如 辽政发〔2015〕77号（只用于一份通知）")
@click.option("--region", metavar="地区", help="所属省份")
@click.option("--issued", metavar="日期", help="成文日期，例如 2015-12-30")
def add(
    files: Sequence[Path],
    title: str | None,
    number: str | None,
    region: str | None,
    issued: str | None,
) -> None:
    """Reads all files first, so that one bad file adds nothing; then a report for each notice."""
    from corpus.sources import read_file

    metadata = metadata_given(title, number, region, issued)
    hidden = len(files) < 2 or not sys.stderr.isatty()
    with click.progressbar(files, label="读文件", file=sys.stderr, hidden=hidden) as watched:
        texts = [read_file(file) for file in watched]
    refuse_several(texts, metadata)
    for kept in _library().add(texts, metadata):
        click.echo(_kept_text(kept))
    rebuild_index()


def _kept_text(kept: "Kept") -> str:
    notice = kept.notice
    lines = [f"{'已添加' if kept.is_new else '已在库中'}：{_line(notice)}"]
    lines.append(f"  {report_line(report([notice]))}")
    lines += [f"  注意：{warning}" for warning in notice.warnings[:_MOST_WARNINGS]]
    if len(notice.warnings) > _MOST_WARNINGS:
        lines.append(f"  注意：另有 {len(notice.warnings) - _MOST_WARNINGS} 处，见 wence parse。")
    if kept.replaces:
        lines.append(f"  这是新版本；旧版本 {kept.replaces} 仍保存，不再用于回答。")
    return "\n".join(lines)


@index.command(name="list", help="列出库里的通知。")
@click.option("--all", "everything", is_flag=True, help="旧版本也列出")
@AS_JSON
def list_notices(everything: bool, as_json: bool) -> None:
    """One line a notice, its earlier versions below it."""
    library = _library()
    rows = [(n, library.earlier(n.id) if everything else ()) for n in library.notices()]
    if as_json:
        print_json(
            [
                _record(n) | ({"earlier": [_record(o) for o in old]} if everything else {})
                for n, old in rows
            ]
        )
        return
    lines = [line for n, old in rows for line in (_line(n), *(f"  旧版本 {_line(o)}" for o in old))]
    click.echo("\n".join(lines) or "库里没有通知。")


@index.command(help="删除一份通知（编号见 wence index list）；它若有旧版本，旧版本重新生效。")
@click.argument("notice_id", metavar="编号")
def remove(notice_id: str) -> None:
    """Forgets a notice and rebuilds the index without it."""
    again = _library().remove(notice_id)
    click.echo(f"已删除：{notice_id}" + (f"；旧版本 {again} 重新用于回答。" if again else ""))
    rebuild_index()


@index.command(help="建索引；已是最新时不重做。")
def build() -> None:
    """Brings the index up to the library."""
    if not rebuild_index():
        click.echo("索引已是最新。")


@index.command(help="检查索引是否完好。")
def verify() -> None:
    """Loads the snapshot with all its checks."""
    from index.embed import embedder_for
    from index.snapshot import corpus_hash, load

    chosen = settings()
    snapshot = load(chosen.index, embedder_for(chosen.embedding_model).name)
    if snapshot.manifest.corpus != corpus_hash(_library().notices()):
        raise WenceError("索引完好，但库里的通知已经变了。请运行 wence index build。")
    passages, model = snapshot.manifest.passages, snapshot.manifest.model
    click.echo(f"索引完好：{len(snapshot.notices)} 份通知，{passages} 句，模型 {model}。")


def rebuild_index() -> bool:
    """Builds the index anew if the library has changed; says so and returns whether it did."""
    from index.build import rebuild
    from index.embed import embedder_for

    chosen = settings()
    done = rebuild(_library(), chosen.index, embedder_for(chosen.embedding_model), _with_bar)
    if done:
        click.echo("索引已更新。")
    return done


def _with_bar(batches: Iterable[list[str]], count: int) -> Iterator[list[str]]:
    """Shows how far the embedding is, where there is much of it and somebody looks."""
    hidden = count < _WORTH_A_BAR or not sys.stderr.isatty()
    with click.progressbar(length=count, label="建向量", file=sys.stderr, hidden=hidden) as bar:
        for batch in batches:
            yield batch
            bar.update(len(batch))


def _library() -> "Library":
    from corpus.library import Library

    return Library(settings().library).open()


def _line(notice: Notice) -> str:
    """One notice in a line, its id first."""
    metadata = notice.metadata
    known = (metadata.region, metadata.title or "（无标题）", metadata.number, metadata.issued_on)
    return "  ".join([notice.id, *(k for k in known if k), f"{len(notice.clauses)} 条"])


def _record(notice: Notice) -> dict[str, Any]:
    return {"id": notice.id, **metadata_record(notice.metadata)}
