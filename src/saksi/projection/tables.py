"""The tables of the stored projections: an index of the entries, what documents tell, and the rows folded from it.

Everything here can be dropped and folded again. Instants are seconds since the year 1, days are ordinals; `since` is
the first instant of knowledge (the claimed `recorded_at`) at which a row holds, `until` the first at which it does not.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

#: Stands for no end.
OPEN = 2**62

metadata = MetaData()
# order as Python compares text, on every database
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")


def _span() -> tuple[Column[int], Column[int]]:
    return Column("since", BigInteger, nullable=False), Column("until", BigInteger, nullable=False)


# how far the ledger is folded in: its log, the number of the last entry, and the code that folded it
watermark = Table(
    "watermark",
    metadata,
    Column("size", BigInteger, primary_key=True),
    Column("root", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("code", Text, nullable=False),
)
author = Table(
    "author",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    # the newest of its entries, and how many it follows
    Column("last", Text, nullable=False),
    Column("place", BigInteger, nullable=False),
)
document = Table(
    "document",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
)
# every entry: where to read it again, what document it is of, how many of its author it follows, and whether it is
# seen by the office and counts
item = Table(
    "item",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("document", Integer),
    Column("author", Integer, nullable=False),
    Column("place", BigInteger, nullable=False),
    Column("standing", Integer, nullable=False),
    sqlite_with_rowid=False,
)
# the entries of other offices of which something is withheld, and how many openings of each were there
withheld = Table(
    "withheld",
    metadata,
    Column("id", Text, primary_key=True),
    Column("openings", Integer, nullable=False),
    sqlite_with_rowid=False,
)
# which review names which statement, as its target or as the replacement
review = Table(
    "review",
    metadata,
    Column("statement", Text, primary_key=True),
    Column("review", Text, primary_key=True),
    Column("part", Text, primary_key=True),
    sqlite_with_rowid=False,
)
# the names of persons that readings know, by the unit (the normal name) that they belong to
naming = Table(
    "naming",
    metadata,
    Column("document", Integer, nullable=False),
    Column("reading", Text, nullable=False),
    Column("ref", Text, nullable=False),
    Column("unit", _TEXT, nullable=False),
    Column("affiliation", Text),
    Column("reviewed", Boolean, nullable=False),
    *_span(),
    Column("body", LargeBinary, nullable=False),
)
# the spellings of bodies
spelling = Table(
    "spelling",
    metadata,
    Column("document", Integer, nullable=False),
    Column("key", _TEXT, nullable=False),
    Column("before", Integer, nullable=False),
    Column("full", _TEXT, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    *_span(),
)
# the statements of events; `vague_from`: from which day they tell of people neither named nor counted
saying = Table(
    "saying",
    metadata,
    Column("document", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    *_span(),
    Column("vague_from", Integer),
    Column("body", LargeBinary, nullable=False),
)
# how many statements are left out because something of them was erased, at each trust
erased = Table(
    "erased",
    metadata,
    Column("document", Integer, nullable=False),
    Column("drafts", Integer, nullable=False),
    Column("reviewed", Integer, nullable=False),
    *_span(),
)
# on which statements (of a person) or readings (of a crowd) a unit rests; `refs`: by which local names
link = Table(
    "link",
    metadata,
    Column("kind", Text, nullable=False),
    Column("unit", _TEXT, nullable=False),
    Column("document", Integer, nullable=False),
    Column("member", Text, nullable=False),
    Column("refs", Text, nullable=False),
)
# the days of a unit: from the first something may be known, from the last on nothing changes any more
days = Table(
    "days",
    metadata,
    Column("kind", Text, nullable=False),
    Column("unit", _TEXT, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    *_span(),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)
# the rows of a unit as they are from its last day on; the newest whole, earlier ones only to be found and counted by
row = Table(
    "row",
    metadata,
    Column("kind", Text, nullable=False),
    Column("unit", _TEXT, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    *_span(),
    Column("last", Integer, nullable=False),
    Column("name", _TEXT, nullable=False),
    Column("place", _TEXT, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("liberty", Text, nullable=False),
    Column("overdue", Boolean, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("body", LargeBinary),
)
Index("ix_item_document", item.c.document, item.c.seq)
Index("ix_item_author", item.c.author, item.c.standing, item.c.place, item.c.id)
Index("ix_review_review", review.c.review)
Index("ix_naming_unit", naming.c.unit)
Index("ix_naming_document", naming.c.document)
Index("ix_naming_reading", naming.c.reading)
Index("ix_naming_affiliation", naming.c.affiliation)
# whole: a body that stands in every other report has as many rows as there are reports, and none of them is looked up
Index(
    "ix_spelling_key",
    spelling.c.key, spelling.c.before, spelling.c.full, spelling.c.until, spelling.c.since, spelling.c.reviewed,
    spelling.c.document,
)  # fmt: skip
Index("ix_spelling_full", spelling.c.full)
Index("ix_spelling_document", spelling.c.document)
Index("ix_saying_id", saying.c.id)
Index("ix_saying_reading", saying.c.reading)
Index("ix_saying_document", saying.c.document)
Index("ix_saying_vague", saying.c.vague_from, saying.c.since, saying.c.until, saying.c.reviewed)
Index("ix_link_unit", link.c.kind, link.c.unit)
Index("ix_link_document", link.c.document)
Index("ix_days_unit", days.c.kind, days.c.unit, days.c.until)
Index("ix_days_last", days.c.reviewed, days.c.last, days.c.first, days.c.since, days.c.until)
# with its end, since a name that is told of often has many rows that no longer hold
Index("ix_row_unit", row.c.kind, row.c.unit, row.c.until)
_ORDER = (row.c.kind, row.c.reviewed, row.c.name, row.c.place, row.c.unit, row.c.nth)
_SHOWN = (row.c.since, row.c.until, row.c.last, row.c.liberty, row.c.overdue, row.c.disputed)
# what is asked most, the register as it is known now, has indexes of its own: no database can then take a longer one
_NOW, _PAST = row.c.until == OPEN, row.c.until < OPEN
Index("ix_row_past", *_ORDER, *_SHOWN, sqlite_where=_PAST, postgresql_where=_PAST)
Index("ix_row_now", *_ORDER, *_SHOWN, sqlite_where=_NOW, postgresql_where=_NOW)
Index(
    "ix_row_now_counts",
    # with its begin, by which an earlier instant is counted: without it each row is looked up
    row.c.kind, row.c.reviewed, row.c.last, row.c.liberty, row.c.overdue, row.c.disputed, row.c.since,
    sqlite_where=_NOW,
    postgresql_where=_NOW,
)  # fmt: skip
