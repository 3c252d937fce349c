from hypothesis import given
from hypothesis import strategies as st

from saksi.model import Document, Reading, Span, Statement, Utterance, Zone
from saksi.reading import coverage

TEXT = "First one said so. Second came.\n\nA remark below."


def reading(*spans: tuple[int, int], zones: tuple[Zone, ...] = ()) -> Reading:
    statements = tuple(
        Statement(id=f"s{number}", span=Span(start=start, end=end), content=Utterance())
        for number, (start, end) in enumerate(spans, start=1)
    )
    document = Document(sha256="0" * 64, media_type="text/plain", zones=zones)
    return Reading(document=document, text=TEXT, statements=statements)


ARTICLE = (Zone(kind="article", span=Span(start=0, end=31)), Zone(kind="comment", span=Span(start=33, end=48)))


def test_a_sentence_of_which_nothing_was_taken_stands_there_with_nothing() -> None:
    lines = coverage(reading((0, 5), zones=ARTICLE))
    assert [len(line.statements) for line in lines] == [1, 0, 0]
    assert [line.is_telling for line in lines] == [True, True, False]


def test_words_in_no_zone_are_shown() -> None:
    lines = coverage(reading(zones=ARTICLE[:1]))
    assert [line.span.of(TEXT) for line in lines if line.zone is None] == ["A remark below."]


@given(st.lists(st.integers(0, len(TEXT)), min_size=2, max_size=2, unique=True).map(sorted))
def test_no_word_of_the_text_is_left_out(cut: list[int]) -> None:
    lines = coverage(reading(zones=(Zone(kind="article", span=Span(start=cut[0], end=cut[1])),)))
    shown = "".join("".join(line.span.of(TEXT).split()) for line in lines)
    assert shown == "".join(TEXT.split())
