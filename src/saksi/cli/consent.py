"""`saksi consent`: what people allow to be done with what they told."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .note import split_uses
from .opening import open_existing
from .options import Day, audience_option, json_option, ledger_option
from .output import print_json, say
from .window import today, view_for

if TYPE_CHECKING:
    from saksi.acts import Permit, Terms
    from saksi.model import JsonObject

_NO_END = "9999-12-31"


@click.command(
    epilog="Examples: saksi consent · saksi consent 1f0c2a --withdraw · saksi consent 1f0c2a --uses archive,share"
)
@click.argument("document", required=False, metavar="[DOCUMENT]")
@click.option("--withdraw", "is_withdrawn", is_flag=True, help="They allow nothing any more.")
@click.option("--uses", metavar="USE[,USE]", help="What they allow now: archive, share, publish; else as before.")
@click.option("--until", type=Day(), help=f"The last day on which they allow it, {_NO_END} for no end; else as before.")
@click.option("--scope", metavar="NAME", help="Who in the office may read it, office for all of it; else as before.")
@click.option("--basis", metavar="TEXT", help="How they said so: write no name into it.")
@audience_option
@ledger_option
@json_option
def consent(
    document: str | None,
    is_withdrawn: bool,
    uses: str | None,
    until: date | None,
    scope: str | None,
    basis: str | None,
    audience: str,
    as_json: bool,
) -> None:
    """List what people told, with what they allow; what ends within 30 days comes first. With DOCUMENT, one of them.

    Mail and what came with it are listed too: neither was published by being sent.

    DOCUMENT is the first digits of its hash, as the list and the name of its witness have them. What is changed or
    withdrawn is signed, and counts at once: the next answer, proof or bundle goes by it. What left before stays out.
    """
    from saksi.acts import find_testimony, permits, set_consent, withdraw

    changes = any(each is not None for each in (uses, until, scope))
    if (changes or is_withdrawn) and document is None:
        raise click.UsageError("name the document: `saksi consent` lists them")
    if changes and is_withdrawn:
        raise click.UsageError("either it is withdrawn, or something is still allowed: leave out one")
    view, now = view_for(audience), datetime.now(UTC)
    with open_existing() as ledger:
        if document is None:
            found = permits(ledger, view, today())
        else:
            permit = find_testimony(ledger, document.lower(), view)
            if is_withdrawn:
                permit = withdraw(ledger, permit, basis=basis, recorded_at=now)
            elif changes:
                permit = set_consent(ledger, permit, _terms(permit, uses, until, scope, basis), recorded_at=now)
            found = [permit]
        captures = ledger.seen_of(ledger.ids_about([each.document for each in found], "capture"), view)
        names = {each.fields.get("document"): each.fields["name"] for each in captures if "name" in each.fields}
    if as_json:
        print_json({"on": today().isoformat(), "testimony": [_row(each, today()) for each in found]})
        return
    for each in found:
        name = names.get(each.document)
        say(_line(each, today()) + (f" · {name}" if name is not None else ""))
    if not found:
        say("no testimony that this audience sees")


def _terms(permit: "Permit", uses: str | None, until: date | None, scope: str | None, basis: str | None) -> "Terms":
    """What is allowed now: as before, but for what is said anew."""
    from saksi.acts import Terms

    before = permit.consent
    if uses is None and (before is None or before.withdrawn):
        raise click.UsageError("nothing is allowed as it stands: say with --uses what is")
    ends = None if before is None or before.until in ("", _NO_END) else date.fromisoformat(before.until)
    last = ends if until is None else until
    return Terms(
        uses=before.uses if uses is None and before is not None else split_uses(uses or ""),
        until=None if last is not None and last.isoformat() == _NO_END else last,
        scope=scope or ("office" if before is None else before.scope),
        basis=basis,
    )


def _line(permit: "Permit", on: date) -> str:
    consent = permit.consent
    if consent is None:
        return f"{permit.document[:12]}  no consent on record: it leaves for nobody"
    if consent.withdrawn:
        return f"{permit.document[:12]}  withdrawn {consent.recorded_at:%Y-%m-%d}: it leaves for nobody"
    parts = [", ".join(consent.uses) or "nothing", *_end(permit, on)]
    parts += [f"scope {consent.scope}"] if consent.scope != "office" else []
    return f"{permit.document[:12]}  {' · '.join(parts)}"


def _end(permit: "Permit", on: date) -> list[str]:
    until = "" if permit.consent is None else permit.consent.until
    if until == _NO_END:
        return []
    if permit.is_over(on):
        return [f"ended {until}: ask anew, or erase it"]
    left = (date.fromisoformat(until) - on).days
    return [f"until {until}" + (f", {counted(left, 'day')} left" if permit.ends_soon(on) else "")]


def _row(permit: "Permit", on: date) -> "JsonObject":
    consent = permit.consent
    row: JsonObject = {"document": permit.document, "over": permit.is_over(on), "ends_soon": permit.ends_soon(on)}
    if consent is None:
        return row
    ends: JsonObject = {} if consent.until == _NO_END else {"until": consent.until}
    basis: JsonObject = {} if consent.basis is None else {"basis": consent.basis}
    told: JsonObject = {"entry": consent.id, "uses": [*consent.uses], "scope": consent.scope}
    return {**row, **told, "withdrawn": consent.withdrawn, **ends, **basis}
