"""Invented persons, bodies and sentences: names of peoples that the open data hardly know."""

import random
import re
import tomllib
from pathlib import Path

from saksi.reading.naming import gazetteer
from saksi.reading.syntax.words import words_in

_HERE = Path(__file__).parent
_LISTS = tomllib.loads((_HERE / "names.toml").read_text(encoding="utf-8"))
_SENTENCES = [
    line for line in (_HERE / "sentences.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]
_WORDS = {
    key: [word.strip() for word in " ".join(text.split()).split("|")]
    for key, text in tomllib.loads((_HERE / "words.toml").read_text(encoding="utf-8")).items()
}
_STARTS = [
    "b",
    "ch",
    "d",
    "f",
    "g",
    "h",
    "j",
    "k",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "p",
    "ph",
    "r",
    "s",
    "sh",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
    "z",
    "br",
    "kr",
]
_MIDDLES = ["a", "e", "i", "o", "u", "aa", "ai", "ao", "au", "ei", "ie", "oa", "ou", "ua", "uy", "ay", "ia"]
_ENDS = ["", "", "n", "ng", "m", "k", "r", "l", "s", "t", "sh", "p", "h", "v", "j"]
_CAPITALS = re.compile(r"\b[A-ZÀ-Þ]")


class Inventor:
    """Invents names and sentences from one source of chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.places = gazetteer()

    def pick(self, options):  # noqa: D102
        return self.chance.choice(options)

    def person(self) -> str:
        """A full name."""
        people = self.pick(list(_LISTS.values()))
        given, family = people["given"].split(), people.get("family", people["given"]).split()
        parts = {
            "GG2": lambda: self.pick(given) + self.pick(given),
            "G": lambda: self._given(given),
            "G2": lambda: self._given(given),
            "F": lambda: self._family(family),
            "F2": lambda: self._family(family),
            "M": lambda: self.pick(people.get("middle", "Lee").split()),
            "P": lambda: self.pick(people.get("patronymic", "bin").split()),
            "I": lambda: self.pick("ABCDEFGHJKLMPRST"),
        }
        slots = r"(?<![A-Za-z])(GG2|G2|F2|[GFMPI])(?![A-Za-z])"
        found = [re.sub(slots, lambda m: parts[m.group(1)](), part) for part in self.pick(people["order"]).split(" ")]
        name = " ".join(found)
        if "given" in people and people["given"][0].islower():
            name = re.sub(r"(?<![-\w])([a-z])", lambda m: m.group(1).upper(), name)
            if self.chance.random() < 0.2:
                name = re.sub(r"-([a-z])", lambda m: "-" + m.group(1).upper(), name)
        return name

    def _given(self, given: list[str]) -> str:
        return self.syllables() if self.chance.random() < 0.07 else self.pick(given)

    def _family(self, family: list[str]) -> str:
        return self.syllables() if self.chance.random() < 0.12 else self.pick(family)

    def syllables(self) -> str:
        """A made-up word."""
        count = self.pick([1, 2, 2, 2, 3, 3])
        return "".join(self.pick(_STARTS) + self.pick(_MIDDLES) + self.pick(_ENDS) for _ in range(count)).capitalize()

    def country(self) -> str:  # noqa: D102
        return self.pick(self.pick(self.places)[0])

    def nationality(self) -> str:  # noqa: D102
        adjectives = self.pick(self.places)[1]
        return self.pick(adjectives) if adjectives else "Burmese"

    def town(self) -> str:  # noqa: D102
        if self.chance.random() < 0.4:
            return self.syllables() + self.pick(["", "", "", " Province", " City", "grad", " District", "pur"])
        towns = self.pick(self.places)[2]
        return self.pick(towns) if towns else self.syllables()

    def body(self) -> str:
        """A body's full name."""
        roll = self.chance.random()
        if roll < 0.3:
            return self.pick(_WORDS["bare"]) if roll < 0.2 else self._local()
        if roll < 0.48:
            link = self.pick([" of ", " of ", " for ", " for the Protection of "])
            lead = self.pick(["", "", self.nationality() + " "])
            return lead + self.pick(_WORDS["heads_of"]) + link + self.pick(_WORDS["of"])
        if roll < 0.7:
            lead = self.pick([self.country(), self.nationality(), self.town(), "", ""])
            return " ".join(filter(None, [lead, self.pick(_WORDS["adjectives"]), self.pick(_WORDS["heads"])]))
        if roll < 0.8:
            return (
                self.pick([self.town(), self.town(), self.syllables(), self.pick(_WORDS["adjectives"])])
                + " "
                + self.pick(_WORDS["heads"])
            )
        if roll < 0.9:
            return (
                self.pick(_WORDS["groups"])
                + " "
                + self.pick([self.pick(_WORDS["group_heads"]), self.pick(_WORDS["groups"])])
            )
        name = (
            self.pick([self.town(), self.syllables(), *_WORDS["media_first"], *_WORDS["media_first"]])
            + " "
            + self.pick(_WORDS["media_last"])
        )
        return name.removeprefix("The ")

    def _local(self) -> str:
        """A body named after a place, a founder or nothing that tells, or in another language."""
        match self.pick(["office", "office", "firm", "school", "armed", "other tongue", "other tongue", "bare"]):
            case "office":
                return self.town() + " " + self.pick(_WORDS["local"])
            case "firm":
                first = self.pick([self.syllables(), self.town(), self.person().split()[-1]])
                return first + " " + self.pick(_WORDS["firms"]) + self.pick(["", "", "", " Ltd", " Inc", " Corp."])
            case "school":
                form = self.pick(["University of {}", "{} University", "{} Institute of Technology", "{} Hospital"])
                return form.format(self.town())
            case "armed":
                return f"{self.pick([self.country(), self.town(), self.nationality()])} {self.pick(_WORDS['armed'])}"
            case "other tongue":
                return self.pick(_WORDS["other_tongues"]) + " " + self.pick([self.syllables(), self.town()])
        return self.syllables()

    def acronym(self, body: str | None) -> str:
        """The acronym of a body, or one of nobody's."""
        letters = "".join(_CAPITALS.findall(body or ""))
        if len(letters) > 1 and self.chance.random() < 0.8:
            return letters
        made = "".join(self.pick("ABCDEFGHIKLMNOPRSTUVZ") for _ in range(self.pick([2, 3, 3, 4, 4, 5])))
        return made + self.pick([*[""] * 12, "-PF", "-M", "-FDN", "24", "-2"])

    def title(self) -> str:  # noqa: D102
        return self.pick(_WORDS["offices"])

    def sentence(self) -> dict:
        """A sentence written for the project with invented names in its slots."""
        text, marks, body, families = "", [], None, []
        for part in re.split(r"(\{\w\})", self.pick(_SENTENCES)):
            slot = part[1] if re.fullmatch(r"\{\w\}", part) else ""
            value, label = self._fill(slot, body, families) if slot else (part, "")
            if slot == "O":
                body = value
            if slot == "P":
                families.append(self.pick(value.split()[-1:] + value.split()[:1]))
            if label:
                marks.append((len(text), len(text) + len(value), label))
            text += value
        return tagged(text, marks)

    def _fill(self, slot: str, body: str | None, families: list[str]) -> tuple[str, str]:
        match slot:
            case "P":
                return self.person(), "PER"
            case "S":
                return (
                    self.pick(families) if families and self.chance.random() < 0.7 else self.person().split()[-1]
                ), "PER"
            case "O":
                return self.body(), "ORG"
            case "A":
                return self.acronym(body), "ORG"
            case "C":
                return self.country(), "LOC"
            case "L":
                return self.town(), "LOC"
            case "N":
                return self.nationality(), ""
            case "R":
                return self.pick(_WORDS["roles"]), ""
            case "T":
                return self.title(), ""
            case "D":
                return self.pick(_WORDS["days"]), ""
        return str(self.pick([2, 3, 5, 7, 11, 16, 19, 24, 27, 34, 41, 52, 68, 125, 307])), ""

    def replaced(self, sentence: dict) -> dict:
        """The same sentence with some of its names replaced by invented ones; its tree stays only where it can."""
        names, words = sentence["names"], sentence["words"]
        marks = spans(names)
        if not marks or self.chance.random() < 0.4:
            return sentence
        out = {key: [] for key in ("words", "space", "names")}
        at = 0
        for first, last, label in marks:
            for key in out:
                out[key] += sentence[key][at:first]
            written = "".join(
                w + (" " if s else "") for w, s in zip(words[first:last], sentence["space"][first:last], strict=True)
            )
            new = self._like(written.strip(), label) if self.chance.random() < 0.7 else written.strip()
            cut = words_in(new)
            out["words"] += [w.text for w in cut]
            out["space"] += [new[w.end : w.end + 1] == " " for w in cut[:-1]] + [sentence["space"][last - 1]]
            out["names"] += ["B-" + label] + ["I-" + label] * (len(cut) - 1)
            at = last
        for key in out:
            out[key] += sentence[key][at:]
        return {"id": sentence["id"], **out, "upos": None, "xpos": None, "heads": None, "rels": None}

    def _like(self, written: str, label: str) -> str:
        if label == "PER":
            name = self.person()
            return name if " " in written else self.pick(name.split())
        if label == "ORG":
            return self.acronym(None) if written.isupper() else self.body()
        return self.country() if self.chance.random() < 0.4 else self.town()


def spans(tags: list[str]) -> list[tuple[int, int, str]]:
    """The names that BIO tags mark: first word, word after the last, kind."""
    found: list[tuple[int, int, str]] = []
    for n, tag in enumerate(tags):
        if tag.startswith("B-") or (tag.startswith("I-") and not (n and tags[n - 1][2:] == tag[2:])):
            found.append((n, n + 1, tag[2:]))
        elif tag.startswith("I-"):
            first, _, label = found[-1]
            found[-1] = (first, n + 1, label)
    return found


def tagged(text: str, marks: list[tuple[int, int, str]]) -> dict:
    """A text with marked spans as a sentence for training."""
    words = words_in(text)
    tags = []
    for word in words:
        label = next(((start, kind) for start, end, kind in marks if start <= word.start < end), None)
        tags.append("O" if label is None else ("B-" if word.start == label[0] else "I-") + label[1])
    return {
        "id": "invented",
        "words": [w.text for w in words],
        "space": [text[w.end : w.end + 1] == " " for w in words],
        **{"upos": None, "xpos": None, "heads": None, "rels": None},
        "names": tags,
    }
