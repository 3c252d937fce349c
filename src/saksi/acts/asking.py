"""Asking a timestamp authority over HTTP, only for `saksi stamp`. Beside `saksi.web`, all that goes over the network.

The authority, and who watches the line, learn that this machine asked at that time, and one hash that says nothing of
any document.
"""

import http.client
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    getproxies,
    proxy_bypass,
)

from saksi.model import BadInputError, LedgerError

#: Seconds that the authority has for each piece of its answer.
_PATIENCE = 30
#: Answers hold a few certificates: some kilobytes.
_MOST_BYTES = 2**20


def ask(address: str, query: bytes) -> bytes:
    """The authority's answer to a request, unchecked. Raises BadInputError, LedgerError with what to do instead."""
    url = urlsplit(address)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise BadInputError(f"{address!r} is no address of a timestamp authority: it begins with http:// or https://")
    proxies = _proxies(url.scheme, url.hostname)
    # of urllib no more than is needed: nothing that reads files, and no following to another address
    opener = OpenerDirector()
    for handler in (ProxyHandler(proxies), HTTPHandler(), HTTPSHandler(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    opener.add_handler(HTTPErrorProcessor())
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    try:
        with opener.open(Request(address, data=query, headers=headers), timeout=_PATIENCE) as answer:  # noqa: S310 - http or https, as checked
            found: bytes = answer.read(_MOST_BYTES + 1)
    except HTTPError as error:
        raise LedgerError(f"the timestamp authority refused: {error.code} {error.reason}") from None
    except (URLError, http.client.HTTPException, OSError) as error:
        raise LedgerError(
            f"the timestamp authority cannot be reached ({getattr(error, 'reason', None) or error}): try again later, "
            "or carry `saksi stamp --request FILE` to a machine with a network"
        ) from None
    if len(found) > _MOST_BYTES:
        raise LedgerError("the timestamp authority answered something far too long")
    return found


def _proxies(scheme: str, host: str) -> dict[str, str]:
    """The proxy that the standard variables name for this scheme. One that cannot be used is never gone around."""
    named = getproxies()
    proxy = named.get(scheme) or named.get("all")
    if proxy is None or proxy_bypass(host):
        return {}
    if urlsplit(proxy if "://" in proxy else f"http://{proxy}").scheme != "http":
        raise LedgerError(
            "the proxy that the environment names is no http proxy, and Saksi knows no other: "
            "carry `saksi stamp --request FILE` to the authority in your own way"
        )
    return {scheme: proxy}
