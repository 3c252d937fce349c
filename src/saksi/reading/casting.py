"""Going through a document once, in order: names, descriptions and pronouns find the figure that they mean."""

from collections.abc import Mapping, Sequence

from .capitals import Run
from .coreference import PRONOUNS, antecedent_of_description, antecedent_of_pronoun, tells
from .descriptions import Description, Extent
from .figures import Figure
from .naming import singular, words_of
from .patients import relation_of
from .relatives import Owned, described_beside, introduced_by, other_end, owner_of, relation_key, unnamed_bearer
from .roles import Apposition, apposition
from .scene import Entry, Scene
from .sexes import learn_sexes, note_sex

_BARE = frozenset(["people", "men", "women", "children", "others", "man", "woman", "reports", "public", "person"])


class Casting:
    """The figures of a document as reading goes on; `scene` holds the mentions found so far."""

    def __init__(self, scene: Scene, figures: Sequence[Figure], roles: Mapping[int, str]) -> None:
        self.scene = scene
        self.figures = list(figures)
        self.affiliated: list[tuple[Figure, int, int]] = []
        self._at: dict[int, tuple[Figure, Run]] = {
            number: (figure, run)
            for figure in figures
            for run in figure.runs
            for number in range(run.first, run.last + 1)
        }
        self._persons: dict[int, Extent] = {
            number: (run.first, run.last) for number, (figure, run) in self._at.items() if figure.kind == "person"
        }
        self._credited = roles
        self._pairs: dict[tuple[int, ...], Figure] = {}
        self._relatives: dict[Owned, Figure] = {}

    def play(self, descriptions: Sequence[Description]) -> None:
        """Read every mention, in the order of the text."""
        called = self._learn_appositions(descriptions)
        learn_sexes(self.scene, self.figures, {number: self._at[number][0] for number in self._persons}, called)
        steps: list[tuple[int, int, Description | Run | int]] = [(d.first, 0, d) for d in descriptions]
        steps += [(run.first, 1, run) for figure in self.figures for run in figure.runs]
        steps += [(token.number, 2, token.number) for token in self.scene.tokens if token.lower in PRONOUNS]
        for _, _, step in sorted(steps, key=lambda s: s[:2]):
            if isinstance(step, Description):
                self._describe(step)
            elif isinstance(step, Run):
                self._name(step)
            else:
                self._pronoun(step)
        self._affiliate()

    def _learn_appositions(self, descriptions: Sequence[Description]) -> dict[int, set[str]]:
        """Note of whom "her" in "her lawyer, Ana Quill" cannot be told; by which nouns each figure is described."""
        called: dict[int, set[str]] = {}
        for found in descriptions:
            if (beside := apposition(self.scene.text, self.scene.tokens, found, self._persons)) is not None:
                figure = self._at[beside.name_at][0]
                note_sex(figure, self.scene.tokens[found.head].lower)
                called.setdefault(id(figure), set()).add(singular(self.scene.tokens[found.head].lower))
                self.scene.barred[found.first] = figure
        return called

    def _name(self, run: Run) -> None:
        figure = self._at[run.first][0]
        if figure.kind == "body":
            self._note_modifiers(figure, run)
        how = "name" if run.name == figure.name else "alias"
        self.scene.add(run.first, run.last, figure, "name" if how == "name" else "alias")
        if run.first in self._credited and figure.kind == "person":
            self._give_role(figure, self._credited[run.first])
        if run.title and run.first:
            self._owner_before(figure, run)
        if run.title and figure.kind == "person":
            self._unite(unnamed_bearer(set(run.title.lower().split()), figure, self.figures), figure)

    def _note_modifiers(self, figure: Figure, run: Run) -> None:
        """What a body is called beside its name: "his ruling Cambodian People's Party"."""
        number = run.first - 1
        while number >= 0 and self.scene.word(number, run.first) in words_of("persons", "modifiers"):
            figure.described.add(self.scene.tokens[number].lower)
            number -= 1

    def _owner_before(self, figure: Figure, run: Run) -> None:
        """A body written right before a title: "CNRP President Sam Rainsy"."""
        at = run.first - len(run.title.split()) - 1
        if at in self._at and self._at[at][0].kind == "body" and figure.affiliation is None:
            figure.affiliation = self._at[at][0].name

    def _describe(self, found: Description) -> None:
        beside = apposition(self.scene.text, self.scene.tokens, found, self._persons)
        if beside is not None:
            self._oppose(found, beside)
        elif (introduced := self._introduced(found)) is not None:
            introduced.described |= self._lower(found.core, found.head)
        elif not found.bare:
            self._refer(found)

    def _oppose(self, found: Description, beside: Apposition) -> None:
        figure = self._at[beside.name_at][0]
        owner = owner_of(self.scene, found, self._at)
        self._join_unnamed(found, figure, owner)
        self._join_role_before(found, figure)
        self._give_role(figure, self._text(*beside.role) + self._of_whom(found, figure, owner))
        self.affiliated.append((figure, beside.first, beside.role[1]))
        before_name = beside.name_at > found.last
        self.scene.add(beside.first, beside.last, figure, "description", found.last if before_name else None)

    def _join_unnamed(self, found: Description, figure: Figure, owner: Figure | None) -> None:
        """Whoever was told of without a name before, and has it now: "his mother", then "his mother, Ana Quill"."""
        key = relation_key(self.scene, found, owner)
        told = self._relatives.get(key) if key else introduced_by(self.scene, found)
        title = self._lower(found.core, found.last)
        self._unite(told or (None if key else unnamed_bearer(title, figure, self.figures)), figure)
        if key:
            self._relatives[key] = figure

    def _unite(self, unnamed: Figure | None, figure: Figure) -> None:
        """Let what was told of an unnamed one be told of the figure that turns out to be meant."""
        if unnamed is None or unnamed.kind != "group":
            return
        if any(one is unnamed for one in self._relatives.values()):
            self._give_role(figure, unnamed.name)
        self.scene.replace(unnamed, figure)
        self.figures.remove(unnamed)
        self._relatives = {of: figure if one is unnamed else one for of, one in self._relatives.items()}

    def _of_whom(self, found: Description, figure: Figure, owner: Figure | None) -> str:
        """The possessor of a role that stands before it: " of Mlis Sdao" for "her brother"; a body affiliates."""
        if owner is None or owner is figure or found.first == found.core:
            return ""
        if owner.kind == "body":
            figure.affiliation = figure.affiliation or owner.name
        figure.is_tied |= owner.kind == "person" and self.scene.tokens[found.head].lower != "client"
        return f" of {owner.name}" if owner.kind == "person" else ""

    def _join_role_before(self, found: Description, figure: Figure) -> None:
        """The first of two roles before one name: "party spokesman and lawmaker X"."""
        if found.first < 2 or self.scene.word(found.first - 1, found.first) != "and":
            return
        last = found.first - 2
        if self.scene.tokens[last].lower not in words_of("persons", "roles"):
            return
        first = last
        while first and self.scene.word(first - 1, last) in words_of("persons", "modifiers") | words_of(
            "bodies", "common"
        ):
            first -= 1
        self._give_role(figure, self._text(first, last))

    def _introduced(self, found: Description) -> Figure | None:
        """The body or place that a description stands right before: "the rights group Open Gate"."""
        at = found.last + 1
        fits = at in self._at and self._at[at][1].first == at and not self.scene.tokens[found.last].owns
        same_sentence = fits and self.scene.tokens[at].sentence == self.scene.tokens[found.last].sentence
        near = same_sentence and self.scene.tokens[found.last].end + 1 == self.scene.tokens[at].start
        return self._at[at][0] if near and self._at[at][0].kind in {"body", "place"} else None

    def _refer(self, found: Description) -> None:
        head = self.scene.tokens[found.head].lower
        owner = owner_of(self.scene, found, self._at)
        if (key := relation_key(self.scene, found, owner)) and owner:
            self.scene.add(found.first, found.last, self._relative(found, owner, key), "description")
            return
        earlier = described_beside(self.scene, found)
        if earlier is None and self._may_refer(found):
            earlier = antecedent_of_description(self.scene, found)
        if earlier is not None:
            note_sex(earlier.figure, head)
            self.scene.add(found.first, found.last, earlier.figure, "description")
        elif (head in words_of("places", "common") and singular(head) not in {"region"}) or (
            head in _BARE and found.first == found.last
        ):
            return
        else:
            self.scene.add(found.first, found.last, self._owned(found, owner), "description")

    def _owned(self, found: Description, owner: Figure | None) -> Figure:
        """An unnamed figure; whose it is goes into its name, because "her newspaper" means nothing outside the text."""
        figure = self._group(found)
        is_whose = self.scene.tokens[found.first].lower in PRONOUNS and found.last == found.head
        if is_whose and owner is not None and owner.kind == "person":
            figure.name = f"{self._text(found.core, found.head)} of {owner.name}"
        return figure

    def _relative(self, found: Description, owner: Figure, key: Owned) -> Figure:
        """The kin or counsel of somebody, the same each time; unnamed it goes by whose it is."""
        if key not in self._relatives:
            head = self.scene.tokens[found.head].lower
            if (known := other_end(self._relatives, self.figures, owner, head)) is not None:
                return known
            figure = self._relatives[key] = self._group(found)
            if owner.kind == "person":
                figure.name = f"{self._text(found.core, found.head)} of {owner.name}"
        return self._relatives[key]

    def _may_refer(self, found: Description) -> bool:
        head = self.scene.tokens[found.head].lower
        return found.definite or head in words_of("persons", "singular_collective")

    def _group(self, found: Description) -> Figure:
        """An unnamed figure: a bare plural told in the same words before, or a new one."""
        tokens, head = self.scene.tokens, self.scene.tokens[found.head].lower
        name = self._text(found.first, found.last)
        bare = self._text(found.core, found.last).lower()
        again = found.many and found.first == found.core and not tokens[found.core].text[0].isdigit()
        for figure in self.figures:
            if again and figure.kind == "group" and bare in {n.lower() for n in (figure.name, *figure.aliases)}:
                return figure
        is_body = singular(head) in words_of("bodies", "common") and not found.many and found.definite
        figure = Figure(kind="body" if is_body else "group", name=name, many=found.many, head=singular(head))
        figure.described = self._lower(found.core, found.last)
        note_sex(figure, head)
        self.figures.append(figure)
        return figure

    def _pronoun(self, number: int) -> None:
        entry = antecedent_of_pronoun(self.scene, number)
        if entry is None:
            return
        figure = self._pair(entry) if entry.parts else entry.figure
        self.scene.add(number, number, figure, "pronoun")
        word = self.scene.tokens[number].lower
        # "he said" and "her client" tell more than "the judge said that her post …"
        is_own = tells(self.scene, number) or relation_of(self.scene.tokens, number) != ""
        is_sure = figure.sex is None and (is_own or not figure.is_bystander)
        if is_sure and word in {"he", "him", "his", "she", "her"}:
            figure.sex = "m" if word in {"he", "him", "his"} else "f"

    def _pair(self, entry: Entry) -> Figure:
        """The group that several people joined by "and" make, once a plural pronoun needs it."""
        key = tuple(sorted(id(part) for part in entry.parts))
        if key not in self._pairs:
            names = [part.name for part in entry.parts]
            joined = ", ".join(names[:-1]) + " and " + names[-1]
            self._pairs[key] = Figure(kind="group", name=joined, many=True)
            self.figures.append(self._pairs[key])
        return self._pairs[key]

    def _affiliate(self) -> None:
        """The body that a role names, or that possesses it: "its director"."""
        for figure, first, last in self.affiliated:
            inside = [
                e
                for e in self.scene.entries
                if first <= e.first and e.last <= last and e.figure.kind == "body" and not e.parts
            ]
            if figure.affiliation is None and inside:
                figure.affiliation = inside[0].figure.name

    def _give_role(self, figure: Figure, role: str) -> None:
        role = role.partition(" (")[0]
        if not any(f"{known} ".lower().startswith(f"{role} ".lower()) for known in figure.roles):
            figure.roles.append(role)

    def _text(self, first: int, last: int) -> str:
        tokens = self.scene.tokens
        return " ".join(self.scene.text[tokens[first].start : tokens[last].end].split())

    def _lower(self, first: int, last: int) -> set[str]:
        return {token.lower for token in self.scene.tokens[first : last + 1] if token.is_word}
