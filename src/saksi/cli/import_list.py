"""`saksi import`: a list of people, read by a mapping, as signed statements; `--suggest` writes the mapping."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .files import read_bytes
from .imported import encode_import, tell_left_out, tell_what_was_done
from .opening import open_or_create
from .options import json_option, ledger_option, published_option
from .output import print_json, remark
from .progress import Progress

if TYPE_CHECKING:
    from saksi.acts import Import, ImportPlan
    from saksi.model import When


@click.command(
    "import",
    epilog="Examples: saksi import list.xlsx --suggest > list.toml · saksi import list.xlsx --mapping list.toml "
    "--preview · saksi import list.xlsx --mapping list.toml --published 2026-02-28 · saksi import march.xlsx "
    "--mapping list.toml --published 2026-03-31 --updates",
)
@click.argument("list_file", metavar="LIST")
@click.option("--mapping", "mapping_file", metavar="FILE", help="What each column holds: a TOML file, see --suggest.")
@click.option("--suggest", "is_suggested", is_flag=True, help="Print a mapping guessed from LIST, to be corrected.")
@click.option("--preview", "is_preview", is_flag=True, help="Print how the first ten rows are read; write nothing.")
@click.option("--updates", "is_update", is_flag=True, help="LIST is the next file of a list that is there already.")
@click.option("--accept", "is_accepted", is_flag=True, help="Sign them as reviewed, after a look at ten rows.")
@click.option("--yes", is_flag=True, help="With --accept: do not ask.")
@published_option
@ledger_option
@json_option
def import_(
    list_file: str,
    mapping_file: str | None,
    is_suggested: bool,
    is_preview: bool,
    is_update: bool,
    is_accepted: bool,
    yes: bool,
    published: "When | None",
    as_json: bool,
) -> None:
    """Keep LIST, a list of people in CSV or XLSX, and sign what its rows say into the ledger as drafts.

    Each statement stands on its cell. The mapping says which column holds what, and whose list it is; --published is
    the day of the list, on which everybody on it was held, where the mapping says so. Importing a list again adds
    nothing, and finishes what was broken off. With --updates a cell that changed takes the place of what it said
    before, and rows that are gone are told: nothing is assumed of them.

    A list stays in the office until `saksi consent` lets it out, unless its mapping says that others published it.
    """
    if is_suggested:
        _print_suggestion(list_file)
        return
    if mapping_file is None:
        raise click.UsageError(
            f"a mapping says what the columns hold: write one with saksi import {list_file} --suggest > list.toml, "
            "look at it, and name it with --mapping"
        )
    if is_accepted and not yes and not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on: --yes signs as reviewed without asking")
    from saksi.acts import read_list

    data, mapping_data = read_bytes(list_file), read_bytes(mapping_file)
    read = read_list(data, name=list_file, mapping_data=mapping_data, on=published)
    if is_preview:
        _print_preview(read, as_json=as_json)
        return
    _import(read, list_file, mapping_file, is_update=is_update, is_accepted=is_accepted, yes=yes, as_json=as_json)


def _import(
    read: "Import", list_file: str, mapping_file: str, *, is_update: bool, is_accepted: bool, yes: bool, as_json: bool
) -> None:
    from saksi.acts import import_list, on_record_already, plan_import

    with open_or_create() as ledger:
        plan = plan_import(ledger, read, is_update=is_update)
        if is_accepted and not yes and plan.renewal.told:
            _confirm(plan)
        with Progress("importing, statements:") as progress:
            done = import_list(
                ledger,
                plan,
                name=_base(list_file),
                mapping_name=_base(mapping_file),
                recorded_at=datetime.now(UTC),
                is_accepted=is_accepted,
                tell=progress.part,
            )
        came = frozenset(plan.renewal.came)
        names = [each.name for each in read.rows.rows if each.key in came]
        already = on_record_already(ledger, read.mapping.name, names) if done.is_new else None
    if as_json:
        print_json(encode_import(list_file, plan, done, already))
        return
    tell_what_was_done(list_file, plan, done, already)


def _print_suggestion(list_file: str) -> None:
    from saksi.archive import take_in_list
    from saksi.reading.lists import suggest

    taken = take_in_list(read_bytes(list_file), name=list_file)
    click.echo(suggest(taken.table, _base(list_file)), nl=False)
    if taken.source.is_guess:
        remark(f"{list_file}: not UTF-8; read as {taken.source.encoding}, which is a guess: look at the letters")


def _print_preview(read: "Import", *, as_json: bool) -> None:
    from .pages.lists import encode_preview, print_preview

    if as_json:
        print_json(encode_preview(read))
        return
    print_preview(read)
    tell_left_out(read)


def _confirm(plan: "ImportPlan") -> None:
    from .pages.lists import print_preview

    print_preview(plan.read)
    tell_left_out(plan.read)
    number = counted(len(plan.renewal.told), "statement")
    if not click.confirm(f"Sign {number} of this list as reviewed", default=False, err=True):
        raise click.ClickException("nothing was imported; without --accept they are drafts")


def _base(file: str) -> str:
    # as with `saksi add`: the folders of a user's disk are nobody's business
    return "standard input" if file == "-" else file.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
