"""The examples' gold keeps the contract: spans, parties, zones, dates."""

import json
from pathlib import Path

import pytest
from eval.pairs import find_pairs
from eval.score import score

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
GOLD = sorted(EXAMPLES.glob("*.gold.json"))
TELLING = {"dateline", "article", "caption"}


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_offsets_point_at_the_words_and_parties_at_names(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text, names = gold["text"], {name["id"]: name["name"] for name in gold["names"]}
    story = path.with_name(path.name.removesuffix(".gold.json") + ".txt")
    assert not story.exists() or story.read_text(encoding="utf-8") == text
    assert all(text[date["start"] : date["end"]] == date["text"] for date in gold["dates"])
    for statement in gold["statements"]:
        content = statement["content"]
        parties = [
            statement.get("said_by"),
            statement.get("addressee"),
            content.get("agent"),
            *content.get("targets", []),
        ]
        assert all(names[party["ref"]] == party["name"] for party in parties if party)


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.name)
def test_zones_cover_the_text_in_order_and_statements_rest_on_telling_ones(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    zones, place = gold["document"]["zones"], 0
    for zone in zones:
        assert not gold["text"][place : zone["start"]].strip()
        place = zone["end"]
    assert not gold["text"][place:].strip()
    for statement in gold["statements"]:
        kinds = {zone["kind"] for zone in zones if zone["start"] <= statement["start"] < zone["end"]}
        assert kinds <= TELLING


def test_gold_scored_against_itself_is_perfect() -> None:
    pairs = find_pairs(EXAMPLES)
    assert len(pairs) >= 10
    for pair in pairs:
        scores = score(pair.gold, pair.gold)
        assert scores.resting == 0
        assert all(tally.f == 1.0 for tally in scores.tallies.values())
