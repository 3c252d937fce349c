"""Lasting properties that a document states of a party: age, sex, other names, recognition."""

from collections.abc import Sequence
from typing import Protocol

from saksi.model import Form, Party, Span, Stance, Statement

from .page import Page
from .people import People


class Said(Protocol):
    """What is needed of a claim: its words, who said them to whom, how."""

    @property
    def span(self) -> Span: ...  # noqa: D102 - named by the class
    @property
    def speaker(self) -> Party | None: ...  # noqa: D102
    @property
    def addressee(self) -> Party | None: ...  # noqa: D102
    @property
    def form(self) -> Form: ...  # noqa: D102
    @property
    def stance(self) -> Stance: ...  # noqa: D102
    @property
    def cue(self) -> str | None: ...  # noqa: D102


def find_traits(page: Page, people: People, claims: Sequence[Said]) -> tuple[Statement, ...]:
    """Find the traits that a document states in words, with the holder of the claim that they stand in."""
    return ()
