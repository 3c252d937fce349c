from saksi.reading.syntax.pieces import case_of, pieces_of

PIECES = {piece: number for number, piece in enumerate(["[UNK]", "test", "##man", "##ing", "é", "e", "-", "a"])}


def test_a_word_is_the_longest_pieces_from_the_left() -> None:
    assert pieces_of("Testman", PIECES) == [1, 2]
    assert pieces_of("a-test", PIECES) == [7, 6, 1]


def test_accents_and_capitals_are_not_told_apart() -> None:
    assert pieces_of("É", PIECES) == [5]


def test_a_word_that_no_pieces_make_is_one_unknown() -> None:
    assert pieces_of("zzz", PIECES) == [0]
    assert pieces_of("test" * 100, PIECES) == [0]


def test_capitals_are_told_by_their_look() -> None:
    assert [case_of(word) for word in ("small", "Sok", "CNRP", "iPhone", "2019", "—", "A")] == [0, 1, 2, 3, 4, 5, 1]
