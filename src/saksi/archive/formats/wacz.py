"""A package of web archives (WACZ 1.1): its archives one after another, and whether each file is what its list says."""

import hashlib
import json
from collections.abc import Iterator

from . import warc
from .package import Package
from .told import Head, RefusedError, Told

_LIST = "datapackage.json"
_ARCHIVES = (".warc", ".warc.gz")


def prepare() -> None:
    """Import what is imported late, before the box is sealed."""
    warc.prepare()


def read(data: bytes) -> Iterator[Told]:
    """What its archives hold. Raises RefusedError."""
    package = Package(data)
    names = sorted(name for name in package.names if name.startswith("archive/") and name.endswith(_ARCHIVES))
    if not names:
        raise RefusedError("no-records")
    told = _listed(package)
    title = told.get("title")
    yield Head(title=str(title)[:1_000] if isinstance(title, str) else None)
    telling = warc.Telling()
    wrong = 0
    digests = _digests(told)
    for name in sorted(package.names):
        if name in digests:
            made = hashlib.sha256()
            with package.stream(name) as stream:
                while chunk := stream.read(1 << 20):
                    made.update(chunk)
            wrong += made.hexdigest() != digests[name]
    for name in names:
        with package.stream(name) as stream:
            yield from telling.archive(stream, package.size(name))
    if wrong:
        telling.remark("files-wrong", wrong)
    yield from telling.end()


def _listed(package: Package) -> dict[str, object]:
    """The list of the package; empty where there is none that can be read."""
    try:
        found = json.loads(package.read(_LIST) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _digests(told: dict[str, object]) -> dict[str, str]:
    """By file, its SHA-256 as the list has it."""
    rows = told.get("resources")
    found: dict[str, str] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and str(row.get("hash", "")).startswith("sha256:"):
            found[str(row.get("path", ""))] = str(row["hash"]).removeprefix("sha256:").lower()
    return found
