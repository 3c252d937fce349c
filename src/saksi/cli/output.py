"""JSON on stdout, lines for people, and remarks on stderr."""

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable

import click

#: As for pages: wider lines are hard to read.
_WIDEST = 100


def print_json(value: object) -> None:
    """Print one JSON value, indented, with letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_list(name: str, values: Iterable[object]) -> None:
    """Print one JSON object that holds one list, as `print_json` does, with each value as soon as it is there."""
    lead = f'{{\n  "{name}": ['
    begun = False
    for value in values:
        told = json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\n    ")
        click.echo(f"{',' if begun else lead}\n    {told}", nl=False)
        begun = True
    click.echo("\n  ]\n}" if begun else f"{lead}]\n}}")


def say(line: str) -> None:
    """Print a line of the answer, wrapped between words."""
    click.echo(_wrapped(line, "  "))


def remark(line: str) -> None:
    """Say something to the person that is no part of the answer, wrapped between words."""
    click.echo(_wrapped(f"saksi: {line}", "       "), err=True)


def refuse(line: str) -> None:
    """Say why a command fails: one line for programs, wrapped for people."""
    if is_watched():
        remark(line)
    else:
        click.echo(f"saksi: {line}", err=True)


def is_watched() -> bool:
    """Whether a person sees stderr: progress is for people."""
    return sys.stderr.isatty()


def _wrapped(line: str, indent: str) -> str:
    from .failure import one_line

    # names of files stay whole, so that they can be copied; what strangers put into them never acts on a terminal
    return textwrap.fill(
        one_line(line),
        min(shutil.get_terminal_size().columns, _WIDEST),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
