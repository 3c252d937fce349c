"""Whose entries count, for people: office by office, key by key, in groups that can be read over the telephone."""

from collections.abc import Sequence

from saksi.acts import KnownKey, KnownOffice

from ..agreement import counted
from .screen import Screen

_FIELD = 13


def print_keys(offices: Sequence[KnownOffice], *, is_all: bool) -> None:
    """Print the home office and its partners."""
    screen = Screen()
    for place, known in enumerate(offices):
        if place == 0:
            screen.title("This office")
        else:
            screen.gap()
            screen.title(known.office.name or f"the office {known.office.root[:12]}…")
        _print_office(screen, known, is_all=is_all)
    if len(offices) == 1:
        screen.gap()
        screen.line("No other office is admitted: saksi keys admit CARD admits one.")


def _print_office(screen: Screen, known: KnownOffice, *, is_all: bool) -> None:
    if known.card is not None:
        screen.item("fingerprint", _rows(known.card.fingerprint)[0], width=_FIELD, indent=2)
    for key in [*known.leading, *(known.readers if is_all else ())]:
        for label, row in zip(("key", ""), _rows(key.key), strict=True):
            screen.item(label, row, width=_FIELD, indent=2)
        for line in _lines(key):
            screen.item("", line, width=_FIELD, indent=2)
    if known.readers and not is_all:
        written = sum(key.counting for key in known.readers)
        told = f"{counted(len(known.readers), 'key')}, {counted(written, 'entry')}; --all lists them"
        screen.item("readers", told, width=_FIELD, indent=2)
    if known.claims:
        keys = " and ".join(f"{str(claim.fields['key'])[:12]}… (by {claim.id[:12]})" for claim in known.claims)
        screen.item(
            "CONTESTED",
            f"{keys} claim to follow the last key, and none of them counts. Ask the office by voice which new key is "
            f"its own, then: saksi keys revoke {known.office.key[:12]} --last ID, the id beside that key",
            width=_FIELD,
            indent=2,
        )


def _lines(key: KnownKey) -> list[str]:
    since = "" if key.since is None else f" since {key.since.id[:12]}, {key.since.recorded_at:%Y-%m-%d}"
    lost = f", {key.beyond} do not count" if key.beyond else ""
    lines = [f"{_may(key)}{since}; {counted(key.counting + key.beyond, 'entry')}{lost}"]
    lines += [] if key.next is None else [f"replaced by {key.next[:12]}…"]
    for limit in key.limits:
        last = limit.fields.get("last")
        upto = "no entry of it counts" if last is None else f"it counts up to {str(last)[:12]}"
        reason = f" ({limit.fields['reason']})" if "reason" in limit.fields else ""
        lines.append(f"revoked on {limit.recorded_at:%Y-%m-%d} by {limit.id[:12]}: {upto}{reason}")
    return lines


def _may(key: KnownKey) -> str:
    if key.right is None:
        return "admitted by nothing that counts any more,"
    if key.right.role == "reader":
        return f"reader {key.right.reader or 'of no version'},"
    if not key.right.leads:
        return "person,"
    return "the office's own key," if key.next is None else "the office's own key once,"


def _rows(digits: str) -> list[str]:
    groups = [digits[start : start + 4] for start in range(0, len(digits), 4)]
    return [" ".join(groups[start : start + 8]) for start in range(0, len(groups), 8)]
