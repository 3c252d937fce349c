"""What the shipped weights make of plain sentences: not how good they are, which `training/score.py` measures."""

from saksi.model import Span
from saksi.reading.syntax import Tree
from saksi.reading.syntax.parser import parse

TEXT = "Police arrested Sok Testman and Dara Testman on Monday. The Testing Ministry said so."
SENTENCES = (Span(start=0, end=55), Span(start=56, end=85))


def test_a_plain_sentence_has_its_roles_and_names() -> None:
    one = Tree(parse(TEXT, SENTENCES)[0])
    verb = one.at(TEXT.index("arrested"))
    assert verb is not None
    subject, thing = one.subject(verb), one.object(verb)
    assert subject is not None
    assert thing is not None
    assert one.phrase(subject).of(TEXT) == "Police"
    assert [one.phrase(n).of(TEXT) for n in one.members(thing)] == ["Sok Testman", "Dara Testman"]
    assert {name.label for name in one.parsed.names} == {"person"}


def test_words_keep_their_places_in_the_text() -> None:
    for parsed, span in zip(parse(TEXT, SENTENCES), SENTENCES, strict=True):
        assert [TEXT[word.start : word.end] for word in parsed.words] == [word.text for word in parsed.words]
        assert parsed.words[0].start == span.start
        assert parsed.words[-1].end == span.end


def test_the_same_text_gives_the_same_parse() -> None:
    assert parse(TEXT, SENTENCES) == parse(TEXT, SENTENCES)


def test_a_hostile_sentence_of_thousands_of_words_is_parsed_in_parts() -> None:
    text = "and Sok " * 1500
    parsed = parse(text, [Span(start=0, end=len(text))])[0]
    assert len(parsed.words) == 3000
    assert all(-1 <= head < 3000 for head in parsed.heads)


def test_nothing_and_marks_alone_are_parsed() -> None:
    assert parse("", []) == ()
    assert len(parse("?! 一", [Span(start=0, end=4)])[0].words) >= 2
