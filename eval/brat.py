"""PolNeAR: who says what by which word, in brat's standoff files, one annotator an article."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from eval.words import Span

_SPAN = re.compile(r"(T\d+)\t(\S+) ([\d ;]+)\t")
_LINK = re.compile(r"E\d+\t(\S+)(.*)")
_LINKS = {"Attribution", "Attribution-no-source"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution: the words said, perhaps in pieces; the word that says so; who says it."""

    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text with its attributions."""

    name: str
    text: str
    published: str | None
    attributions: tuple[Attribution, ...]


def read_articles(files: Mapping[str, bytes], part: str) -> list[Article]:
    """The articles of a part (`train`, `dev`); the first annotator's file of each."""
    dates = _read_dates(files)
    articles: dict[str, Article] = {}
    for path in sorted(files):
        place = PurePosixPath(path)
        name = place.stem.rpartition("_")[0]
        text = files.get(str(place.parent.parent / "text" / f"{name}.txt"))
        if place.suffix == ".ann" and place.parent.parent.name == part and text is not None and name not in articles:
            articles[name] = Article(
                name=name,
                text=text.decode("utf-8"),
                published=dates.get(name),
                attributions=tuple(read_attributions(files[path].decode("utf-8"))),
            )
    return list(articles.values())


def read_attributions(standoff: str) -> list[Attribution]:
    """The attributions of one file; offsets are trusted, covered words are not."""
    spans: dict[str, list[Span]] = {}
    links = []
    for line in standoff.split("\n"):
        if match := _SPAN.match(line):
            spans[match[1]] = [Span(*map(int, piece.split())) for piece in match[3].split(";")]
        elif match := _LINK.match(line):
            links.append((match[1].split(":")[0], dict(re.findall(r"([A-Z][a-z]+)\d*:(T\d+)", match[2]))))
    return [
        Attribution(
            content=tuple(spans[roles["Content"]]),
            cue=_whole(spans.get(roles.get("Cue", ""))),
            source=_whole(spans.get(roles.get("Source", ""))),
        )
        for kind, roles in links
        if kind in _LINKS and "Content" in roles
    ]


def _whole(pieces: list[Span] | None) -> Span | None:
    return Span(pieces[0].start, pieces[-1].end) if pieces else None


def _read_dates(files: Mapping[str, bytes]) -> dict[str, str]:
    """When each article was published, by its name."""
    table = next((content for path, content in files.items() if path.endswith("metadata.tsv")), b"")
    rows = [line.split("\t") for line in table.decode("utf-8").splitlines()]
    if not rows:
        return {}
    name, date = rows[0].index("filename"), rows[0].index("publication_date")
    return {row[name]: row[date] for row in rows[1:] if re.fullmatch(r"\d{4}-\d{2}-\d{2}", row[date])}
