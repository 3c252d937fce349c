"""`eval.pages`: what is scored as right, and that it tells a reader from one that takes the whole page."""

import gzip
import json

import pytest
from eval import pages

BODY = " ".join(f"Word{number} of a story that nobody else tells so." for number in range(60))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "html").mkdir()
    menu = "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(40))
    page = f"<!doctype html><title>A</title><body><nav><ul>{menu}</ul></nav><article><h1>A</h1><p>{BODY}</p></article>"
    (tmp_path / "html" / "one.html").write_text(page, encoding="utf-8")
    (tmp_path / "html" / "two.html.gz").write_bytes(gzip.compress(page.encode()))
    truth = {name: {"articleBody": BODY, "url": "https://news.example/"} for name in ("one", "two")}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return tmp_path


def test_a_set_of_pages_is_scored_beside_trafilatura(folder, capsys):
    assert pages.main([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2 pages"
    assert [line.split()[0] for line in lines[3:]] == ["Saksi", "trafilatura,", "trafilatura,"]
    assert float(lines[3].split()[1]) > 0.98


def test_without_pages_one_line_says_so(tmp_path, capsys):
    assert pages.main([str(tmp_path)]) == 1
    assert "no pages" in capsys.readouterr().out


def test_a_page_that_was_taken_whole_costs_precision_and_one_that_was_lost_costs_recall():
    assert pages.score("a b c d e", "a b c d e") == (1.0, 1.0)
    assert pages.score("a b c d e", "x y z a b c d e") == (0.4, 1.0)
    assert pages.score("a b c d e", "") == (None, 0.0)
    f, precision, recall = pages.total([(0.5, 1.0), (None, 0.0)])
    assert (precision, recall) == (0.5, 0.5)
    assert f == 0.5
