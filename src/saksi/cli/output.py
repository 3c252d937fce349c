"""JSON on stdout, and remarks on stderr."""

import json
import sys

import click


def print_json(value: object) -> None:
    """Print one JSON value, indented, with letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def remark(line: str) -> None:
    """Say something to the person that is no part of the answer."""
    click.echo(f"saksi: {line}", err=True)


def is_watched() -> bool:
    """Whether a person sees stderr: progress is for people."""
    return sys.stderr.isatty()
