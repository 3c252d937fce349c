"""The named figures of a document: runs of capitals that mean the same, gathered under the longest form."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import pairwise

from saksi.model import NameKind

from .capitals import Run
from .kinds import Guess, decide, votes_for
from .named import Seen
from .naming import countries, towns, words_of
from .patients import undergoes
from .tokens import Token


@dataclass(slots=True, kw_only=True)
class Figure:
    """Somebody or something of the document while it is being read: what is known of it grows.

    `roles` and `affiliation` are for persons; `sex` is "f", "m" or unknown; `many` tells a plural group, and `head`
    is the noun of an unnamed one. `is_patient` tells of one who is held, tried, freed or hurt,
    `has_spoken` of a speaker, `is_tied` of one who is told of as another's: "his teacher".
    """

    kind: NameKind
    name: str
    runs: list[Run] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    affiliation: str | None = None
    sex: str | None = None
    many: bool = False
    head: str = ""
    described: set[str] = field(default_factory=set)
    is_patient: bool = False
    has_spoken: bool = False
    is_tied: bool = False

    @property
    def words(self) -> set[str]:
        """The words of its name and of what it was called beside it, in lower case."""
        return set(self.name.lower().replace("’", "'").split()) | self.described

    @property
    def role_words(self) -> set[str]:
        """The words of its roles and of the body that it belongs to, in lower case."""
        return {word for part in (*self.roles, self.affiliation or "") for word in part.lower().split()}

    @property
    def is_bystander(self) -> bool:
        """Whether it speaks and acts in cases by its office or as somebody's, and is not known to have one itself."""
        aside = words_of("custody", "officials") | words_of("custody", "others")
        return not self.is_patient and (self.is_tied or self.is_called(aside))

    def is_called(self, nouns: Set[str]) -> bool:
        """Whether one of these nouns says what it is."""
        return not nouns.isdisjoint(self.role_words if self.kind == "person" else {self.head})

    def add(self, other: "Figure") -> None:
        """Take over the places of another form of the same name."""
        self.runs += other.runs
        for alias in (other.name, *other.aliases):
            if alias != self.name and alias not in self.aliases:
                self.aliases.append(alias)


def gather(
    text: str, tokens: Sequence[Token], runs: Sequence[Run], bylined: frozenset[int], seen: Seen
) -> list[Figure]:
    """The figures named, each with all its runs. Names in credit lines (`bylined` tokens) are likely persons."""
    by_name: dict[str, list[Run]] = {}
    votes: dict[str, Counter[Guess]] = {}
    for run in runs:
        key = _key(run.name)
        by_name.setdefault(key, []).append(run)
        votes.setdefault(key, Counter()).update(votes_for(run, tokens))
        if run.first in bylined:
            votes[key]["person"] += 3
    for key in votes:
        if any(key.startswith(base + " ") and key[len(base) + 1 :] in words_of("places", "heads") for base in votes):
            base = key.rsplit(" ", 1)[0]
            votes[base]["place"] += 3
    places = {key: [(tokens[run.first].start, tokens[run.last].end) for run in found] for key, found in by_name.items()}
    kinds = {
        name: decide(found) or (seen.guess(places[name]) if found["thing"] < 3 else None)
        for name, found in votes.items()
    }
    acronyms = _defined_acronyms(text, tokens, runs)
    for short, long in acronyms.items():
        # what has an acronym of its own is a body or a scheme, whatever its last word
        kinds[_key(long)] = kinds[_key(short)] = kinds[_key(long)] or "body"
    figures = list(_figures(by_name, kinds))
    return _merge(figures, acronyms, tokens)


def _key(name: str) -> str:
    return name.replace("’", "'")


def _figures(by_name: Mapping[str, list[Run]], kinds: Mapping[str, Guess | None]) -> Iterator[Figure]:
    persons = {name for name, kind in kinds.items() if kind == "person"}
    bodies = {name for name, kind in kinds.items() if kind == "body"}
    for key, runs in by_name.items():
        kind = kinds[key]
        if kind is None and _is_part(key, persons):
            kind = "person"
        elif kind is None and any(name.endswith(" " + key) for name in bodies):
            kind = "body"
        if kind is None or kind == "thing":
            continue
        titles = Counter(run.title for run in runs if run.title)
        figure = Figure(kind=kind, name=_shown(runs[0].name, kind), runs=runs)
        figure.roles = [title for title in titles if kind == "person"]
        yield figure


def _shown(name: str, kind: Guess) -> str:
    """A town of a dateline without its capitals."""
    return name.title() if kind == "place" and name.isupper() and len(name) > 4 else name


def _is_part(word: str, persons: set[str]) -> bool:
    long = [name for name in persons if " " in name]
    return any(word in {name.split(" ")[0], name.split(" ")[-1]} or _is_first_surname(word, name) for name in long)


def _defined_acronyms(text: str, tokens: Sequence[Token], runs: Sequence[Run]) -> dict[str, str]:
    """Acronyms in parentheses right after what they stand for: CNRP -> Cambodia National Rescue Party."""
    known: dict[str, str] = {}
    for run, after in pairwise(runs):
        between = text[tokens[run.last].end : tokens[after.first].start]
        if between in {" (", " (the "} and text[tokens[after.last].end : tokens[after.last].end + 1] in ")":
            known[after.name] = run.name
    return known


def _merge(figures: list[Figure], acronyms: Mapping[str, str], tokens: Sequence[Token]) -> list[Figure]:
    """Join the short forms to the long ones, longest first."""
    whole: list[Figure] = []
    for figure in sorted(figures, key=lambda f: (-len(f.name), f.name.isupper())):
        fitting = _bearers(figure, whole, acronyms, tokens)
        if not fitting:
            whole.append(figure)
            continue
        for run in figure.runs:
            home = _home(run, fitting, tokens)
            home.add(replace(figure, runs=[run]))
            home.roles += [role for role in figure.roles if role not in home.roles]
    return sorted(whole, key=lambda f: min(run.first for run in f.runs))


def _bearers(
    figure: Figure, whole: Sequence[Figure], acronyms: Mapping[str, str], tokens: Sequence[Token]
) -> list[Figure]:
    """Who bears a short form; a surname that kin share is that of the one whose kin they are."""
    long = acronyms.get(figure.name)
    fitting = [f for f in whole if f.name == long or _same(figure, f)]
    doubled = [f for f in whole if figure.kind == f.kind == "person" and _is_first_surname(figure.name, f.name)]
    others = [f for f in fitting if not _is_kin(f, tokens)]
    lone = [f for f in doubled if not _is_kin(f, tokens)] or ([] if fitting else doubled)
    return others or (lone if len(lone) == 1 else fitting)


def _home(run: Run, fitting: Sequence[Figure], tokens: Sequence[Token]) -> Figure:
    """Whom a short form means: the patient where something is done to somebody, else the nearest bearer."""
    patients = [f for f in fitting if any(undergoes(tokens, one.first, one.last) for one in f.runs if one != run)]
    told = patients if undergoes(tokens, run.first, run.last) else []
    return min(told or fitting, key=lambda f: _distance(f, run))


def _is_kin(figure: Figure, tokens: Sequence[Token]) -> bool:
    """Whether somebody is introduced as another's kin: "her brother, Bo Tarn", "Bo Tarn, the wife of"."""
    first = min(figure.runs, key=lambda run: run.first)
    start = first.first - len(first.title.split())
    near = (*tokens[max(0, start - 2) : start], *tokens[first.last + 2 : first.last + 4])
    return any(token.lower in words_of("custody", "kin") and token.sentence == tokens[start].sentence for token in near)


def _distance(bearer: Figure, at: Run) -> int:
    """How far before a place the bearer of a name stands: the nearest bearer of a family name is meant."""
    return min(abs(at.first - run.first) + (9999 if run.first > at.first else 0) for run in bearer.runs)


def _same(short: Figure, long: Figure) -> bool:
    if short.kind != long.kind:
        return False
    mine, theirs = _plain(short.name).split(" "), _plain(long.name).split(" ")
    if mine == theirs:
        return True
    if short.kind == "person":
        return _is_short_form(mine, theirs)
    if short.kind == "body":
        return _is_initials(short.name, theirs) or (mine == theirs[-1:] and mine[0] in words_of("bodies", "heads"))
    if countries().get(short.name, short.name) == countries().get(long.name, long.name):
        return True
    # "Makala" may be Makala prison; "Pursat" is a town, and never Pursat prison
    heads = words_of("places", "areas" if short.name in towns() else "heads")
    return theirs[:-1] == mine and theirs[-1] in heads


def _plain(name: str) -> str:
    return name.replace("’", "'").casefold()


def _is_short_form(mine: list[str], theirs: list[str]) -> bool:
    """Family or given name alone, or first and last without the middle."""
    if len(mine) >= len(theirs):
        return False
    if len(mine) == 1:
        return mine[0] in {theirs[0], theirs[-1]}
    return (
        (mine[0] == theirs[0] and mine[-1] == theirs[-1]) or theirs[-len(mine) :] == mine or theirs[: len(mine)] == mine
    )


def _is_first_surname(word: str, name: str) -> bool:
    """Whether a word is the first of two surnames, as in Spanish: "Urrutia" of "Rosa Urrutia Balboa"."""
    parts = _plain(name).split(" ")
    given = words_of("given", "female") | words_of("given", "male")
    return len(parts) in (3, 4) and _plain(word) == parts[-2] and parts[-2] not in given


def _is_initials(short: str, words: Sequence[str]) -> bool:
    letters = short.replace(".", "").casefold()
    initials = "".join(word[0] for word in words if word not in {"of", "for", "and", "the", "in", "on"})
    return len(letters) > 1 and short.replace(".", "").isupper() and letters == initials
