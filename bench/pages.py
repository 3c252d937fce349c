"""Web pages read in the box a second, beside what finds their main text and is not in a box: python -m bench pages"""

import os
import random
from collections.abc import Sequence
from pathlib import Path

import trafilatura

from bench.clock import median_seconds
from saksi.archive import take_in
from saksi.archive.formats import html
from saksi.archive.sandbox import end_boxes

_NAMES = ("Tevy Example", "Sok Testman", "Dara Sample", "Maly Instance")
_TOWNS = ("Harbour Town", "Test Town", "Lake Town", "Border Town")
_SAYINGS = (
    "The court in {town} held {name} for three more months on Monday, a lawyer who was in the room said.",
    "{name} had left {town} in the spring because police had come to the door, relatives told this paper.",
    "A spokesman of the ministry said that nobody had been near the house of {name} in {town}.",
    "Two others who were arrested in {town} on the same day were let out on bail, according to {name}.",
)
_SCRIPT = "window.layer = window.layer || []; layer.push({'page': 'story', 'zone': %d, 'slots': ['top', 'side']});\n"


def run(arguments: Sequence[str]) -> None:
    """Print pages a second and a core, for the pages of a folder or for invented ones of 60 kB each."""
    pages = [path.read_bytes() for path in sorted(Path(arguments[0]).glob("*.html"))] if arguments else _invented(60)
    # one core for all: this process, the warm one and the children that it forks
    core = min(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    print(f"{len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1000:.0f} kB, one after another, on one core\n")
    print(f"{'':44}{'pages a second':>16}{'ratio':>8}")
    alone = len(pages) / median_seconds(lambda: [_main_text(page, fast=False) for page in pages])
    rows = {
        "trafilatura alone, as the box calls it": lambda: [_main_text(page, fast=False) for page in pages],
        "trafilatura alone, fast": lambda: [_main_text(page, fast=True) for page in pages],
        "text, zones and date, without a box": lambda: [[*html.read(page)] for page in pages],
        "the same in the box": lambda: [take_in(page, name="page.html") for page in pages],
    }
    for name, work in rows.items():
        rate = len(pages) / median_seconds(work)
        print(f"{name:44}{rate:16.1f}{rate / alone:8.2f}")
    end_boxes()
    print(f"\nthe first page of a new process: {median_seconds(lambda: _cold(pages[0])):.2f} seconds")
    end_boxes()


def _cold(page: bytes) -> None:
    end_boxes()
    take_in(page, name="page.html")


def _main_text(page: bytes, *, fast: bool) -> str | None:
    text: str | None = trafilatura.extract(page, include_comments=False, include_tables=not fast, fast=fast)
    return text


def _invented(number: int) -> list[bytes]:
    chance = random.Random(1)
    return [_page(chance).encode() for _ in range(number)]


def _page(chance: random.Random) -> str:
    menu = "".join(f'<li><a href="/section/{n}">Section {n} of the paper</a></li>' for n in range(90))
    scripts = "<script>" + "".join(_SCRIPT % n for n in range(200)) + "</script>"
    body = "".join(f"<p>{' '.join(_saying(chance) for _ in range(4))}</p>" for _ in range(18))
    comments = "".join(
        f'<div class="comment"><b>reader {n}</b><time datetime="2019-12-0{n % 9 + 1}">day {n}</time>'
        f"<p>{_saying(chance)}</p></div>"
        for n in range(25)
    )
    teasers = "".join(
        f'<div class="teaser"><h3><a href="/{n}">{_saying(chance)[:60]}</a></h3></div>' for n in range(30)
    )
    head = f"<head><title>Held in {chance.choice(_TOWNS)}</title>{scripts}</head>"
    return (
        f"<!doctype html><html>{head}<body><nav><ul>{menu}"
        f'</ul></nav><main><h1>Held in {chance.choice(_TOWNS)}</h1><p class="byline">By Tevy Example</p>{body}</main>'
        f"<aside>{teasers}</aside>"
        f'<section id="comments"><h3>25 comments</h3>{comments}</section>{scripts}</body></html>'
    )


def _saying(chance: random.Random) -> str:
    return chance.choice(_SAYINGS).format(name=chance.choice(_NAMES), town=chance.choice(_TOWNS))
