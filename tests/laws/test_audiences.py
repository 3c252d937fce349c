"""What the public is answered does not hang on what it may not see."""

import hashlib
import json
import re
import shutil
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from saksi.acts import Terms, Witness, accept, add, explain_entry, find_testimony, note, plan_document, reject, withdraw
from saksi.acts import erase as do_erase
from saksi.archive import take_in
from saksi.ledger import open_ledger
from saksi.model import View, When
from saksi.procedures import encode_procedures, procedures
from saksi.register import (
    contradictions,
    custody,
    encode_contradictions,
    encode_flights,
    encode_person,
    encode_register,
    flights,
    person_page,
)

NOON = datetime(2020, 1, 2, 12, tzinfo=UTC)
DAY = date(2020, 1, 2)
PUBLIC = View(audience="public", asked_on=DAY)
PAGES = (
    b"Police arrested Sok Testman on December 2, 2019. He was charged with treason on December 4, 2019.",
    b"Dara Testname fled to Thailand on December 9, 2019. Police denied that Sok Testman was arrested.",
)
TOLD = (
    b"Police arrested me and Sok Testman on December 3, 2019. We were beaten.",
    b"Sok Testman was released on December 20, 2019. Dara Testname was arrested on December 21, 2019.",
    b"I fled to Thailand on December 9, 2019 because I was afraid. Police deny it.",
)

TERMS = st.one_of(
    st.builds(Terms, uses=st.sampled_from([("archive",), ("share",)])),
    st.builds(Terms, uses=st.just(("archive",)), scope=st.sampled_from(["case-7", "children"])),
    # published once, and over on the day of the asking
    st.builds(Terms, uses=st.just(("publish",)), until=st.dates(date(2019, 1, 1), DAY - timedelta(days=1))),
)
WITNESSES = st.builds(
    Witness,
    identity=st.sampled_from(["Test Witness", "a shopkeeper"]),
    whereabouts=st.sampled_from([None, "Testville"]),
)
#: What is done with testimony, and after how many of the steps that the public may see.
UNSEEN = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(TOLD),
        WITNESSES,
        TERMS,
        # what is erased is gone: nothing more is done with it
        st.lists(st.sampled_from(["accept", "reject", "withdraw", "erase"]), max_size=3, unique=True),
    ),
    max_size=3,
    unique_by=lambda step: step[1],
)


def put_page(ledger, number):
    source = take_in(PAGES[number], name="page.txt")
    published = When("2019-12-28")
    add(ledger, PAGES[number], source, name="page.txt", published=published, recorded_at=NOON + timedelta(hours=number))


def decide(ledger, decision):
    told = (each for each in ledger.seen(PUBLIC) if each.kind == "statement" and "Testman" in str(each.fields))
    decision(ledger, SimpleNamespace(id=next(told).id), recorded_at=NOON + timedelta(hours=2))


SEEN = (
    lambda ledger: put_page(ledger, 0),
    lambda ledger: decide(ledger, reject),
    # in the same second: only the chain says that it is the later one
    lambda ledger: decide(ledger, accept),
    lambda ledger: put_page(ledger, 1),
)


def put_unseen(ledger, text, witness, terms, then):
    noted = note(ledger, text, witness, terms, told_on=None, recorded_at=NOON)
    view = View(audience=terms.scope)
    for act in sorted(then, key=lambda act: act == "erase"):
        if act == "erase":
            do_erase(ledger, plan_document(ledger, noted.sha256), reason=None, recorded_at=NOON)
        elif act == "withdraw":
            withdraw(ledger, find_testimony(ledger, noted.sha256, view), basis=None, recorded_at=NOON)
        else:
            told = [item for item in ledger.view(view).statements if item.reading == noted.reading_id]
            for item in told[:1]:
                (accept if act == "accept" else reject)(ledger, item, recorded_at=NOON)


def answers(ledger):
    """All that Saksi answers to the public, as one text."""
    record = ledger.view(PUBLIC)
    pages = [person_page(record, name, DAY) for name in ("Sok Testman", "Dara Testname")]
    seen = ledger.seen(PUBLIC)
    shown = [explain_entry(ledger, each.id, PUBLIC) for each in seen]
    assert all(each.signature == "its hash and signature hold" for each in shown)
    answered = {
        "register": encode_register(custody(record, DAY)),
        "flights": encode_flights(flights(record, DAY)),
        "procedures": encode_procedures(procedures(record, DAY)),
        "contradictions": encode_contradictions(contradictions(record)),
        "persons": [None if page is None else encode_person(page) for page in pages],
        "erased": record.erased,
        "log": [asdict(each) for each in seen],
        "shown": [[each.text, each.title, asdict(each.entry)] for each in shown],
    }
    return json.dumps(answered, default=str, indent=1)


def unnamed(text):
    """Without what every new ledger draws by lot or takes from the clock: ids and keys by their place in the log."""
    known = {hashlib.sha256(page).hexdigest() for page in PAGES}
    answered = json.loads(re.sub(r'"arrived_at": "[^"]*"', '"arrived_at": ""', text))
    order = {name: f"#{place}" for place, each in enumerate(answered["log"]) for name in (each["id"], each["author"])}

    def number(found):
        return found[0] if found[0] in known else order.get(found[0], "#")

    def in_order(value):
        # where only ids could tell what comes first, chance tells: the law below compares the order too
        if isinstance(value, list):
            return sorted((in_order(each) for each in value), key=json.dumps)
        return {key: in_order(each) for key, each in sorted(value.items())} if isinstance(value, dict) else value

    return in_order(json.loads(re.sub(r"\b[0-9a-f]{64}\b", number, json.dumps(answered))))


def history(path, unseen):
    with open_ledger(path, None, create=True) as ledger:
        for place in range(len(SEEN) + 1):
            for _, *step in (each for each in unseen if each[0] == place):
                put_unseen(ledger, *step)
            if place < len(SEEN):
                SEEN[place](ledger)
        return answers(ledger)


# without shrinking: each try makes ledgers, and would take minutes
@settings(max_examples=6, deadline=None, phases=[Phase.generate])
@given(unseen=UNSEEN)
def test_whatever_is_told_in_confidence_and_whenever_the_public_is_answered_the_same(tmp_path_factory, unseen):
    folder = tmp_path_factory.mktemp("audience")
    assert unnamed(history(folder / "with", unseen)) == unnamed(history(folder / "without", []))


@settings(max_examples=6, deadline=None, phases=[Phase.generate])
@given(unseen=UNSEEN)
def test_to_the_byte_where_it_is_told_after(tmp_path_factory, unseen):
    folder = tmp_path_factory.mktemp("audience")
    before = history(folder / "ledger", [])
    for name in folder.iterdir():
        (shutil.copytree if name.is_dir() else shutil.copy)(name, folder / name.name.replace("ledger", "copy"))
    with open_ledger(folder / "copy", None, create=False) as ledger:
        for _, *step in unseen:
            put_unseen(ledger, *step)
        assert answers(ledger) == before


@settings(max_examples=4, deadline=None, phases=[Phase.generate])
@given(unseen=UNSEEN)
def test_a_narrower_audience_sees_a_part_of_what_a_wider_one_sees(tmp_path_factory, unseen):
    path = tmp_path_factory.mktemp("audience") / "ledger"
    history(path, unseen)
    with open_ledger(path, None, create=False) as ledger:

        def seen(audience):
            return {each.id for each in ledger.seen(View(audience=audience, asked_on=DAY))}

        scopes = {step[3].scope for step in unseen} - {"office"}
        assert seen("public") <= seen("office")
        for scope in scopes:
            assert seen("office") <= seen(scope) <= seen(f"{scope}/witness")
        entries = {each.id for each in ledger.entries()}
        every = set().union(*(seen(f"{scope}/witness") for scope in scopes))
        has_office_notes = any(step[3].scope == "office" for step in unseen)
        assert every | seen("office") | (seen("witness") if has_office_notes else set()) == entries
