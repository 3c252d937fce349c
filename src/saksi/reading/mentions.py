"""A mention: the words by which a document refers to one of its names."""

from dataclasses import dataclass
from typing import Literal

from saksi.model import Span

How = Literal["name", "alias", "pronoun", "description"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that mean the name whose id is `ref`, and how they mean it. A possessive 's is not part of them."""

    span: Span
    ref: str
    how: How
