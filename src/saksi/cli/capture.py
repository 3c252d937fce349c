"""`saksi capture`: fetch pages, and keep them as evidence."""

from functools import cache
from typing import TYPE_CHECKING

import click

from .added import added_line, encode_added, propose_origins, tell_source
from .opening import open_or_create
from .options import json_option, ledger_option, proxy_option
from .output import is_watched, print_json, refuse, remark, say

if TYPE_CHECKING:
    from saksi.acts import Captured
    from saksi.model import JsonObject


@click.command(
    epilog="Examples: saksi capture https://news.example/story · "
    "saksi capture --proxy socks5h://127.0.0.1:9050 https://news.example/story"
)
@click.argument("addresses", nargs=-1, required=True, metavar="URL...")
@proxy_option
@ledger_option
@json_option
def capture(addresses: tuple[str, ...], proxy: str | None, as_json: bool) -> int:
    """Fetch each URL, keep what came byte for byte as a web archive, and read the page in it.

    The server, and who watches the line, learn that somebody here asked for it: with --proxy it is Tor's exit that
    asks. Nothing else is fetched: no pictures, no scripts. No cookies are kept or sent. What fails is on record too;
    the exit status is 1 then.
    """
    from saksi.acts import capture as fetch
    from saksi.web import parse_proxy, parse_target

    # whatever is wrong is said before anything is asked for, or made
    through = None if proxy is None else parse_proxy(proxy)
    for address in addresses:
        parse_target(address)
    rows: list[JsonObject] = []
    with open_or_create() as ledger:
        for number, address in enumerate(addresses, start=1):
            if is_watched():
                remark(f"{number} of {len(addresses)}: asking for {address}")
            captured = fetch(ledger, address, proxy=through)
            tell_captured(captured, as_json=as_json)
            rows.append(encode_captured(captured))
        propose_origins(ledger)
    if as_json:
        print_json({"captures": rows})
    return 1 if any("error" in row for row in rows) else 0


def tell_captured(captured: "Captured", *, as_json: bool) -> None:
    """Say what came of one address."""
    address, page = captured.address, captured.page
    if captured.refusal is not None:
        refuse(f"{address}: no page: {captured.refusal}; the attempt is on record ({captured.record[:12]})")
        return
    if page is None or page.added is None or page.source is None:
        return
    if not as_json:
        line = added_line(address, page.added, page.source)
        if not page.added.is_new:
            line = f"{address}: captured, and the page is as one in the ledger, byte for byte"
        say(f"{line}; record {captured.record[:12]}")
    tell_source(address, page.source)
    if captured.picture is not None:
        _tell_of_picture(captured.picture)


@cache
def _tell_of_picture(words: str) -> None:
    """Once a command."""
    remark(words)


def encode_captured(captured: "Captured") -> "JsonObject":
    """What came of one address."""
    row: JsonObject = {"address": captured.address, "record": captured.record}
    if captured.picture is not None:
        row["picture"] = captured.picture
    if captured.refusal is not None:
        row["error"] = captured.refusal
    page = captured.page
    if page is not None and page.added is not None and page.source is not None:
        row["page"] = encode_added(page.name, page.added, page.source)
    return row
