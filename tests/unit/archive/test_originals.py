import hashlib
import hmac
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.archive.originals import Folder, Originals
from saksi.model import LedgerError, TamperError

NAME_KEY = b"TEST KEY ONLY, NEVER A REAL ONE!"
PAGE = b"Test page of an invented newspaper"


@pytest.fixture
def originals(tmp_path):
    return Originals(Folder(tmp_path / "originals"), NAME_KEY)


def files(originals):
    return [file for file in originals._shelf._path.rglob("*") if file.is_file()]


@given(st.binary(max_size=400))
def test_what_was_kept_comes_back(tmp_path_factory, data):
    originals = Originals(Folder(tmp_path_factory.mktemp("o")), NAME_KEY)
    kept = originals.keep(data)
    assert kept.sha256 == hashlib.sha256(data).hexdigest()
    assert originals.open(kept.sha256, kept.item_key) == data


def test_name_and_bytes_on_disk_say_nothing(originals):
    kept = originals.keep(PAGE)
    (file,) = files(originals)
    name = hmac.new(NAME_KEY, bytes.fromhex(kept.sha256) + kept.item_key, hashlib.sha256).hexdigest()
    assert file.relative_to(originals._shelf._path).parts == (name[:2], name)
    assert PAGE not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_keeping_again_under_the_known_key_writes_nothing(originals):
    kept = originals.keep(PAGE)
    before = files(originals)[0].stat()
    assert originals.keep(PAGE, kept.item_key) == kept
    assert len(files(originals)) == 1
    assert files(originals)[0].stat().st_mtime_ns == before.st_mtime_ns


def test_keeping_again_under_another_key_leaves_the_first_readable(originals):
    first, second = originals.keep(PAGE), originals.keep(PAGE)
    assert originals.open(first.sha256, first.item_key) == originals.open(second.sha256, second.item_key) == PAGE


def test_keeping_again_mends_a_damaged_file(originals):
    kept = originals.keep(PAGE)
    files(originals)[0].write_bytes(b"damaged")
    originals.keep(PAGE, kept.item_key)
    assert originals.open(kept.sha256, kept.item_key) == PAGE


@pytest.mark.parametrize("place", range(0, 40 + len(PAGE), 7))
def test_any_changed_byte_is_found(originals, place):
    kept = originals.keep(PAGE)
    (file,) = files(originals)
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    with pytest.raises(TamperError, match="was changed"):
        originals.open(kept.sha256, kept.item_key)


@pytest.mark.parametrize("length", [0, 10, 39, 41])
def test_a_shortened_file_is_found(originals, length):
    kept = originals.keep(PAGE)
    (file,) = files(originals)
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(TamperError, match="was changed"):
        originals.open(kept.sha256, kept.item_key)


def test_a_lost_file_is_said(originals):
    kept = originals.keep(PAGE)
    files(originals)[0].unlink()
    with pytest.raises(TamperError, match="is gone"):
        originals.open(kept.sha256, kept.item_key)


def test_another_document_under_its_name_is_found(originals):
    kept = originals.keep(PAGE)
    other = originals.keep(b"another page", kept.item_key)
    folder = originals._shelf._path
    (folder / originals.place(other.sha256, other.item_key)).replace(
        folder / originals.place(kept.sha256, kept.item_key)
    )
    with pytest.raises(TamperError, match="another document"):
        originals.open(kept.sha256, kept.item_key)


def test_a_full_disk_is_said_and_nothing_is_half_written(originals, monkeypatch):
    originals.keep(PAGE)

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LedgerError, match="No space left"):
        originals.keep(b"another page")
    assert len(files(originals)) == 1
