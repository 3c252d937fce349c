"""`saksi alarms`: what somebody should look at today, each with its rule and the statements that it rests on."""

import re
from datetime import date, datetime, timedelta

import click

from .options import csv_option, json_option, ledger_option, on_option, refuse_both, view_options
from .output import print_json, remark
from .window import look, today

_LENGTH = re.compile(r"(\d{1,4})d?")


class Days(click.ParamType[timedelta]):
    """A number of days, written 7d or 7."""

    name = "days"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Read a number of days."""
        if isinstance(value, timedelta):
            return value
        match = _LENGTH.fullmatch(str(value))
        if match is None:
            self.fail(f"{value!r} is no number of days: write 7d", param, ctx)
        return timedelta(days=int(match[1]))


@click.command(
    epilog="Examples: saksi alarms · saksi alarms --on 2019-12-27 --within 14d · saksi alarms --law KH --json · "
    "saksi alarms --within 90d --ics > alarms.ics"
)
@on_option
@click.option("--within", type=Days(), default="7d", show_default=True, help="How near a limit is told beforehand.")
@click.option("--law", metavar="CODE", help="Judge all by this law, such as KH; else by the country of each custody.")
@view_options
@ledger_option
@click.option("--ics", "as_ics", is_flag=True, help="Print a calendar (RFC 5545), an entry for each day to keep.")
@csv_option
@json_option
def alarms(
    on: date | None,
    within: timedelta,
    law: str | None,
    as_of: datetime | None,
    trust: str,
    audience: str,
    as_ics: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Print who is overdue, who is past a limit of law or near it, whose trial day passed, of whom nothing is heard.

    A limit raises an alarm only where the source of its rule was read, and nobody disputes what it rests on; else it
    stands under "to check", with what is missing. Every reading that lawyers dispute is computed and named.

    With --ics the same days come as a calendar: taken in again, an entry takes the place of the one before.
    """
    refuse_both(as_ics=as_ics, as_csv=as_csv, as_json=as_json)
    from saksi.law import JURISDICTIONS, load_code
    from saksi.register import alarms as fold
    from saksi.register import encode_alarms

    codes = [load_code(each) for each in ([law.upper()] if law is not None else JURISDICTIONS)]
    seen, day = look(as_of, trust, audience), on or today()
    found = fold(seen.record, day, codes, within)
    if as_json:
        print_json({"on": day.isoformat(), "alarms": encode_alarms(found)})
        return
    if as_csv:
        from .sheets import ALARMS, alarm_sheet, print_sheet

        print_sheet(ALARMS, alarm_sheet(found, day))
        return
    if as_ics:
        from .calendar import encode_calendar

        click.echo(encode_calendar(found, day), nl=False)
        remark("a calendar holds names unsealed, and many programs send theirs to a server: --audience says whose eyes")
        return
    from .pages.alarms import print_alarms

    print_alarms(found, day)
