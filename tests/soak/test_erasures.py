"""The trial of erasing at a size of seconds, and that it sees what is not erased."""

import shutil

import pytest
from soak import erasures
from soak.plain import pages_of

from saksi.ledger import _store, open_ledger
from saksi.ledger.keys import read_key

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl, to decrypt pages")


def test_what_was_erased_is_in_no_byte_of_any_file_and_every_proof_holds():
    looked, wrongs = erasures.run(12)
    assert looked > 100
    assert wrongs == []


def test_what_is_deleted_and_not_wiped_is_seen():
    assert any("that were erased are in the pages" in wrong for wrong in erasures.run(2, careless=True)[1])


def test_the_pages_are_those_that_the_database_reads(tmp_path):
    path = tmp_path / "ledger"
    with open_ledger(path, None, create=True) as ledger, ledger._writes() as connection:
        _store.put_secret(connection, "TEST secret", b"TEST secret of no value")
    pages = pages_of(path, read_key(path, None))
    assert len(pages) > 4096
    assert b"TEST secret of no value" in pages
    assert b"CREATE TABLE entry" in pages
