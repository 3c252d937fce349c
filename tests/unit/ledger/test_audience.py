"""How far a document goes, and what leaves: a state machine over the entries that decide it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_cases import DOCUMENT, NOON, entry, later

from saksi.ledger import consents, leaving, may_leave, reaches
from saksi.ledger.audience import ALWAYS, NEVER, SEEN_BY_PUBLIC, Reach, scopes_of
from saksi.ledger.schema import FIELDS

ON = date(2020, 6, 30)
TOLD = [
    entry("c1", "capture", {"document": DOCUMENT, "how": "note"}),
    entry("r1", "reading", {"document": DOCUMENT}),
    entry("s1", "statement", {"document": DOCUMENT, "reading": "r1"}),
    entry("v1", "review", {"target": "s1", "verdict": "accept"}),
    entry("w1", "witness", {"document": DOCUMENT, "identity": "Test Witness"}),
]


def consent(*uses, at=NOON, entry_id="k1", prev=None, role="owner", **more):
    fields = {"document": DOCUMENT, "uses": [*uses], **more}
    return entry(entry_id, "consent", fields, recorded_at=at, prev=prev, role=role)


def reach(*entries):
    return reaches(entries)[DOCUMENT]


def leaves(*entries, on=ON):
    return may_leave(DOCUMENT, entries, on)


def test_what_others_published_goes_everywhere():
    published = entry("c1", "capture", {"document": DOCUMENT, "how": "file"})
    assert reach(published) == Reach(share_until=ALWAYS, publish_until=ALWAYS)


@pytest.mark.parametrize("how", [{}, {"how": "note"}, {"how": "leak"}, {"how": True}, {"how": ["file"]}])
def test_what_came_in_otherwise_or_nobody_knows_how_stays_in_the_office(how):
    assert reach(entry("c1", "capture", {"document": DOCUMENT, **how})) == Reach()


def test_a_note_that_is_also_taken_in_as_a_file_is_still_a_note():
    assert not leaves(*TOLD, entry("c2", "capture", {"document": DOCUMENT, "how": "file"}))


@pytest.mark.parametrize("kind", ["witness", "consent"])
@pytest.mark.parametrize("role", ["owner", "reader", None])
def test_a_witness_or_a_consent_by_whomever_makes_testimony_of_it(kind, role):
    named = entry("x1", kind, {"document": DOCUMENT}, role=role)
    assert not leaves(entry("c1", "capture", {"document": DOCUMENT, "how": "file"}), named)


def test_without_consent_it_cannot_leave():
    assert not leaves(*TOLD)


@pytest.mark.parametrize(
    ("uses", "shared", "published"),
    [
        (("archive",), NEVER, NEVER),
        (("share",), ALWAYS, NEVER),
        (("publish",), ALWAYS, ALWAYS),
        ((), NEVER, NEVER),
    ],
)
def test_each_use_covers_the_lesser_ones(uses, shared, published):
    assert reach(*TOLD, consent(*uses)) == Reach(share_until=shared, publish_until=published)


def test_it_holds_on_its_last_day_and_not_on_the_next():
    told = (*TOLD, consent("share", until=ON.isoformat()))
    assert leaves(*told, on=ON)
    assert not leaves(*told, on=ON + timedelta(days=1))


def test_once_withdrawn_it_cannot_leave_and_given_anew_it_can():
    withdrawn = consent(at=later(1), entry_id="k2", withdrawn=True)
    assert leaves(*TOLD, consent("share"))
    assert not leaves(*TOLD, consent("share"), withdrawn)
    assert not leaves(*TOLD, consent("share", withdrawn=True))
    assert leaves(*TOLD, consent("share"), withdrawn, consent("share", at=later(2), entry_id="k3"))


def test_of_two_in_one_second_the_later_of_the_chain_counts():
    first = consent("share", entry_id="k9")
    assert not leaves(*TOLD, first, consent(entry_id="k1", prev="k9", withdrawn=True))


@pytest.mark.parametrize("role", ["reader", None])
def test_only_the_word_of_a_person_of_the_office_counts(role):
    assert not leaves(*TOLD, consent("share", role=role))
    assert leaves(*TOLD, consent("share"), consent(at=later(1), entry_id="k2", role=role, withdrawn=True))


def test_what_was_erased_cannot_leave_whatever_was_allowed():
    erased = entry("c1", "capture", {"document": DOCUMENT})
    assert leaves(*TOLD[:1], consent("share"))
    assert not leaves(erased, *TOLD[1:], consent("share"))


def test_what_is_in_a_scope_leaves_it_for_nobody():
    assert reach(*TOLD, consent("publish", scope="case-7")) == Reach(scope="case-7")


@pytest.mark.parametrize(
    "wrong",
    [
        {"uses": "share"},
        {"uses": [["share"]]},
        {"uses": ["SHARE"]},
        {"uses": True},
        {"until": "soon"},
        {"until": "2099"},
        {"until": 20991231},
        {"until": "20991231"},
        {"until": "2020-02-30"},
        {"withdrawn": False},
    ],
)
def test_a_consent_that_cannot_be_read_allows_nothing(wrong):
    assert leaves(*TOLD, consent("share", until="2020-12-31"))
    assert not leaves(*TOLD, entry("k1", "consent", {"document": DOCUMENT, "uses": ["share"], **wrong}))


@pytest.mark.parametrize("scope", ["public", "witness", "a/witness", "", "-a", "A", "x" * 32, 7, ["office"]])
def test_a_scope_that_cannot_be_read_is_nobodys(scope):
    found = reach(*TOLD, consent("publish", scope=scope))
    assert (found.scope, found.share_until) == ("", NEVER)


def test_all_of_a_document_that_may_leave_does_but_who_told_it():
    told = (*TOLD, consent("share"), entry("e1", "erase", {"target": "s1", "fields": ["words"]}))
    assert leaving(told, ON) == {DOCUMENT, "c1", "r1", "s1", "v1", "k1", "e1"}


def test_of_a_document_that_may_not_leave_nothing_does():
    assert leaving((*TOLD, consent("archive"), entry("a1", "key", {"act": "admit"})), ON) == {"a1"}


def test_a_review_of_nothing_that_is_here_does_not_leave():
    assert leaving([entry("v1", "review", {"target": "s9", "verdict": "accept"})], ON) == set()


def test_every_kind_is_either_the_publics_to_see_or_was_left_out_on_purpose():
    assert set(FIELDS) - set(SEEN_BY_PUBLIC) == {
        *("key", "office", "revocation", "rotation"),
        *("witness", "consent", "assent"),
        # of two documents: seen where both are
        "link",
    }


def test_a_scope_lies_within_those_before_it():
    assert scopes_of("office") == ("office",)
    assert scopes_of("witness") == ("office", "witness")
    assert scopes_of("case-7/witness") == ("office", "case-7", "case-7/witness")


USES = st.lists(st.sampled_from(["archive", "share", "publish"]), max_size=3)
DAYS = st.dates(date(2020, 6, 1), date(2020, 7, 31)).map(date.isoformat)


@st.composite
def words(draw):
    more = {
        **({"until": draw(DAYS)} if draw(st.booleans()) else {}),
        **({"scope": "case-7"} if draw(st.booleans()) else {}),
        **({"withdrawn": True} if draw(st.booleans()) else {}),
    }
    return draw(USES), draw(st.integers(0, 3)), more


@given(st.lists(words(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter_and_twice_is_once(said, random):
    entries = [*TOLD]
    for number, (uses, hours, more) in enumerate(said):
        prev = f"k{number - 1}" if number else None
        entries.append(consent(*uses, at=later(hours), entry_id=f"k{number}", prev=prev, **more))
    shuffled = [*entries, *entries]
    random.shuffle(shuffled)
    assert reaches(shuffled) == reaches(entries)
    assert consents(shuffled) == consents(entries)


@given(st.lists(words(), min_size=1, max_size=5))
def test_a_withdrawal_after_all_keeps_everything_in(said):
    entries = [
        consent(*uses, at=later(hours), entry_id=f"k{number}", **more)
        for number, (uses, hours, more) in enumerate(said)
    ]
    last = consent(at=later(9), entry_id="last", withdrawn=True)
    assert leaving((*TOLD, *entries, last), date.min) == set()
