"""The trials of keys and backups at a size of seconds, and that they see the harm that they look for."""

import time

from soak import backups, flips, rekeys

from saksi.acts import backup
from saksi.ledger import locking

#: Seconds for which a careless writer leaves half a file: long enough for a kill to come then, on any machine.
_A_WHILE = 0.3


def test_a_change_of_keys_stands_whole_or_not_at_all_under_kill_9():
    acknowledged, wrongs = rekeys.run(6)
    assert acknowledged > 0
    assert wrongs == []


def test_half_written_key_files_are_seen(monkeypatch):
    def careless(file, data):
        with file.open("wb", buffering=0) as stream:
            for at in range(len(data)):
                stream.write(data[at : at + 1])
                time.sleep(_A_WHILE / len(data))

    monkeypatch.setattr(locking, "replace_wiping", careless)
    assert rekeys.run(20)[1]


def test_a_backup_and_a_restore_stand_whole_or_not_at_all_under_kill_9():
    acknowledged, wrongs = backups.run(10)
    assert acknowledged > 0
    assert wrongs == []


def test_half_written_backups_are_seen(monkeypatch):
    from importlib import import_module

    module = import_module(backup.__module__)
    seal = module.seal

    def careless(parts, to, recipients):
        seal(parts, to, recipients)
        to.with_name(to.name.removesuffix(".part")).write_bytes(to.read_bytes()[:-1])
        time.sleep(_A_WHILE)

    monkeypatch.setattr(module, "seal", careless)
    assert backups.run(10)[1]


def test_every_turned_bit_of_a_backup_is_noticed():
    assert backups.flips(25) == (25, [])


def test_every_turned_bit_of_a_key_file_with_slots_is_noticed():
    assert flips.run(40, "slots") == (40, [])
