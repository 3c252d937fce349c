from dataclasses import replace
from datetime import date

from tests.build import record, said, told

from saksi.model import Count
from saksi.register import contradictions, flights

ON = date(2019, 12, 27)


def test_a_negation_answers_the_same_event():
    one = told("summons", "Dara Testname", event="v1", by="Dara Testname", certainty="alleged")
    other = told("summons", "Dara Testname", event="v1", by="Major Example", certainty="negated", at=3)
    (row,) = contradictions(record(one, other))
    assert (row.kind, row.left.by, row.right.by) == ("same event", "Major Example", "Dara Testname")


def test_a_denial_answers_the_claim_that_shares_its_content():
    claim = said("we fear persecution by soldiers", "Dara Testname")
    other = said("the harvest was good", "Vanna Testname", at=1)
    denial = said("no soldier persecutes anybody", "Major Example", stance="denies", at=2)
    rows = contradictions(record(claim, other, denial))
    assert [(row.kind, row.right.by) for row in rows] == [("answers", "Dara Testname")]


def test_who_denies_in_court_denies_the_charge():
    charge = told("charge", "Dara Testname", date="2019-11", charge="treason")
    denial = said("he is innocent", "Dara Testname", stance="denies", at=2)
    (row,) = contradictions(record(charge, denial))
    assert (row.kind, row.about) == ("denies the charge", "the charge")


def test_counts_of_the_same_people_that_differ_are_shown():
    groups = ("14 party members", "nine party members")
    ours = told("held", groups[0], date="2019-12-27", count=14, by="Group Example")
    theirs = told("held", groups[1], date="2019-12-27", count=9, by="Ministry Example", at=2)
    (row,) = contradictions(record(ours, theirs, groups=groups))
    assert row.kind == "different count"


def test_nobody_contradicts_himself():
    claim = said("we fear persecution", "Dara Testname")
    assert contradictions(record(claim, said("persecution never ends", "Dara Testname", stance="denies", at=2))) == ()


def test_rival_reasons_for_a_flight_stand_side_by_side():
    crowd = "the activists"
    ours = told("flight", agent="Dara Testname", date="2019-12", by="Dara Testname", reason="fear of arrest")
    wish, fear = "wish to relocate", "no freedom to speak"
    theirs = told("flight", agent=crowd, by="Spokesman Example", stance="denies", reason=wish, at=4)
    third = told("flight", agent=crowd, by="Open Gate", reason=fear, at=6)
    rows = {row.who: row for row in flights(record(ours, theirs, third, groups=(crowd,)), ON)}
    accounts = {(one.kind, one.by, one.words) for one in rows["Dara Testname"].accounts}
    assert ("reason", "Dara Testname", "fear of arrest") in accounts
    assert ("rival reason", "Spokesman Example", wish) in accounts
    assert ("another account", "Open Gate", fear) in accounts


def test_one_who_fled_gives_no_account_of_another_in_her_own_voice():
    one = told("flight", agent="Dara Testname", by="Dara Testname", reason="fear of arrest")
    other = told("flight", agent="Bopha Testname", by="Bopha Testname", reason="no work", at=4)
    rows = {row.who: row for row in flights(record(one, other), ON)}
    assert [account.words for account in rows["Dara Testname"].accounts] == ["fear of arrest"]


def test_a_flight_that_is_only_planned_is_no_flight():
    assert flights(record(told("flight", agent="Dara Testname", certainty="planned")), ON) == ()


def answers(*statements):
    rows = contradictions(record(*statements))
    return [(row.kind, row.right.words, row.about) for row in rows]


def test_a_denial_answers_one_claim_the_one_that_shares_its_rarest_words():
    chatter = [said(f"the activists speak of matter{at}", f"Speaker{at} Testname", at=at) for at in range(6)]
    claim = said("soldiers burned the granary of the activists", "Dara Testname", at=6)
    later = said("the activists are tired", "Vanna Testname", at=7)
    denial = said("the activists burned their granary", "Major Example", stance="denies", at=9)
    assert answers(*chatter, claim, later, denial) == [("answers", claim.words, "activists burned, granary")]


def test_words_that_everybody_uses_make_no_answer_but_the_claim_before_is_answered():
    chatter = [said(f"the activists speak of matter{at}", f"Speaker{at} Testname", at=at) for at in range(6)]
    denial = said("the activists lie", "Major Example", stance="denies", at=9)
    assert answers(*chatter, denial) == [("may answer", chatter[-1].words, "the claim before it")]


def test_several_denials_that_only_come_after_one_claim_are_one_pair():
    claim = said("the granary burned", "Dara Testname")
    denials = [
        said(words, "Major Example", stance="denies", at=at) for at, words in ((2, "a fairy tale"), (3, "nonsense"))
    ]
    assert len(answers(claim, *denials)) == 1


def test_a_claim_far_above_is_not_the_claim_before():
    claim = said("the granary burned", "Dara Testname")
    assert answers(claim, said("a fairy tale", "Major Example", stance="denies", at=9000)) == []


def test_a_person_of_whom_both_tell_joins_denial_and_claim():
    claim = said("she came home late", "Dara Testname")
    other = said("the harvest was good", "Open Gate", at=40)
    denial = said("nonsense", "Major Example", stance="denies", at=80)
    within = (
        told("summons", "Bopha Testname", by="Dara Testname", at=0),
        told("surveillance", "Bopha Testname", by="Major Example", stance="denies", at=80),
    )
    assert ("answers", claim.words, "Bopha Testname") in answers(claim, other, denial, *within)


def test_only_who_shares_more_than_common_words_supports():
    chatter = [said(f"the government has matter{at}", f"Speaker{at} Testname", at=at) for at in range(20)]
    claim = said("the government burned the granary of a village", "Dara Testname", at=21)
    denial = said("no granary was burned", "Major Example", stance="denies", at=22)
    third = said("a granary in the village is gone", "Open Gate", at=23)
    (row,) = contradictions(record(*chatter, claim, denial, third))
    assert [source.by for source in row.support] == ["Open Gate"]


def test_who_tells_of_the_same_kind_of_act_supports_and_the_denial_itself_never_does():
    claim = said("we run from fear", "Dara Testname")
    denial = said("they run for money and fear nothing", "Major Example", stance="denies", at=40)
    third = said("students leave for their safety", "Open Gate", at=80)
    far = said("rice is dear", "Market Example", at=120)
    acts = [
        told("flight", agent="Dara Testname", by="Dara Testname"),
        told("flight", agent="S T", by="Open Gate", at=80),
    ]
    (row,) = contradictions(record(claim, denial, third, far, *acts))
    assert [source.by for source in row.support] == ["Open Gate"]


def test_a_denial_does_not_answer_another_denial():
    one = said("nobody burned the granary", "Major Example", stance="denies")
    other = said("the granary never burned", "Governor Example", stance="denies", at=9)
    assert answers(one, other) == []


def test_one_person_under_two_descriptions_supports_nobody_but_himself():
    claim = said("soldiers burned the granary of a village", "Dara Testname")
    denial = said("no granary was burned", "Major Example", stance="denies", at=22)
    third = said("the granary of the village is gone", "Open Gate", at=23)
    affiliations = {("r1", "Dara Testname"): "Open Gate"}
    (row,) = contradictions(record(claim, denial, third, bodies=("Open Gate",), affiliations=affiliations))
    assert row.support == ()


def test_acts_denied_in_one_breath_are_one_pair_in_the_words_of_the_claims():
    claim = said("they summoned and watched me", "Dara Testname", at=0)
    denial = said("nobody summoned or watched anyone", "Major Example", stance="denies", at=40)
    acts = [
        told(kind, "Dara Testname", event=kind, by=by, certainty=certainty, stance=stance, at=at)
        for kind in ("summons", "surveillance")
        for by, certainty, stance, at in (
            ("Dara Testname", "alleged", "asserts", 0),
            ("Major Example", "negated", "denies", 40),
        )
    ]
    (row,) = contradictions(record(claim, denial, *acts))
    assert (row.left.words, row.right.words, row.kind) == (denial.words, claim.words, "same event")
    assert row.about == "summons or questioning: Dara Testname; surveillance: Dara Testname"


def test_at_least_seventy_and_seventy_four_do_not_contradict():
    groups = ("at least 70 party members", "74 party members")
    ours = told("held", groups[0], date="2019-12-27", count=70, by="Group Example")
    least = replace(ours.statement.content, count=Count(min=70))
    ours = replace(ours, statement=replace(ours.statement, content=least))
    theirs = told("held", groups[1], date="2019-12-27", count=74, by="Ministry Example", at=2)
    assert contradictions(record(ours, theirs, groups=groups)) == ()


def test_two_dates_of_one_act_are_told_with_the_pair():
    first = told("flight", agent="Dara Testname", date="2019-11-24", reading="r1")
    later = told("flight", agent="Dara Testname", date="2019-11-23", reading="r2")
    (row,) = contradictions(record(first, later, published={"r1": "2019-12-06", "r2": "2019-12-10"}))
    assert [when.edtf for when in row.differ] == ["2019-11-23", "2019-11-24"]


def test_a_route_is_never_made_up_of_two_tellings():
    ours = told("flight", agent="Dara Testname", date="2019-11-24", place="Hill Pass", reading="r1")
    theirs = told("flight", agent="Dara Testname", date="2019-10-30", place="River Post", reading="r2")
    vague = told("flight", agent="Dara Testname", date="2019-10-30", reading="r3")
    (row,) = flights(record(ours, theirs, vague), ON)
    assert [(each.date.edtf, each.place, len(each.sources)) for each in row.routes] == [
        ("2019-10-30", "River Post", 2),
        ("2019-11-24", "Hill Pass", 1),
    ]


def test_another_date_of_a_flight_is_no_denial_of_it():
    ours = told("flight", agent="Dara Testname", date="2019-11-24", reading="r1")
    theirs = told("flight", agent="Dara Testname", date="2019-10-30", by="Major Example", reading="r2")
    (row,) = flights(record(ours, theirs), ON)
    assert row.accounts == ()


def test_one_word_in_common_is_a_guess_and_called_so():
    claim = said("the order came too late in the day", "Dara Testname")
    other = said("the harvest was good", "Vanna Testname", at=1)
    denial = said("he ordered no arrests", "Major Example", stance="denies", at=2)
    assert answers(claim, other, denial) == [("may answer", claim.words, "ordered")]
