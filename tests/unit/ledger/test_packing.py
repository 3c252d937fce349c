"""Files go into one and come out the same; anything else is refused, and never leads out of its folder."""

import hashlib
import io
import tarfile

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.ledger import Part, packing, seal, unseal
from saksi.model import LedgerError, TamperError

PLACE = "ledger.originals/ab/" + "cd" * 32
OWN = pyrage.x25519.Identity.generate()


def sums(*parts):
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in parts).encode()


def tar(*parts, file_format=tarfile.GNU_FORMAT, mode=0o600):
    """An archive as anybody can write one, without its end."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=file_format) as archive:
        for name, data in parts:
            told = tarfile.TarInfo(name)
            told.size, told.mode = len(data), mode
            archive.addfile(told, io.BytesIO(data))
        end = archive.offset
    return out.getvalue()[:end]


def opened(tmp_path, archive):
    file = tmp_path / "file.age"
    file.write_bytes(pyrage.encrypt(archive, [OWN.to_public()]))
    unseal(file, OWN, tmp_path / "out")


@given(database=st.binary(max_size=2000), original=st.binary(max_size=600), chunk=st.integers(1, 700))
@settings(max_examples=40, deadline=None)
def test_what_was_packed_comes_out(tmp_path_factory, database, original, chunk):
    folder = tmp_path_factory.mktemp("packed")
    (folder / "database").write_bytes(database)
    parts = [Part(name="header.json", source=b"{}"), Part(name="ledger", source=folder / "database")]
    parts.append(Part(name=PLACE, source=original))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "_CHUNK", chunk)
        seal(parts, folder / "file.age", [OWN.to_public()])
        unseal(folder / "file.age", OWN, folder / "out")
    assert (folder / "out" / "ledger").read_bytes() == database
    assert (folder / "out" / PLACE).read_bytes() == original


def test_age_and_tar_alone_open_it(tmp_path):
    seal(
        [Part(name="header.json", source=b"{}"), Part(name=PLACE, source=b"x" * 5000)],
        tmp_path / "f",
        [OWN.to_public()],
    )
    plain = pyrage.decrypt((tmp_path / "f").read_bytes(), [OWN])
    with tarfile.open(fileobj=io.BytesIO(plain)) as archive:
        assert archive.getnames() == ["header.json", PLACE, "SHA256SUMS"]
        assert archive.extractfile("SHA256SUMS").read() == sums(("header.json", b"{}"), (PLACE, b"x" * 5000))


@pytest.mark.parametrize(
    "name",
    ["../ledger", "/etc/passwd", "ledger.originals/../x", "ledger.originals/ab/../../x", "other", "LEDGER", "ledger/"],
)
def test_a_name_that_no_ledger_has_is_refused(tmp_path, name):
    with pytest.raises(TamperError, match="none that a ledger has"):
        opened(tmp_path, tar((name, b"x")))
    assert [each.name for each in tmp_path.rglob("*") if each.is_file()] == ["file.age"]


def test_links_folders_and_other_spellings_are_refused(tmp_path):
    for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE)):
        told = tarfile.TarInfo("ledger")
        told.type, told.linkname = kind, "/etc/passwd"
        (tmp_path / str(number)).mkdir()
        with pytest.raises(TamperError):
            opened(tmp_path / str(number), told.tobuf())
    (tmp_path / "mode").mkdir()
    with pytest.raises(TamperError):
        opened(tmp_path / "mode", tar(("ledger", b"x"), mode=0o777))


def test_a_part_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(TamperError, match="twice"):
        opened(tmp_path, tar(("ledger", b"x"), ("ledger", b"y")))


@pytest.mark.parametrize(
    ("archive", "wrong"),
    [
        (tar(("ledger", b"x")), "cut off"),
        (tar(("ledger", b"x"), ("SHA256SUMS", sums(("ledger", b"x")))), "cut off"),
        (tar(("ledger", b"x"), ("SHA256SUMS", sums(("ledger", b"y")))) + bytes(1024), "sums"),
        (tar(("ledger", b"x"), ("SHA256SUMS", b"")) + bytes(1024), "sums"),
        (tar(("ledger", b"x"), ("SHA256SUMS", sums(("ledger", b"x")))) + bytes(1023) + b"x", "the end"),
        (tar(("ledger", b"x"), ("SHA256SUMS", sums(("ledger", b"x")))) + bytes(1024) + b"x", "behind the end"),
        (tar(("ledger", b"x"))[:-1] + b"x", "filled up"),
        (bytes(1024), "no name"),
        (b"", "cut off"),
    ],
)
def test_what_is_not_packed_right_is_refused(tmp_path, archive, wrong):
    with pytest.raises(TamperError, match=wrong):
        opened(tmp_path, archive)


def test_another_key_a_damaged_and_a_foreign_file_are_told_apart(tmp_path):
    file = tmp_path / "file.age"
    seal([Part(name="ledger", source=b"x")], file, [OWN.to_public()])
    held = file.read_bytes()
    with pytest.raises(LedgerError, match="sealed to another"):
        unseal(file, pyrage.x25519.Identity.generate(), tmp_path / "1")
    for number, data in enumerate((held[:-1], b"Shopping list", b"", held[:200] + b"?" + held[201:]), start=2):
        file.write_bytes(data)
        with pytest.raises(TamperError, match="take another copy"):
            unseal(file, OWN, tmp_path / str(number))


def test_a_part_that_is_gone_is_said_by_the_system(tmp_path):
    with pytest.raises(FileNotFoundError):
        seal([Part(name="ledger", source=tmp_path / "gone")], tmp_path / "f", [OWN.to_public()])
