"""The rules by which a predicted record is judged against gold."""

from dataclasses import replace
from decimal import Decimal

import pytest
from eval.records import Claim, Dated, Figure, Named, Piece, Record, Told
from eval.score import match, score
from eval.words import Span

BODY = "She left the town on Monday, the baker said. Twelve people fled."
TEXT = f"Court Frees Baker\n\n{BODY}\n\nNice story, until Friday!"


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def claim(words: str = "She left the town on Monday", speaker: str = "the baker", stance: str = "asserts") -> Claim:
    return Claim(span=at(words), speaker=(speaker,) if speaker else (), stance=stance)


def told(words: str = "fled", kind: str = "flight", **fields: object) -> Told:
    plain = Told(span=at(words), kinds=frozenset({kind}), subjects=(), date=None, certainty=None)
    return replace(plain, **fields)


def figure(words: str = "Twelve people", value: str = "12", unit: str = "people") -> Figure:
    return Figure(span=at(words), numbers=(Decimal(value), None, None), unit=unit)


def record(**fields: object) -> Record:
    zones = (
        Piece(kind="title", span=at("Court Frees Baker")),
        Piece(kind="article", span=at(BODY)),
        Piece(kind="comment", span=at("Nice story, until Friday!")),
    )
    plain = Record(text=TEXT, published=None, zones=zones, names=(), dates=(), claims=(), events=(), figures=())
    return replace(plain, **fields)


def full() -> Record:
    return record(
        names=(Named(kind="person", forms=("Ana Baker",)), Named(kind="place", forms=("Riga",))),
        dates=(Dated(span=at("Monday"), edtf="2020-01-06"),),
        claims=(claim(),),
        events=(told(subjects=(("twelve people",),), date="2020-01", certainty="fact"),),
        figures=(figure(),),
    )


def test_a_record_scored_against_itself_is_perfect() -> None:
    scores = score(full(), full())
    assert {tally.f for tally in scores.tallies.values()} == {1.0}
    assert scores.resting == 0


def test_an_empty_prediction_finds_nothing() -> None:
    tallies = score(full(), record()).tallies
    assert tallies["claim"].recall == tallies["event"].recall == tallies["person"].recall == 0


def test_a_second_prediction_of_the_same_claim_counts_against_precision() -> None:
    tally = score(record(claims=(claim(),)), record(claims=(claim(), claim()))).tallies["claim"]
    assert (tally.recall, tally.precision) == (1.0, 0.5)


def test_a_claim_that_shares_half_its_words_is_found_but_not_exact() -> None:
    tallies = score(record(claims=(claim(),)), record(claims=(claim("left the town"),))).tallies
    assert tallies["claim"].f == 1.0
    assert tallies["claim_exact"].f == 0.0
    assert tallies["claim_words"].recall == pytest.approx(3 / 6)


def test_a_claim_that_shares_less_than_half_its_words_is_missed() -> None:
    assert score(record(claims=(claim(),)), record(claims=(claim("Monday"),))).tallies["claim"].f == 0.0


def test_marks_around_a_claim_do_not_make_it_inexact() -> None:
    tallies = score(record(claims=(claim(),)), record(claims=(claim("She left the town on Monday,"),))).tallies
    assert tallies["claim_exact"].f == 1.0


def test_a_wrong_speaker_and_a_wrong_stance_are_told_apart() -> None:
    tallies = score(record(claims=(claim(),)), record(claims=(claim(speaker="the mayor", stance="denies"),))).tallies
    assert tallies["claim"].f == 1.0
    assert tallies["claim_speaker"].f == tallies["claim_stance"].f == 0.0


def test_the_articles_own_voice_is_not_a_speaker_named_in_the_text() -> None:
    tallies = score(record(claims=(claim(speaker=""),)), record(claims=(claim(),))).tallies
    assert tallies["claim_speaker"].f == 0.0


def test_a_date_is_found_by_overlap_and_right_only_with_its_value() -> None:
    gold = record(dates=(Dated(span=at("on Monday"), edtf="2020-01-06"),))
    tallies = score(gold, record(dates=(Dated(span=at("Monday"), edtf="2020-01"),))).tallies
    assert tallies["date"].f == 1.0
    assert tallies["date_value"].f == 0.0


def test_a_trigger_within_sixty_characters_tells_the_same_event() -> None:
    assert score(record(events=(told("fled"),)), record(events=(told("left"),))).tallies["event"].f == 1.0


def test_a_trigger_farther_away_does_not() -> None:
    assert score(record(events=(told("fled"),)), record(events=(told("Court"),))).tallies["event"].f == 0.0


def test_another_kind_is_another_event() -> None:
    assert score(record(events=(told(),)), record(events=(told(kind="arrest"),))).tallies["event"].f == 0.0


def test_an_event_is_right_with_subject_and_date_only_with_both() -> None:
    gold = record(events=(told(subjects=(("Ana Baker",), ("Jan Miller",)), date="2020-01-06"),))
    predicted = record(events=(told(subjects=(("Jan Miller",),), date="2020-01-07"),))
    tallies = score(gold, predicted).tallies
    assert tallies["event_subject"].f == 1.0
    assert tallies["event_date"].f == tallies["event_subject_date"].f == 0.0


def test_what_the_gold_leaves_open_cannot_be_wrong() -> None:
    predicted = record(events=(told(subjects=(("Ana Baker",),), date="2020", certainty="alleged"),))
    tallies = score(record(events=(told(),)), predicted).tallies
    assert tallies["event_subject_date"].f == tallies["event_certainty"].f == 1.0


def test_an_open_interval_may_stand_for_its_first_day() -> None:
    gold = record(events=(told(date="2015/.."),))
    assert score(gold, record(events=(told(date="2015"),))).tallies["event_date"].f == 1.0


def test_a_figure_with_another_number_is_missed_and_a_unit_is_judged_apart() -> None:
    gold = record(figures=(figure(),))
    assert score(gold, record(figures=(figure(value="13"),))).tallies["figure"].f == 0.0
    tallies = score(gold, record(figures=(figure(unit="cases"),))).tallies
    assert (tallies["figure"].f, tallies["figure_unit"].f) == (1.0, 0.0)


def test_a_least_is_not_a_value() -> None:
    least = replace(figure(), numbers=(None, Decimal(12), None))
    assert score(record(figures=(least,)), record(figures=(figure(),))).tallies["figure"].f == 0.0


def test_names_match_within_their_kind_and_by_alias() -> None:
    gold = record(names=(Named(kind="body", forms=("European Union (EU)",)),))
    same = record(names=(Named(kind="body", forms=("the EU", "European Union")),))
    other = record(names=(Named(kind="place", forms=("European Union",)),))
    assert score(gold, same).tallies["body"].f == 1.0
    assert score(gold, other).tallies["body"].recall == 0.0


def test_an_unmatched_prediction_in_the_title_is_left_out() -> None:
    assert score(record(), record(events=(told("Frees", kind="release"),))).tallies["event"].is_empty


def test_an_unmatched_date_in_a_comment_is_left_out_but_a_statement_there_is_counted_as_resting_on_it() -> None:
    dates = (Dated(span=at("Friday"), edtf="2020-01-10"),)
    scores = score(record(), record(dates=dates, claims=(claim("until Friday"),)))
    assert scores.tallies["date"].is_empty
    assert scores.resting == 1


def test_zones_are_judged_by_letters_inside_and_outside_the_article() -> None:
    everything = record(zones=(Piece(kind="article", span=Span(0, len(TEXT))),))
    assert 0.5 < score(record(), everything).tallies["zone"].f < 1.0


def test_a_reader_that_drops_the_article_is_wrong_about_it() -> None:
    kept = "Court Frees Baker\n\nNice story, until Friday!"
    dropped = record(text=kept, zones=(Piece(kind="title", span=Span(0, 17)),))
    assert score(record(), dropped).tallies["zone"].f < 0.5


def test_spans_are_compared_by_words_where_the_texts_differ() -> None:
    other = "Menu\nHome\n" + TEXT.replace("\n\n", "\n")
    start = other.index("She left")
    shifted = Claim(span=Span(start, start + len("She left the town on Monday")), speaker=("baker",), stance="asserts")
    tallies = score(record(claims=(claim(),)), record(text=other, zones=(), claims=(shifted,))).tallies
    assert tallies["claim_exact"].f == tallies["claim_speaker"].f == 1.0


def test_words_that_only_the_reader_has_match_nothing_and_count() -> None:
    other = "Menu Home\n" + TEXT
    stray = Claim(span=Span(0, 9), speaker=(), stance="asserts")
    tally = score(record(claims=(claim(),)), record(text=other, claims=(stray,))).tallies["claim"]
    assert (tally.right, tally.predicted) == (0, 1)


def test_the_best_pair_is_taken_first() -> None:
    worth = {("a", "x"): 0.6, ("a", "y"): 0.9, ("b", "y"): 0.8, ("b", "x"): 0.0}
    assert match(["a", "b"], ["x", "y"], lambda one, other: worth[one, other]) == [("a", "y")]
