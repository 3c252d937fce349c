"""The report at the end of adding many files: what was read, what is kept unread, what was passed over, and why."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .agreement import counted
from .output import say

if TYPE_CHECKING:
    from saksi.model import JsonObject

#: How much of a reason is the same for every file that has it.
_WHY = 160


class Report:
    """Counts files, and the documents within them, by what became of them."""

    def __init__(self) -> None:
        self._files = 0
        self._refused = 0
        self._became: Counter[str] = Counter()
        self._why: dict[str, Counter[str]] = {}
        self._statements = 0

    def count(self, row: "JsonObject") -> None:
        """Count a file by its row, and what it held."""
        self._files += 1
        self._refused += "error" in row
        self._count_one(row)
        parts = row.get("enclosed")
        for part in parts if isinstance(parts, list) else ():
            if isinstance(part, dict):
                self._became["held"] += 1
                self._count_one(part)

    @property
    def files(self) -> int:
        """How many files there were."""
        return self._files

    @property
    def has_refused(self) -> bool:
        """Whether a file was not added, or could not be looked at."""
        return self._refused > 0

    def encode(self) -> "JsonObject":
        """The counts, and the reasons with theirs."""
        return {
            "files": self._files,
            **{name: self._became[name] for name in ("read", "already", "unread", "refused", "passed over", "held")},
            "statements": self._statements,
            "why": {name: dict(reasons.most_common()) for name, reasons in self._why.items()},
        }

    def tell(self) -> None:
        """Print it."""
        became = self._became
        within = f", and {counted(became['held'], 'document')} within them" if became["held"] else ""
        say(f"{counted(self._files, 'file')}{within}:")
        say(f"  {became['read']} read, with {counted(self._statements, 'draft')}")
        if became["already"]:
            say(f"  {became['already']} already in the ledger")
        for name, words in (
            ("unread", "kept and unread (`saksi documents --unread` lists them)"),
            ("refused", "not added"),
            ("passed over", "passed over"),
        ):
            if became[name]:
                say(f"  {became[name]} {words}:")
                _tell_reasons(self._why[name].most_common())

    def _count_one(self, row: "JsonObject") -> None:
        name, why = _fate(row)
        self._became[name] += 1
        statements = row.get("statements")
        self._statements += statements if isinstance(statements, int) else 0
        if why:
            self._why.setdefault(name, Counter())[why[:_WHY]] += 1


def _tell_reasons(reasons: Iterable[tuple[str, int]]) -> None:
    for why, number in reasons:
        say(f"    {number}: {why}")


def _fate(row: "JsonObject") -> tuple[str, str]:
    """What became of a file, and why where it was not read."""
    for key, name in (("error", "refused"), ("passed_over", "passed over"), ("why", "unread")):
        if key in row:
            return name, _reason(row)
    if row.get("unread") is not None:
        is_foreign = row["unread"] == "language"
        return "unread", "the reader does not know its language" if is_foreign else str(row["unread"])
    return ("read" if row.get("added") else "already"), ""


def _reason(row: "JsonObject") -> str:
    words = str(row.get("error") or row.get("passed_over") or row.get("why"))
    # the reason of one file names it, and reasons are counted together
    return words.replace(f"{row.get('file')}: ", "").replace(str(row.get("file")), "the file")
