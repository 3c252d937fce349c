-- The tables of a Saksi ledger on PostgreSQL 14 or later. Run it once, in a database of the ledger's own, as a role
-- that may make schemas and roles; running it again changes nothing:
--     psql --dbname LEDGER --single-transaction --set ON_ERROR_STOP=1 --file postgresql.sql
-- Who works on the ledger gets a login in saksi_client (reads and adds), who began it one in saksi_eraser.

CREATE SCHEMA IF NOT EXISTS saksi;

SET LOCAL search_path = saksi, pg_temp;

CREATE TABLE IF NOT EXISTS belonging (
	entry TEXT COLLATE "C" NOT NULL, 
	document TEXT, 
	target TEXT COLLATE "C", 
	prev TEXT COLLATE "C", 
	recorded_at TEXT NOT NULL, 
	PRIMARY KEY (entry)
);

CREATE INDEX IF NOT EXISTS ix_belonging_document ON belonging (document);

CREATE INDEX IF NOT EXISTS ix_belonging_prev ON belonging (prev);

CREATE TABLE IF NOT EXISTS cosigned_checkpoint (
	seq SERIAL NOT NULL, 
	witness TEXT NOT NULL, 
	note TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (note)
);

CREATE TABLE IF NOT EXISTS entry (
	id TEXT COLLATE "C" NOT NULL CHECK (length(id) = 64), 
	kind TEXT NOT NULL, 
	author TEXT NOT NULL, 
	head BYTEA NOT NULL, 
	signatures TEXT NOT NULL, 
	PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_entry_author ON entry (author);

CREATE INDEX IF NOT EXISTS ix_entry_kind ON entry (kind);

CREATE TABLE IF NOT EXISTS item_key (
	document TEXT NOT NULL, 
	key BYTEA NOT NULL, 
	PRIMARY KEY (document)
);

CREATE TABLE IF NOT EXISTS log (
	size INTEGER NOT NULL, 
	root BYTEA NOT NULL, 
	peaks BYTEA NOT NULL, 
	PRIMARY KEY (size)
);

CREATE TABLE IF NOT EXISTS meta (
	format TEXT NOT NULL, 
	PRIMARY KEY (format)
);

CREATE TABLE IF NOT EXISTS refused_checkpoint (
	seq SERIAL NOT NULL, 
	owner TEXT NOT NULL, 
	seen TEXT NOT NULL, 
	refused TEXT NOT NULL, 
	why TEXT NOT NULL, 
	refused_at TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (seen, refused)
);

CREATE TABLE IF NOT EXISTS remains (
	what TEXT NOT NULL, 
	PRIMARY KEY (what)
);

CREATE TABLE IF NOT EXISTS scope (
	document TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	share_until TEXT NOT NULL, 
	publish_until TEXT NOT NULL, 
	PRIMARY KEY (document)
);

CREATE TABLE IF NOT EXISTS secret (
	name TEXT NOT NULL, 
	seed BYTEA NOT NULL, 
	PRIMARY KEY (name)
);

CREATE TABLE IF NOT EXISTS seen_checkpoint (
	seq SERIAL NOT NULL, 
	owner TEXT NOT NULL, 
	note TEXT NOT NULL, 
	seen_at TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (note)
);

CREATE TABLE IF NOT EXISTS stamped_checkpoint (
	id TEXT NOT NULL, 
	note TEXT NOT NULL, 
	answer BYTEA NOT NULL, 
	certificates BYTEA NOT NULL, 
	PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS waiting (
	id TEXT COLLATE "C" NOT NULL, 
	kind TEXT NOT NULL, 
	author TEXT NOT NULL, 
	prev TEXT COLLATE "C", 
	line BYTEA NOT NULL, 
	PRIMARY KEY (id)
);

CREATE INDEX IF NOT EXISTS ix_waiting_author ON waiting (author);

CREATE TABLE IF NOT EXISTS waiting_item (
	document TEXT NOT NULL, 
	key BYTEA NOT NULL, 
	PRIMARY KEY (document)
);

CREATE TABLE IF NOT EXISTS arrival (
	seq INTEGER NOT NULL, 
	entry TEXT COLLATE "C" NOT NULL, 
	arrived_at TEXT NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (entry), 
	FOREIGN KEY(entry) REFERENCES entry (id)
);

CREATE TABLE IF NOT EXISTS erased_item (
	document TEXT NOT NULL, 
	by TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(by) REFERENCES entry (id)
);

CREATE TABLE IF NOT EXISTS erased_opening (
	entry TEXT COLLATE "C" NOT NULL, 
	name TEXT NOT NULL, 
	by TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (entry, name), 
	FOREIGN KEY(by) REFERENCES entry (id)
);

CREATE TABLE IF NOT EXISTS opening (
	entry TEXT COLLATE "C" NOT NULL, 
	name TEXT NOT NULL, 
	salt BYTEA NOT NULL, 
	value BYTEA, 
	PRIMARY KEY (entry, name), 
	FOREIGN KEY(entry) REFERENCES entry (id)
);

CREATE TABLE IF NOT EXISTS released_item (
	document TEXT NOT NULL, 
	by TEXT COLLATE "C" NOT NULL, 
	PRIMARY KEY (document), 
	FOREIGN KEY(by) REFERENCES entry (id)
);

CREATE TABLE IF NOT EXISTS original (
	name TEXT NOT NULL, 
	box BYTEA NOT NULL, 
	PRIMARY KEY (name)
);

CREATE TABLE IF NOT EXISTS wrapped_key (
	recipient TEXT NOT NULL, 
	box BYTEA NOT NULL, 
	PRIMARY KEY (recipient)
);

CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql SET search_path = saksi, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the ledger only grows';
END $$;

CREATE OR REPLACE FUNCTION needs_erase_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = saksi, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM entry AS e WHERE e.id = NEW."by" AND e.kind = 'erase') THEN RAISE EXCEPTION 'only an erase entry erases'; END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER entry_refuses_update BEFORE UPDATE ON entry FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER entry_refuses_delete BEFORE DELETE ON entry FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER entry_refuses_truncate BEFORE TRUNCATE ON entry FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER arrival_refuses_update BEFORE UPDATE ON arrival FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER arrival_refuses_delete BEFORE DELETE ON arrival FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER arrival_refuses_truncate BEFORE TRUNCATE ON arrival FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER log_refuses_update BEFORE UPDATE ON log FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER log_refuses_delete BEFORE DELETE ON log FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER log_refuses_truncate BEFORE TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER secret_refuses_update BEFORE UPDATE ON secret FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER secret_refuses_delete BEFORE DELETE ON secret FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER secret_refuses_truncate BEFORE TRUNCATE ON secret FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER meta_refuses_update BEFORE UPDATE ON meta FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER meta_refuses_delete BEFORE DELETE ON meta FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER meta_refuses_truncate BEFORE TRUNCATE ON meta FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER erased_opening_refuses_update BEFORE UPDATE ON erased_opening FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER erased_opening_refuses_delete BEFORE DELETE ON erased_opening FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER erased_opening_refuses_truncate BEFORE TRUNCATE ON erased_opening FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER erased_item_refuses_update BEFORE UPDATE ON erased_item FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER erased_item_refuses_delete BEFORE DELETE ON erased_item FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER erased_item_refuses_truncate BEFORE TRUNCATE ON erased_item FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER released_item_refuses_update BEFORE UPDATE ON released_item FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER released_item_refuses_delete BEFORE DELETE ON released_item FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER released_item_refuses_truncate BEFORE TRUNCATE ON released_item FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER seen_checkpoint_refuses_update BEFORE UPDATE ON seen_checkpoint FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER seen_checkpoint_refuses_delete BEFORE DELETE ON seen_checkpoint FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER seen_checkpoint_refuses_truncate BEFORE TRUNCATE ON seen_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER refused_checkpoint_refuses_update BEFORE UPDATE ON refused_checkpoint FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER refused_checkpoint_refuses_delete BEFORE DELETE ON refused_checkpoint FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER refused_checkpoint_refuses_truncate BEFORE TRUNCATE ON refused_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER cosigned_checkpoint_refuses_update BEFORE UPDATE ON cosigned_checkpoint FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER cosigned_checkpoint_refuses_delete BEFORE DELETE ON cosigned_checkpoint FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER cosigned_checkpoint_refuses_truncate BEFORE TRUNCATE ON cosigned_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER stamped_checkpoint_refuses_update BEFORE UPDATE ON stamped_checkpoint FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER stamped_checkpoint_refuses_delete BEFORE DELETE ON stamped_checkpoint FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER stamped_checkpoint_refuses_truncate BEFORE TRUNCATE ON stamped_checkpoint FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER wrapped_key_refuses_update BEFORE UPDATE ON wrapped_key FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER wrapped_key_refuses_delete BEFORE DELETE ON wrapped_key FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER wrapped_key_refuses_truncate BEFORE TRUNCATE ON wrapped_key FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER opening_refuses_update BEFORE UPDATE ON opening FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER opening_refuses_truncate BEFORE TRUNCATE ON opening FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER item_key_refuses_update BEFORE UPDATE ON item_key FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER item_key_refuses_truncate BEFORE TRUNCATE ON item_key FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER original_refuses_update BEFORE UPDATE ON original FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER original_refuses_truncate BEFORE TRUNCATE ON original FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER remains_refuses_update BEFORE UPDATE ON remains FOR EACH ROW EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER remains_refuses_truncate BEFORE TRUNCATE ON remains FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER waiting_refuses_truncate BEFORE TRUNCATE ON waiting FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER waiting_item_refuses_truncate BEFORE TRUNCATE ON waiting_item FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER belonging_refuses_truncate BEFORE TRUNCATE ON belonging FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE TRIGGER scope_refuses_truncate BEFORE TRUNCATE ON scope FOR EACH STATEMENT EXECUTE FUNCTION only_grows();

CREATE OR REPLACE FUNCTION opening_refuses_delete() RETURNS trigger LANGUAGE plpgsql SET search_path = saksi, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM erased_opening AS e WHERE e.entry = OLD.entry AND e.name = OLD.name) THEN RAISE EXCEPTION 'the ledger only grows'; END IF;
    RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER opening_refuses_delete BEFORE DELETE ON opening FOR EACH ROW EXECUTE FUNCTION opening_refuses_delete();

CREATE OR REPLACE FUNCTION opening_stays_erased() RETURNS trigger LANGUAGE plpgsql SET search_path = saksi, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM erased_opening AS e WHERE e.entry = NEW.entry AND e.name = NEW.name) THEN RETURN NULL; END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER opening_stays_erased BEFORE INSERT ON opening FOR EACH ROW EXECUTE FUNCTION opening_stays_erased();

CREATE OR REPLACE FUNCTION item_key_refuses_delete() RETURNS trigger LANGUAGE plpgsql SET search_path = saksi, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM erased_item AS e WHERE e.document = OLD.document UNION ALL SELECT FROM released_item AS e WHERE e.document = OLD.document) THEN RAISE EXCEPTION 'the ledger only grows'; END IF;
    RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER item_key_refuses_delete BEFORE DELETE ON item_key FOR EACH ROW EXECUTE FUNCTION item_key_refuses_delete();

CREATE OR REPLACE FUNCTION item_key_stays_erased() RETURNS trigger LANGUAGE plpgsql SET search_path = saksi, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM erased_item AS e WHERE e.document = NEW.document) THEN RETURN NULL; END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER item_key_stays_erased BEFORE INSERT ON item_key FOR EACH ROW EXECUTE FUNCTION item_key_stays_erased();

CREATE OR REPLACE FUNCTION original_refuses_delete() RETURNS trigger LANGUAGE plpgsql SET search_path = saksi, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM remains AS r WHERE r.what = OLD.name) THEN RAISE EXCEPTION 'the ledger only grows'; END IF;
    RETURN OLD;
END $$;

CREATE OR REPLACE TRIGGER original_refuses_delete BEFORE DELETE ON original FOR EACH ROW EXECUTE FUNCTION original_refuses_delete();

CREATE OR REPLACE TRIGGER erased_opening_needs_entry BEFORE INSERT ON erased_opening FOR EACH ROW EXECUTE FUNCTION needs_erase_entry();

CREATE OR REPLACE TRIGGER erased_item_needs_entry BEFORE INSERT ON erased_item FOR EACH ROW EXECUTE FUNCTION needs_erase_entry();

CREATE OR REPLACE TRIGGER released_item_needs_entry BEFORE INSERT ON released_item FOR EACH ROW EXECUTE FUNCTION needs_erase_entry();

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'saksi_client') THEN
        CREATE ROLE saksi_client NOLOGIN;
    END IF;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'saksi_eraser') THEN
        CREATE ROLE saksi_eraser NOLOGIN;
    END IF;
END $$;

REVOKE ALL ON SCHEMA saksi FROM PUBLIC;

GRANT saksi_client TO saksi_eraser;

GRANT USAGE ON SCHEMA saksi TO saksi_client;

GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA saksi TO saksi_client;

GRANT DELETE ON opening, item_key, original, remains TO saksi_eraser;

GRANT USAGE ON ALL SEQUENCES IN SCHEMA saksi TO saksi_client;

GRANT UPDATE, DELETE ON belonging, scope TO saksi_client;

GRANT UPDATE, DELETE ON waiting, waiting_item TO saksi_eraser;

