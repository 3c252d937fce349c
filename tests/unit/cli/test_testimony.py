"""`saksi note`, `saksi consent` and `--audience` from the command line."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from terminal import on_a_terminal

TOLD = "Police arrested me on 3 March 2020 in Battambang. Soldiers beat Chan Example.\n"
WHO = ("--from", "Srey Testwitness", "--where", "Test Village 9")


@pytest.fixture
def call(tmp_path):
    file = tmp_path / "interview with Srey Testwitness.txt"
    file.write_text(TOLD, "utf-8")
    return str(file)


@pytest.fixture
def noted(ledger, call, run_saksi):
    return json.loads(run_saksi("note", call, *WHO, "--consent", "archive", "--json")[1])


def flat(text):
    return " ".join(text.split())


def in_days(number):
    return (datetime.now(UTC).date() + timedelta(days=number)).isoformat()


def test_a_note_says_what_it_did_and_names_nobody(ledger, call, run_saksi):
    status, out, err = run_saksi("note", call, *WHO, "--consent", "archive,share")
    assert status == 0
    assert "noted, as told by witness " in out
    assert "--audience witness" in flat(out)
    assert "the text is kept as it is" in flat(err)
    assert "lies where it lay, unencrypted" in flat(err)
    assert "Testwitness" not in out + err


def test_the_name_of_its_file_is_not_kept(noted, run_saksi):
    assert "Testwitness" not in run_saksi("log", "--json")[1]


def test_a_text_that_tells_who_told_it_is_warned_of_without_repeating_it(ledger, type_keys):
    done = type_keys("I am Srey. I was arrested on 3 March 2020.\n", ["note", *WHO, "--consent", "archive"])
    assert done.exit_code == 0
    assert "holds 1 word of what you said of who and where the witness is" in flat(done.output)
    assert "Srey" not in done.output


def test_on_a_terminal_what_is_left_out_is_asked_for(ledger, run_saksi):
    keys = [b"Srey Testwitness\n", b"Test Village 9\n", b"\n", b"archive\n", TOLD.encode() + b"\x04", b"\n"]
    status, shown = on_a_terminal(["note"], keys)
    assert (status, "noted, as told by witness" in shown) == (0, True), shown
    entries = json.loads(run_saksi("log", "--audience", "witness", "--json")[1])["entries"]
    fields = next(entry["fields"] for entry in entries if entry["kind"] == "witness")
    assert (fields["identity"], fields["whereabouts"], "contact" in fields) == (
        "Srey Testwitness",
        "Test Village 9",
        False,
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--consent", "archive"), "give --from"),
        (WHO, "give --consent"),
        ((*WHO, "--consent", "all"), "'all' is no use: archive, share, publish"),
        ((*WHO, "--consent", ","), "without consent to keep it"),
        ((*WHO, "--consent", "archive", "--until", "2019-01-01"), "has passed"),
        ((*WHO, "--consent", "publish", "--scope", "case-7"), "leaves the office for nobody"),
        ((*WHO, "--consent", "archive", "--scope", "witness"), "is no name for a scope"),
    ],
)
def test_what_cannot_be_noted_is_refused_in_one_line(ledger, call, run_saksi, arguments, why):
    status, out, err = run_saksi("note", call, *arguments)
    assert (status, out, len(err.splitlines())) == (status or 9, "", 1)
    assert why in err
    assert not ledger.exists()


@pytest.mark.parametrize("verb", ["register", "flights", "procedures", "contradictions", "record", "log"])
def test_the_public_is_answered_without_it_and_the_office_with_it(noted, run_saksi, verb):
    assert run_saksi(verb, "--audience", "public", "--json")[0] == 0
    assert noted["witness"] not in run_saksi(verb, "--audience", "public", "--json")[1]
    if verb in ("register", "record"):
        on = ("--on", "2020-03-03", "--json")
        assert noted["witness"] in run_saksi(verb, *on)[1]
        assert noted["witness"] not in run_saksi(verb, *on, "--audience", "public")[1]


def test_a_person_is_shown_to_the_office_and_not_to_the_public(noted, run_saksi):
    assert run_saksi("person", noted["witness"], "--on", "2020-03-03")[0] == 0
    status, _, err = run_saksi("person", noted["witness"], "--on", "2020-03-03", "--audience", "public")
    assert (status, "nobody on record" in err) == (1, True)


def test_who_told_it_is_shown_to_the_scope_of_witnesses_alone(noted, run_saksi):
    witness = noted["entries"]["witness"]
    assert "Srey Testwitness" in run_saksi("show", witness, "--audience", "witness")[1]
    for audience in ("office", "public"):
        status, out, err = run_saksi("show", witness, "--audience", audience)
        assert (status, out, "no entry begins with" in err) == (1, "", True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("register",),
        ("person", "Chan"),
        ("flights",),
        ("contradictions",),
        ("procedures",),
        ("record",),
        ("diff", "--from", "2020-01-01"),
        ("show", "abcdef"),
        ("log",),
        ("review",),
        ("consent",),
    ],
)
def test_an_unknown_audience_is_refused_in_one_line(noted, run_saksi, arguments):
    status, out, err = run_saksi(*arguments, "--audience", "case-9")
    assert (status, out) == (1, "")
    assert err == "saksi: 'case-9' is no audience of this ledger: it has office, public, witness\n"


def test_testimony_in_a_scope_is_listed_reviewed_and_withdrawn_there(ledger, call, run_saksi, type_keys):
    noted = json.loads(run_saksi("note", call, *WHO, "--consent", "archive", "--scope", "case-7", "--json")[1])
    there = ("--audience", "case-7")
    assert run_saksi("consent")[1] == "no testimony that this audience sees\n"
    assert "scope case-7" in run_saksi("consent", *there)[1]
    assert type_keys("", ["review"]).output.startswith("0 decided")
    assert type_keys("a\nq\n", ["review", *there]).output.rstrip().endswith("1 draft left")
    assert run_saksi("consent", noted["document"][:8], "--withdraw")[0] == 1
    assert "withdrawn" in run_saksi("consent", noted["document"][:8], "--withdraw", *there)[1]


def test_consent_is_listed_changed_and_withdrawn(noted, run_saksi):
    digits = noted["witness"].removeprefix("witness ")
    until = in_days(10)
    assert run_saksi("consent")[1] == f"{noted['document'][:12]} archive · note of {noted['witness']}\n"
    assert run_saksi("log")[1].rstrip().endswith("consent    owner  archive")
    assert f"archive · until {until}, 10 days left" in flat(run_saksi("consent", digits, "--until", until)[1])
    changed = json.loads(run_saksi("consent", digits, "--uses", "publish", "--basis", "by phone", "--json")[1])
    (row,) = changed["testimony"]
    assert (row["uses"], row["until"], row["basis"], row["ends_soon"]) == (["publish"], until, "by phone", True)
    assert "until" not in json.loads(run_saksi("consent", digits, "--until", "9999-12-31", "--json")[1])["testimony"][0]
    assert noted["witness"] in run_saksi("register", "--audience", "public", "--on", "2020-03-03")[1]
    assert "it leaves for nobody" in run_saksi("consent", digits, "--withdraw")[1]
    assert noted["witness"] not in run_saksi("register", "--audience", "public", "--on", "2020-03-03")[1]
    assert "say with --uses what is" in run_saksi("consent", digits, "--until", until)[2]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--withdraw",), "name the document"),
        (("abcdef", "--withdraw"), "no testimony has a hash"),
        (("story.txt",), "is no document"),
        (("abcdef", "--withdraw", "--uses", "share"), "leave out one"),
        (("--audience", "public"), "the office's to know"),
    ],
)
def test_a_change_of_nothing_is_refused_in_one_line(noted, run_saksi, arguments, why):
    status, out, err = run_saksi("consent", *arguments)
    assert (status, out, len(err.splitlines())) == (status or 9, "", 1)
    assert why in err


def test_a_proof_of_testimony_is_opened_only_where_consent_covers_it(noted, run_saksi):
    entries = json.loads(run_saksi("log", "--json")[1])["entries"]
    told = next(entry["id"] for entry in entries if entry["kind"] == "statement")
    assert run_saksi("prove", told)[0] == 0
    status, out, err = run_saksi("prove", told, "--open", "words")
    assert (status, out, "may not leave this office" in err) == (1, "", True)
    run_saksi("consent", noted["document"][:6], "--uses", "share")
    assert run_saksi("prove", told, "--open", "words")[0] == 0
    assert run_saksi("prove", noted["entries"]["witness"], "--open", "identity")[0] == 1


def test_testimony_that_was_noted_is_not_added(noted, call, run_saksi):
    status, _, err = run_saksi("add", call)
    assert (status, "it is testimony" in err) == (1, True)
