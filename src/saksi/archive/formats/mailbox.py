"""An mbox (RFC 4155): mails one after another, each of which comes out as a document of its own, byte for byte.

What the mailbox itself says is only a list: who wrote, when, about what.
"""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from saksi.archive.position import Position, Step
from saksi.model import Span

from . import mail
from .told import Part, Piece, RefusedError, Told

MOST_MAILS = 2_000
_MOST_HEADERS = 100_000
# a mail begins after a blank line, with the line that the postman wrote and a header below it
_START = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{3,300}\n(?=[!-9;-~]{1,70}:[ \t])")


def prepare() -> None:
    """Import what is imported late, before the box is sealed."""
    mail.prepare()


def read(data: bytes) -> Iterator[Told]:
    """The list of mails, and each mail as a part. Raises RefusedError."""
    starts = list(_START.finditer(data))
    if not starts or starts[0].start() != 0:
        raise RefusedError("broken")
    if len(starts) > MOST_MAILS:
        raise RefusedError("parts")
    ends = [*(found.start() for found in starts[1:]), len(data)]
    headers = BytesParser(policy=policy.default)
    for number, (found, end) in enumerate(zip(starts, ends, strict=True), start=1):
        message = headers.parsebytes(data[found.end() : min(end, found.end() + _MOST_HEADERS)], headersonly=True)
        path: tuple[Step, ...] = (("message", number),)
        if isinstance(message, EmailMessage):
            words = " · ".join(filter(None, (mail.header(message, name) for name in ("Date", "From", "Subject"))))[
                :1_000
            ]
            words = words or "(a mail that says nothing of itself)"
            positions = (Position(span=Span(start=0, end=len(words)), path=path),)
            yield Piece(words=words, kind="furniture", positions=positions)
        yield Part(name=f"{number}.eml", path=path, start=found.end(), end=end)
