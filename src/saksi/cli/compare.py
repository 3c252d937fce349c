"""`saksi compare`: who came, went and changed between two lists, or between two days of one in the ledger."""

from typing import TYPE_CHECKING

import click

from .files import read_bytes
from .opening import open_existing
from .options import Day, json_option, ledger_option
from .output import print_json, remark

if TYPE_CHECKING:
    from saksi.resolve import Comparison


@click.command(
    epilog="Examples: saksi compare january.xlsx february.xlsx --mapping list.toml · saksi compare --list "
    "prison-visits 2026-01-31 2026-02-28"
)
@click.argument("before", metavar="OLD")
@click.argument("after", metavar="NEW")
@click.option("--mapping", "mapping_file", metavar="FILE", help="What the columns hold, of both: a TOML file.")
@click.option("--list", "list_name", metavar="NAME", help="OLD and NEW are days of this list of the ledger.")
@ledger_option
@json_option
def compare(before: str, after: str, mapping_file: str | None, list_name: str | None, as_json: bool) -> None:
    """Print who came, who went and who changed from the list OLD to the list NEW. Nothing is written.

    Rows are one where they have one number (the mapping's id), else where one name stands once in each list. Of the
    rest, those who may be one person under two spellings are shown apart, with the reasons: that is a question.
    """
    if (mapping_file is None) == (list_name is None):
        raise click.UsageError("name the mapping of two files with --mapping, or a list of the ledger with --list")
    found = _files(before, after, mapping_file) if mapping_file is not None else _days(before, after, str(list_name))
    from .pages.lists import encode_comparison, print_comparison

    if as_json:
        print_json(encode_comparison(found))
    else:
        print_comparison(found)


def _files(before: str, after: str, mapping_file: str) -> "Comparison":
    from saksi.acts import compare_files
    from saksi.reading.lists import read_mapping

    mapping = read_mapping(read_bytes(mapping_file))
    return compare_files(read_bytes(before), read_bytes(after), mapping, (before, after))


def _days(before: str, after: str, list_name: str) -> "Comparison":
    from saksi.acts import compare_days

    day = Day()
    with open_existing() as ledger:
        old_day, new_day = day.convert(before, None, None), day.convert(after, None, None)
        found, old, new = compare_days(ledger, list_name, old_day, new_day)
    if old.document == new.document:
        remark("on both days the same file of the list counts: nothing newer came between them")
    remark(f"from the list of {old.published or 'an unknown day'} to that of {new.published or 'an unknown day'}")
    return found
