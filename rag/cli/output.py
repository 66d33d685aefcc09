"""What every command needs to write its result."""

import json
import sys
from typing import Any

import click

AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序使用")


def print_json(value: Any) -> None:
    """Writes a value as JSON, Chinese as it is; indented for eyes, in one line for programs."""
    indent = 1 if sys.stdout.isatty() else None
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent))
