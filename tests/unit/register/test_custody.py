from datetime import date

from tests.build import record, told

from saksi.register import PersonRow, custody, encode_register
from saksi.register.rows import UNKNOWN

ON = date(2019, 12, 27)


def only(*statements, on=ON, **given) -> PersonRow:
    (row,) = custody(record(*statements, **given), on).people
    return row


def test_held_is_unknown_since_the_day_that_was_last_told_of():
    liberty = only(told("arrest", "Dara Testname", date="2017-09")).liberty
    assert (liberty.value, liberty.unknown_since.edtf, liberty.last_known) == ("unknown", "2017-09", "held")


def test_an_arrest_asked_within_its_own_month_is_held():
    row = only(told("arrest", "Dara Testname", date="2017-09"), on=date(2017, 9, 20), published="2017-09-30")
    assert row.liberty.value == "held"


def test_an_open_date_attests_up_to_its_document_and_no_further():
    statement = told("house_arrest", "Dara Testname", date="2018-09/..")
    assert only(statement).liberty.value == "restricted"
    assert only(statement, on=date(2019, 12, 28)).liberty.unknown_since.edtf == "2019-12-27"


def test_death_lasts():
    assert only(told("killing", "Dara Testname", date="2016-07-10")).liberty.value == "dead"


def test_nothing_that_happened_after_the_day_counts():
    assert custody(record(told("arrest", "Dara Testname", date="2019-12-20")), date(2019, 12, 19)).people == ()


def test_a_planned_release_does_not_free():
    row = only(told("held", "Dara Testname"), told("release", "Dara Testname", certainty="planned", date="2019-12-20"))
    assert row.liberty.value == "held"


def test_a_release_order_alone_does_not_free_and_makes_overdue():
    row = only(told("release_order", "Dara Testname", date="2019-12-17"), told("held", "Dara Testname"))
    assert (row.order.value, row.liberty.value, row.overdue) == ("release", "held", True)


def test_an_order_to_detain_after_the_release_order_ends_overdue():
    row = only(
        told("release_order", "Dara Testname", date="2019-11-17"),
        told("arrest", "Dara Testname", date="2019-12-01"),
        told("held", "Dara Testname"),
    )
    assert not row.overdue


def test_who_was_freed_after_the_order_is_not_overdue():
    row = only(
        told("release_order", "Dara Testname", date="2019-11-17"),
        told("held", "Dara Testname", date="2019-11-18"),
        told("release", "Dara Testname", date="2019-12-27"),
    )
    assert (row.liberty.value, row.overdue) == ("at liberty", False)


def test_a_denial_disputes_and_names_both_sides():
    liberty = only(
        told("arrest", "Dara Testname", date="2019-12-27", by="Neighbour Example", certainty="alleged"),
        told("arrest", "Dara Testname", by="Major Example", certainty="negated", at=5),
        bodies=("Neighbour Example", "Major Example"),
    ).liberty
    assert liberty.value == "held"
    assert liberty.disputed
    assert [one.by for one in liberty.sources] == ["Neighbour Example"]
    assert [one.by for one in liberty.against] == ["Major Example"]


def test_who_gives_another_reason_grants_the_flight():
    liberty = only(
        told("flight", agent="Dara Testname", date="2019-12-27", event="v1"),
        told("flight", agent="Dara Testname", event="v1", by="Major Example", stance="denies", reason="work", at=5),
    ).liberty
    assert not liberty.disputed


def test_an_alleged_arrest_is_marked_with_whose_word_it_is():
    row = only(told("arrest", "Dara Testname", date="2019-12-27", by="Major Example", certainty="alleged"))
    assert (row.liberty.alleged, row.liberty.according_to) == (True, ("Major Example",))


def test_one_charge_in_two_spellings_is_one_charge():
    first = told("charge", "Dara Testname", charge="incitement", date="2019-12-02")
    row = only(first, told("charge", "Dara Testname", charge="Incitement", date="2019-12-03", at=9))
    assert row.charges == ("Incitement",)


def test_a_negated_charge_charges_nobody():
    assert custody(record(told("charge", "Dara Testname", certainty="negated")), ON).people == ()


def test_an_undated_act_is_known_by_its_document():
    liberty = only(told("bail_change", "Dara Testname")).liberty
    assert (liberty.value, liberty.since, liberty.by) == ("restricted", None, ON)


def test_an_undated_arrest_does_not_undo_a_dated_release():
    row = only(told("arrest", "Dara Testname"), told("release", "Dara Testname", date="2019-10-02"))
    assert row.liberty.last_known == "at liberty"


def test_an_undated_arrest_is_the_dated_one_told_again():
    row = only(told("arrest", "Dara Testname", date="2017-09-03"), told("arrest", "Dara Testname", at=9))
    assert (row.liberty.unknown_since.edtf, len(row.liberty.sources)) == ("2017-09-03", 2)


def test_a_trial_that_is_set_stands_beside_the_charge():
    track = only(
        told("charge", "Dara Testname", date="2017-09", charge="treason"),
        told("trial_scheduled", "Dara Testname", date="2020-01", certainty="planned"),
    ).proceedings
    assert (track.value, track.next.value, track.next.date.edtf) == ("charged", "trial set", "2020-01")


def test_a_set_trial_is_not_announced_before_its_document():
    statements = (
        told("charge", "Dara Testname", date="2017-09"),
        told("trial_scheduled", "Dara Testname", date="2020-01", certainty="planned"),
    )
    assert only(*statements, on=date(2018, 1, 1)).proceedings.next is None


def test_proceedings_last_until_something_changes_them():
    assert only(told("conviction", "Dara Testname", date="2010")).proceedings.value == "convicted"


def test_two_speakers_on_one_day_who_differ_leave_liberty_disputed():
    liberty = only(
        told("held", "Dara Testname", by="Sister Example"),
        told("release", "Dara Testname", by="Major Example", certainty="alleged", at=4),
        bodies=("Sister Example", "Major Example"),
    ).liberty
    assert (liberty.value, liberty.disputed) == ("held", True)


def test_a_release_that_another_speaker_tells_disputes_who_is_still_held():
    arrested = told("arrest", "Dara Testname", date="2019-12-01", by="Police")
    still = told("held", "Dara Testname", date="2019-12-27", by="Mother")
    freed = told("release", "Dara Testname", date="2019-12-20", by="Police")
    liberty = only(arrested, still, freed).liberty
    assert (liberty.value, liberty.disputed) == ("held", True)
    assert [each.by for each in liberty.against] == ["Police"]


def test_an_arrest_told_after_the_release_settles_that_dispute():
    still = told("held", "Dara Testname", date="2019-12-27", by="Mother")
    freed = told("release", "Dara Testname", date="2019-12-20", by="Police")
    again = told("arrest", "Dara Testname", date="2019-12-22", by="Police")
    assert not only(still, freed, again).liberty.disputed


def test_rejected_statements_do_not_count_and_reviewed_are_counted_apart():
    row = only(
        told("held", "Dara Testname", standing="accepted"),
        told("killing", "Dara Testname", standing="rejected", at=3),
        told("arrest", "Dara Testname", date="2019-12", at=4),
    )
    assert row.liberty.value == "held"
    assert (row.basis.reviewed, row.basis.drafts) == (1, 1)


def test_every_row_names_its_statements_and_encodes_to_json():
    encoded = encode_register(custody(record(told("held", "Dara Testname")), ON))
    assert encoded["on"] == "2019-12-27"
    assert encoded["rows"][0]["row"] == "person"
    assert encoded["rows"][0]["liberty"]["basis"]["statements"]


def test_a_track_always_rests_on_the_telling_that_decides_it():
    # the lasting value wins although another was told of a later day
    row = only(told("killing", "Dara Testname", date="2017"), told("arrest", "Dara Testname", date="2019-11-12", at=2))
    assert row.liberty.value == "dead"
    assert row.liberty.basis.statements


def test_held_since_the_arrest_and_not_since_the_day_of_which_somebody_says_still_held():
    arrest = told("arrest", "Dara Testname", date="2019-12-01")
    still = told("held", "Dara Testname", date="2019-12-26", by="Mother")
    liberty = only(arrest, still).liberty
    assert (liberty.since.edtf, liberty.by) == ("2019-12-01", None)


def test_is_held_today_begins_nothing():
    liberty = only(told("held", "Dara Testname", date="2019-12-27")).liberty
    assert (liberty.since, liberty.by) == (None, ON)


def test_a_disputed_release_does_not_shorten_the_time_held():
    arrest = told("arrest", "Dara Testname", date="2019-12-01")
    freed = told("release", "Dara Testname", date="2019-12-20", by="Police")
    still = told("held", "Dara Testname", date="2019-12-27", by="Mother")
    assert only(arrest, freed, still).liberty.since.edtf == "2019-12-01"


def test_of_two_datings_of_one_flight_the_later_report_stands_and_the_other_is_named():
    first = told("flight", agent="Dara Testname", date="2019-11-24", reading="r1")
    corrected = told("flight", agent="Dara Testname", date="2019-11-23", reading="r2")
    rival = told("flight", agent="Dara Testname", date="2019-10-30", by="Police", certainty="alleged", reading="r3")
    dates = {"r1": "2019-12-06", "r2": "2019-12-10", "r3": "2019-12-12"}
    liberty = only(first, corrected, rival, published=dates).liberty
    assert liberty.since.edtf == "2019-11-23"
    assert [when.edtf for when in liberty.otherwise] == ["2019-10-30", "2019-11-24"]


def test_the_place_of_an_arrest_is_not_where_the_person_is_held():
    arrest = told("arrest", "Dara Testname", date="2019-12-01", place="Market Town")
    assert only(arrest).liberty.place is None
    assert only(arrest, told("held", "Dara Testname", date="2019-12-20", place="Hill Prison")).place == "Hill Prison"


def test_is_held_on_a_page_without_a_date_is_true_of_no_known_day():
    undated = {"r1": ""}
    later = date(2026, 6, 1)
    liberty = only(told("held", "Dara Testname"), on=later, published=undated).liberty
    assert (liberty.value, liberty.last_known, liberty.unknown_since) == ("unknown", "held", None)
    freed = told("release", "Dara Testname", date="2019-12-20", reading="r2")
    both = only(told("held", "Dara Testname"), freed, on=later, published={"r1": "", "r2": "2019-12-27"})
    assert (both.liberty.value, both.liberty.last_known) == ("unknown", "at liberty")


def test_who_tells_both_conditions_of_a_day_disputes_neither():
    eased = told("bail_change", "Dara Testname", date="2019-11-10", reading="r1")
    barred = told("movement_restriction", "Dara Testname", date="2019-11-10", reading="r1", at=2)
    again = told("bail_change", "Dara Testname", reading="r2")
    assert not only(eased, barred, again, published={"r1": "2019-11-18", "r2": "2019-12-27"}).order.disputed


def test_an_arrest_is_no_order():
    assert only(told("arrest", "Dara Testname", date="2019-12-20")).order == UNKNOWN


def test_who_was_arrested_again_after_the_order_is_not_overdue():
    order = told("release_order", "Dara Testname", date="2019-12-10")
    again = told("arrest", "Dara Testname", date="2019-12-20")
    still = told("held", "Dara Testname", date="2019-12-27")
    assert only(order, still).overdue
    assert not only(order, again, still).overdue


def test_who_is_granted_bail_is_held_until_the_release_is_told():
    held = told("held", "Dara Testname", date="2019-12-27")
    bail = told("bail", "Dara Testname", date="2019-12-27", at=3)
    row = only(held, bail)
    assert (row.order.value, row.liberty.value, row.overdue) == ("bail", "held", False)
    assert only(held, bail, told("release", "Dara Testname", date="2019-12-27", at=9)).liberty.value == "at liberty"


def test_a_death_of_any_kind_ends_the_custody():
    held = told("held", "Dara Testname", date="2019-12-01")
    assert only(held, told("death", agent="Dara Testname", date="2019-12-20")).liberty.value == "dead"


def test_an_undated_arrest_makes_nobody_overdue():
    order = told("release_order", "Dara Testname", date="2019-12-10")
    taken = told("arrest", "Dara Testname", by="Major Example", certainty="alleged", at=5)
    assert not only(order, taken, bodies=("Major Example",)).overdue


def test_the_end_of_a_sentence_is_not_the_day_of_the_conviction():
    proceedings = only(told("sentence", "Dara Testname", date="2019-11-11", words="finished her term")).proceedings
    assert (proceedings.value, proceedings.since, proceedings.by) == ("convicted", None, date(2019, 11, 11))


def test_who_was_taken_by_one_account_and_fled_by_another_is_disputed():
    taken = told("arrest", "Dara Testname", date="2019-12-20", by="Mother", certainty="alleged")
    fled = told("flight", agent="Dara Testname", date="2019-12-21", by="Police", certainty="alleged")
    freed = told("release", "Dara Testname", date="2019-12-20", by="Police", certainty="alleged")
    liberty = only(taken, fled).liberty
    assert (liberty.disputed, [each.by for each in liberty.against]) == (True, ["Mother"])
    assert not only(taken, freed, fled).liberty.disputed
