"""The gate as it is run: pairs found, floors kept, absent data said in one line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from eval import attribution, dates, reading
from eval.decode import read_record
from eval.pairs import MissingStoryError, digest_corpus, find_pairs
from eval.reader import ReaderFailedError
from eval.records import Record

TEXT = "Five fled.\n\nThe mayor said that nobody had left.\n"


def gold(words: str) -> dict[str, object]:
    start = TEXT.index(words)
    said = {"id": "s1", "start": start, "end": start + len(words), "said_by": {"name": "The mayor"}, "stance": "denies"}
    zones = [{"kind": "article", "start": 0, "end": len(TEXT)}]
    return {
        "document": {"published": "2020-01-06", "zones": zones},
        "text": TEXT,
        "statements": [said | {"content": {"type": "utterance"}}],
    }


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "one.gold.json").write_text(json.dumps(gold("nobody had left")), encoding="utf-8")
    monkeypatch.setattr(reading, "ROOT", tmp_path)
    monkeypatch.setattr(reading, "FLOORS", tmp_path / "floors.toml")
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A reader that takes the given words for the only claim."""

    def install(words: str) -> None:
        def read(path: Path, published: str | None) -> Record:
            return read_record(gold(words))

        monkeypatch.setattr(reading, "read_file", read)

    return install


def test_a_run_below_a_floor_exits_1(
    corpus: Path, reads: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    reads("nobody had left")
    assert reading.main([str(corpus), "--update"]) == 0
    assert reading.main([str(corpus)]) == 0
    reads("Five")
    assert reading.main([str(corpus)]) == 1
    assert "claim 0.000 is below its floor 1.000" in capsys.readouterr().err


def test_an_update_that_would_lower_floors_is_refused_unless_allowed(
    corpus: Path, reads: Callable[[str], None]
) -> None:
    reads("nobody had left")
    reading.main([str(corpus), "--update"])
    reads("Five")
    assert reading.main([str(corpus), "--update"]) == 1
    assert reading.main([str(corpus), "--update", "--allow-regression"]) == 0


def test_the_table_and_the_json_show_each_document_and_the_total(
    corpus: Path, reads: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    reads("nobody had left")
    reading.main([str(corpus)])
    assert "one" in capsys.readouterr().out
    reading.main([str(corpus), "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert shown["documents"]["one"]["claim"] == shown["total"]["claim"]
    assert shown["total"]["resting"] == 0


@pytest.mark.parametrize("main", [reading.main, attribution.main, dates.main])
def test_absent_data_are_said_in_one_line_and_are_no_failure(
    main: Callable[[list[str]], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none")]) == 0
    assert capsys.readouterr().out == f"data absent: {tmp_path / 'none'}\n"


def test_a_corpus_that_has_floors_must_be_there(corpus: Path, reads: Callable[[str], None]) -> None:
    reads("nobody had left")
    reading.main([str(corpus), "--update"])
    corpus.rename(corpus.with_name("moved"))
    assert reading.main([str(corpus)]) == 1


def test_a_reader_that_fails_fails_the_run(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(path: Path, published: str | None) -> Record:
        raise ReaderFailedError(f"{path.name}: exit 1")

    monkeypatch.setattr(reading, "read_file", read)
    assert reading.main([str(corpus)]) == 1
    assert "one.txt: exit 1" in capsys.readouterr().err


def test_the_date_of_publication_is_handed_over_only_where_the_gold_says_so(corpus: Path) -> None:
    assert find_pairs(corpus)[0].published is None
    given = json.dumps(gold("nobody had left") | {"published_given": True})
    (corpus / "one.gold.json").write_text(given, encoding="utf-8")
    assert find_pairs(corpus)[0].published == "2020-01-06"


def test_a_story_may_lie_elsewhere_under_a_shorter_name(corpus: Path, tmp_path: Path) -> None:
    golds = tmp_path / "golds"
    golds.mkdir()
    (corpus / "one.gold.json").rename(golds / "story-one.json")
    assert find_pairs(golds, corpus)[0].story == corpus / "one.txt"
    with pytest.raises(MissingStoryError, match="story-one"):
        find_pairs(golds)


def test_the_digest_changes_with_any_story_or_gold(corpus: Path) -> None:
    before = digest_corpus(corpus)
    (corpus / "notes.md").write_text("no part of the corpus", encoding="utf-8")
    assert digest_corpus(corpus) == before
    (corpus / "one.txt").write_text(TEXT + "!", encoding="utf-8")
    assert digest_corpus(corpus) != before
