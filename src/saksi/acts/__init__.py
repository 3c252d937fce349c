"""Acts: the only writers. Each takes an open ledger and the instant, and says what it did."""

from .add import Added, add
from .originals import originals_of
from .read import derived_text, read_source
from .review import Decision, accept, correct, drafts, open_drafts, reject
from .show import Shown, explain_entry
from .verify import Check, verify

__all__ = [
    "Added",
    "Check",
    "Decision",
    "Shown",
    "accept",
    "add",
    "correct",
    "derived_text",
    "drafts",
    "explain_entry",
    "open_drafts",
    "originals_of",
    "read_source",
    "reject",
    "verify",
]
