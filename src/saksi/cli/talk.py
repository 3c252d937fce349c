"""A talk with a reviewer: questions and answers in one stream, so that a transcript reads right."""

import shutil
import sys
import textwrap
from collections.abc import Collection
from dataclasses import dataclass

import click

_MARGIN = "      "
_WIDEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Asks on stdout, or aside on stderr where stdout carries JSON. Answers come from a terminal or line by line."""

    aside: bool = False

    def say(self, line: str) -> None:
        """Say something, wrapped and set in under the draft that it is about."""
        width = min(shutil.get_terminal_size().columns, _WIDEST)
        wrapped = textwrap.fill(line, width, initial_indent=_MARGIN, subsequent_indent=_MARGIN)
        click.echo(wrapped, err=self.aside)

    def line(self, question: str) -> str:
        """The answer to a question, without its blanks. Raises EOFError where there is no more to read."""
        click.echo(f"{_MARGIN}{question}: ", nl=False, err=self.aside)
        line = sys.stdin.readline()
        if not _is_terminal() or not line:
            # a terminal has shown what was typed; a transcript must
            click.echo(line.strip(), err=self.aside)
        if not line:
            raise EOFError
        return line.strip()

    def key(self, question: str, keys: Collection[str]) -> str | None:
        """One of these keys, pressed, or alone on a line; None for anything else. Raises EOFError as `line` does."""
        if not _is_terminal():
            return _known(self.line(question), keys)
        click.echo(f"{_MARGIN}{question}: ", nl=False, err=self.aside)
        pressed = ""
        try:
            pressed = click.getchar()
        finally:
            click.echo(pressed if pressed.isprintable() else "", err=self.aside)
        return _known(pressed, keys)


def _known(typed: str, keys: Collection[str]) -> str | None:
    return typed.lower() if typed.lower() in keys else None


def _is_terminal() -> bool:
    return sys.stdin.isatty()
