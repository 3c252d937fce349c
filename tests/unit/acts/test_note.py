"""Testimony: what a person told, with its consent, and who they are kept apart."""

from datetime import UTC, date, datetime, timedelta

import pytest

from saksi.acts import (
    Terms,
    Witness,
    add,
    erase,
    explain_entry,
    find_testimony,
    note,
    originals_of,
    permits,
    plan_document,
    plan_fields,
    refuse_to_leave,
    set_consent,
    verify,
    withdraw,
)
from saksi.archive import take_in
from saksi.ledger import may_leave, open_ledger
from saksi.model import BadInputError, Event, LedgerError, View, When
from saksi.register import custody

AT = datetime(2020, 6, 1, 9, tzinfo=UTC)
TODAY = AT.date()
WHO = Witness(identity="Srey Testwitness, market seller", whereabouts="Test Village 9", contact="+00 000 001")
TEXT = b"""Police arrested me on 3 March 2020 in Battambang. I was held for two nights.
Soldiers beat my neighbour Chan Example.
"Sign it," the officer told me. I fled to Thailand on 10 March 2020 because I was afraid.
"""
OFFICE, WITNESS = View(), View(audience="witness")
PUBLIC = View(audience="public", asked_on=TODAY)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(tmp_path / "ledger", None, create=True) as opened:
        yield opened


def put(ledger, *uses, text=TEXT, told_on=None, **more):
    return note(ledger, text, WHO, Terms(uses=uses or ("archive",), **more), told_on=told_on, recorded_at=AT)


def everything_but_the_witness(ledger):
    return str([each for each in ledger.entries() if each.kind != "witness"])


def test_who_told_it_and_where_they_are_stand_in_an_entry_of_their_own_alone(ledger):
    noted = put(ledger)
    assert ledger.entry(noted.witness_id, WITNESS).fields == {
        "document": noted.sha256,
        "identity": WHO.identity,
        "whereabouts": WHO.whereabouts,
        "contact": WHO.contact,
    }
    rest = everything_but_the_witness(ledger)
    assert [word for word in ("Testwitness", "market seller", "Test Village", "000 001") if word in rest] == []


def test_all_of_it_is_written_in_one_transaction(ledger, monkeypatch):
    sizes = []
    monkeypatch.setattr("saksi.ledger.ledger.keep_last", lambda path, note: sizes.append(note.split("\n")[1]))
    put(ledger)
    assert len(sizes) == 1


def test_the_witness_goes_by_a_pseudonym_that_stays(ledger):
    noted = put(ledger)
    assert noted.pseudonym == f"witness {noted.sha256[:6]}"
    told = ledger.view(OFFICE).statements
    assert {item.statement.said_by.name for item in told} == {noted.pseudonym, "the officer"}
    assert ledger.entry(noted.reading_id).fields["names"][-1]["name"] == noted.pseudonym


def test_i_and_me_are_the_witness(ledger):
    noted = put(ledger)
    events = {
        item.statement.content.kind: item.statement.content
        for item in ledger.view(OFFICE).statements
        if isinstance(item.statement.content, Event)
    }
    assert [one.name for one in events["arrest"].targets] == [noted.pseudonym]
    assert [one.name for one in events["held"].targets] == [noted.pseudonym]
    assert [one.name for one in events["assault"].targets] == ["Chan Example"]
    assert events["flight"].agent.name == noted.pseudonym
    rows = custody(ledger.view(OFFICE), date(2020, 3, 3)).people
    assert noted.pseudonym in {row.person for row in rows}


def test_what_is_told_of_others_is_alleged_and_of_oneself_a_fact(ledger):
    put(ledger)
    certain = {
        item.statement.content.kind: item.statement.certainty
        for item in ledger.view(OFFICE).statements
        if isinstance(item.statement.content, Event)
    }
    assert (certain["assault"], certain["flight"]) == ("alleged", "fact")


def test_two_witnesses_are_two_persons(ledger):
    one, other = put(ledger), put(ledger, text=b"I fled to Thailand on 11 March 2020.")
    people = {row.person for row in custody(ledger.view(OFFICE), date(2020, 3, 12)).people}
    assert {one.pseudonym, other.pseudonym} <= people


def test_every_line_is_what_was_told_whatever_it_looks_like(ledger):
    text = b"ARRESTED AT HOME\n\nBy Chan Example\n\nPolice arrested Sok Testman on 3 March 2020.\n\nShare this\n"
    noted = put(ledger, text=text)
    assert [zone["kind"] for zone in ledger.entry(noted.reading_id).fields["zones"]] == ["article"]
    assert "title" not in ledger.entry(noted.reading_id).fields


def test_it_is_of_the_day_on_which_it_was_told_or_else_noted(ledger):
    assert put(ledger).published == "2020-06-01"
    later = put(ledger, text=b"They took Sok Testman away yesterday.", told_on=When("2020-05-20"))
    fields = ledger.entry(later.reading_id).fields
    assert (fields["published"], fields["published_basis"]) == ("2020-05-20", "given with --when")


def test_it_is_kept_encrypted_as_an_original_is(ledger, tmp_path):
    noted = put(ledger)
    assert originals_of(ledger).open(noted.sha256, ledger.item_key(noted.sha256)) == TEXT
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert not any(word in kept for word in (b"arrested me", b"Testwitness", b"Test Village"))
    assert verify(ledger).is_clean


def test_it_says_how_much_of_the_identity_the_text_tells(ledger):
    assert put(ledger).tells_who == 0
    named = b"I am Srey TESTWITNESS of Test Village. I was arrested on 3 March 2020."
    assert put(ledger, text=named).tells_who == 4


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (lambda ledger: put(ledger, text=b"<html><body><p>Told</p></body></html>"), "web page"),
        (lambda ledger: put(ledger, text=b""), "empty"),
        (lambda ledger: put(ledger, "gossip"), "no use: archive, share, publish"),
        (lambda ledger: put(ledger, scope="Case 7"), "no name for a scope"),
        (lambda ledger: put(ledger, scope="public"), "no name for a scope"),
        (lambda ledger: put(ledger, "share", scope="case-7"), "leaves the office for nobody"),
        (lambda ledger: note(ledger, TEXT, WHO, Terms(uses=()), told_on=None, recorded_at=AT), "without consent"),
        (lambda ledger: Witness(identity=" "), "nobody is named"),
    ],
)
def test_what_cannot_be_noted_is_refused_and_nothing_is_kept(ledger, refused, why):
    with pytest.raises(BadInputError, match=why):
        refused(ledger)
    assert list(ledger.entries()) == []


def test_it_is_noted_once_and_is_no_page_to_be_added(ledger):
    noted = put(ledger)
    with pytest.raises(BadInputError, match=f"already, as {noted.sha256[:12]}"):
        put(ledger, "publish")
    with pytest.raises(BadInputError, match="testimony"):
        add(ledger, TEXT, take_in(TEXT), name="a.txt", published=None, recorded_at=AT)


def test_a_page_that_turns_out_to_be_testimony_is_the_publics_no_more(ledger):
    add(ledger, TEXT, take_in(TEXT), name="a.txt", published=When("2020-06-01"), recorded_at=AT)
    assert ledger.view(PUBLIC).statements
    put(ledger)
    assert ledger.view(PUBLIC).statements == ()


def test_no_consent_no_way_out_and_withdrawn_the_next_export_lacks_it(ledger):
    noted = put(ledger, "publish", until=TODAY)
    out = lambda on=TODAY: may_leave(noted.sha256, ledger.entries(), on)  # noqa: E731
    assert out()
    assert not out(TODAY + timedelta(days=1))
    assert ledger.view(PUBLIC).statements
    permit = withdraw(ledger, find_testimony(ledger, noted.sha256[:6], OFFICE), basis=None, recorded_at=AT)
    assert (permit.consent.withdrawn, out()) == (True, False)
    assert ledger.view(PUBLIC).statements == ()
    assert ledger.view(OFFICE).statements


def test_a_clock_that_was_set_back_cannot_make_the_earlier_word_count(ledger):
    noted = put(ledger, "publish")
    permit = find_testimony(ledger, noted.sha256, OFFICE)
    withdraw(ledger, permit, basis=None, recorded_at=AT - timedelta(days=400))
    assert ledger.view(PUBLIC).statements == ()


def test_withdrawn_testimony_stays_in_its_scope(ledger):
    noted = put(ledger, scope="case-7")
    view = View(audience="case-7")
    with pytest.raises(BadInputError, match="no testimony"):
        find_testimony(ledger, noted.sha256, OFFICE)
    permit = withdraw(ledger, find_testimony(ledger, noted.sha256, view), basis=None, recorded_at=AT)
    assert permit.consent.scope == "case-7"
    assert ledger.view(OFFICE).statements == ()


def test_what_ends_within_thirty_days_comes_first_then_what_is_over(ledger):
    ends = {"far": 31, "soon": 30, "over": -1, "today": 0}
    noted = {
        name: put(ledger, text=f"I fled on {day + 2} March 2020.".encode(), until=TODAY + timedelta(days=day)).sha256
        for name, day in ends.items()
    }
    noted["endless"] = put(ledger).sha256
    found = permits(ledger, OFFICE, TODAY)
    assert [permit.document for permit in found] == [
        noted[name] for name in ("today", "soon", "over", "far", "endless")
    ]
    assert [permit.ends_soon(TODAY) for permit in found] == [True, True, False, False, False]
    assert [permit.is_over(TODAY) for permit in found] == [False, False, True, False, False]


def test_what_was_erased_is_no_testimony_to_ask_about(ledger):
    noted = put(ledger, "publish")
    plan = plan_document(ledger, noted.sha256)
    assert len(plan.leave) == noted.statements
    erase(ledger, plan, reason=None, recorded_at=AT)
    assert permits(ledger, OFFICE, TODAY) == []
    assert ledger.entry(noted.witness_id).fields == {"document": noted.sha256}
    assert "Testwitness" not in str(list(ledger.entries()))
    assert ledger.seen(PUBLIC) == []
    assert verify(ledger).is_clean
    with pytest.raises(LedgerError, match="does not come back"):
        put(ledger)


def test_what_lies_in_a_scope_is_counted_among_what_erasing_takes_from_answers(ledger):
    noted = put(ledger, scope="case-7")
    assert len(plan_document(ledger, noted.sha256).leave) == noted.statements


def test_the_whereabouts_alone_can_be_erased(ledger):
    noted = put(ledger)
    erase(ledger, plan_fields(ledger, noted.witness_id, ["whereabouts"]), reason=None, recorded_at=AT)
    assert set(ledger.entry(noted.witness_id, WITNESS).fields) == {"document", "identity", "contact"}
    with pytest.raises(BadInputError, match="what can: basis"):
        plan_fields(ledger, noted.consent_id, ["withdrawn"])


def test_no_proof_of_testimony_is_opened_without_consent_to_share(ledger):
    noted = put(ledger)
    told = next(each for each in ledger.entries() if each.kind == "statement")
    with pytest.raises(BadInputError, match="may not leave this office"):
        refuse_to_leave(ledger, told, TODAY)
    set_consent(ledger, find_testimony(ledger, noted.sha256, OFFICE), Terms(uses=("share",)), recorded_at=AT)
    refuse_to_leave(ledger, told, TODAY)
    with pytest.raises(BadInputError, match="may not leave this office"):
        refuse_to_leave(ledger, ledger.entry(noted.witness_id), TODAY)


def test_the_public_may_not_ask_what_was_allowed(ledger):
    put(ledger, "publish")
    with pytest.raises(BadInputError, match="the office's to know"):
        permits(ledger, PUBLIC, TODAY)


def test_a_witness_is_shown_to_the_scope_of_witnesses_alone(ledger):
    noted = put(ledger)
    assert explain_entry(ledger, noted.witness_id, WITNESS).entry.fields["identity"] == WHO.identity
    for view in (OFFICE, PUBLIC):
        with pytest.raises(LedgerError, match="no entry begins with"):
            explain_entry(ledger, noted.witness_id, view)
