"""The mentions of a document in the order of reading, with what the choice of an antecedent needs to know of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from .figures import Figure
from .mentions import How
from .naming import words_of
from .patients import is_possessive, undergo_together, undergoes
from .tokens import Token

_CLAUSE_OPENERS = frozenset(
    [
        "and",
        "but",
        "that",
        "because",
        "while",
        "as",
        "when",
        "since",
        "who",
        "if",
        "so",
        "where",
        "after",
        "before",
        "although",
        "though",
        "which",
        "said",
        "says",
        "whether",
    ]
)


def opens_clause(word: str) -> bool:
    """Whether a word begins another clause, or tells that somebody's words follow."""
    return word in _CLAUSE_OPENERS or word in words_of("words", "speech")


@dataclass(frozen=True, slots=True)
class Entry:
    """One mention: its tokens, whom it means, and whether it looks like a subject, a speaker, a possessor."""

    first: int
    last: int
    figure: Figure
    how: How
    subject: bool
    speaker: bool
    parts: tuple[Figure, ...] = ()


@dataclass(slots=True)
class Scene:
    """What has been mentioned so far, latest last."""

    text: str
    tokens: Sequence[Token]
    paragraphs: Sequence[int]
    entries: list[Entry] = field(default_factory=list)
    silent: frozenset[int] = frozenset()
    #: for the first token of a description beside a name, whose name that is: "her" before "lawyer, Ana Quill"
    barred: dict[int, Figure] = field(default_factory=dict)

    def add(self, first: int, last: int, figure: Figure, how: How, subject_end: int | None = None) -> None:
        """Note a mention; names joined by "and" are besides noted together, for a later "they"."""
        end = last if subject_end is None else subject_end
        entry = Entry(first, last, figure, how, self._is_subject(first, end), self._is_speaker(first, end))
        before = self._joined_before(entry)
        self.entries.append(entry)
        figure.has_spoken |= entry.speaker
        if undergoes(self.tokens, first, end):
            self._mark_patients(entry, end)
        if before is not None:
            parts = (*(before.parts or (before.figure,)), figure)
            self.entries.append(
                Entry(before.first, last, figure, "description", entry.subject or before.subject, entry.speaker, parts)
            )

    def latest(self) -> Iterator[Entry]:
        """The mentions from the latest back, but those of headlines and bylines."""
        return (entry for entry in reversed(self.entries) if self.tokens[entry.first].sentence not in self.silent)

    def _mark_patients(self, entry: Entry, end: int) -> None:
        """Note to whom it is done, with the persons before that share the verb: "X and her deputy, Y, were taken"."""
        entry.figure.is_patient = True
        if entry.figure.many or not undergo_together(self.tokens, end):
            return
        for other in self.entries:
            same = self.tokens[other.first].sentence == self.tokens[entry.first].sentence
            if same and other.figure.kind == "person" and other.how != "pronoun" and not self.tokens[other.last].owns:
                other.figure.is_patient = True

    def replace(self, old: Figure, new: Figure) -> None:
        """Let every mention of one figure mean another: two descriptions turned out to be one person."""
        for place, entry in enumerate(self.entries):
            parts = tuple(new if part is old else part for part in entry.parts)
            self.entries[place] = replace(entry, figure=new if entry.figure is old else entry.figure, parts=parts)
        new.is_patient |= old.is_patient
        new.has_spoken |= old.has_spoken

    def paragraph(self, number: int) -> int:
        """The paragraph in which a token stands."""
        return self.paragraphs[self.tokens[number].sentence]

    def word(self, number: int, beside: int) -> str:
        """The word at `number`, in lower case, if it stands in the sentence of `beside`; else nothing."""
        if not 0 <= number < len(self.tokens) or self.tokens[number].sentence != self.tokens[beside].sentence:
            return ""
        return self.tokens[number].lower

    def spoke_near(self, figure: Figure, number: int) -> bool:
        """Whether somebody is told to speak in the paragraph of a token: of another then, between marks."""
        here = self.paragraph(number)
        near = takewhile(lambda entry: self.paragraph(entry.first) == here, reversed(self.entries))
        return any(e.figure is figure and e.speaker and not self.tokens[e.first].quoted for e in near)

    def _is_subject(self, first: int, last: int) -> bool:
        if self._possesses(first, last):
            return False
        before, after = self.word(first - 1, first), self.word(last + 1, last)
        opens = before == "" or before in _CLAUSE_OPENERS or before in ',“"—;'
        if self._is_speaker(first, last):
            return True
        verb = self.word(last + 2, last) if before == after == "," else after  # "a cook, Ana Quill, failed"
        verbal = verb in words_of("words", "speech") | words_of("words", "acts") or verb.endswith("ed")
        return verbal or (opens and after != "," and after != "") or (opens and after == "," and before == "")

    def _possesses(self, first: int, last: int) -> bool:
        return self.tokens[last].owns or (first == last and is_possessive(self.tokens, last))

    def _is_speaker(self, first: int, last: int) -> bool:
        speech = words_of("words", "speech")
        if self._possesses(first, last):
            return False
        if self.word(last + 1, last) in speech or self.word(last + 2, last) in speech:
            return True
        if self._answers(last):
            return True
        if self.word(last + 1, last) == "," and self.word(first - 1, first) in {"", "but", "and", "“"}:
            ahead = [self.word(number, last) for number in range(last + 2, last + 26)]
            return any(mark == "," and verb in speech for mark, verb in pairwise(ahead))
        return self._is_inverted(first) or (
            self.word(first - 1, first) == "to" and self.word(first - 2, first) == "according"
        )

    def _answers(self, last: int) -> bool:
        """Whether somebody rejects what was said: "Ana Quill dismissed this as a lie", not "dismissed the appeal"."""
        object_ = {self.word(number, last) for number in range(last + 2, last + 5)}
        is_answer = self.word(last + 1, last) in words_of("words", "answers")
        return is_answer and not object_.isdisjoint(words_of("words", "answered"))

    def _is_inverted(self, first: int) -> bool:
        """Whether a verb of speech behind a quotation or comma stands before: "…," said X."""
        mark = self.word(first - 2, first)
        return self.word(first - 1, first) in words_of("words", "speech") and mark != "" and mark in "”\",’'"

    def _joined_before(self, entry: Entry) -> Entry | None:
        if not self.entries or entry.figure.kind not in {"person", "group"}:
            return None
        before = self.entries[-1]
        same = self.tokens[before.last].sentence == self.tokens[entry.first].sentence
        between = [token.lower for token in self.tokens[before.last + 1 : entry.first]]
        fits = before.figure.kind in {"person", "group"} and before.figure is not entry.figure
        owned = self.tokens[before.last].owns
        return before if same and fits and not owned and between in (["and"], [",", "and"], [","]) else None
