"""`wence index …`: the library of notices and its index."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from corpus.errors import BadInput, WenceError
from corpus.library import Library
from corpus.model import Metadata, Notice
from corpus.record import metadata_record
from corpus.regions import places_in
from corpus.sources import read_file
from rag.cli.help import ChineseGroup
from rag.cli.output import AS_JSON, print_json
from rag.region import checked_region
from rag.settings import settings


@click.group(cls=ChineseGroup, help="管理通知库：添加、列出、删除、建索引、检查。")
def index() -> None:
    """The library and its index."""


@index.command(help="添加一份或多份通知。相同内容只存一份。")
@click.argument("files", metavar="文件…", nargs=-1, required=True, type=Path)
@click.option("--title", metavar="标题", help="通知的标题")
@click.option("--number", metavar="文号", help="例如 辽政发〔2015〕77号")
@click.option("--region", metavar="地区", help="所属省份")
@click.option("--issued", metavar="日期", help="成文日期，例如 2015-12-30")
def add(
    files: Sequence[Path],
    title: str | None,
    number: str | None,
    region: str | None,
    issued: str | None,
) -> None:
    """Reads all files first, so that one bad file adds nothing."""
    metadata = Metadata(
        title=_one_line("--title", title),
        number=_one_line("--number", number),
        region=_province(region),
        issued_on=_date(issued),
    )
    texts = [read_file(file) for file in files]
    library = _library()
    for text in texts:
        notice, is_new = library.add(text, metadata)
        click.echo(f"{'已添加' if is_new else '已在库中'}：{_line(notice)}")
    rebuild_index()


@index.command(name="list", help="列出库里的通知。")
@AS_JSON
def list_notices(as_json: bool) -> None:
    """One line a notice."""
    notices = _library().notices()
    if as_json:
        print_json([{"id": n.id, **metadata_record(n.metadata)} for n in notices])
    else:
        click.echo("\n".join(map(_line, notices)) or "库里没有通知。")


@index.command(help="删除一份通知（编号见 wence index list）。")
@click.argument("notice_id", metavar="编号")
def remove(notice_id: str) -> None:
    """Forgets a notice and rebuilds the index without it."""
    _library().remove(notice_id)
    click.echo(f"已删除：{notice_id}")
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
    done = rebuild(_library(), chosen.index, embedder_for(chosen.embedding_model))
    if done:
        click.echo("索引已更新。")
    return done


def _library() -> Library:
    return Library(settings().library).open()


def _line(notice: Notice) -> str:
    """One notice in a line, its id first."""
    metadata = notice.metadata
    known = (metadata.region, metadata.title or "（无标题）", metadata.number, metadata.issued_on)
    return "  ".join([notice.id, *(k for k in known if k), f"{len(notice.clauses)} 条"])


def _one_line(name: str, value: str | None) -> str | None:
    """A text that fits one line. Raises BadInput where its encoding is broken."""
    if value is None:
        return None
    if re.search(r"[\ud800-\udfff]", value):
        raise BadInput(f"{name} 里有损坏的编码。请重新输入。")
    return " ".join(value.split())


def _province(region: str | None) -> str | None:
    named = checked_region(region)
    return places_in(named)[0].province if named else None


def _date(issued: str | None) -> str | None:
    try:
        return date.fromisoformat(issued).isoformat() if issued else None
    except ValueError as e:
        raise BadInput(f"日期 {issued} 不能用。请写成 2015-12-30 的样子。") from e
