"""Click's own words in Chinese: help pages, and what was wrong with a command line."""

import unicodedata
from collections.abc import Iterable

import click

_HEADINGS = {"Options": "选项", "Commands": "命令"}


class ChineseFormatter(click.HelpFormatter):
    """Writes help with Chinese headings and columns that fit wide characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        words = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 ……")
        super().write_usage(prog, words, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        listed = list(rows)
        width = max(_width(term) for term, _ in listed) + col_spacing
        for term, text in listed:
            own = "显示帮助" if term == "--help" else text
            padding = " " * (width - _width(term))
            self.write(f"{' ' * self.current_indent}{term}{padding}{own}\n")


class ChineseContext(click.Context):
    """A context whose help is written by `ChineseFormatter`."""

    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command that speaks Chinese."""

    context_class = ChineseContext


class ChineseGroup(click.Group):
    """A group whose commands and groups speak Chinese too."""

    context_class = ChineseContext
    command_class = ChineseCommand
    group_class = type


def usage_error_text(error: click.UsageError) -> str:
    """One sentence on what was wrong with a command line and what to do."""
    command = error.ctx.command_path if error.ctx else "wence"
    return f"{_what(error)}。用 {command} --help 查看用法。"


def _what(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少{param.metavar or param.name}"
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{param.opts[-1]} 的值不能用{_expected(param.type)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 缺少值或用法不对"
        case _ if "extra argument" in error.message:
            return f"参数太多；{_instead(error)}"
        case _:
            return f"没有这样的命令或参数：{error.message.rstrip('.')}"


def _instead(error: click.UsageError) -> str:
    params = error.ctx.command.params if error.ctx else []
    if any("--text" in p.opts for p in params):
        return "介绍写在 --text 后面，有空格时请加引号"
    return "问题里有空格时请加引号"


def _expected(kind: object) -> str:
    if isinstance(kind, click.IntRange):
        return f"，应为 {kind.min} 到 {kind.max} 的整数"
    return ""


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
