"""The statement: somebody says, in a document at a span, with stance and certainty, that content."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

from .errors import BadValueError
from .names import Name, Party
from .span import Span, Zone
from .vocabulary import EVENT_KINDS
from .when import When

Stance = Literal["asserts", "denies", "predicts", "demands", "promises"]
Certainty = Literal["fact", "alleged", "planned", "negated"]
Form = Literal["direct", "indirect", "mixed", "narration"]
STANCES: tuple[Stance, ...] = get_args(Stance)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many: a least and a most, either of which may be unknown but not both."""

    min: int | None = None
    max: int | None = None

    def __post_init__(self) -> None:
        if self.min is None and self.max is None:
            raise BadValueError("a count needs a least or a most")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise BadValueError(f"a count of at least {self.min} and at most {self.max} cannot be")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened. `event` is shared by the statements of one event; `part_of` names another's `event`.

    `kind` is one of the vocabulary. `reason`, `charge`, `term` keep the document's words. Who flees, protests
    or dies of itself is the agent; `targets` are those to whom it was done.
    """

    kind: str
    event: str
    agent: Party | None = None
    targets: tuple[Party, ...] = ()
    place: str | None = None
    origin: str | None = None
    destination: str | None = None
    date: When | None = None
    reason: str | None = None
    charge: str | None = None
    law_article: str | None = None
    court: Party | None = None
    term: str | None = None
    count: Count | None = None
    part_of: str | None = None

    def __post_init__(self) -> None:
        if self.kind not in EVENT_KINDS:
            raise BadValueError(f"{self.kind!r} is no kind of event; `saksi read` knows: {', '.join(EVENT_KINDS)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure with its unit, of what, when, and on which condition.

    An exact or approximate figure has `value`; "more than", "at least" have `min`, "up to" has `max`. A vague number
    ("dozens") has none of them and keeps its words. A decline is negative. `baseline` says against what.
    """

    unit: str
    of: str | None = None
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    approximate: bool = False
    when: When | None = None
    baseline: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """A lasting property of a subject: role, affiliation, age, sex, other_name, recognised_as."""

    subject: Party
    property: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """The words of a claim as such. Every claim has one, whether its words are coded further or not."""


Content: TypeAlias = Event | Measure | Trait | Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`said_by` says, at `span`, with `stance` and `certainty`, `content`.

    No `said_by` is the document's own voice. `id` and `continues` are local to a reading ("s4"); `confidence`
    is the author's own, from 0 to 1.
    """

    id: str
    span: Span
    content: Content
    said_by: Party | None = None
    addressee: Party | None = None
    cue: str | None = None
    form: Form = "narration"
    stance: Stance = "asserts"
    certainty: Certainty = "fact"
    confidence: Decimal | None = None
    continues: str | None = None

    def __post_init__(self) -> None:
        for value, known in ((self.form, FORMS), (self.stance, STANCES), (self.certainty, CERTAINTIES)):
            if value not in known:
                raise BadValueError(f"statement {self.id}: {value!r} is not one of {', '.join(known)}")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise BadValueError(f"statement {self.id}: confidence {self.confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """An expression of time in the text and the date that it stands for."""

    span: Span
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The unchangeable original, named by its hash, with what its page says about itself."""

    sha256: str
    media_type: str
    title: str | None = None
    published: When | None = None
    published_basis: str | None = None
    language: str | None = None
    zones: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a reader took from one document: what `saksi read --json` prints."""

    document: Document
    text: str
    names: tuple[Name, ...] = ()
    dates: tuple[DateMention, ...] = ()
    statements: tuple[Statement, ...] = ()
