"""Ages, other names and recognitions that a document states."""

from dataclasses import dataclass

from saksi.model import Form, Party, Span, Stance, Statement, Trait, Zone
from saksi.reading.page import Page, lay_out
from saksi.reading.people import find_people
from saksi.reading.traits import find_traits


@dataclass(frozen=True)
class Claim:
    span: Span
    speaker: Party | None
    addressee: Party | None = None
    form: Form = "indirect"
    stance: Stance = "asserts"
    cue: str | None = "said"


def page(text: str) -> Page:
    return lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),))


def traits(text: str, *claims: Claim) -> list[tuple[str, str, str, str | None]]:
    found = find_traits(page(text), find_people(page(text)), claims)
    return [_row(statement) for statement in found]


def _row(statement: Statement) -> tuple[str, str, str, str | None]:
    assert isinstance(statement.content, Trait)
    holder = statement.said_by.name if statement.said_by else None
    return statement.content.subject.name, statement.content.property, statement.content.value, holder


def test_an_age_between_commas_belongs_to_the_name_before() -> None:
    assert traits("Lim Sokvan, 34, said that he fled.") == [("Lim Sokvan", "age", "34", None)]


def test_an_age_in_a_description_belongs_to_whom_it_describes() -> None:
    assert traits("Police beat a 34-year-old teacher.") == [("a 34-year-old teacher", "age", "34", None)]


def test_a_number_after_a_name_that_is_no_age_is_no_trait() -> None:
    assert traits("Lim Sokvan left with 34 friends.") == []


def test_another_name_is_kept() -> None:
    assert traits("Lim Sokvan, also known as Bong Van, was held.") == [("Lim Sokvan", "other_name", "Bong Van", None)]


def test_recognition_is_said_by_who_recognises() -> None:
    text = "Lim Sokvan was recognised as a political prisoner by Prisoner Watch."
    assert traits(text) == [("Lim Sokvan", "recognised_as", "political prisoner", "Prisoner Watch")]


def test_a_trait_inside_a_claim_is_its_speakers() -> None:
    text = "Roeun Chanda said that Lim Sokvan, 34, was held."
    start = text.index("Lim")
    claim = Claim(span=Span(start=start, end=len(text)), speaker=Party(name="Roeun Chanda", ref="n1"))
    assert traits(text, claim) == [("Lim Sokvan", "age", "34", "Roeun Chanda")]


def test_a_trait_told_twice_is_stated_once() -> None:
    assert len(traits("Lim Sokvan, 34, fled. Lim Sokvan, 34, came back.")) == 1
