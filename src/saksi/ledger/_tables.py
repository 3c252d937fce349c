"""The tables of the ledger. They only grow, but for what is erased: triggers guard that against mistakes.

Written for SQLite and PostgreSQL alike; STRICT and WITHOUT ROWID are SQLite's own.
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

metadata = MetaData()

entry = Table(
    "entry",
    metadata,
    Column("id", Text, CheckConstraint("length(id) = 64"), primary_key=True),
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
    Column("entry", Text, ForeignKey("entry.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    # canonical JSON; NULL is an absent field, never a JSON null
    Column("value", LargeBinary),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
arrival = Table(
    "arrival",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("entry", Text, ForeignKey("entry.id"), nullable=False, unique=True),
    Column("arrived_at", Text, nullable=False),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)
# one row for each state of the log that was acknowledged: its size, its root, and what it takes to grow it
log = Table(
    "log",
    metadata,
    Column("size", Integer, primary_key=True),
    Column("root", LargeBinary, nullable=False),
    Column("peaks", LargeBinary, nullable=False),
    sqlite_strict=True,
)
item_key = Table(
    "item_key",
    metadata,
    Column("document", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    sqlite_strict=True,
)
secret = Table(
    "secret",
    metadata,
    Column("name", Text, primary_key=True),
    Column("seed", LargeBinary, nullable=False),
    sqlite_strict=True,
)
# what erase entries name: a row here lets the row that it names be deleted, and keeps it from coming back
erased_opening = Table(
    "erased_opening",
    metadata,
    Column("entry", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("by", Text, ForeignKey("entry.id"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
erased_item = Table(
    "erased_item",
    metadata,
    Column("document", Text, primary_key=True),
    Column("by", Text, ForeignKey("entry.id"), nullable=False),
    sqlite_strict=True,
)
# originals and texts of which a partner let go: their keys may be deleted, and may come back with whoever else has them
released_item = Table(
    "released_item",
    metadata,
    Column("document", Text, primary_key=True),
    Column("by", Text, ForeignKey("entry.id"), nullable=False),
    sqlite_strict=True,
)
# entries that do not count yet: their signer is not known here, or was revoked, or one that they follow is missing
waiting = Table(
    "waiting",
    metadata,
    Column("id", Text, primary_key=True),
    Column("author", Text, nullable=False),
    Column("prev", Text),
    # as it came: canonical JSON
    Column("line", LargeBinary, nullable=False),
    sqlite_strict=True,
)
# the keys of originals and texts that came with a bundle and that no entry names yet
waiting_item = Table(
    "waiting_item",
    metadata,
    Column("document", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False),
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
    Column("entry", Text, primary_key=True),
    Column("document", Text, index=True),
    Column("target", Text),
    Column("prev", Text, index=True),
    Column("recorded_at", Text, nullable=False),
    sqlite_strict=True,
)
scope = Table(
    "scope",
    metadata,
    Column("document", Text, primary_key=True),
    Column("scope", Text, nullable=False),
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
Index("ix_entry_kind", entry.c.kind)
Index("ix_entry_author", entry.c.author)
Index("ix_waiting_author", waiting.c.author)

AUDIENCES = (belonging, scope)
WITNESSING = (seen_checkpoint, refused_checkpoint, cosigned_checkpoint, stamped_checkpoint)
GROWS_ONLY = (entry, arrival, log, secret, meta, erased_opening, erased_item, released_item, *WITNESSING)
#: Grow as well, but for what an erase entry names.
ERASABLE = (opening, item_key)
