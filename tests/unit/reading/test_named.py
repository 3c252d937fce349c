"""What the model sees is evidence where the rules have none; the names seen here are written by hand."""

from saksi.model import Span, Zone
from saksi.reading.capitals import Run, find_runs
from saksi.reading.named import Seen
from saksi.reading.page import lay_out
from saksi.reading.tokens import Token, tokens_of

TEXT = "The Committee to Protect Testers met Karim Teste."


def words(text: str) -> tuple[Token, ...]:
    page = lay_out(text, (Zone(kind="article", span=Span(start=0, end=len(text))),))
    return tokens_of(page, page.sentences)


def seen(*names: tuple[str, str, float]) -> Seen:
    places = [(TEXT.index(name), TEXT.index(name) + len(name)) for name, _, _ in names]
    return Seen([(*place, kind, chance) for place, (_, kind, chance) in zip(places, names, strict=True)])  # type: ignore[misc]


def drawn(found: Seen) -> list[str]:
    tokens = words(TEXT)
    runs: list[Run] = list(find_runs(TEXT, tokens, frozenset(), frozenset()))
    return [run.name for run in found.widened(TEXT, tokens, runs)]


def test_a_bodys_name_that_small_words_part_is_drawn_together() -> None:
    assert drawn(seen()) == ["Committee", "Protect Testers", "Karim Teste"]
    assert drawn(seen(("Committee to Protect Testers", "body", 0.9))) == ["Committee to Protect Testers", "Karim Teste"]


def test_a_name_of_which_the_model_is_not_sure_draws_nothing_together() -> None:
    assert drawn(seen(("Committee to Protect Testers", "body", 0.5))) == drawn(seen())


def test_what_a_name_is_needs_the_model_to_be_sure_wherever_it_stands() -> None:
    place = (TEXT.index("Karim"), TEXT.index("Karim") + len("Karim Teste"))
    one = seen(("Karim Teste", "person", 0.9))
    assert one.guess([place]) == "person"
    assert one.guess([place, (0, 3)]) is None
    assert seen(("Karim Teste", "person", 0.6)).guess([place]) is None
