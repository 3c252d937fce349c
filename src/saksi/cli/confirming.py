"""The question before what cannot be taken back: some digits are typed, enough to have looked."""

import re
import sys
from collections.abc import Callable, Iterable

import click


def confirm(lines: Iterable[str], question: str, fits: Callable[[str], bool], refusal: str) -> None:
    """Show `lines` and ask for digits. Raises ClickException with the refusal unless those typed fit."""
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on: --yes does it without asking")
    for line in lines:
        click.echo(line, err=True)
    if not fits(re.sub(r"\s", "", str(click.prompt(question, default="", show_default=False, err=True))).lower()):
        raise click.ClickException(refusal)


def begins(digits: str, least: int) -> Callable[[str], bool]:
    """Whether what was typed is the beginning of these digits, at least so much of it."""
    return lambda typed: len(typed) >= least and digits.startswith(typed)


def ends(digits: str, least: int) -> Callable[[str], bool]:
    """Whether what was typed is their end, at least so much of it."""
    return lambda typed: len(typed) >= least and digits.endswith(typed)
