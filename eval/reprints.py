"""Invented reports and their reprints, made by code: every person, place and sentence of them is made up here.

A story is an event that several authors tell, each in words of their own, with the same names, figures and one or two
quotations word for word, and every fourth sentence much as others write it: those are the negatives that are hard. Each
telling is then printed again: cut, retitled, edited, written on. An author's own words stand in random order; in Khmer
and Thai all do: what is tested there is text without spaces.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

_FIRST = ("Test Sok", "Test Ren", "Test Mara", "Test Dali", "Test Vuth", "Test Nari", "Test Sela", "Test Thon")
_LAST = ("Exampla", "Testman", "Probey", "Fictova", "Inventi", "Samplin", "Mockery", "Dummova", "Trialson")
_PLACE = ("Exampleville", "Testport", "Fictown", "Mockbridge", "Trialford")
_SENTENCES = (
    (
        "{police} {seized} {who} on {day} in {place}, {source} said, {number} days after {event}",
        "{source} said that {who} had been {seized} by {police} at {place} on {day}",
        "on {day}, {number} days after {event}, {police} came to {place} and {seized} {who}",
        "in {place}, {who} was {seized}; it was {day}, and {source} learned of it from a neighbour",
    ),
    (
        "the {family} {waited} outside the {court} until {hour}, and was not let in",
        "nobody told the {family} where {who} had been taken, and at {hour} they still {waited}",
        "until {hour} the {family} {waited} at the gate of the {court} with food and clothes",
        "those who {waited} by the {court}, the {family} among them, were sent away at {hour}",
    ),
    (
        "a charge of {charge} was read out by a deputy prosecutor, and {who} did not answer it",
        "{who} is charged with {charge}, which can bring up to {number} years",
        "prosecutors speak of {charge}; the defence says that there is no evidence for it",
        "it was only at the {court} that {who} heard the word {charge}",
    ),
    (
        "rights groups count {number} such cases since the {season}, and {few} of them ended in a trial",
        "since the {season} {number} people have been {seized} in the same way, a list shows",
        "the list of such cases now has {number} names; {few} were added since the {season}",
        "{few} of the {number} who were {seized} since the {season} have seen a lawyer",
    ),
    (
        "the ministry did not answer questions, and its {line} was not picked up",
        "asked about it, the ministry pointed to the {court} and said no more",
        "calls to the {line} of the ministry went unanswered on {day}",
        "no official would speak of it when reached by the {line}",
    ),
    (
        "{who} had been {active} in the union of {trade} and had written about {topic}",
        "colleagues knew {who} as somebody who spoke of {topic} when others among the {trade} kept silent",
        "before that, {who} had spent {number} years {active} among {trade}, often about {topic}",
        "it was about {topic} that {who}, {active} for the {trade}, had spoken last",
    ),
)
_WORDS = {
    "police": ("officers", "police", "men in plain clothes", "the military police", "two dozen officers"),
    "seized": ("arrested", "detained", "seized", "led away", "taken into custody"),
    "source": ("a lawyer", "a relative", "two witnesses", "a colleague", "a local monitor"),
    "event": ("the rally", "a protest at the river", "the party was dissolved", "the strike ended", "the vote"),
    "family": ("family", "mother", "sister and two children", "wife", "parents"),
    "waited": ("waited", "stood", "sat", "held out", "remained"),
    "court": ("provincial court", "court", "prosecutor's office", "old courthouse", "prison"),
    "hour": ("nine in the evening", "midnight", "the early morning", "half past four", "dusk"),
    "charge": ("incitement", "plotting", "insult", "unlawful assembly", "obstruction"),
    "season": ("summer", "new year", "rains", "election", "spring"),
    "few": ("two", "three", "none", "only one", "four"),
    "line": ("telephone", "press desk", "spokesman's line", "switchboard", "hotline"),
    "active": ("active", "working", "organising", "busy", "teaching"),
    "trade": ("garment workers", "teachers", "fishermen", "drivers", "builders"),
    "topic": ("land", "wages", "a lake that was filled in", "forests", "the price of rice"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_QUOTES = (
    "We did nothing but speak, and for that they come at night and take whoever opens the door",
    "This is a matter of law, and of law alone, and those who say otherwise have not read the file",
    "They asked me to sign a paper that I could not read, and when I would not they kept the paper and me",
    "No one is held for an opinion in this country, and there is not one prisoner of whom that could be said",
    "My brother is not a hero and not a criminal, he is a teacher who was tired of being quiet",
)
_ENGLISH = """
river market ministry lantern harbour committee village promise engine winter figure ladder orchard window signal bridge
candle message quarter station teacher farmer soldier minister delegate pensioner reporter neighbour carried opened
followed refused signed answered counted repaired missed crossed painted measured borrowed watched closed remembered
sold planted quiet narrow heavy ordinary distant early broken patient foreign northern wooden empty careful sudden
before after beyond against within beside because although whether every another several between towards almost never
always perhaps slowly together without the a of to in on for with at by from and or but that which who it they she he
"""
_KHMER = """
តុលាការ នគរបាល សកម្មជន ចាប់ខ្លួន ពន្ធនាគារ ខេត្ត ថ្ងៃ មេធាវី គ្រួសារ សង្គម បុគ្គល ចោទប្រកាន់ ដោះលែង រង់ចាំ និង បាន នៅ ក្នុង របស់
"""
_THAI = """
ศาล ตำรวจ นักกิจกรรม จับกุม เรือนจำ จังหวัด วัน ทนายความ ครอบครัว สังคม บุคคล กล่าวหา ปล่อยตัว รอ และ ได้ ใน ของ ที่ ซึ่ง
"""
_WORDS_OF = {"latin": _ENGLISH.split(), "khmer": _KHMER.split(), "thai": _THAI.split()}
#: How many sentences are an author's own, of words in random order; the others everybody writes much alike.
_OWN = 0.75
_SYNONYMS = {
    "said": "told reporters",
    "was": "had been",
    "until": "till",
    "since": "from",
    "not": "never",
    "and": "while",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A document of the set: whose telling it is printed from, and how."""

    name: str
    origin: str
    how: str
    title: str
    text: str
    published: str


class Writer:
    """Makes samples, the same from the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - nothing secret hangs on it

    def samples(self, stories: int) -> list[Sample]:
        """Stories, each told by two to four authors, each telling printed up to five times."""
        found: list[Sample] = []
        for story in range(stories):
            found += self._story(story)
        return found

    def _story(self, story: int) -> list[Sample]:
        chance, found = self._chance, list[Sample]()
        script = chance.choice(("latin", "latin", "latin", "khmer", "thai"))
        facts = {
            "who": f"{chance.choice(_FIRST)} {chance.choice(_LAST)}",
            "place": chance.choice(_PLACE),
            "number": str(chance.randint(2, 60)),
        }
        quotes = chance.sample(_QUOTES, 2) if script == "latin" else [self._words(script, 14) for _ in range(2)]
        day = f"2019-{chance.randint(1, 12):02}-{chance.randint(1, 20):02}"
        tellings = [self._telling(script, facts, quotes) for _ in range(chance.randint(2, 4))]
        for author, paragraphs in enumerate(tellings):
            origin, title = f"{story}-{author}", self._title(facts, script)
            found.append(_sample(origin, 0, "first", title, paragraphs, day))
            for number in range(1, chance.randint(1, 5)):
                how, again, other = self._again(paragraphs, title, script, facts)
                later = f"{day[:8]}{int(day[8:]) + chance.randint(0, 5):02}"
                found.append(_sample(origin, number, how, other, again, later))
        return found

    def _telling(self, script: str, facts: dict[str, str], quotes: Sequence[str]) -> list[str]:
        chance = self._chance
        if script == "latin":
            paragraphs = [
                " ".join(self._sentence(facts) for _ in range(chance.randint(2, 4)))
                for _ in range(chance.randint(4, 9))
            ]
        else:
            paragraphs = [self._words(script, chance.randint(30, 70)) for _ in range(chance.randint(4, 9))]
        for quote in quotes[: chance.randint(1, 2)]:
            paragraphs[chance.randrange(len(paragraphs))] += f" “{quote},” {facts['who']} said."
        return paragraphs

    def _sentence(self, facts: dict[str, str]) -> str:
        if self._chance.random() < _OWN:
            told = " ".join(self._chance.choices(_WORDS_OF["latin"], k=self._chance.randint(8, 22)))
            return f"{told[0].upper()}{told[1:]}."
        pattern = self._chance.choice(self._chance.choice(_SENTENCES))
        words = {name: self._chance.choice(among) for name, among in _WORDS.items()}
        told = pattern.format(**words, **facts)
        return f"{told[0].upper()}{told[1:]}."

    def _words(self, script: str, number: int) -> str:
        return "".join(self._chance.choices(_WORDS_OF[script], k=number))

    def _title(self, facts: dict[str, str], script: str) -> str:
        if script != "latin":
            return self._words(script, 7)
        words = {name: self._chance.choice(among) for name, among in _WORDS.items()}
        return self._chance.choice(
            ("{who} {seized} in {place}", "Fear in {place} as {who} is {seized}", "{place}: {family} of {who} waits")
        ).format(**words, **facts)

    def _again(
        self, paragraphs: list[str], title: str, script: str, facts: dict[str, str]
    ) -> tuple[str, list[str], str]:
        chance = self._chance
        how = chance.choice(("copy", "retitled", "cut", "dropped", "edited", "added", "version"))
        retitled, again = self._title(facts, script), list(paragraphs)
        match how:
            case "copy":
                return how, again, title
            case "cut":
                again = again[: max(2, int(len(again) * chance.uniform(0.25, 0.7)))]
            case "dropped":
                gone = chance.sample(range(len(again)), max(1, len(again) // 3))
                again = [each for place, each in enumerate(again) if place not in gone]
            case "edited":
                again = [_edited(each, chance) for each in again]
            case "added":
                again += [
                    self._sentence(facts) if script == "latin" else self._words(script, 40)
                    for _ in range(max(1, len(again) // 3))
                ]
            case "version":
                lead = " ".join(self._sentence(facts) for _ in range(3))
                again = [lead if script == "latin" else self._words(script, 40), *again[:-1]]
                return how, again, title
        return how, again, retitled


def _edited(paragraph: str, chance: random.Random) -> str:
    words = [_SYNONYMS.get(word, word) if chance.random() < 0.5 else word for word in paragraph.split(" ")]
    return " ".join(words)


def _sample(origin: str, number: int, how: str, title: str, paragraphs: list[str], published: str) -> Sample:
    return Sample(
        name=f"{origin}-{number}",
        origin=origin,
        how=how,
        title=title,
        text="\n\n".join(paragraphs),
        published=published,
    )
