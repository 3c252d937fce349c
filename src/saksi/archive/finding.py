"""Where in an original the words of a text stand, found by reading the original again."""

from saksi.model import BadInputError, Span

from .document import take_in
from .kinds import MAIL
from .position import Position

#: A longer scan is not recognised again for one place in it.
_PATIENCE = 30.0


def find_positions(data: bytes, text: str, span: Span) -> tuple[Position, ...]:
    """The places in the original `data` of the words at `span` of `text`, which was made of it.

    Empty where this version makes another text of these bytes: then only offsets in the text that was kept say where.
    """
    # a mail that shows only by its name that it is one
    for name in ("", MAIL.endings[0]):
        try:
            source = take_in(data, name=name, patience=_PATIENCE)
        except BadInputError:
            continue
        if source.text == text:
            return source.at(span)
    return ()
