from itertools import permutations

import pytest
from ledger_cases import later

from saksi.ledger.links import Link
from saksi.ledger.trust import key_fields, trust_of

ROOT, NEXT, PERSON, READER, PARTNER, OTHER, THIEF = (digit * 64 for digit in "abcdef9")


class Book:
    """Chains of entries with ids in words, for folds that need no signature."""

    def __init__(self):
        self.links, self.prev, self.chains = [], {}, {}

    def write(self, author, entry, kind, after=None, hours=0, **fields):
        prev = after or self.prev.get(author)
        self.prev[author] = entry
        self.chains.setdefault(author, {})[entry] = prev
        self.links.append(Link(id=entry, kind=kind, author=author, recorded_at=later(hours), fields=fields))
        return self

    def begin(self, key):
        return self.write(key, f"{key[:1]} begins", "key", **key_fields("owner", key))

    def said(self, author, name, after=None):
        """An entry that says nothing of trust."""
        return self.write(author, name, "review", after)

    def trust(self, root=ROOT, order=None):
        links = [each for each in self.links if each.kind != "review"]
        return trust_of(root, order or links, lambda author: self.chains.get(author, {}))


@pytest.fixture
def book():
    return Book().begin(ROOT)


def test_the_owner_admits_itself_its_persons_and_its_readers(book):
    book.write(ROOT, "1", "key", **key_fields("owner", PERSON))
    trust = book.write(ROOT, "2", "key", **key_fields(("reader", "test-1"), READER)).trust()
    assert trust.right(ROOT, "x").leads
    assert not trust.right(PERSON, "x").leads
    assert (trust.right(READER, "x").role, trust.right(READER, "x").versions) == ("reader", ("test-1",))
    assert trust.right(OTHER, "x") is None


def test_what_another_key_admits_does_not_count():
    book = Book().begin(PERSON).write(PERSON, "1", "key", **key_fields(("reader", "test-1"), READER))
    assert book.trust().right(PERSON, "x") is None
    assert book.trust().right(READER, "x") is None


def test_a_person_admits_nobody(book):
    book.write(ROOT, "1", "key", **key_fields("owner", PERSON)).write(PERSON, "2", "key", **key_fields("owner", OTHER))
    assert book.trust().right(OTHER, "x") is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_key_admitted_twice_has_the_lesser_right_in_any_order(book, order):
    book.write(ROOT, "1", "key", **key_fields("owner", PERSON))
    book.write(ROOT, "2", "key", **key_fields(("reader", "test-1"), PERSON))
    assert book.trust(order=[book.links[place] for place in order]).right(PERSON, "x").role == "reader"


@pytest.mark.parametrize("change", [{"act": "revoke"}, {"role": "king"}])
def test_what_is_no_known_admission_admits_nobody(book, change):
    book.write(ROOT, "1", "key", **{**key_fields("owner", PERSON), **change})
    assert book.trust().right(PERSON, "x") is None


def test_a_partner_counts_with_the_keys_that_it_admits(book):
    book.write(ROOT, "1", "office", key=PARTNER, name="Desk", recipient="age1x")
    book.begin(PARTNER).write(PARTNER, "2", "key", **key_fields(("reader", "test-1"), READER))
    trust = book.trust()
    assert trust.right(PARTNER, "x").office == trust.right(READER, "x").office == PARTNER
    assert [(each.name, each.recipient) for each in trust.partners] == [("Desk", "age1x")]


def test_a_partner_of_a_partner_does_not_count(book):
    book.write(ROOT, "1", "office", key=PARTNER).begin(PARTNER).write(PARTNER, "2", "office", key=OTHER).begin(OTHER)
    assert book.trust().right(OTHER, "x") is None


def test_a_new_key_takes_the_place_of_the_old_and_ends_it(book):
    book.said(ROOT, "before").write(ROOT, "turn", "rotation", key=NEXT).said(ROOT, "after").begin(NEXT)
    trust = book.trust()
    assert trust.home.lineage == (ROOT, NEXT)
    assert (trust.right(ROOT, "before").leads, trust.right(ROOT, "turn").leads) == (True, True)
    assert trust.right(ROOT, "after") is None
    assert trust.right(NEXT, "x").leads


def test_an_office_counts_before_its_first_entry_is_here_and_so_does_its_next_key(book):
    book.write(ROOT, "1", "office", key=PARTNER).write(PARTNER, "turn", "rotation", key=NEXT)
    trust = book.trust()
    assert trust.right(PARTNER, "turn").leads
    assert trust.right(NEXT, "x").leads
    assert Book().trust().right(ROOT, "x") is None


def test_of_two_keys_that_claim_a_place_neither_has_it_until_the_office_is_believed_up_to_one(book):
    book.write(ROOT, "1", "office", key=PARTNER).begin(PARTNER)
    book.write(PARTNER, "true turn", "rotation", key=NEXT).begin(NEXT)
    book.write(PARTNER, "false turn", "rotation", after="e begins", key=THIEF).begin(THIEF)
    (partner,) = book.trust().partners
    assert (partner.contested, partner.lineage) == (True, (PARTNER,))
    book.write(ROOT, "2", "revocation", key=PARTNER, last="true turn")
    (partner,) = book.trust().partners
    assert (partner.contested, partner.lineage) == (False, (PARTNER, NEXT))


def test_a_revoked_key_counts_up_to_the_last_entry_that_is_named(book):
    book.write(ROOT, "1", "key", **key_fields("owner", PERSON))
    book.said(PERSON, "early").said(PERSON, "last").said(PERSON, "late").said(PERSON, "forked", after="early")
    book.write(ROOT, "2", "revocation", key=PERSON, last="last")
    trust = book.trust()
    assert [trust.right(PERSON, name) is not None for name in ("early", "last", "late", "forked")] == [
        True,
        True,
        False,
        False,
    ]
    assert trust.knows(PERSON)


def test_a_key_revoked_without_a_last_entry_counts_for_nothing(book):
    book.write(ROOT, "1", "key", **key_fields("owner", PERSON)).said(PERSON, "early")
    assert book.write(ROOT, "2", "revocation", key=PERSON).trust().right(PERSON, "early") is None


def test_two_revocations_leave_what_both_leave(book):
    book.write(ROOT, "1", "key", **key_fields("owner", PERSON)).said(PERSON, "early").said(PERSON, "late")
    book.write(ROOT, "2", "revocation", key=PERSON, last="late").write(
        ROOT, "3", "revocation", key=PERSON, last="early"
    )
    assert book.trust().right(PERSON, "late") is None
    assert book.trust().right(PERSON, "early") is not None


def test_a_partner_revokes_its_own_keys_and_nobody_elses(book):
    book.write(ROOT, "1", "office", key=PARTNER).write(ROOT, "2", "key", **key_fields("owner", PERSON))
    book.begin(PARTNER).write(PARTNER, "3", "key", **key_fields("owner", OTHER))
    book.said(OTHER, "theirs").said(PERSON, "ours")
    book.write(PARTNER, "4", "revocation", key=OTHER).write(PARTNER, "5", "revocation", key=PERSON)
    trust = book.trust()
    assert trust.right(OTHER, "theirs") is None
    assert trust.right(PERSON, "ours") is not None


def test_an_office_cannot_revoke_the_key_that_it_signs_with(book):
    assert book.write(ROOT, "1", "revocation", key=ROOT).trust().right(ROOT, "a begins").leads


def test_after_a_theft_the_new_key_revokes_what_the_old_one_signed(book):
    book.said(ROOT, "mine").said(ROOT, "the thief's").write(ROOT, "turn", "rotation", key=NEXT).begin(NEXT)
    trust = book.write(NEXT, "1", "revocation", key=ROOT, last="mine").trust()
    assert trust.home.lineage == (ROOT, NEXT)
    assert [trust.right(ROOT, name) is not None for name in ("mine", "the thief's")] == [True, False]


def test_what_a_revoked_partner_admits_later_does_not_count(book):
    book.write(ROOT, "1", "office", key=PARTNER).begin(PARTNER)
    book.write(PARTNER, "late", "key", **key_fields("owner", OTHER))
    assert book.trust().right(OTHER, "x") is not None
    assert book.write(ROOT, "2", "revocation", key=PARTNER, last="e begins").trust().right(OTHER, "x") is None


def test_an_office_erases_here_what_is_its_own(book):
    book.write(ROOT, "1", "office", key=PARTNER).begin(PARTNER).write(PARTNER, "2", "key", **key_fields("owner", OTHER))
    trust = book.trust()
    assert trust.reach(ROOT, "x") is None
    assert trust.reach(PARTNER, "x") == {PARTNER, OTHER}
    assert trust.reach(OTHER, "x") == frozenset()


def test_a_partner_that_admits_anothers_key_cannot_erase_what_that_key_wrote(book):
    book.write(ROOT, "1", "office", key=PARTNER).write(ROOT, "2", "key", **key_fields("owner", PERSON)).begin(PARTNER)
    book.write(PARTNER, "3", "key", **key_fields(("reader", "x"), PERSON))
    trust = book.trust()
    assert trust.reach(PARTNER, "x") == {PARTNER}
    assert trust.right(PERSON, "x").role == "owner"


def test_the_newest_word_on_an_office_says_what_it_is_called(book):
    book.write(ROOT, "z", "office", hours=1, key=PARTNER, name="New").write(
        ROOT, "y", "office", key=PARTNER, name="Old"
    )
    assert [each.name for each in book.trust().partners] == ["New"]
