"""The SQL by which an administrator makes the tables of a ledger on a server, what guards them, and who may do what."""

from collections.abc import Iterator

from sqlalchemy import Dialect, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from ._postgres import SCHEMA
from ._tables import (
    AUDIENCES,
    ERASABLE,
    GROWS_ONLY,
    metadata,
    of_server,
    original,
    remains,
    waiting,
    waiting_item,
    wrapped_key,
)

_DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call] # SQLAlchemy leaves it untyped
#: May read and add.
CLIENT = "saksi_client"
#: May also delete what erase entries name: for who began the ledger.
ERASER = "saksi_eraser"

_HEAD = f"""\
-- The tables of a Saksi ledger on PostgreSQL 14 or later. Run it once, in a database of the ledger's own, as a role
-- that may make schemas and roles; running it again changes nothing:
--     psql --dbname LEDGER --single-transaction --set ON_ERROR_STOP=1 --file postgresql.sql
-- Who works on the ledger gets a login in {CLIENT} (reads and adds), who began it one in {ERASER}.
"""
_TRIGGER = "CREATE OR REPLACE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
_FUNCTION = """\
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SET search_path = {schema}, pg_temp AS $$
BEGIN
{body}
END $$"""
_REFUSE = "RAISE EXCEPTION 'the ledger only grows';"
_ERASE_ENTRY = "SELECT FROM entry AS e WHERE e.id = NEW.\"by\" AND e.kind = 'erase'"
_NO_ENTRY = "RAISE EXCEPTION 'only an erase entry erases';"
_ROLE = """\
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN
        CREATE ROLE {role} NOLOGIN;
    END IF;
END $$"""


def administrator_sql() -> str:
    """All of it, for `psql`."""
    return _HEAD + "\n" + "".join(f"{statement};\n\n" for statement in (*tables_sql(), *_roles_sql()))


def tables_sql() -> Iterator[str]:
    """The schema, tables and triggers, for a role that may make them; the search path becomes the schema."""
    yield f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"
    yield f"SET LOCAL search_path = {SCHEMA}, pg_temp"
    for table in (*metadata.sorted_tables, *of_server.sorted_tables):
        yield str(CreateTable(table, if_not_exists=True).compile(dialect=_DIALECT)).strip()
        for index in sorted(table.indexes, key=lambda each: str(each.name)):
            yield str(CreateIndex(index, if_not_exists=True).compile(dialect=_DIALECT))
    yield _function("only_grows", _REFUSE)
    yield _function("needs_erase_entry", f"IF NOT EXISTS ({_ERASE_ENTRY}) THEN {_NO_ENTRY} END IF;", "RETURN NEW;")
    for table in (*GROWS_ONLY, wrapped_key):
        yield from _refusals(table, ("UPDATE", "DELETE"))
    for table in (*ERASABLE, original, remains):
        yield from _refusals(table, ("UPDATE",))
    for table in (waiting, waiting_item, *AUDIENCES):
        yield from _refusals(table, ())
    for guarded, condition in _ERASABLE.items():
        yield from _guards(guarded, condition)
    for guarded in ("erased_opening", "erased_item", "released_item"):
        yield _trigger(guarded, "needs_entry", "INSERT", "needs_erase_entry")


def _roles_sql() -> Iterator[str]:
    yield from (_ROLE.format(role=role) for role in (CLIENT, ERASER))
    yield f"REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC"
    yield f"GRANT {CLIENT} TO {ERASER}"
    yield f"GRANT USAGE ON SCHEMA {SCHEMA} TO {CLIENT}"
    yield f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {SCHEMA} TO {CLIENT}"
    erasable = ", ".join(table.name for table in (*ERASABLE, original, remains))
    yield f"GRANT DELETE ON {erasable} TO {ERASER}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {SCHEMA} TO {CLIENT}"
    # these follow from the entries alone, and `verify` compares them
    yield f"GRANT UPDATE, DELETE ON {', '.join(table.name for table in AUDIENCES)} TO {CLIENT}"
    # what came from other offices waits there, and leaves
    yield f"GRANT UPDATE, DELETE ON {waiting.name}, {waiting_item.name} TO {ERASER}"


# what a row that may be deleted must stand in, and, for what may not come back, the same for a new row
_ERASABLE = {
    "opening": "SELECT FROM erased_opening AS e WHERE e.entry = {row}.entry AND e.name = {row}.name",
    "item_key": "SELECT FROM erased_item AS e WHERE e.document = {row}.document",
    "original": "SELECT FROM remains AS r WHERE r.what = {row}.name",
}

# a row that stands there may be deleted, and may come back
_RELEASED = {"item_key": ("SELECT FROM released_item AS e WHERE e.document = {row}.document",)}


def _guards(table: str, condition: str) -> Iterator[str]:
    erased = " UNION ALL ".join(each.format(row="OLD") for each in (condition, *_RELEASED.get(table, ())))
    yield _function(f"{table}_refuses_delete", f"IF NOT EXISTS ({erased}) THEN {_REFUSE} END IF;", "RETURN OLD;")
    yield _trigger(table, "refuses_delete", "DELETE", f"{table}_refuses_delete")
    if table == "original":
        return
    known = condition.format(row="NEW")
    yield _function(f"{table}_stays_erased", f"IF EXISTS ({known}) THEN RETURN NULL; END IF;", "RETURN NEW;")
    yield _trigger(table, "stays_erased", "INSERT", f"{table}_stays_erased")


def _refusals(table: Table, acts: tuple[str, ...]) -> Iterator[str]:
    for act in acts:
        yield _trigger(table.name, f"refuses_{act.lower()}", act, "only_grows")
    yield _trigger(table.name, "refuses_truncate", "TRUNCATE", "only_grows", each="STATEMENT")


def _trigger(table: str, what: str, act: str, function: str, *, each: str = "ROW") -> str:
    return _TRIGGER.format(name=f"{table}_{what}", act=act, table=table, each=each, function=function)


def _function(name: str, *lines: str) -> str:
    return _FUNCTION.format(name=name, schema=SCHEMA, body="\n".join(f"    {line}" for line in lines))
