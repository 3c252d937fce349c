"""Options that several verbs share. `--ledger` may stand before the verb or after it."""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from saksi.model import When

F = TypeVar("F", bound=Callable[..., Any])


def _keep_ledger(ctx: click.Context, _parameter: click.Parameter, named: str | None) -> None:
    if named is not None:
        ctx.find_root().ensure_object(dict)["ledger"] = named


def ledger_option(function: F) -> F:
    """`--ledger`, kept in the context for `opening`; the one nearest to the verb's arguments wins."""
    return click.option(
        "--ledger",
        metavar="LEDGER",
        expose_value=False,
        callback=_keep_ledger,
        help="The ledger: a file, or postgresql://NAME@HOST/DATABASE; else SAKSI_LEDGER, "
        "else a file in your data directory.",
    )(function)


def json_option(function: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(function)


def csv_option(function: F) -> F:
    """`--csv`."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print CSV for spreadsheets and statistics.")(function)


def refuse_both(**asked: bool) -> None:
    """Raise UsageError where more than one form of an answer was asked for; `asked` by the names of parameters."""
    forms = [f"--{name.removeprefix('as_')}" for name, is_asked in asked.items() if is_asked]
    if len(forms) > 1:
        raise click.UsageError(f"choose one of {' and '.join(forms)}")


def proxy_option(function: F) -> F:
    """`--proxy`: through what the web is asked; the one that the environment names for Saksi counts, and no other."""
    return click.option(
        "--proxy",
        envvar="SAKSI_PROXY",
        metavar="PROXY",
        help="Ask through this SOCKS proxy, such as Tor: socks5h://127.0.0.1:9050; else SAKSI_PROXY; else directly.",
    )(function)


def new_option(function: F) -> F:
    """`--new`: where a passphrase lies that is being set."""
    return click.option(
        "--new",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A file that holds the new passphrase; else it is asked for.",
    )(function)


def sheet_option(function: F) -> F:
    """`--sheet`: where a recovery key lies."""
    return click.option(
        "--sheet",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A file that holds the recovery key, or its whole sheet; else it is asked for.",
    )(function)


def view_options(function: F) -> F:
    """`--as-of`, `--trust` and `--audience`: through which window the ledger is read."""
    as_of = click.option(
        "--as-of", type=Instant(), help="What was recorded by then: 2020-01-31 (its end, UTC) or 2020-01-31T12:00Z."
    )
    return as_of(trust_option(audience_option(function)))


def audience_option(function: F) -> F:
    """`--audience`: who reads."""
    return click.option(
        "--audience",
        default="office",
        show_default=True,
        help="Who reads: public, office, or a scope of the office by name, such as witness.",
    )(function)


def trust_option(function: F) -> F:
    """`--trust`: whose statements count."""
    return click.option(
        "--trust",
        type=click.Choice(["reviewed", "drafts"]),
        default="drafts",
        show_default=True,
        help="Statements that a person has reviewed, or drafts too (marked and counted apart).",
    )(function)


def on_option(function: F) -> F:
    """`--on`: the day asked about."""
    return click.option("--on", type=Day(), help="The day asked about, such as 2019-12-27; else today (UTC).")(function)


def published_option(function: F) -> F:
    """`--published`: the date of publication where the page does not show it."""
    return click.option(
        "--published", type=Edtf(), help="When it was published, where the page does not say: 2019-12-27, 2019-12, …"
    )(function)


def password_option(function: F) -> F:
    """`--password`: asks for the password that opens a PDF; it is not kept."""
    return click.option(
        "--password",
        is_flag=True,
        callback=lambda _context, _parameter, is_asked: _ask_password() if is_asked else None,
        help="Ask for the password that opens a PDF.",
    )(function)


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("--password asks for it: run this in a terminal")
    return str(click.prompt("Password of the PDF", hide_input=True, err=True))


class Day(click.ParamType[date]):
    """A calendar day, written 2019-12-27."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day: write it as 2019-12-27", param, ctx)


class Instant(click.ParamType[datetime]):
    """An instant in UTC; a bare day means its last moment, so that the whole day counts."""

    name = "instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read an instant."""
        if isinstance(value, datetime):
            return value
        text = str(value)
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{value!r} is no instant: write 2020-01-31 or 2020-01-31T12:00Z", param, ctx)
        if len(text) == len("2020-01-31"):
            return instant.replace(hour=23, minute=59, second=59, microsecond=999999, tzinfo=UTC)
        if instant.tzinfo is None:
            self.fail(f"{value!r} does not say its time zone: add Z for UTC, or +07:00", param, ctx)
        return instant.astimezone(UTC)


class Edtf(click.ParamType["When"]):
    """A partial date."""

    name = "edtf"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> "When":
        """Read a partial date."""
        from saksi.model import BadValueError, When

        if isinstance(value, When):
            return value
        try:
            return When(str(value))
        except BadValueError as error:
            self.fail(str(error), param, ctx)
