"""The sheet of a recovery key, fit for paper."""

from collections.abc import Sequence
from datetime import date

import click

_IN_A_ROW = 4


def print_sheet(groups: Sequence[str], made: date, owner: str) -> None:
    """Print the sheet: what it is, the key in rows, whose ledger, what to do with it."""
    rows = [groups[at : at + _IN_A_ROW] for at in range(0, len(groups), _IN_A_ROW)]
    lines = [
        "SAKSI: RECOVERY KEY",
        "",
        *(f"    {'-'.join(row)}" for row in rows),
        "",
        f"made       {made}",
        f"ledger     {owner}",
        "",
        "Whoever has this sheet and the ledger, or a backup of it, can read all of it.",
        "Keep it on paper, in another place than the machine. Make no photograph.",
        "",
        "No letter is an O, an I, an L or a U. The last of each five checks the others:",
        "a mistyped group is named. To open the ledger after `saksi lock`, or where",
        "every passphrase is forgotten:",
        "",
        "    saksi unlock",
        "",
        "To bring the ledger back from a backup that was made while this sheet was good:",
        "",
        "    saksi restore FILE --ledger PATH",
        "",
        "A sheet made later voids this one for the ledger. Keep this one as long as a",
        "backup is kept that was made before.",
    ]
    for line in lines:
        click.echo(line)
