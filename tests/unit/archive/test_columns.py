"""Boxes of a page come in the order in which people read them."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from saksi.archive.formats.columns import in_order, stretched


@dataclass(frozen=True)
class Box:
    name: str
    x0: float
    y0: float
    x1: float
    y1: float


HEAD = Box("head", 50, 700, 550, 720)
LEFT_1, LEFT_2 = Box("left 1", 50, 500, 280, 690), Box("left 2", 50, 300, 280, 490)
RIGHT_1, RIGHT_2 = Box("right 1", 320, 600, 550, 690), Box("right 2", 320, 300, 550, 590)
FOOT = Box("foot", 50, 100, 550, 290)


def order(*boxes: Box) -> list[str]:
    return [box.name for box in in_order(boxes)]


def test_one_below_the_other_is_read_from_the_top() -> None:
    assert order(FOOT, HEAD) == ["head", "foot"]


def test_columns_are_read_whole_between_what_runs_over_both() -> None:
    expected = ["head", "left 1", "left 2", "right 1", "right 2", "foot"]
    assert order(FOOT, RIGHT_2, LEFT_2, RIGHT_1, LEFT_1, HEAD) == expected


def test_columns_whose_paragraphs_end_at_the_same_height_are_still_columns() -> None:
    right_1, right_2 = Box("right 1", 320, 500, 550, 690), Box("right 2", 320, 300, 550, 490)
    assert order(LEFT_1, right_1, LEFT_2, right_2) == ["left 1", "left 2", "right 1", "right 2"]


def test_three_columns_are_read_from_the_left() -> None:
    columns = [Box(str(number), 50 + 180 * number, 100 + 50 * number, 200 + 180 * number, 700) for number in range(3)]
    assert order(*reversed(columns)) == ["0", "1", "2"]


_EDGES = st.integers(0, 600)


@given(st.lists(st.tuples(_EDGES, _EDGES, st.integers(1, 300), st.integers(1, 300)), max_size=30))
def test_no_box_is_lost_or_read_twice(edges: list[tuple[int, int, int, int]]) -> None:
    boxes = [Box(str(place), x, y, x + w, y + h) for place, (x, y, w, h) in enumerate(edges)]
    assert sorted(order(*boxes)) == sorted(box.name for box in boxes)


def row(name: str, x0: float, x1: float, top: float) -> Box:
    return Box(name, x0, top - 10, x1, top)


def test_a_line_with_a_wide_blank_is_one_line_where_the_next_line_runs_through_it() -> None:
    lines = stretched([row("a", 50, 200, 700), row("b", 212, 400, 700), row("c", 50, 400, 688)])
    assert sorted("".join(each.name for each in line) for line in lines) == ["ab", "c"]


def test_lines_on_both_sides_of_a_gutter_are_two() -> None:
    rows = [
        row(f"{name}{top}", x0, x1, top)
        for top in (700, 688, 676)
        for name, x0, x1 in (("l", 50, 200), ("r", 212, 400))
    ]
    assert all(len(line) == 1 for line in stretched(rows))


@given(st.lists(st.tuples(_EDGES, _EDGES, st.integers(1, 300), st.integers(1, 30)), max_size=30))
def test_no_row_is_lost_or_read_twice(edges: list[tuple[int, int, int, int]]) -> None:
    rows = [Box(str(place), x, y, x + w, y + h) for place, (x, y, w, h) in enumerate(edges)]
    assert sorted(each.name for line in stretched(rows) for each in line) == sorted(box.name for box in rows)
