"""`saksi keys`: whose entries count here, and this office's own card and key."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from .opening import (
    current_passphrase,
    ledger_path,
    ledger_place,
    new_ledger_passphrase,
    open_existing,
    open_or_create,
)
from .options import json_option, ledger_option
from .output import print_json, remark, say
from .trusting import admit, revoke, role

if TYPE_CHECKING:
    from saksi.acts import KnownKey, KnownOffice
    from saksi.ledger import Card
    from saksi.model import JsonObject


@click.group(
    invoke_without_command=True,
    epilog="Examples: saksi keys · saksi keys --all · saksi keys card --name 'Desk North' > north.card · "
    "saksi keys admit south.card",
)
@click.option("--all", "is_all", is_flag=True, help="Each reader's key too, not only how many there are.")
@ledger_option
@json_option
@click.pass_context
def keys(context: click.Context, is_all: bool, as_json: bool) -> None:
    """Without a verb: list whose entries count here, this office's and its partners', key by key.

    A ledger makes its key when it is made: the first `saksi add` makes one, or `saksi keys card`. What a key may do
    is said in signed entries: admit, role and revoke add one, and none is ever taken back.
    """
    if context.invoked_subcommand is not None:
        return
    from saksi.acts import known_offices

    with open_existing() as ledger:
        offices = known_offices(ledger)
    if as_json:
        print_json({"offices": [_office_row(office, is_home=place == 0) for place, office in enumerate(offices)]})
        return
    from .pages.keys import print_keys

    print_keys(offices, is_all=is_all)


@keys.command(
    short_help="This office's card, by which another admits it.",
    epilog="Examples: saksi keys card --name 'Desk North' > north.card · saksi keys card --name North --json",
)
@click.option("--name", required=True, metavar="NAME", help="What other offices shall call this one.")
@ledger_option
@json_option
def card(name: str, as_json: bool) -> None:
    """Print this office's card, by which another office admits it; a ledger is made where there is none.

    On a team's server, of a colleague whom its ledger has not admitted yet: the colleague's card, with a key of their
    own that is made here.

    The card is no secret: send it as you like. What must not be changed on the way is compared: read the fingerprint
    to the other office over the telephone, or take it there on paper.
    """
    from saksi.acts import card as card_of
    from saksi.ledger import write_card

    path = ledger_path()
    is_new, made = not path.exists(), _colleague(name)
    if made is None:
        with open_or_create() as ledger:
            made = card_of(ledger, name)
        if is_new:
            remark(f"a new ledger was made at {path.absolute()}")
    else:
        remark("give this card to who began the ledger, who types: saksi keys admit --person FILE")
    if as_json:
        print_json({"name": made.name, "key": made.key, "recipient": made.recipient, "fingerprint": made.fingerprint})
        return
    click.echo(write_card(made), nl=False)
    remark("its fingerprint, to be compared by voice or on paper:")
    click.echo(f"       {grouped(made.fingerprint)}", err=True)


def _colleague(name: str) -> "Card | None":
    """The card of who works on a server whose ledger has not admitted them yet."""
    from saksi.acts import write_name
    from saksi.ledger import Card, Server, has_key, is_new

    place = ledger_place()
    if not isinstance(place, Server) or is_new(place):
        return None
    from saksi.ledger.team import identity_unless_admitted

    written = write_name(name)
    passphrase = current_passphrase(place.path) if has_key(place.path) else new_ledger_passphrase()
    person = identity_unless_admitted(place, passphrase)
    return None if person is None else Card(name=written, key=person.public_key, recipient=person.recipient)


@keys.command(
    short_help="A new key in the place of this ledger's own.",
    epilog="Examples: saksi keys rotate · saksi keys rotate --json",
)
@ledger_option
@json_option
def rotate(as_json: bool) -> None:
    """Put a new key in the place of this ledger's own; the old one signs that the new one follows it.

    Readers get new keys too, and the old ones count no further. Partners follow with the next bundle. What the old key
    signed before counts on: where it was stolen, revoke it next, naming the last entry that is yours.
    """
    from saksi.acts import rotate as put_new

    with open_existing() as ledger:
        old = ledger.trust().home.key
        changed = put_new(ledger, recorded_at=datetime.now(UTC))
        new = ledger.trust().home.key
    if as_json:
        print_json({"old": old, "new": new, "by": changed.id})
        return
    say(f"this ledger signs with the key {new[:12]}… now, in the place of {old[:12]}… ({changed.id[:12]})")
    say("next: hand each partner a bundle, so that it follows; keep backups of the ledger's files anew")
    say(f"was the old key stolen? saksi keys revoke {old[:12]} --last ID, the last entry that is yours")


def grouped(digits: str) -> str:
    """Digits in groups of four, as they are read aloud."""
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _office_row(known: "KnownOffice", *, is_home: bool) -> "JsonObject":
    office = known.office
    row: JsonObject = {"home": is_home, "root": office.root, "key": office.key, "contested": office.contested}
    row |= {} if office.name is None else {"name": office.name}
    if known.card is not None:
        row |= {"recipient": known.card.recipient, "fingerprint": known.card.fingerprint}
    claims: list[JsonObject] = [{"key": claim.fields["key"], "by": claim.id} for claim in known.claims]
    return {**row, "claims": [*claims], "keys": [_key_row(key) for key in known.keys]}


def _key_row(key: "KnownKey") -> "JsonObject":
    right = key.right
    row: JsonObject = {"key": key.key, "role": "none" if right is None else right.role}
    if right is not None:
        row |= {"leads": right.leads, **({"versions": [*right.versions]} if right.versions else {})}
    if key.since is not None:
        row |= {"since": key.since.id, "since_recorded_at": key.since.recorded_at.isoformat()}
    row |= {} if key.next is None else {"replaced_by": key.next}
    limits: list[JsonObject] = [
        {"by": limit.id, **{name: limit.fields[name] for name in ("last", "reason") if name in limit.fields}}
        for limit in key.limits
    ]
    return {**row, "revoked": [*limits], "entries": {"count": key.counting, "do_not_count": key.beyond}}


keys.add_command(admit)
keys.add_command(role)
keys.add_command(revoke)
