"""`saksi keys admit`, `saksi keys role`, `saksi keys revoke`: say whose entries count."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .agreement import counted
from .confirming import begins, confirm, ends
from .files import read_bytes
from .opening import open_existing
from .options import json_option, ledger_option
from .output import print_json, say

if TYPE_CHECKING:
    from saksi.acts import Changed, Revocation
    from saksi.ledger import Card, Ledger

#: So many digits are typed to confirm.
_TYPED = 4


@click.command(
    short_help="Let an office's entries count, or a colleague's.",
    epilog="Examples: saksi keys admit south.card · saksi keys admit - · saksi keys admit --person 8426…",
)
@click.argument("file", metavar="CARD|-", required=False)
@click.option("--person", metavar="KEY|CARD", help="A colleague who writes for this office: a key, or a ledger's card.")
@click.option("--yes", is_flag=True, help="Do not ask: the key was compared.")
@ledger_option
@json_option
def admit(file: str | None, person: str | None, yes: bool, as_json: bool) -> None:
    """Let the entries of the office of this CARD count, or those of a colleague's KEY.

    Whoever can put a key of their own on a card that you admit, writes in the name of that office: compare its
    fingerprint by voice or on paper. An office brings the keys that it admits; whom it calls its partners counts for
    nothing here. A person writes all but erasures, and admits nobody; from then on nothing is erased without another
    person's assent. With a colleague's card, bundles can be sealed to a ledger of their own. What waited comes in.
    """
    if (file is None) == (person is None):
        raise click.UsageError("name a card, or with --person a colleague's key")
    with open_existing() as ledger:
        if person is not None:
            card = _card(person) if Path(person).is_file() else None
            _admit_person(ledger, _key(person) if card is None else card.key, card, yes=yes, as_json=as_json)
        elif file is not None:
            _admit_office(ledger, _card(file), yes=yes, as_json=as_json)


def _admit_office(ledger: "Ledger", card: "Card", *, yes: bool, as_json: bool) -> None:
    from saksi.acts import admit_office, check_office

    known = check_office(ledger, card)
    if known is not None and (known.name, known.recipient) == (card.name, card.recipient):
        _tell_of_none(card.name, as_json=as_json)
        return
    if not yes:
        confirm(
            [
                f"the card of {card.name}",
                *_lines("key", card.key),
                *_lines("fingerprint", card.fingerprint),
                *([] if known is None else ["it is admitted already: this changes its name or where bundles go"]),
                "Ask the office itself, by voice or on paper, to read you the fingerprint of its own card.",
            ],
            f"Type the last {_TYPED} digits that it reads to admit",
            ends(card.fingerprint, _TYPED),
            "nothing was admitted: these are not the last digits of the card's fingerprint; if they are what the "
            "office reads, the card was changed on the way",
        )
    changed = admit_office(ledger, card, recorded_at=datetime.now(UTC))
    _tell(f"the office {card.name}, key {card.key[:12]}…", changed, {"key": card.key, "name": card.name}, as_json)


def _admit_person(ledger: "Ledger", key: str, card: "Card | None", *, yes: bool, as_json: bool) -> None:
    from saksi.acts import admit_person, check_person

    if check_person(ledger, key):
        _tell_of_none(f"{key[:12]}…", as_json=as_json)
        return
    # a card holds two keys, and its fingerprint is of both
    label, digits = ("key", key) if card is None else ("fingerprint", card.fingerprint)
    if not yes:
        confirm(
            [*_lines(label, digits), f"Ask the colleague, by voice or on paper, to read you their {label}."],
            f"Type the last {_TYPED} digits that they read to admit",
            ends(digits, _TYPED),
            f"nothing was admitted: these are not the last digits of the {label}",
        )
    changed = admit_person(ledger, key, recorded_at=datetime.now(UTC), card=card)
    _tell(f"the person with key {key[:12]}…", changed, {"key": key}, as_json)


@click.command(
    short_help="End what a key may do; what it wrote counts on.",
    epilog="Examples: saksi keys role 8426c4ff6852 none · saksi keys role 8426c4ff6852 none --yes",
)
@click.argument("key", metavar="KEY")
@click.argument("right", metavar="none", type=click.Choice(["none"]))
@click.option("--yes", is_flag=True, help="Do not ask.")
@ledger_option
@json_option
def role(key: str, right: str, yes: bool, as_json: bool) -> None:
    """End what the KEY that begins so may do: what it wrote so far counts on, nothing later does.

    For a colleague who leaves, or an office that you share no longer with. A right is only ever lowered, since what
    two offices know must not depend on which of two entries came first: who shall have more, or again, needs a new
    key. Nor does a person become a reader, whose earlier reviews would then have been beyond its right.
    """
    from saksi.acts import find_key, latest_of

    with open_existing() as ledger:
        found = find_key(ledger.trust(), _key(key))
        _revoke(ledger, found, latest_of(ledger, found), f"role {right}", yes=yes, as_json=as_json)


@click.command(
    short_help="Believe a key up to one entry, or not at all.",
    epilog="Examples: saksi keys revoke 8426c4ff6852 --last 1f0c2ab9d31e · saksi keys revoke 8426c4ff6852 --none",
)
@click.argument("key", metavar="KEY")
@click.option("--last", metavar="ID", help="The last entry of that key that is to be believed.")
@click.option("--none", "is_none", is_flag=True, help="Believe no entry of that key.")
@click.option("--reason", metavar="TEXT", help="Why, signed into the entry: write no name into it.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@ledger_option
@json_option
def revoke(key: str, last: str | None, is_none: bool, reason: str | None, yes: bool, as_json: bool) -> None:
    """Believe the KEY that begins so up to its entry ID, and no further. There is no way back.

    What was signed later stays in the ledger and in the proofs, and no answer rests on it; what the key admitted later
    counts no more either. The date that an entry claims says nothing: a thief chooses it.

    Where a partner's key was stolen, first ask the partner for `saksi keys rotate` and a bundle: with the new key in
    its place nothing else of the old one counts, here as everywhere. What is revoked can no longer be replaced.
    """
    from saksi.acts import find_key

    if (last is None) != is_none:
        raise click.UsageError("name the last entry that is to be believed with --last ID, or --none")
    with open_existing() as ledger:
        found = find_key(ledger.trust(), _key(key))
        _revoke(ledger, found, None if last is None else last.lower(), reason, yes=yes, as_json=as_json)


def _revoke(ledger: "Ledger", key: str, last: str | None, reason: str | None, *, yes: bool, as_json: bool) -> None:
    from saksi.acts import plan_revocation
    from saksi.acts import revoke as do

    plan = plan_revocation(ledger, key, last)
    if not yes:
        confirm(
            [*_lines("key", key), *_plan_lines(plan)],
            f"There is no way back. Type the first {_TYPED} digits of the key to revoke",
            begins(key, _TYPED),
            "nothing was revoked: what was typed is something else",
        )
    changed = do(ledger, plan, reason, recorded_at=datetime.now(UTC))
    if as_json:
        lost = [entry.id for entry in plan.lost]
        print_json({"key": key, **({} if plan.last is None else {"last": plan.last}), "lost": lost, "by": changed.id})
        return
    say(f"revoked: the key {key[:12]}… ({changed.id[:12]})")
    for line in _plan_lines(plan):
        say(line)
    say("next: hand each partner a bundle, and tell those whose partner it is: each office revokes for itself")


def _plan_lines(plan: "Revocation") -> list[str]:
    upto = "no entry of it is believed" if plan.last is None else f"it is believed up to its entry {plan.last[:12]}"
    whose = plan.ends and (plan.ends.name or f"{plan.ends.root[:12]}…")
    ends = (
        [] if whose is None else [f"{whose} can put no new key in its place here: it then needs a new ledger and card"]
    )
    if not plan.lost:
        return [f"{upto}; every entry that counts here counts on", *ends]
    others = len({entry.author for entry in plan.lost} - {plan.key})
    more = f", {counted(others, 'other key')} among their authors" if others else ""
    first, last = plan.lost[0].recorded_at, plan.lost[-1].recorded_at
    days = f"dated {first:%Y-%m-%d}" if first.date() == last.date() else f"dated {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    return [f"{upto}; no longer counting: {counted(len(plan.lost), 'entry')}, {days}{more}", *ends]


def _lines(label: str, digits: str) -> list[str]:
    """Digits as they are read aloud: in groups of four, eight groups on a line."""
    groups = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    rows = [" ".join(groups[start : start + 8]) for start in range(0, len(groups), 8)]
    return [f"{label if place == 0 else '':<13}{row}" for place, row in enumerate(rows)]


def _tell(whom: str, changed: "Changed", row: dict[str, str], as_json: bool) -> None:
    if as_json:
        print_json({**row, "by": changed.id, "let_in": changed.let_in})
        return
    say(f"admitted: {whom} ({changed.id[:12]})")
    say(f"out of quarantine: {counted(changed.let_in, 'entry')}" if changed.let_in else "nothing was waiting for it")


def _tell_of_none(whom: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"let_in": 0})
    else:
        say(f"nothing to do: {whom} is admitted already")


def _card(file: str) -> "Card":
    from saksi.ledger import read_card
    from saksi.model import BadInputError

    try:
        return read_card(read_bytes(file).decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInputError(f"{file} is no office card: it is not text in UTF-8") from None


def _key(text: str) -> str:
    """A key as it is read aloud or copied: blanks between its groups do not matter."""
    return re.sub(r"\s", "", text).lower().removeprefix("saksi/")
