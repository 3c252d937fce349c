"""Places for people: name in both scripts, where it is, and why it is this one."""

from collections.abc import Sequence

from saksi.resolve import Likeness, Place

from .screen import Screen, plain


def print_places(found: Sequence[tuple[Place, Likeness]]) -> None:
    """Print the places, the likest first."""
    screen = Screen()
    for place, likeness in found:
        screen.line(" · ".join(plain(each) for each in place.spellings), style="bold")
        known = [plain(each) for each in (place.kind, place.country, place.id) if each]
        if place.latitude is not None and place.longitude is not None:
            known.append(
                f"{abs(place.latitude)}° {'NS'[place.latitude < 0]} {abs(place.longitude)}° {'EW'[place.longitude < 0]}"
            )
        screen.line(", ".join(known), indent=2)
        screen.item("why", "; ".join(likeness.reasons), indent=2, width=5)
