"""`saksi watch`: read feeds once, and capture what is new in them."""

from typing import TYPE_CHECKING

import click

from .added import propose_origins
from .agreement import counted
from .capture import encode_captured, tell_captured
from .opening import open_existing, open_or_create
from .options import json_option, ledger_option, proxy_option
from .output import print_json, refuse, say

if TYPE_CHECKING:
    from saksi.acts import Watched
    from saksi.model import JsonObject


@click.command(
    epilog="Examples: saksi watch https://news.example/feed · saksi watch --list · "
    "in a crontab: 7 * * * * saksi watch --proxy socks5h://127.0.0.1:9050 https://news.example/feed"
)
@click.argument("feeds", nargs=-1, metavar="FEED...")
@click.option("--list", "is_list", is_flag=True, help="The feeds that were watched with this ledger; asks for nothing.")
@proxy_option
@ledger_option
@json_option
def watch(feeds: tuple[str, ...], is_list: bool, proxy: str | None, as_json: bool) -> int:
    """Read each FEED (the address of an RSS or Atom feed) once, and capture the pages in it that are new.

    One pass a call: run it again, or have cron run it, when you want to look again; nothing stays in the background.
    One question at a time, two seconds apart, 50 pages a feed; a feed that has not changed is not sent again. What was
    captured before is known from the ledger. The exit status is 1 where a feed could not be read.
    """
    from saksi.acts import read_feeds
    from saksi.acts import watch as look
    from saksi.web import parse_proxy, parse_target

    if is_list is bool(feeds):
        raise click.UsageError("name the feeds, or --list")
    if is_list:
        with open_existing() as ledger:
            _tell_list(dict(read_feeds(ledger)), as_json=as_json)
        return 0
    through = None if proxy is None else parse_proxy(proxy)
    for feed in feeds:
        parse_target(feed)
    rows: list[JsonObject] = []
    with open_or_create() as ledger:
        for feed in feeds:
            watched = look(ledger, feed, proxy=through, tell=lambda one: tell_captured(one, as_json=as_json))
            _tell(watched, as_json=as_json)
            rows.append(_encode(watched))
        propose_origins(ledger)
    if as_json:
        print_json({"feeds": rows})
    return 1 if any("error" in row for row in rows) else 0


def _tell(watched: "Watched", *, as_json: bool) -> None:
    if watched.refusal is not None:
        refuse(f"{watched.feed}: {watched.refusal}")
    elif not as_json:
        had = sum(one.refusal is None for one in watched.captured)
        missed = len(watched.captured) - had
        told = f"{counted(had, 'new page')} captured" if watched.is_changed else "nothing new since the last pass"
        more = f", {missed} not to be had" if missed else ""
        waits = f"; the next pass asks for {watched.waiting}" if watched.waiting else ""
        say(f"{watched.feed}: {told}{more}{waits}")


def _encode(watched: "Watched") -> "JsonObject":
    row: JsonObject = {
        "feed": watched.feed,
        "changed": watched.is_changed,
        "named": watched.named,
        "captures": [encode_captured(one) for one in watched.captured],
        "waiting": watched.waiting,
    }
    return row if watched.refusal is None else {**row, "error": watched.refusal}


def _tell_list(feeds: dict[str, str], *, as_json: bool) -> None:
    if as_json:
        print_json({"feeds": [{"feed": feed, "last": at} for feed, at in feeds.items()]})
        return
    for feed, at in feeds.items():
        say(f"{feed}: last brought something new at {at}")
    if not feeds:
        say("no feed has brought all that it names to this ledger yet")
