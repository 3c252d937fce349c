"""The day of publication that a page's markup declares: meta elements, JSON-LD, a time element of its own."""

import json
import re
from collections.abc import Iterator

from lxml import html

from saksi.model import BadValueError, When

_META = frozenset(
    {
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.issued",
        "citation_publication_date",
    }
)
_DAY = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
_PUBLISHED = re.compile(r"\"datePublished\"\s*:\s*(\"[^\"]{8,40}\")")
_COMMENTS = re.compile(r"comment|disqus|sidebar|related", re.IGNORECASE)


def declared_date(root: html.HtmlElement) -> tuple[When, str] | None:
    """The day and where the markup says it; None where it says none, or its time elements disagree."""
    for value, basis in (*_from_meta(root), *_from_json(root)):
        day = _day(value)
        if day is not None:
            return day, basis
    days = {day for value in _from_times(root) if (day := _day(value)) is not None}
    return (days.pop(), "the page's markup (time element)") if len(days) == 1 else None


def _from_meta(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = meta.get(attribute) or ""
            if name.lower() in _META and not _is_in_comments(meta):
                yield meta.get("content") or "", f"the page's markup (meta {name[:40]})"


def _from_json(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/ld+json":
            # found by its name, not by parsing: pages nest it anywhere, and hostile ones nest it deep
            for match in _PUBLISHED.finditer((script.text or "")[:500_000]):
                yield (
                    str(json.loads(match.group(1), strict=False)) if "\\" not in match.group(1) else "",
                    ("the page's markup (JSON-LD datePublished)"),
                )


def _from_times(root: html.HtmlElement) -> Iterator[str]:
    for element in root.iter("time"):
        if not _is_in_comments(element):
            yield element.get("datetime") or ""


def _is_in_comments(element: html.HtmlElement) -> bool:
    around = (element, *element.iterancestors())
    return any(
        _COMMENTS.search(f"{e.get('class') or ''} {e.get('id') or ''}") for e in around if e.tag not in ("html", "body")
    )


def _day(value: str) -> When | None:
    match = _DAY.match(value)
    if match is None:
        return None
    try:
        return When("-".join(match.groups()))
    except BadValueError:
        return None
