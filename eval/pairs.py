"""Finds stories and their gold in a folder."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from eval.decode import Row, read_record
from eval.records import Record

_FORMATS = (".txt", ".html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A story and its gold. `published` is set only where the page itself cannot show it."""

    name: str
    story: Path
    gold: Record
    published: str | None


class MissingStoryError(ValueError):
    """A gold record has no story beside it."""


def find_pairs(folder: Path, texts: Path | None = None) -> list[Pair]:
    """All pairs of a folder: `NAME.gold.json` or `NAME.json` with `NAME.txt` or `NAME.html`, here or in `texts`."""
    pairs = []
    for path in sorted(folder.glob("*.json")):
        name = path.name.removesuffix(".json").removesuffix(".gold")
        story = _find_story(name, [folder, *([texts] if texts else [])])
        pairs.append(_read_pair(name, path, story))
    return pairs


def digest_corpus(folder: Path) -> str:
    """The SHA-256 over names and bytes of all stories and gold of a folder."""
    corpus = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in (*_FORMATS, ".json"):
            content = path.read_bytes()
            corpus.update(f"{path.name}\0{len(content)}\0".encode())
            corpus.update(content)
    return corpus.hexdigest()


def _find_story(name: str, folders: list[Path]) -> Path:
    """The story of that name; in a folder of texts the gold's name may have a word more in front."""
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if path.suffix in _FORMATS and (path.stem == name or name.endswith("-" + path.stem)):
                return path
    raise MissingStoryError(f"{name}: no story {name}.txt or {name}.html in {', '.join(map(str, folders))}")


def _read_pair(name: str, gold: Path, story: Path) -> Pair:
    content = json.loads(gold.read_text(encoding="utf-8"))
    text = story.read_text(encoding="utf-8") if story.suffix == ".txt" else None
    record = read_record(content, text)
    is_given = Row(content).has("published_given") or Row(content).has("not_article")
    return Pair(name=name, story=story, gold=record, published=record.published if is_given else None)
