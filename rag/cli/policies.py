"""The commands on measures: match, compare, agency."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import BadInput, WenceError
from rag.cli.help import ChineseCommand
from rag.cli.output import AS_JSON, print_json

if TYPE_CHECKING:
    from rag.matching.profile import Profile

_REGION = click.option("--region", metavar="地区", help="只看这个省，例如 辽宁（也可写城市）")


@click.command(
    cls=ChineseCommand,
    help="哪些措施适用于我们。例：wence match --text 大连的跨境电商企业，30人，想建海外仓",
)
@click.option("--profile", metavar="文件", type=Path, help="企业情况（JSON 文件）")
@click.option("--text", metavar="介绍", help="一句话介绍；与 --profile 同用时补充其中没写的")
@click.option("--out", metavar="文件", type=Path, help="把清单存为 .md 或 .docx")
@AS_JSON
def match(profile: Path | None, text: str | None, out: Path | None, as_json: bool) -> None:
    """Every measure considered for one business."""
    from rag.checklist import check_path, save
    from rag.cli.opening import open_catalogue
    from rag.match import match as matched
    from rag.match import report_record
    from rag.matching.matcher import Matcher
    from rag.matching.text import report_text

    business = _business(profile, text)
    if out is not None:
        check_path(out)
    report = matched(business, Matcher(open_catalogue(), date.today()))
    print_json(report_record(report)) if as_json else click.echo(report_text(report))
    if out is not None:
        save(report, out, date.today())
        click.echo(f"清单已存到 {out}。", err=True)


@click.command(
    cls=ChineseCommand,
    help="各地就同一主题的规定并排对比。例：wence compare 人才培训 --regions 青海,辽宁",
)
@click.argument("subject", metavar="主题", required=False)
@click.option("--regions", metavar="地区", help="用逗号隔开的省份，默认是库里全部")
@AS_JSON
def compare(subject: str | None, regions: str | None, as_json: bool) -> None:
    """The regions side by side on one subject."""
    from rag.cli.opening import open_index
    from rag.compare import Comparer, comparison_record
    from rag.question import checked
    from rag.tables import comparison_text

    text = checked(subject or "")
    names = [
        r for r in (regions or "").replace("，", ",").replace("、", ",").split(",") if r.strip()
    ]
    found = Comparer(open_index()).compare(text, names)
    print_json(comparison_record(found)) if as_json else click.echo(comparison_text(found))


@click.command(
    cls=ChineseCommand,
    help="一个机构的全部任务，按角色计数；不写名称则列出全部机构。例：wence agency 省商务厅",
)
@click.argument("name", metavar="机构", required=False)
@_REGION
@click.option("--role", metavar="角色", help="只看牵头、配合或责任（lead、support、responsible）")
@click.option("--map", "picture", metavar="文件", type=Path, help="把部门与章节的职责图存为 .svg")
@AS_JSON
def agency(
    name: str | None, region: str | None, role: str | None, picture: Path | None, as_json: bool
) -> None:
    """Every duty of an agency, or all agencies, or their map."""
    from rag.cli.opening import open_catalogue
    from rag.responsibility import (
        agencies,
        agency_duties,
        agency_record,
        duties_record,
        notices_of,
    )
    from rag.tables import agencies_text, duties_text

    if picture is not None and picture.suffix != ".svg":
        raise BadInput(f"职责图只能存为 .svg，不能存为“{picture.name}”。")
    catalogue = open_catalogue()
    if picture is not None:
        from rag.responsibility_map import agency_map

        _write(picture, agency_map(notices_of(catalogue, region)))
        click.echo(f"职责图已存到 {picture}。", err=True)
        if name is None:
            return
    if name is None:
        found = agencies(catalogue, region)
        shown = [agency_record(a) for a in found]
        print_json({"agencies": shown}) if as_json else click.echo(agencies_text(found))
        return
    duties = agency_duties(name, catalogue, region, role)
    record = duties_record(name, duties, catalogue)
    print_json(record) if as_json else click.echo(duties_text(duties))


def _business(path: Path | None, text: str | None) -> "Profile":
    """What is known of the business, from the file and the sentence."""
    from rag.matching.describe import described, understood
    from rag.matching.file import read_profile

    if path is None and text is None:
        raise BadInput("请用 --text 写一句介绍，或用 --profile 给出 JSON 文件。")
    if path is None:
        return described(text or "")
    given = read_profile(path)
    return understood(given, text or given.text)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as e:
        raise WenceError(f"写不进 {path}（{e.strerror}）。请换一个位置。") from e
