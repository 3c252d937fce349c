"""A correction reaches every field of a statement."""

import pytest

from saksi.cli.questions import ask_correction
from saksi.model import Count, Event, Measure, Party, Span, Statement, Trait

ASKED = {
    "how many (16, 16 to 20, at least 16, at most 20)": "how many",
    "agent (who did it)": "agent",
    "kind (? lists them)": "kind",
}


class Talk:
    """Answers questions from a table; the rest with Enter. What cannot be read is answered once more with Enter."""

    def __init__(self, answers):
        self.answers, self.said = dict(answers), []

    def line(self, question):
        name = question.rpartition(" [")[0]
        return self.answers.pop(ASKED.get(name, name), "")

    def say(self, words):
        self.said.append(words)


def corrected(content, answers):
    talk = Talk(answers)
    statement = ask_correction(Statement(id="e1", span=Span(start=0, end=5), content=content), talk)
    assert talk.answers == {}, "not asked"
    return statement.content, talk.said


EVENT = Event(kind="arrest", event="v1", targets=(Party(name="Dara Testname"),), count=Count(min=3, max=3))


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("16", Count(min=16, max=16)),
        ("16 to 20", Count(min=16, max=20)),
        ("at least 16", Count(min=16)),
        ("at most 20", Count(max=20)),
        ("-", None),
        ("", Count(min=3, max=3)),
    ],
)
def test_a_count_is_written_as_it_is_shown(typed, count):
    assert corrected(EVENT, {"how many": typed} if typed else {})[0].count == count


def test_what_is_no_count_is_asked_again():
    content, said = corrected(EVENT, {"how many": "a few"})
    assert content.count == EVENT.count
    assert "'a few' is no count" in said[-1]


def test_court_article_and_term_can_be_corrected():
    answers = {"court": "Court of Example", "law_article": "Article 7", "term": "two years", "kind": "sentence"}
    content, _ = corrected(EVENT, answers)
    told = (content.kind, content.court.name, content.law_article, content.term)
    assert told == ("sentence", "Court of Example", "Article 7", "two years")


def test_the_baseline_of_a_figure_can_be_corrected():
    assert corrected(Measure(unit="people"), {"baseline": "last year"})[0].baseline == "last year"


def test_whose_trait_it_is_can_be_corrected_and_not_be_emptied():
    trait = Trait(subject=Party(name="Dara Testname", ref="n1"), property="age", value="41")
    assert corrected(trait, {"of whom": "Bopha Testname"})[0].subject == Party(name="Bopha Testname")
    content, said = corrected(trait, {"of whom": "-"})
    assert content.subject == trait.subject
    assert "name whose" in said[-1]
