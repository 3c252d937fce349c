import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.model import Name, Span, Zone
from saksi.reading.mentions import Mention
from saksi.reading.page import lay_out
from saksi.reading.people import People
from saksi.reading.speech import Claim, claim_at, find_claims, utterances

NAMES = ("Ana Quill", "Bo Tarn", "River Radio", "Open Shore", "residents")


def people_of(text: str) -> People:
    """The invented names, wherever they stand in a text, and "she" for the first of them."""
    names = tuple(Name(id=f"n{number}", kind="person", name=name) for number, name in enumerate(NAMES))
    forms = [*((name.name, name.id) for name in names), ("she", "n0")]
    mentions = [
        Mention(span=Span(start=place, end=place + len(form)), ref=ref, how="name")
        for form, ref in forms
        for place in range(len(text))
        if text.startswith(form, place) and not text[place - 1 : place].isalpha()
    ]
    return People(names=names, mentions=tuple(sorted(mentions, key=lambda one: one.span)), text=text)


def claims_of(text: str) -> tuple[Claim, ...]:
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),))
    return find_claims(page, people_of(text))


def told(text: str) -> list[tuple[str | None, str | None, str]]:
    """Speaker, cue and words of each claim."""
    return [(one.speaker.name if one.speaker else None, one.cue, one.span.of(text)) for one in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "words"),
    [
        ("Ana Quill said that the bridge was closed.", "Ana Quill", "said", "the bridge was closed"),
        (
            "Ana Quill, a baker from the coast, said the bridge was closed.",
            "Ana Quill",
            "said",
            "the bridge was closed",
        ),
        ("The bridge was closed, Ana Quill said.", "Ana Quill", "said", "The bridge was closed"),
        ("The bridge was closed, said Ana Quill, who bakes.", "Ana Quill", "said", "The bridge was closed"),
        ("“The bridge was closed,” said Ana Quill, a baker.", "Ana Quill", "said", "The bridge was closed"),
        ("Ana Quill said Friday that the bridge was closed.", "Ana Quill", "said", "the bridge was closed"),
        ("According to Ana Quill, the bridge was closed.", "Ana Quill", "According to", "the bridge was closed"),
        ("The bridge was closed, according to Ana Quill.", "Ana Quill", "according to", "The bridge was closed"),
        (
            "Despite warnings from residents that floods would come, it rained.",
            "residents",
            "warnings",
            "floods would come",
        ),
        (
            "Ana Quill told River Radio on Friday that the bridge was closed.",
            "Ana Quill",
            "told",
            "the bridge was closed",
        ),
        ("Ana Quill urged Bo Tarn to open the bridge.", "Ana Quill", "urged", "open the bridge"),
    ],
)
def test_speaker_cue_and_words_are_found(text: str, speaker: str, cue: str, words: str) -> None:
    assert told(text) == [(speaker, cue, words)]


def test_a_quotation_split_by_its_attribution_is_two_claims_joined() -> None:
    text = "“The bridge fell,” Ana Quill said. “Nobody came.”"
    first, second = claims_of(text)
    assert (second.continues, second.cue, second.speaker) == (0, None, first.speaker)
    assert [one.span.of(text) for one in (first, second)] == ["The bridge fell", "Nobody came."]


def test_a_paragraph_that_is_all_quotation_keeps_the_speaker_before_it() -> None:
    text = "“The bridge fell,” Ana Quill said.\n“Nobody came. We waited.”\nThe town was quiet."
    assert told(text)[1:] == [("Ana Quill", None, "Nobody came. We waited.")]


def test_a_joined_participle_is_a_claim_of_the_same_speaker() -> None:
    text = "Ana Quill said the bridge fell, adding that nobody came."
    assert told(text) == [("Ana Quill", "said", "the bridge fell"), ("Ana Quill", "adding", "nobody came")]


def test_a_conjoined_cue_is_a_claim_of_the_same_speaker() -> None:
    text = "Ana Quill told River Radio that the bridge fell and suggested that nobody came."
    assert told(text) == [("Ana Quill", "told", "the bridge fell"), ("Ana Quill", "suggested", "nobody came")]


def test_a_listener_stays_until_somebody_else_speaks() -> None:
    text = "Ana Quill told River Radio that the bridge fell.\nAna Quill said nobody came.\nBo Tarn said it rained."
    assert [one.addressee.name if one.addressee else None for one in claims_of(text)] == [
        "River Radio",
        "River Radio",
        None,
    ]


def test_a_name_beside_a_description_is_the_speaker() -> None:
    assert told("The old bridge fell in, her lawyer, Ana Quill, said.") == [
        ("Ana Quill", "said", "The old bridge fell in")
    ]


def test_a_speaker_without_a_name_keeps_the_description() -> None:
    assert told("Four witnesses said that the bridge fell.") == [("Four witnesses", "said", "the bridge fell")]


def test_a_clause_with_marks_inside_keeps_them() -> None:
    text = "Ana Quill said the bridge “fell like bread.”"
    (claim,) = claims_of(text)
    assert (claim.form, claim.span.of(text)) == ("mixed", "the bridge “fell like bread.”")


def test_a_listener_named_in_passing_is_found() -> None:
    (claim,) = claims_of("Speaking to River Radio on Friday, Ana Quill said the bridge fell.")
    assert claim.addressee is not None
    assert claim.addressee.name == "River Radio"


def test_scare_quotes_and_nouns_are_no_claims() -> None:
    assert told("The so-called “fireflies” gathered near the lamp post. The states report is long.") == []


def test_what_somebody_in_marks_says_of_another_is_a_claim_of_the_other() -> None:
    text = "“Bo Tarn told me that the bridge fell,” Ana Quill said."
    assert ("Bo Tarn", "told", "the bridge fell") in told(text)
    assert claim_at(claims_of(text), Span(start=text.index("fell"), end=text.index("fell") + 4)) == claims_of(text)[1]


def test_comments_and_furniture_say_nothing() -> None:
    text = "Ana Quill said the bridge fell."
    page = lay_out(text, (Zone(kind="comment", span=Span(start=0, end=len(text))),))
    assert find_claims(page, people_of(text)) == ()


def test_utterances_keep_order_and_point_to_the_claim_before() -> None:
    text = "“The bridge fell,” Ana Quill said. “Nobody came.”"
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),))
    found = utterances(page, find_claims(page, people_of(text)))
    assert [(one.id, one.continues) for one in found] == [("s1", None), ("s2", "s1")]


PIECES = [
    "Ana Quill",
    "said",
    "told",
    "that",
    ",",
    ".",
    "“",
    "”",
    "according to",
    "and",
    "to",
    "the bridge fell",
    "who",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_any_text_gives_claims_in_order_that_continue_earlier_ones(text: str) -> None:
    claims = claims_of(text) if text.strip() else ()
    assert [one.span.start for one in claims] == sorted(one.span.start for one in claims)
    assert all(one.continues is None or one.continues < place for place, one in enumerate(claims))


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "“We met envoys,” Ana Quill said. “They said the U.S. and France had left.”",
            (None, "said", "the U.S. and France had left"),
        ),
        (
            "“The envoys said that the talks with Gen. Orm would go on in Feb. 2020,” Ana Quill said.",
            ("The envoys", "said", "the talks with Gen. Orm would go on in Feb. 2020"),
        ),
        (
            "Ana Quill said Brig. Orm had met envoys of the U.S. and France on Mar. 12 in the capital.",
            (
                "Ana Quill",
                "said",
                "Brig. Orm had met envoys of the U.S. and France on Mar. 12 in the capital",
            ),
        ),
        ("She had met Col. Orm, Ana Quill said.", ("Ana Quill", "said", "She had met Col. Orm")),
    ],
)
def test_the_full_stop_of_an_abbreviation_ends_no_claim(text: str, claim: tuple[str | None, str, str]) -> None:
    assert claim in told(text)


@given(st.sampled_from(["Gen. Orm", "the U.S. and France", "Capt. Orm", "No. 4 Street", "the U.N. and Aland"]))
def test_any_abbreviation_stays_inside_what_is_told_between_marks(name: str) -> None:
    claims = told(f"“The envoys said that {name} would be asked,” Ana Quill said.")
    assert ("The envoys", "said", f"{name} would be asked") in claims


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They are claiming religious oppression so that they may settle in the north.", "religious oppression"),
        ("Ana Quill claimed asylum in order to stay in the north.", "asylum"),
        ("Bo Tarn demanded a truce so that the talks can begin.", "a truce"),
        ("Bo Tarn denied the charges because they were false.", "the charges because they were false"),
    ],
)
def test_a_claim_that_is_a_noun_phrase_leaves_out_the_purpose_but_not_the_reason(text: str, words: str) -> None:
    assert [claim[2] for claim in told(text)] == [words]


@pytest.mark.parametrize("cue", ["said that", "said", "claimed that", "claimed"])
def test_a_clause_keeps_its_purpose(cue: str) -> None:
    text = f"Ana Quill {cue} she had fled so that they would not hold her."
    assert told(text) == [("Ana Quill", cue.split()[0], "she had fled so that they would not hold her")]


def test_between_marks_a_noun_phrase_that_others_claim_stays_with_the_speaker() -> None:
    text = "“They fled. They speak of persecution so that they can settle in the north,” Ana Quill said."
    assert [(speaker, cue) for speaker, cue, _ in told(text)] == [("Ana Quill", "said")]


def test_between_marks_a_clause_that_others_claim_is_theirs() -> None:
    text = "“They are claiming that they were held by the police,” Ana Quill said."
    assert told(text)[1] == (None, "claiming", "they were held by the police")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Aland’s Ministry of Trade said that, ahead of a vote in May, it expects that the bloc will stay fair.",
            "ahead of a vote in May, it expects that the bloc will stay fair",
        ),
        (
            "Aland’s Ministry of Trade said that, after the vote, it hopes that the bloc will “stay fair.”",
            "after the vote, it hopes that the bloc will “stay fair.”",
        ),
    ],
)
def test_a_time_before_the_clause_is_not_all_that_is_said(text: str, words: str) -> None:
    assert told(text) == [("Aland’s Ministry of Trade", "said", words)]


@pytest.mark.parametrize(
    "text",
    [
        "Bo Tarn is still held there.",
        "The baker who wrote the book with her, Bo Tarn, remains in the north.",
        "Police questioned her twice this spring.",
        "Police questioned him Tuesday.",
        "Bo Tarn opposed the bail.",
        "For four days nobody told her parents where she was.",
        "Bo Tarn had asked for asylum.",
        "Bo Tarn attacked an officer.",
        "Bo Tarn saw her being led to a truck.",
        "Residents refused to reveal where Bo Tarn is being held.",
    ],
)
def test_what_is_done_owned_or_withheld_is_said_by_nobody(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Residents told her to leave.", ("residents", "told", "leave")),
        ("Bo Tarn told Ana Quill to sign that she lied.", ("Bo Tarn", "told", "sign that she lied")),
    ],
)
def test_who_is_told_to_do_something_hears_a_demand(text: str, claim: tuple[str, str, str]) -> None:
    assert [(s and s.lower(), cue, words) for s, cue, words in told(text)] == [(claim[0].lower(), *claim[1:])]
    assert [one.stance for one in claims_of(text)] == ["demands"]


def test_who_contradicts_and_says_what_she_saw_asserts_it() -> None:
    text = "Ana Quill contradicted this and said that men had come."
    assert [(one.stance, one.span.of(text)) for one in claims_of(text)] == [
        ("denies", "this"),
        ("asserts", "men had come"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Her assistant, Ana Quill, testified for the prosecution by video link.",
        "Ana Quill testified at the court in Minsk.",
        "Ana Quill blamed herself.",
        "Ana Quill refused to reveal at once where the bridge was.",
    ],
)
def test_what_holds_no_clause_is_no_claim(text: str) -> None:
    assert told(text) == []


def test_this_report_is_a_noun_and_an_earlier_version_nobody() -> None:
    text = "An earlier version of this report said that the bridge was closed."
    assert told(text) == [(None, "said", "the bridge was closed")]
