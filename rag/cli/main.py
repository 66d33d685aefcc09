"""The command `wence`. Everything heavy is imported by the command that needs it."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from corpus.errors import BadInput, WenceError
from rag.cli.batch import Row, check_files, region_of, run_batch, text_of, turns_of
from rag.cli.help import ChineseGroup, usage_error_text
from rag.cli.index import index
from rag.cli.opening import open_all
from rag.cli.output import AS_JSON, print_json
from rag.cli.policies import agency, compare, match

if TYPE_CHECKING:
    from rag.assistant import Assistant

_REGION = click.option("--region", metavar="地区", help="只看这个省，例如 辽宁（也可写城市）")
_BATCH = click.option("--batch", metavar="输入", type=Path, help="从 JSON Lines 文件读取多个问题")
_OUT = click.option("--out", metavar="输出", type=Path, help="批量结果写到这个文件")
_K = click.option(
    "-k", metavar="条数", type=click.IntRange(1, 1000), default=10, help="最多几条，默认 10"
)


@click.group(cls=ChineseGroup, help="问策：查政策通知，给出原文条款和负责部门。不联网也能用。")
@click.version_option(package_name="wence", message="wence %(version)s", help="显示版本")
def cli() -> None:
    """The group of commands."""


for command in (match, compare, agency, index):
    cli.add_command(command)


@cli.command(help="提一个问题，回答附原文条款和负责部门。例：wence ask 辽宁研发费用加计扣除多少？")
@click.argument("question", metavar="问题", required=False)
@_REGION
@AS_JSON
@_BATCH
@_OUT
def ask(
    question: str | None, region: str | None, as_json: bool, batch: Path | None, out: Path | None
) -> None:
    """One answer, or a file of them."""
    from rag.answer import answer_record
    from rag.render import answer_text

    def row(assistant: "Assistant", row: Row) -> Row:
        text = text_of(row, "question") or ""
        answer = assistant.ask(text, turns_of(row), region_of(row) or region)
        return {"answer": answer_record(answer)}

    if batch is not None:
        return _batch(batch, out, row)
    text = _checked(question)
    answer = open_all().ask(text, region=region)
    print_json(answer_record(answer)) if as_json else click.echo(answer_text(answer))


@cli.command(help="只查条款，不作回答。例：wence search 研发费用加计扣除 -k 5")
@click.argument("query", metavar="词", required=False)
@_K
@_REGION
@AS_JSON
@_BATCH
@_OUT
def search(
    query: str | None,
    k: int,
    region: str | None,
    as_json: bool,
    batch: Path | None,
    out: Path | None,
) -> None:
    """Ranked clauses."""
    from rag.answer import hit_record
    from rag.render import hit_text

    def row(assistant: "Assistant", row: Row) -> Row:
        text = text_of(row, "query") or text_of(row, "question") or ""
        hits = assistant.search(text, k, region_of(row) or region)
        return {"hits": [hit_record(hit) for hit in hits]}

    if batch is not None:
        return _batch(batch, out, row)
    text = _checked(query)
    hits = open_all().search(text, k, region)
    if as_json:
        print_json({"query": text, "hits": [hit_record(hit) for hit in hits]})
    else:
        click.echo("\n".join(map(hit_text, hits)) or "没有查到条款。")


@cli.command(help="读一个文件（文本、网页、Word、PDF），显示通知的章、条、措施和负责部门；不保存。")
@click.argument("file", metavar="文件", type=Path)
@AS_JSON
def parse(file: Path, as_json: bool) -> None:
    """The structure of one file."""
    from corpus.reading import read_notices
    from corpus.record import file_record
    from corpus.sources import read_file
    from rag.notices import file_text

    notices = read_notices(read_file(file))
    print_json(file_record(notices)) if as_json else click.echo(file_text(notices))


@cli.command(name="eval", help="评测：用标准问题集提问，给出各项指标和报告（网页与 Markdown）。")
@click.option(
    "--gold", metavar="文件", type=Path, help="自己的问题集（JSON Lines），问自己的通知库"
)
@click.option(
    "--out", metavar="文件夹", type=Path, help="报告放到哪里，默认在 WENCE_HOME 的 eval 里"
)
@click.option("--quick", is_flag=True, help="每种问题只抽五分之一，不作并排比较")
def evaluate(gold: Path | None, out: Path | None, quick: bool) -> None:
    """The evaluation is named, not imported: it knows this room, and not the other way round."""
    importlib.import_module("eval.command").run(gold, out, quick)


@cli.command(help="打开聊天页面和 HTTP 接口（同一个端口）。")
@click.option("--host", metavar="地址", default="127.0.0.1", help="监听的地址，默认只限本机")
@click.option(
    "--port", metavar="端口", type=click.IntRange(0, 65535), default=7860, help="默认 7860"
)
def serve(host: str, port: int) -> None:
    """Serves until it is stopped. The app is named, not imported: this room knows no screens."""
    from rag.cli.running import address, config_of, listening, run_server
    from rag.settings import settings

    listener = listening(host, port)
    click.echo("正在启动……")
    config = config_of("ui:create_app", settings().trusted_proxies, factory=True)
    config.load()

    def ready() -> None:
        click.echo(f"问策已就绪：{address(listener)} （按 Ctrl+C 停止）")
        sys.stdout.flush()

    run_server(config, listener, ready)


@cli.command(help="作为 MCP 服务器供大模型的客户端调用：默认用标准输入输出，--http 用 HTTP。")
@click.option("--http", "over_http", is_flag=True, help="改用 HTTP，地址以 /mcp 结尾")
@click.option("--host", metavar="地址", help="与 --http 同用：监听的地址，默认只限本机")
@click.option(
    "--port", metavar="端口", type=click.IntRange(0, 65535), help="与 --http 同用，默认 7861"
)
def mcp(over_http: bool, host: str | None, port: int | None) -> None:
    """Serves until it is stopped. The server is named, not imported, as the screens are."""
    if not over_http and (host, port) != (None, None):
        raise BadInput("--host 和 --port 只与 --http 同用。请加上 --http，或去掉它们。")
    from rag.cli.running import listening

    named = "127.0.0.1" if host is None else host
    listener = listening(named, 7861 if port is None else port) if over_http else None
    from index.embed import embedder_for
    from rag.service import Service
    from rag.settings import settings

    chosen = settings()
    service = Service(chosen, embedder_for(chosen.embedding_model))
    server = importlib.import_module("web.tools.run")
    if listener is None:
        server.run_stdio(service)
    else:
        server.run_http(server.guarded_app(service, chosen, named), listener)


def main() -> None:
    """Runs the command; what goes wrong is one line on standard error and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(cli.main(standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as e:
        click.echo(e.ctx.get_help() if e.ctx else "")
    except click.UsageError as e:
        _fail(usage_error_text(e), 2)
    except (click.Abort, KeyboardInterrupt):
        _fail("已中断。", 130)
    except WenceError as e:
        _fail(str(e), e.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as e:
        _fail(f"读写失败（{e.strerror or e}）。请检查文件、权限和磁盘空间。", 1)
    except Exception as e:  # the outermost edge: never a traceback
        _fail(f"内部错误（{type(e).__name__}）：{e}。请把问题和这一行告诉维护者。", 1)


def _fail(message: str, code: int) -> None:
    click.echo(" ".join(message.split()), err=True)
    sys.exit(code)


def _checked(question: str | None) -> str:
    """Tells a bad question before anything is loaded."""
    from rag.question import checked

    return checked(question or "")


def _batch(source: Path, target: Path | None, row: "Callable[[Assistant, Row], Row]") -> None:
    place = check_files(source, target)
    assistant = open_all()
    count, errors = run_batch(source, place, lambda given: row(assistant, given))
    click.echo(f"{count} 行，{errors} 行有误；结果在 {target}。", err=True)
