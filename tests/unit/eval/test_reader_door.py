"""The door to the reader: what it hands over, and what it does with what comes back."""

from pathlib import Path

import pytest
from eval import reader

STORY = "Ana Quill was arrested in Northport on Monday, the police said. She had said that the bridge was closed."


def test_a_text_is_read_as_a_document_of_its_own() -> None:
    record = reader.read_text(STORY, None)
    assert record.text == STORY
    assert [claim.cue for claim in record.claims] == ["said", "said"]


def test_a_file_is_read_as_its_text_is(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    assert reader.read_file(path, "2019-12-09") == reader.read_text(STORY, "2019-12-09")


def test_the_date_of_publication_is_handed_over_where_it_is_known() -> None:
    assert reader.read_text(STORY, None).published is None
    assert reader.read_text(STORY, "2019-12-09").published == "2019-12-09"


def test_a_reader_that_fails_says_on_what(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_bytes(b"\x00\x01\x02\xff" * 20)
    with pytest.raises(reader.ReaderFailedError, match=r"story\.txt: UnreadableError"):
        reader.read_file(path, None)


def test_a_date_that_is_none_fails_the_reading() -> None:
    with pytest.raises(reader.ReaderFailedError, match=r"story\.txt: BadValueError"):
        reader.read_text(STORY, "next week")
