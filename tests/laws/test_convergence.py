"""Offices that hear the same hold the same, whatever came first. `make soak TRIAL=convergence` plays more of it."""

from soak import convergence


def test_offices_converge_whatever_is_forged_replayed_revoked_erased_and_whatever_clocks_say():
    assert convergence.run(8, 7) == (8, [])


def test_who_believes_the_first_of_two_rotations_is_seen_to_differ():
    assert convergence.two_claims(careless=False) == []
    assert convergence.two_claims(careless=True) != []
