"""Stories read per second on one core, beside reading and hashing their bytes."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bench.clock import median_seconds
from saksi.archive import take_in
from saksi.reading import read


def stories_a_second(paths: Sequence[Path]) -> tuple[float, float]:
    """How many of `paths` are taken in and read in a second, and how many are only opened and hashed."""
    reading = median_seconds(lambda: [_read(path) for path in paths])
    hashing = median_seconds(lambda: [hashlib.sha256(path.read_bytes()).digest() for path in paths])
    return len(paths) / reading, len(paths) / hashing


def _read(path: Path) -> int:
    source = take_in(path.read_bytes(), name=path.name)
    return len(
        read(
            source.text,
            source.zones,
            sha256=source.sha256,
            media_type=source.media_type,
            title=source.title,
            published=source.published,
            published_basis=source.published_basis,
        ).statements
    )
