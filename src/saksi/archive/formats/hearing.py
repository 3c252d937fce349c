"""What every line from the box is held to: bounds, forms, and no text that is none. Raises ValueError elsewhere."""

import re

_MOST_NUMBER = 2**31
# what no text holds; each becomes one mark, so that offsets stay
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def hold(is_so: bool) -> None:
    """Go on only if it is so."""
    if not is_so:
        raise ValueError


def text(value: object, most: int) -> str:
    """A text of at most so many letters."""
    hold(isinstance(value, str) and len(value) <= most)
    return _NOT_TEXT.sub("\ufffd", str(value))


def matching(value: object, form: re.Pattern[str]) -> str:
    """A text that is wholly of this form."""
    found = text(value, 2_000)
    hold(form.fullmatch(found) is not None)
    return found


def number(value: object) -> int:
    """A count."""
    hold(type(value) is int and 0 <= value < _MOST_NUMBER)
    return int(str(value))


def signed(value: object) -> int:
    """A whole number, below zero too."""
    hold(type(value) is int and abs(value) < _MOST_NUMBER)
    return int(str(value))


def listed(value: object, most: int) -> list[object]:
    """A list of at most so many."""
    hold(isinstance(value, list))
    found: list[object] = list(value) if isinstance(value, list) else []
    hold(len(found) <= most)
    return found
