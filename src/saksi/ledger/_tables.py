"""The tables of the ledger. They only grow, but for what is erased: triggers guard that against mistakes.

Written for SQLite and PostgreSQL alike; STRICT and WITHOUT ROWID are SQLite's own. What is of a hidden type reaches a
server as ciphertext.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import TEXT

from ._hidden import Hidden, HiddenText, HiddenValue

metadata = MetaData()
#: What only a ledger on a server has besides.
of_server = MetaData()
# ids are looked for by how they begin: digits in the order of their bytes, whatever the server's language
_ID = Text().with_variant(TEXT(collation="C"), "postgresql")

entry = Table(
    "entry",
    metadata,
    Column("id", _ID, CheckConstraint("length(id) = 64"), primary_key=True),
    # kind and author stand in the head too, which alone is trusted: here they serve to find entries
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("signatures", Text, nullable=False),
    sqlite_strict=True,
)
opening = Table(
    "opening",
    metadata,
    Column("entry", _ID, ForeignKey("entry.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("salt", Hidden, nullable=False),
    # canonical JSON; NULL is an absent field, never a JSON null
    Column("value", HiddenValue),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
arrival = Table(
    "arrival",
    metadata,
    # the place in the log, from 1: numbers that a database gives leave gaps where something was taken back
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("entry", _ID, ForeignKey("entry.id"), nullable=False, unique=True),
    Column("arrived_at", Text, nullable=False),
    sqlite_strict=True,
)
# one row for each state of the log that was acknowledged: its size, its root, and what it takes to grow it
log = Table(
    "log",
    metadata,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("peaks", LargeBinary, nullable=False),
    sqlite_strict=True,
)
item_key = Table(
    "item_key",
    metadata,
    Column("document", HiddenText, primary_key=True),
    Column("key", Hidden, nullable=False),
    sqlite_strict=True,
)
secret = Table(
    "secret",
    metadata,
    Column("name", HiddenText, primary_key=True),
    Column("seed", Hidden, nullable=False),
    sqlite_strict=True,
)
# what erase entries name: a row here lets the row that it names be deleted, and keeps it from coming back
erased_opening = Table(
    "erased_opening",
    metadata,
    Column("entry", _ID, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("by", _ID, ForeignKey("entry.id"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
erased_item = Table(
    "erased_item",
    metadata,
    Column("document", HiddenText, primary_key=True),
    Column("by", _ID, ForeignKey("entry.id"), nullable=False),
    sqlite_strict=True,
)
# originals and texts of which a partner let go: their keys may be deleted, and may come back with whoever else has them
released_item = Table(
    "released_item",
    metadata,
    Column("document", HiddenText, primary_key=True),
    Column("by", _ID, ForeignKey("entry.id"), nullable=False),
    sqlite_strict=True,
)
# entries that do not count yet: their signer is not known here, or was revoked, or one that they follow is missing
waiting = Table(
    "waiting",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("prev", _ID),
    # as it came: canonical JSON
    Column("line", HiddenValue, nullable=False),
    sqlite_strict=True,
)
# the keys of originals and texts that came with a bundle and that no entry names yet
waiting_item = Table(
    "waiting_item",
    metadata,
    Column("document", HiddenText, primary_key=True),
    Column("key", Hidden, nullable=False),
    sqlite_strict=True,
)
# what an erasure that is committed has still to clear off the disk; rows go once it is done
remains = Table(
    "remains",
    metadata,
    Column("what", Text, primary_key=True),
    sqlite_strict=True,
)
# what this office has seen of the logs of others: the latest of each is what the next must grow from
seen_checkpoint = Table(
    "seen_checkpoint",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("note", Text, nullable=False, unique=True),
    Column("seen_at", Text, nullable=False),
    sqlite_strict=True,
)
# evidence: a checkpoint that does not follow the one that was seen of its log
refused_checkpoint = Table(
    "refused_checkpoint",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("refused", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("refused_at", Text, nullable=False),
    UniqueConstraint("seen", "refused"),
    sqlite_strict=True,
)
# checkpoints of this log that came back with the cosignature of a known office: one row for each cosignature
cosigned_checkpoint = Table(
    "cosigned_checkpoint",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("witness", Text, nullable=False),
    Column("note", Text, nullable=False, unique=True),
    sqlite_strict=True,
)
# checkpoints of this log with the answer of a timestamp authority and the certificates that it was trusted by
stamped_checkpoint = Table(
    "stamped_checkpoint",
    metadata,
    # the SHA-256 of the answer, which is too long for an index of PostgreSQL
    Column("id", Text, primary_key=True),
    Column("note", Text, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("certificates", LargeBinary, nullable=False),
    sqlite_strict=True,
)
# of what each entry is, and how far each document goes: they follow from the entries alone, and can be made again
belonging = Table(
    "belonging",
    metadata,
    Column("entry", _ID, primary_key=True),
    Column("document", HiddenText, index=True),
    Column("target", _ID),
    Column("prev", _ID, index=True),
    Column("recorded_at", Text, nullable=False),
    sqlite_strict=True,
)
scope = Table(
    "scope",
    metadata,
    Column("document", HiddenText, primary_key=True),
    Column("scope", HiddenText, nullable=False),
    # the last day, as text in ISO 8601; '' is never
    Column("share_until", Text, nullable=False),
    Column("publish_until", Text, nullable=False),
    sqlite_strict=True,
)
meta = Table(
    "meta",
    metadata,
    Column("format", Text, primary_key=True),
    sqlite_strict=True,
)
# originals and texts, each in a box of its own, under names that say nothing
original = Table(
    "original",
    of_server,
    Column("name", Text, primary_key=True),
    Column("box", LargeBinary, nullable=False),
)
# the data key for each person who may read, in a box that only that person's age identity opens
wrapped_key = Table(
    "wrapped_key",
    of_server,
    Column("recipient", Text, primary_key=True),
    Column("box", LargeBinary, nullable=False),
)
Index("ix_entry_kind", entry.c.kind)
Index("ix_entry_author", entry.c.author)
Index("ix_waiting_author", waiting.c.author)

AUDIENCES = (belonging, scope)
WITNESSING = (seen_checkpoint, refused_checkpoint, cosigned_checkpoint, stamped_checkpoint)
GROWS_ONLY = (entry, arrival, log, secret, meta, erased_opening, erased_item, released_item, *WITNESSING)
#: Grow as well, but for what an erase entry names.
ERASABLE = (opening, item_key)
