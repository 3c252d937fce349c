import pytest

from saksi.model import Stance
from saksi.reading.cues import Cue
from saksi.reading.speech_words import lexicon
from saksi.reading.stance import find_stance


def cue(form: str) -> Cue:
    return Cue(first=0, last=0, entry=lexicon()[tuple(form.split())], form=form)


@pytest.mark.parametrize(
    ("form", "words", "speaker", "stance"),
    [
        ("said", "the bridge was closed", "a resident", "asserts"),
        ("said", "the bridge will be closed", "a resident", "predicts"),
        ("said", "the loss of trade could lead to unrest", "a resident", "predicts"),
        ("said", "the court must drop the charges", "a resident", "demands"),
        ("said", "he would appeal the verdict", "a lawyer", "promises"),
        ("said", "the state does not persecute anyone", "the ruling party spokesman", "denies"),
        ("said", "he has no interest in the demands", "the premier", "denies"),
        ("denied", "he had met her", "a resident", "denies"),
        ("dismissed", "the report as rumour", "a resident", "denies"),
        ("vowed", "to return", "a resident", "promises"),
        ("demanded", "his release", "a resident", "demands"),
        ("expects", "growth of two percent", "the bank", "predicts"),
        ("said", "they took her computer in May", "a resident", "asserts"),
        ("said", "they may take her computer", "a resident", "predicts"),
        ("said", "the singer will be released when all is answered", "a spokesman", "predicts"),
        ("said", "she is expected to be released", "a resident", "predicts"),
        ("said", "she should be released", "a resident", "demands"),
    ],
)
def test_stance_follows_cue_words_and_speaker(form: str, words: str, speaker: str, stance: Stance) -> None:
    assert find_stance(words, cue(form), "indirect", speaker) == stance


def test_what_others_were_told_about_the_future_is_no_prediction() -> None:
    assert find_stance("They told us that we will be fined", cue("said"), "direct", "a resident") == "asserts"


def test_a_question_asserts() -> None:
    assert find_stance("Why would I leave", cue("asked"), "direct", "a resident") == "asserts"


def test_a_resident_who_negates_answers_nobody() -> None:
    assert find_stance("the bridge does not hold", cue("said"), "indirect", "a resident") == "asserts"


@pytest.mark.parametrize(
    ("words", "speaker", "stance"),
    [
        ("The judge read it in ten minutes and never looked at my brother", "a brother", "asserts"),
        ("I never signed that paper", "a brother", "denies"),
        ("the man was never arrested", "a police spokesman", "denies"),
    ],
)
def test_what_others_never_did_is_told_and_not_denied(words: str, speaker: str, stance: Stance) -> None:
    assert find_stance(words, cue("said"), "indirect", speaker) == stance


def test_who_fears_promises_nothing() -> None:
    assert find_stance("he would be next", cue("feared"), "indirect", "a resident") == "predicts"
