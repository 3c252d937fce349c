"""Offices cosign each other's checkpoints as they exchange bundles, and refuse a log that did not only grow."""

import shutil

from desk_cases import Desk

from saksi.ledger import read_checkpoint


def acquainted(one, other):
    one.admits(other)
    other.admits(one)


def test_a_checkpoint_is_cosigned_where_it_comes_and_the_word_goes_back_with_the_next_bundle(desks):
    one, other, _ = desks
    acquainted(one, other)
    _, (_, _, said) = one.tells()
    size = len(list(one.ledger.entries()))
    merged = other.merges(one.bundle(other))
    assert (merged.heard.cosigned, merged.heard.objections) == (size, ())
    assert one.ledger.proven(said) is None
    assert one.merges(other.bundle(one)).heard.witnessed == 1
    assert one.ledger.proven(said).by == other.root
    assert one.is_sound()


def test_growth_is_shown_to_each_from_what_it_saw_last(desks):
    one, other, third = desks
    acquainted(one, other)
    acquainted(one, third)
    one.tells()
    other.merges(one.bundle(other))
    one.merges(other.bundle(one))
    one.tells()
    data, size = one.bundle(other, third), len(list(one.ledger.entries()))
    assert [desk.merges(data).heard.cosigned for desk in (other, third)] == [size, size]


def test_what_was_given_the_last_time_will_do_where_no_word_came_back(desks):
    one, other, _ = desks
    acquainted(one, other)
    one.tells()
    other.merges(one.bundle(other))
    given = len(list(one.ledger.entries()))
    one.tells()
    assert other.merges(one.bundle(other, since=given)).heard.cosigned is not None
    one.tells()
    merged = other.merges(one.bundle(other))
    assert merged.heard.cosigned is None
    assert "its proof begins at 0 entries" in merged.heard.objections[0]


def test_an_older_bundle_is_no_sign_of_anything(desks):
    one, other, _ = desks
    acquainted(one, other)
    older = one.bundle(other)
    one.tells()
    newer = one.bundle(other)
    other.merges(newer)
    merged = other.merges(older)
    assert (merged.heard.cosigned, merged.heard.objections) == (None, ())
    assert other.ledger.evidence() == ()
    # the same state again is cosigned again
    assert other.merges(newer).heard.cosigned is not None


def test_a_log_that_went_on_in_two_copies_is_not_cosigned_and_both_checkpoints_are_kept(desks, tmp_path):
    one, other, _ = desks
    acquainted(one, other)
    one.ledger.close()
    shutil.copytree(one.ledger.path.parent, tmp_path / "copy")
    copy, again = Desk(tmp_path / "copy" / "ledger"), Desk(one.ledger.path)
    copy.tells()
    again.tells()
    assert other.merges(copy.bundle(other)).heard.cosigned is not None
    merged = other.merges(again.bundle(other))
    assert merged.heard.cosigned is None
    assert "two different states" in merged.heard.objections[0]
    (pair,) = other.ledger.evidence()
    assert read_checkpoint(pair.seen).root != read_checkpoint(pair.refused).root
    # the copy that the other office did not see hears of it as well
    back = again.merges(other.bundle(again))
    assert back.heard.witnessed == 0
    assert "went on in two" in back.heard.objections[0]
    again.ledger.close()
    copy.ledger.close()


def test_nothing_is_cosigned_of_an_office_that_is_not_known(desks):
    one, other, _ = desks
    one.admits(other)
    one.tells()
    merged = other.merges(one.bundle(other))
    assert (merged.heard.cosigned, merged.heard.objections) == (None, ())
