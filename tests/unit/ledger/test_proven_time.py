from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from saksi.ledger.entries import Bound
from saksi.ledger.proven_time import by_place, earliest, late_claims

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def bound(size, hours):
    return Bound(size=size, at=NOON + timedelta(hours=hours), by="w", how="cosignature")


BOUNDS = st.lists(st.builds(bound, st.integers(0, 12), st.integers(-5, 5)))


def test_an_entry_was_there_by_the_earliest_word_over_a_checkpoint_that_counts_it():
    bounds = [bound(5, 3), bound(8, 2), bound(2, 1)]
    assert [earliest(bounds, place) for place in (1, 4, 7, 8)] == [bounds[2], bounds[1], bounds[1], None]


@given(BOUNDS)
def test_one_pass_over_all_entries_finds_the_same(bounds):
    assert by_place(bounds, 12) == tuple(earliest(bounds, place) for place in range(12))


@given(BOUNDS, BOUNDS)
def test_more_witnesses_never_make_a_bound_later(some, more):
    for few, many in zip(by_place(some, 12), by_place(some + more, 12), strict=True):
        assert few is None or many.at <= few.at


def head(recorded_at):
    from ledger_cases import sealed_statement

    return sealed_statement().head.replace(b"2020-01-02T12:00:00Z", recorded_at.encode())


def test_a_claim_of_a_later_time_than_is_proven_is_told_and_an_equal_one_is_not():
    heads = [("a" * 64, head("2026-11-23T13:00:00Z")), ("b" * 64, head("2026-11-23T13:00:01Z"))]
    (found,) = late_claims(heads, [bound(1, 1), bound(2, 1)])
    assert found.where == "b" * 64
    assert "claims 2026-11-23 13:00:01 UTC, and it was there by 2026-11-23 13:00:00 UTC" in found.what


def test_what_nobody_has_witnessed_or_no_head_says_contradicts_nothing():
    assert list(late_claims([("a" * 64, head("9999-01-01T00:00:00Z")), ("b" * 64, b"{}")], [None, bound(2, 1)])) == []
