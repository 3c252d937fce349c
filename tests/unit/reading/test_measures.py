from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saksi.model import Form, Measure, Party, Span, Stance, Statement, When, Zone, ZoneKind
from saksi.reading.dates import find_dates
from saksi.reading.measures import find_measures
from saksi.reading.page import lay_out

PUBLISHED = "2019-12-27"


@dataclass(frozen=True)
class Nobody:
    def party_in(self, span: Span) -> Party | None:
        return None


@dataclass(frozen=True)
class Said:
    span: Span
    speaker: Party | None
    addressee: Party | None = None
    cue: str | None = "said"
    form: Form = "indirect"
    stance: Stance = "asserts"


def read(text: str, *claims: Said, zone: ZoneKind = "article") -> list[tuple[str, Statement, Measure]]:
    page = lay_out(text, (Zone(kind=zone, span=Span(start=0, end=len(text))),), When(PUBLISHED))
    found = find_measures(page, Nobody(), claims, find_dates(page))
    return [(page.words(one.span), one, one.content) for one in found if isinstance(one.content, Measure)]


def one(text: str) -> Measure:
    ((_, _, measure),) = read(text)
    return measure


def figures(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [
        (
            measure.unit,
            *(None if number is None else str(number) for number in (measure.value, measure.min, measure.max)),
        )
        for _, _, measure in read(text)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The state owes 5.3 billion euros.", ("EUR", "5300000000", None, None)),
        ("She owes $3,200.", ("USD", "3200", None, None)),
        ("She owes U.S. $3 million.", ("USD", "3000000", None, None)),
        ("She owes 20 million riel.", ("KHR", "20000000", None, None)),
        ("The rate is 6.8 percent.", ("percent", "6.8", None, None)),
        ("The rate is 6.8 per cent.", ("percent", "6.8", None, None)),
        ("The rate is 6.8%.", ("percent", "6.8", None, None)),
        ("The rate is 6 to 8 percent.", ("percent", None, "6", "8")),
        ("The rate is between 6 and 8 percent.", ("percent", None, "6", "8")),
        ("About one-fifth of the crop failed.", ("percent", "20", None, None)),
        ("More than 18 percent came by sea.", ("percent", None, "18", None)),
        ("Up to 30 years may follow.", ("years", None, None, "30")),
        ("As many as 60,000 people may go.", ("people", None, None, "60000")),
        ("At least five of those freed spoke.", ("people", None, "5", None)),
        ("Some 40 supporters came.", ("people", "40", None, None)),
        ("A dozen monks came.", ("people", "12", None, None)),
        ("Dozens of monks came.", ("people", None, None, None)),
        ("Nineteen minor parties took part.", ("parties", "19", None, None)),
        ("Results of 8 polling stations are out.", ("polling stations", "8", None, None)),
        ("He got an 18-month sentence.", ("months", "18", None, None)),
        ("He has ruled for more than three decades.", ("years", None, "30", None)),
        ("It is the second-largest buyer of rice.", ("rank", "2", None, None)),
    ],
)
def test_a_figure_has_its_unit_and_value(
    sentence: str, expected: tuple[str, str | None, str | None, str | None]
) -> None:
    assert figures(sentence) == [expected]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("They fear a 3 percentage point decline in growth.", ("percentage points", "-3", None, None)),
        ("Growth fell by 3 percentage points.", ("percentage points", "-3", None, None)),
        ("Exports will shrink by $150 million.", ("USD", "-150000000", None, None)),
        ("They expect a loss of $5 million to $6 million.", ("USD", None, "-6000000", "-5000000")),
        ("He has lost 10 kilograms.", ("kilograms", "-10", None, None)),
        ("Growth fell to 3 percent.", ("percent", "3", None, None)),
        ("The party lost 12 members.", ("people", "12", None, None)),
    ],
)
def test_a_decline_is_negative_and_what_it_falls_to_is_not(
    sentence: str, expected: tuple[str, str | None, str | None, str | None]
) -> None:
    assert figures(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "She fled two weeks ago and came back in 2018.",
        "Article 35 forbids it, and the group Watch 17 agrees.",
        "One of them left, and no one stayed.",
        "The hall opened at 10:30 a.m. on Friday.",
        "He was the second man there.",
    ],
)
def test_dates_names_articles_and_clocks_are_no_figures(sentence: str) -> None:
    assert figures(sentence) == []


def test_an_approximate_figure_keeps_its_value() -> None:
    measure = one("The industry employs around one million people.")
    assert (measure.value, measure.approximate) == (Decimal(1000000), True)


def test_a_story_about_two_men_does_not_count_them_by_guess() -> None:
    assert not one("He wrote a story about two men.").approximate


def test_the_span_is_the_figure_with_its_unit_words() -> None:
    text = "Police held more than 70 opposition supporters in jail, and sought $5 million."
    assert [words for words, _, _ in read(text)] == ["more than 70 opposition supporters", "$5 million"]


def test_an_age_is_in_years_and_says_whose() -> None:
    measure = one("Sokha Testperson, 34, came home.")
    assert (measure.unit, measure.value, measure.of) == ("years", Decimal(34), "age of Sokha Testperson")


def test_an_amount_in_two_currencies_is_two_measures_of_the_same() -> None:
    text = "Sales of rice totaled 4.1 billion euros (U.S. $4.6 billion) in 2018."
    (_, _, euros), (_, _, dollars) = read(text)
    assert (euros.of, euros.when) == (dollars.of, dollars.when) == ("Sales of rice", When("2018"))
    assert (euros.unit, dollars.unit) == ("EUR", "USD")


def test_each_figure_of_a_comparison_has_its_own_date_and_only_the_first_the_condition() -> None:
    text = "Without a drought, the crop should grow 6.8 percent next year, after 7 percent in 2019."
    (_, _, first), (_, _, second) = read(text)
    assert (first.when, first.condition) == (When("2020"), "Without a drought")
    assert (second.when, second.condition, second.of) == (When("2019"), None, first.of)


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("It may lose 3 percent in 2020 if the rain fails, they said.", "if the rain fails"),
        ("It will grow 6.5 percent in the absence of rain.", "in the absence of rain"),
        ("It lasts three months, unless the rain delays it.", "unless the rain delays it"),
        ("It grew 3 percent.", None),
    ],
)
def test_a_condition_keeps_its_words(sentence: str, condition: str | None) -> None:
    assert one(sentence).condition == condition


def test_a_figure_inside_the_condition_does_not_depend_on_it() -> None:
    assert one("If two big buyers leave, all is lost.").condition is None


def test_a_condition_in_another_quotation_is_another_matter() -> None:
    assert one("“Why go if you did nothing,” he asked, adding that “16 million people are happy.”").condition is None


def test_what_is_of_now_is_of_the_day_of_publication() -> None:
    assert one("There are currently 16 activists in detention.").when == When(PUBLISHED)


def test_a_figure_that_is_said_not_to_be_is_negated() -> None:
    (_, told, _), (_, denied, measure) = read("They recorded nine flights, not 11.")
    assert (told.certainty, denied.certainty, measure.unit) == ("fact", "negated", "flights")


def test_the_innermost_claim_holds_the_figure() -> None:
    text = "The fund says the bank says growth was 3 percent."
    outer = Said(Span(start=14, end=len(text)), Party(name="The fund"))
    inner = Said(Span(start=28, end=len(text)), Party(name="the bank"), stance="predicts")
    ((_, statement, _),) = read(text, outer, inner)
    assert (statement.said_by, statement.stance, statement.cue) == (Party(name="the bank"), "predicts", "said")


def test_a_figure_outside_claims_is_the_documents_own() -> None:
    ((_, statement, _),) = read("Growth was 3 percent.")
    assert (statement.id, statement.said_by, statement.form) == ("m1", None, "narration")


@pytest.mark.parametrize("zone", ["comment", "furniture", "advert", "title"])
def test_comments_furniture_and_titles_give_no_figures(zone: ZoneKind) -> None:
    assert read("Growth was 3 percent.", zone=zone) == []


@given(st.text(alphabet="0123456789 $%,.()-abt“”percnoilf", max_size=60))
def test_whatever_the_text_figures_lie_in_it_and_in_order(text: str) -> None:
    if text.strip():
        starts = [statement.span.start for _, statement, _ in read(text)]
        assert starts == sorted(starts)


@pytest.mark.parametrize(("country", "unit"), [("Egypt", "EGP"), ("the United Kingdom", "GBP"), ("Belarus", "pounds")])
def test_pounds_are_those_of_the_country_of_the_story(country: str, unit: str):
    measures = [
        measure for _, _, measure in read(f"Police in {country} want bail of 20,000 pounds. He left {country}.")
    ]
    assert [measure.unit for measure in measures] == [unit]
