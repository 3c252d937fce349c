"""The first real report, whole: page furniture, caption, byline, three reader comments, the article's own slips.

The story is a broadcaster's and is not part of this project; the test reads it where it lies beside the checkout.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from saksi.archive import take_in
from saksi.model import Event, Measure, Span, Utterance
from saksi.reading import read

STORY = Path(__file__).parents[3] / "shared" / "story" / "34bf302a1de98c89.txt"
pytestmark = pytest.mark.skipif(not STORY.exists(), reason="the first story does not lie beside this checkout")


@cache
def reading():
    source = take_in(STORY.read_bytes(), name=STORY.name)
    return read(source.text, source.zones, sha256=source.sha256, media_type=source.media_type, title=source.title)


def words(statement):
    return statement.span.of(reading().text)


def events(kind, about=""):
    found = [s for s in reading().statements if isinstance(s.content, Event) and s.content.kind == kind]
    return [s for s in found if about in " ".join(parties(s.content))]


def parties(event):
    return [party.name for party in (event.agent, *event.targets) if party]


def measures(**wanted):
    found = [s for s in reading().statements if isinstance(s.content, Measure)]
    return [s for s in found if all(getattr(s.content, key) == value for key, value in wanted.items())]


def claims_of(name):
    return [
        s for s in reading().statements if isinstance(s.content, Utterance) and s.said_by and name in s.said_by.name
    ]


def zone_at(needle, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = reading().text.index(needle, start + 1)
    return next(zone.kind for zone in reading().document.zones if zone.span.start <= start < zone.span.end)


def test_the_date_of_publication_is_inferred_and_its_basis_said():
    assert str(reading().document.published) == "2019-12-27"
    assert "comment" in reading().document.published_basis


@pytest.mark.parametrize(
    ("needle", "kind"),
    [
        ("Email story", "furniture"),
        ("Print story", "furniture"),
        ("Cambodian police (R)", "caption"),
        ("Reported by RFA", "byline"),
        ("An increasing number", "article"),
        ("Clothing and textiles", "article"),
        ("I wonder why", "comment"),
        ("Hun Sen has always", "comment"),
        ("It does not matter", "comment"),
        ("More Listening Options", "furniture"),
        ("View Full Site", "furniture"),
    ],
)
def test_furniture_caption_byline_and_comments_are_told_from_the_article(needle, kind):
    assert zone_at(needle) == kind


def test_no_statement_rests_on_a_comment_or_on_furniture():
    quiet = [zone.span for zone in reading().document.zones if zone.kind in {"furniture", "comment", "byline"}]
    assert not [s for s in reading().statements for span in quiet if s.span.overlaps(span)]


@pytest.mark.parametrize(
    ("kind", "date"),
    [("arrest", "2017-09"), ("charge", "2017-09"), ("bail_change", None), ("trial_scheduled", "2020-01")],
)
def test_kem_sokha_arrested_charged_bail_eased_and_trial_set(kind, date):
    found = events(kind, "Kem Sokha")
    assert found
    assert date in {s.content.date and str(s.content.date) for s in found}


def test_the_charge_is_treason():
    assert any("treason" in (s.content.charge or "") for s in events("charge", "Kem Sokha"))


def test_the_party_is_dissolved_by_the_supreme_court_two_months_later():
    (dissolution, *_) = events("party_dissolution", "Cambodia National Rescue Party")
    assert str(dissolution.content.date) == "2017-11"
    assert "Supreme Court" in dissolution.content.agent.name


def test_all_125_seats_in_july_2018():
    assert any(str(s.content.date) == "2018-07" for s in events("election"))
    assert measures(value=Decimal(125), unit="seats")


@pytest.mark.parametrize(
    ("date", "word"), [("2019-02", "launch"), ("2019-11-12", "report"), ("2020-02-12", "decision")]
)
def test_the_review_has_its_steps(date, word):
    found = [s for s in events("review_step") if str(s.content.date) == date]
    assert any(word in words(s).lower() for s in found)


def test_the_reply_to_the_report_came_in_december():
    assert any(
        str(s.content.date) == "2019-12" and "Ministry" in " ".join(parties(s.content)) for s in events("review_step")
    )


def test_try_seang_y_and_two_fellow_activists_fled_to_thailand_in_december():
    (flight, *_) = events("flight", "Try Seang Y")
    assert flight.content.origin == "Cambodia"
    assert flight.content.destination == "Thailand"
    assert str(flight.content.date) == "2019-12"
    assert "surveillance" in flight.content.reason
    assert flight.content.count.min == 3


def test_mao_vibol_fled_with_no_date():
    (flight, *_) = events("flight", "Mao Vibol")
    assert flight.content.destination == "Thailand"
    assert flight.content.date is None


def test_the_spokesman_gives_a_rival_reason():
    assert any(
        s.said_by and s.said_by.name == "Sok Ey San" and s.stance == "denies" and s.content.reason
        for s in events("flight")
    )


def test_sam_rainsy_is_abroad_in_paris_since_2015():
    (flight, *_) = events("flight", "Sam Rainsy")
    assert str(flight.content.date) == "2015/.."
    assert flight.content.place == "Paris"


def test_sixteen_are_held_and_one_of_them_ordered_released_is_part_of_them():
    (group, *_) = [s for s in events("held") if s.content.count and s.content.count.min == 16]
    part = [s for kind in ("release_order", "held") for s in events(kind) if s.content.part_of == group.content.event]
    assert {s.content.kind for s in part} == {"release_order", "held"}


@pytest.mark.parametrize(
    ("speaker", "first", "last", "stance", "cue"),
    [
        ("Sok Ey San", "the government", "its citizens", "denies", "told"),
        ("Sok Ey San", "the activists simply", "wealthier nations", "denies", "suggested"),
        ("Sok Ey San", "They are claiming", "and France", "denies", "said"),
        ("Seoung Sen Karona", "CNRP activists are", "the government", "asserts", "said"),
        ("Try Seang Y", "If we", "for change", "demands", "said"),
        ("Mao Vibol", "We are fleeing", "judicial system", "asserts", "said"),
    ],
)
def test_words_are_taken_exactly_with_speaker_cue_and_stance(speaker, first, last, stance, cue):
    found = [s for s in claims_of(speaker) if words(s).startswith(first) and words(s).rstrip(",").endswith(last)]
    assert [(s.stance, s.cue) for s in found] == [(stance, cue)]


@pytest.mark.parametrize(
    ("value", "unit", "when", "holder", "conditional"),
    [
        ("-3", "percentage points", "2020", "International Monetary Fund", True),
        ("6.8", "percent", "2020", "International Monetary Fund", True),
        ("7", "percent", "2019", "International Monetary Fund", False),
        ("6.5", "percent", "2020", "government", True),
        ("5300000000", "EUR", "2018", None, False),
        ("5800000000", "USD", "2018", None, False),
        ("1000000", "people", None, None, False),
        ("75", "percent", None, None, False),
    ],
)
def test_every_figure_of_the_closing_sections_is_a_measure(value, unit, when, holder, conditional):
    (found, *_) = measures(value=Decimal(value), unit=unit)
    assert (found.content.when and str(found.content.when)) == when
    assert (holder in found.said_by.name) if holder else found.said_by is None
    assert bool(found.content.condition) == conditional


def test_more_than_18_percent_is_a_least():
    assert measures(min=Decimal(18), unit="percent")


def test_the_slip_of_the_article_survives_as_written():
    slip = reading().text.index("(ABA)")
    assert Span(start=slip, end=slip + 5).of(reading().text) == "(ABA)"
    assert any("Everything But Arms" in name.name for name in reading().names)
