"""The warm process: what one file does to its child never reaches another's, and a worn or broken one is replaced."""

import os
import time
from collections.abc import Iterator

import pytest
from test_sandbox import take_over

from saksi.archive import sandbox, take_in, walls, warm
from saksi.archive.formats.told import Piece, RefusedError
from saksi.archive.sandbox import Limits, end_boxes, read_boxed
from saksi.model import BadInputError

SENTENCE = "The court in Harbour Town held Tevy Example for three more months on Monday."


@pytest.fixture(autouse=True)
def _boxes_end() -> Iterator[None]:
    end_boxes()
    yield
    end_boxes()


def words() -> str:
    (told,) = read_boxed("mail", b"").told
    assert isinstance(told, Piece)
    return told.words


def process() -> int:
    (box,) = sandbox._warm.values()
    return box._process.pid


def test_files_follow_one_another_in_one_process_with_a_child_each(monkeypatch: pytest.MonkeyPatch) -> None:
    take_over(monkeypatch, "yield Piece(words=f'{os.getpid()} {os.getppid()}')")
    children = [words().split() for _ in range(3)]
    assert len({child for child, _ in children}) == 3
    assert len({parent for _, parent in children}) == 1


def test_what_a_file_leaves_in_the_memory_is_not_there_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    take_over(monkeypatch, "was = getattr(sys, 'left', 'nothing'); sys.left = 'poison'; yield Piece(words=was)")
    assert [words() for _ in range(3)] == ["nothing"] * 3


def test_a_child_has_its_two_pipes_and_a_deaf_stderr_and_not_the_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    code = """
    held = []
    for number in range(64):
        try:
            os.read(number, 0) if number != 1 else os.write(1, b"")
            held.append(number)
        except OSError:
            pass
    yield Piece(words=str(held))
    """
    take_over(monkeypatch, code)
    assert words() == "[0, 1, 2]"


@pytest.mark.parametrize(
    ("code", "limits"),
    [
        ("os._exit(3); yield", Limits()),
        ("time.sleep(30); yield", Limits(seconds=1)),
        ("os.write(1, b'[]\\n'); yield", Limits()),
        ("bytearray(2_000_000_000); yield", Limits()),
    ],
    ids=["ended", "time", "answer", "memory"],
)
def test_after_a_file_that_broke_a_limit_another_process_is_started(
    code: str, limits: Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over(monkeypatch, f"if not data: yield Piece(words='fine'); return\n    {code}")
    assert words() == "fine"
    before = process()
    with pytest.raises(RefusedError):
        read_boxed("mail", b"x", limits)
    assert words() == "fine"
    assert process() != before


def test_a_refusal_is_no_reason_to_start_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert take_in(SENTENCE.encode()).text == SENTENCE
    before = process()
    with pytest.raises(BadInputError):
        take_in(b"\x01\x02\x03 words")
    assert take_in(SENTENCE.encode()).text == SENTENCE
    assert process() == before


def test_a_worn_process_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "_MOST_FILES", 2)
    seen = []
    for _ in range(5):
        assert take_in(SENTENCE.encode()).text == SENTENCE
        seen.append(process())
    assert len(set(seen)) == 3


def test_who_lingers_after_all_is_told_is_ended_and_the_file_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "_MOST_LINGERING", 0.5)
    take_over(monkeypatch, "yield Piece(words='x')\n    os.write(1, b'\"end\"\\n')\n    time.sleep(20)")
    with pytest.raises(RefusedError, match="ended"):
        words()
    assert not sandbox._warm


def test_a_process_that_is_gone_is_replaced_by_one_of_its_kind() -> None:
    first = take_in(SENTENCE.encode()).walls
    before = process()
    os.kill(before, 9)
    time.sleep(0.3)
    assert take_in(SENTENCE.encode()).walls == first
    assert process() != before


def test_without_any_box_only_plain_text_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "can_wrap", lambda: False)
    monkeypatch.setattr(walls, "_START", "raise SystemExit({path!r} == 0)")
    assert take_in(SENTENCE.encode()).walls is None
    with pytest.raises(BadInputError, match="no box can be made"):
        take_in(f"<html><p>{SENTENCE}</p></html>".encode())
