"""`saksi alarms --ics`: the days of the alarms as a calendar that other programs read. Persons are invented."""

import pytest
from icalendar import Calendar

STORY = """Activist Still Held

Phnom Penh, December 20, 2019

Police arrested Sok Testman in Battambang province on December 2, 2019, his lawyer said.

A court ordered the release of Sok Testman on December 17, 2019, the lawyer said.

Sok Testman is still in detention, his wife said on Friday.

The trial of Dara Sample is set for January 10, 2020, the court said.
"""


@pytest.fixture
def calendar(ledger, tmp_path, run_saksi):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    assert run_saksi("add", str(tmp_path / "story.txt"))[0] == 0

    def read(*arguments):
        status, out, err = run_saksi("alarms", *arguments, "--ics")
        assert status == 0
        assert "holds names unsealed" in " ".join(err.split())
        return {str(event["uid"]): event for event in Calendar.from_ical(out).walk("VEVENT")}

    return read


def test_each_alarm_that_has_a_day_is_an_entry_with_what_it_rests_on(calendar):
    events = {str(event["summary"]): event for event in calendar("--on", "2019-12-20", "--within", "30d").values()}
    released = events["Sok Testman: to check: overdue release"]
    assert "category I" in released["description"]
    assert "Check: it rests on drafts that nobody reviewed" in released["description"]
    assert "Rests on: " in released["description"]
    assert released["class"] == "CONFIDENTIAL"
    trial = events["Dara Sample: to check: trial near"]
    assert trial.decoded("dtstart").isoformat() == "2020-01-10"


def test_taken_in_again_an_entry_takes_the_place_of_the_one_before(calendar):
    before, after = calendar("--on", "2020-01-05"), calendar("--on", "2020-01-12")
    assert before.keys() <= after.keys()
    (trial,) = [uid for uid, event in before.items() if "trial" in event["summary"]]
    assert "trial date passed" in after[trial]["summary"]
    assert before[trial]["dtstart"].dt == after[trial]["dtstart"].dt
    assert before[trial]["dtstamp"].dt < after[trial]["dtstamp"].dt


def test_the_same_question_has_the_same_answer_byte_for_byte(tmp_path, calendar, run_saksi):
    asked = ("alarms", "--on", "2020-01-05", "--ics")
    assert run_saksi(*asked)[1] == run_saksi(*asked)[1]


def test_one_form_is_asked_for_at_a_time(ledger, run_saksi):
    assert run_saksi("alarms", "--ics", "--json")[0] == 2
