"""Whom a pronoun or a definite description means: the most recent that fits, subjects and speakers first."""

from collections.abc import Iterator

from .descriptions import Description
from .figures import Figure
from .naming import countries, inverse_relations, seats, singular, words_of
from .patients import is_possessive, relation_of, undergoes
from .scene import Entry, Scene, opens_clause

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_THEY, _IT = frozenset({"they", "them", "their", "theirs", "themselves"}), frozenset({"it", "its", "itself"})
PRONOUNS = _HE | _SHE | _THEY | _IT
_REFLEXIVES = frozenset({"himself", "herself", "themselves", "itself"})
_NEVER = 1000.0  # outweighs every sum of reasons
_ASIDE = -15.0  # an official, a lawyer, kin: rather somebody else suffers, where anybody else was named
_FAR = 10  # sentences back after which a case grows no fainter
_REACH = 4  # paragraphs back in which an antecedent is looked for
_OBLIQUE = frozenset(("to", "from", "by", "with", "for", "of", "at", "in", "on", "against", "amid", "near"))
_MEMBERS = frozenset(
    {
        "members",
        "supporters",
        "member",
        "leaders",
        "platform",
        "president",
        "chairman",
        "lawmakers",
        "leader",
        "activists",
        "candidates",
    }
)
_WITH_MEMBERS = frozenset({"union", "network", "federation", "group", "party", "movement", "association", "league"})
_ANY_BODY = frozenset({"organisation", "organization", "group", "agency", "body", "ngo", "outlet"})
_ALIKE = {"bloc": {"union", "eu"}, "assembly": {"parliament"}, "parliament": {"assembly"}, "commission": {"committee"}}


def antecedent_of_pronoun(scene: Scene, number: int) -> Entry | None:
    """The mention that the pronoun at a token refers to, if any fits."""
    word = scene.tokens[number].lower
    if word == "it" and not _it_acts(scene, number):
        return None
    if word in _REFLEXIVES and (own := _own_subject(scene, number, word)) is not None:
        return own
    scored = [(score, one) for one in _near(scene, number) if (score := _score(scene, one, number, word)) is not None]
    if _is_case(scene, number):
        apart = [_apart(scene, entry, number) for _, entry in scored if entry.figure.is_patient]
        scored = [(score + _case(scene, entry, number, min(apart, default=None)), entry) for score, entry in scored]
    best, meant = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return meant if best > -_NEVER / 2 else None


def _own_subject(scene: Scene, number: int, word: str) -> Entry | None:
    """Who does it to themselves: the nearest subject before, not who tells of it: "X said Y hanged himself"."""
    sentence = scene.tokens[number].sentence
    before = (
        entry for entry in scene.latest() if entry.last < number and scene.tokens[entry.first].sentence == sentence
    )
    return next((entry for entry in before if entry.subject and _fit(entry, word) is not None), None)


def _near(scene: Scene, number: int) -> Iterator[Entry]:
    """The mentions before; those of a patient also from far, where the words tell of a case."""
    here, is_case = scene.paragraph(number), _is_case(scene, number)
    for entry in scene.latest():
        is_near = here - scene.paragraph(entry.first) <= _REACH
        is_other = entry.figure is not scene.barred.get(number)
        if is_other and entry.last < number and (is_near or (is_case and entry.figure.is_patient)):
            yield entry


def _is_case(scene: Scene, number: int) -> bool:
    return undergoes(scene.tokens, number, number) or bool(relation_of(scene.tokens, number))


def _apart(scene: Scene, entry: Entry, number: int) -> int:
    return scene.tokens[number].sentence - scene.tokens[entry.first].sentence


def _case(scene: Scene, entry: Entry, number: int, lag: int | None) -> float:
    """Where the words tell of a case ("his release", "his lawyer"): a patient rather than one who merely speaks.

    `lag` is how many sentences back the latest patient is: a case does not grow faint as fast as other things told.
    Without a patient, a witness may tell of their own case, but hardly an official.
    """
    apart, kin = _apart(scene, entry, number), relation_of(scene.tokens, number)
    if kin and entry.figure.is_called({one for one, called in inverse_relations().items() if kin in called - {one}}):
        return 12.0  # "her client" of a lawyer, "her son" of a mother
    if entry.figure.is_patient:
        return (14.0 if kin and scene.tokens[entry.last].owns else 8.0) + 3.0 * min(lag or 0, _FAR)
    if entry.figure.is_bystander and (apart or not kin):
        is_fatal = entry.figure.has_spoken and not kin and entry.figure.is_called(words_of("custody", "officials"))
        return -_NEVER if is_fatal else -40.0 if lag is not None else _ASIDE
    is_told_of = entry.subject and not entry.speaker  # "X failed to appear and a warrant for his arrest was issued"
    return 0.0 if apart else 10.0 if is_told_of else 6.0 if kin else 0.0


def _speaks_for(scene: Scene, entry: Entry) -> bool:
    """Whether it is somebody's own people who speak, of whom they speak then: "X’s family say he"."""
    noun, verb = scene.word(entry.last + 1, entry.last), scene.word(entry.last + 2, entry.last)
    people = words_of("custody", "relations") | words_of("custody", "people")
    return scene.tokens[entry.last].owns and singular(noun) in people and verb in words_of("words", "speech")


def _is_same_pronoun(scene: Scene, entry: Entry, number: int) -> bool:
    """Whether the same pronoun stands before in the clause: "questioned him before letting him go"."""
    same = entry.how == "pronoun" and scene.tokens[entry.first].sentence == scene.tokens[number].sentence
    if not same or scene.tokens[entry.first].lower != scene.tokens[number].lower:
        return False
    between = scene.tokens[entry.last + 1 : number]
    return not any(token.lower == "that" or token.lower in words_of("words", "speech") for token in between)


def _is_own_object(scene: Scene, entry: Entry, number: int) -> bool:
    """Whether the mention is the subject of the verb whose object the pronoun is: "a judge refused to free her"."""
    between = scene.tokens[entry.last + 1 : number]
    if scene.tokens[number].lower not in {"him", "her", "them", "it"} or is_possessive(scene.tokens, number):
        return False
    same = scene.tokens[entry.first].sentence == scene.tokens[number].sentence
    return same and entry.subject and not any(opens_clause(token.lower) for token in between)


def _score(scene: Scene, entry: Entry, number: int, word: str) -> float | None:
    fit = _fit(entry, word)
    if fit is None:
        return None
    token, other = scene.tokens[number], scene.tokens[entry.first]
    apart = _apart(scene, entry, number)
    score = fit - 7.0 * apart - 0.03 * (number - entry.last) + min(len(entry.figure.runs), 6) * 0.25
    is_aside = apart and entry.figure.is_bystander and not tells(scene, number)  # who tells of others' cases
    score += 8 * entry.subject + 5 * (entry.speaker and not other.quoted and not token.quoted and not is_aside)
    score += 6 * (scene.paragraph(number) == scene.paragraph(entry.first))
    score -= 2 * scene.tokens[entry.last].owns
    score -= 20 * _is_own_object(scene, entry, number)
    score += 20 * _is_same_pronoun(scene, entry, number) + 12 * (not apart and _speaks_for(scene, entry))
    score -= 4 * (scene.word(entry.first - 1, entry.first) in _OBLIQUE)
    if word == "its" and _MEMBERS & {scene.word(number + 1, number), scene.word(number + 2, number)}:
        score += 12 if entry.figure.words & _WITH_MEMBERS else 0
    if tells(scene, number) and not token.quoted and not is_possessive(scene.tokens, number):
        score += 10 if entry.speaker else 0
        is_trailing = scene.word(number - 1, number) == "," and not apart and entry.how != "pronoun"
        score -= 15 * is_trailing  # "Ana Quill was arrested, she said": of another
    if other.quoted and not token.quoted:
        score -= 25
    if token.quoted and not other.quoted and scene.spoke_near(entry.figure, number):
        score -= 20
    return score


def tells(scene: Scene, number: int) -> bool:
    """Whether a verb of speech stands beside the pronoun."""
    speech = words_of("words", "speech")
    return scene.word(number + 1, number) in speech or scene.word(number + 2, number) in speech


def _fit(entry: Entry, word: str) -> float | None:
    """How well number, sex and kind agree; None where they do not."""
    figure = entry.figure
    several = bool(entry.parts) or figure.many
    if word in _THEY and figure.words & {"million", "billion"}:
        return None  # a population is counted, not told of
    if word in _THEY:
        if several and figure.kind in {"person", "group"}:
            return 6.5 if entry.parts else 5.0
        return None
    if word in _IT:
        return _fit_it(figure, word) if not several else None
    if figure.name.lower().startswith(("no ", "any ", "every ", "each ")):
        return None
    if several or figure.kind in {"body", "place"} or not _may_be_person(figure):
        return None
    wanted = "m" if word in _HE else "f"
    if figure.sex is not None and figure.sex != wanted:
        return None
    return 3.0 * (figure.sex == wanted) + (3.0 if figure.kind == "person" else 0.0)


def _fit_it(figure: Figure, word: str) -> float | None:
    if figure.kind == "body":
        return 4.0
    if figure.kind == "group" and not _may_be_person(figure):
        return 4.0
    is_country = figure.kind == "place" and figure.name in countries()
    return 2.0 if is_country and word == "its" else None


def _may_be_person(figure: Figure) -> bool:
    if figure.kind == "person":
        return True
    return figure.head in words_of("persons", "roles") and figure.head not in words_of("persons", "singular_collective")


def _it_acts(scene: Scene, number: int) -> bool:
    """Whether "it" does what a body does, rather than standing for a clause or the weather."""
    after = scene.word(number + 1, number)
    further = scene.word(number + 2, number)
    if after in {"is", "was", "'s", "seems", "seemed", "appears", "appeared", "may", "might"}:
        return False
    if further == "be" or after in {"be", "been"}:
        return False
    return (
        after in words_of("words", "speech")
        or after in words_of("words", "acts")
        or after in {"doesn't", "didn't", "won't"}
    )


def antecedent_of_description(scene: Scene, found: Description) -> Entry | None:
    """The earlier mention that a definite description means: head or role shared, other words not against it."""
    head = singular(scene.tokens[found.head].lower)
    words = content_of(scene, found)
    fitting = (entry for entry in scene.latest() if not entry.parts and entry.how != "pronoun")
    if head in words_of("places", "common"):
        return None if words else _place(list(fitting), head)
    if head in words_of("bodies", "common") or head in _ALIKE:
        return next((entry for entry in fitting if _is_body(entry.figure, head, words)), None)
    if found.many or head in words_of("persons", "singular_collective"):
        return next((entry for entry in fitting if _is_group(entry.figure, scene, found, words)), None)
    return next((entry for entry in fitting if _has_role(entry.figure, head, words)), None)


def content_of(scene: Scene, found: Description) -> set[str]:
    """The words of the phrase besides determiner, possessor and head."""
    inner = (token.lower for token in scene.tokens[found.core : found.last + 1] if token.is_word)
    return {word for word in inner if word not in words_of("words", "function")} - {scene.tokens[found.head].lower}


def _place(fitting: list[Entry], head: str) -> Entry | None:
    """The latest place of that sort; "the country" is the one that the document speaks of most."""
    near = [entry for entry in fitting if _is_place(entry.figure, head)][:8]
    if head not in {"country", "kingdom", "nation"}:
        return near[0] if near else None
    return max(near, key=lambda entry: len(entry.figure.runs), default=None)


def _is_place(figure: Figure, head: str) -> bool:
    if figure.kind != "place":
        return False
    if head in {"country", "kingdom", "nation"}:
        return figure.name in countries()
    return head in figure.name.lower().split()


def _is_body(figure: Figure, head: str, words: set[str]) -> bool:
    if figure.kind != "body":
        return False
    own = figure.words
    if not words <= own:
        return False
    return (
        head in own
        or bool(_ALIKE.get(head, set()) & own)
        or (head in _ANY_BODY and not own & {"party", "court", "ministry"})
    )


def _is_group(figure: Figure, scene: Scene, found: Description, words: set[str]) -> bool:
    head = singular(scene.tokens[found.head].lower)
    if figure.kind != "group" or head not in {singular(word) for word in figure.words}:
        return False
    return words <= figure.words or (head in {"government"} and found.last == found.head)


def _has_role(figure: Figure, head: str, words: set[str]) -> bool:
    """Whether a person or unnamed person holds the seat that the phrase names: "the acting CNRP chief"."""
    if figure.kind not in {"person", "group"} or figure.many:
        return False
    if figure.is_patient and figure.kind == "person" and not words and head in words_of("custody", "prisoners"):
        return True
    if figure.kind == "group":
        return figure.head == head and words <= figure.words
    seat = seats().get(head, head)
    return seat in {seats().get(word, word) for word in figure.role_words} and words <= figure.role_words
