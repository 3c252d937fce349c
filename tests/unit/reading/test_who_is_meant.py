"""Who speaks and who is meant: an unnamed witness, a prisoner's mother, a prisoner behind an official's "he"."""

import pytest

from saksi.model import Event, Name, Reading, Span, When, Zone
from saksi.reading import read


def story(text: str) -> Reading:
    zones = (Zone(kind="article", span=Span(start=0, end=len(text))),)
    return read(text, zones, sha256="0" * 64, media_type="text/plain", published=When("2021-04-05"))


def speaker_of(text: str, words: str) -> str | None:
    """Who says the claim that begins with these words."""
    reading = story(text)
    claims = (each for each in reading.statements if each.span.of(text).startswith(words))
    return next(each.said_by.name if each.said_by else None for each in claims)


def told_of(text: str, kind: str, nth: int = -1) -> list[str]:
    """To whom the last event of a kind is done."""
    events = [each.content for each in story(text).statements if isinstance(each.content, Event)]
    return [party.name for party in [event for event in events if event.kind == kind][nth].targets]


def person(text: str, name: str) -> Name:
    return next(each for each in story(text).names if each.name == name)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Police did not arrest Ouk Ratana, a witness said.", "Police did", "a witness"),
        ("Soldiers released Ouk Ratana, an official told reporters.", "Soldiers", "an official"),
        ("Ouk Ratana fled on Monday. Police searched for Ouk Ratana, villagers said.", "Police", "villagers"),
        ("Sok Vireak, a lawyer, fled. The case was closed, a lawyer said.", "The case", "a lawyer"),
        ("Police threatened to arrest Ly Sophal, his mother said.", "Police", "mother of Ly Sophal"),
        ("Police threatened to arrest Ly Sophal, his mother Chan Maly said.", "Police", "Chan Maly"),
        ("Police freed Keo Sambath. Police seized Ly Sophal, his wife said.", "Police seized", "wife of Ly Sophal"),
        (
            "Chan Maly, the mother of Keo Sambath, wept. Police seized Ly Sophal, his mother said.",
            "Police",
            "mother of Ly Sophal",
        ),
        ("Ouk Bopha was not released, her lawyer said.", "Ouk Bopha", "lawyer of Ouk Bopha"),
        (
            "Officers took Meas Chenda from her home. According to her husband, Nop Chea, she was beaten.",
            "she was",
            "Nop Chea",
        ),
        (
            "Keo Sambath was jailed in May. Governor Lon Pisey said that he slept. His lawyer said that he wept.",
            "he wept",
            "lawyer of Keo Sambath",
        ),
        (
            "Pen Vibol’s lawyer, a woman from Kampot, came late. “He was beaten,” she said.",
            "He was",
            "lawyer of Pen Vibol",
        ),
        ("An activist who asked not to be named said that police watched her.", "police watched", "An activist"),
        ("Keo Sambath was jailed. Residents said that he was ill.", "he was ill", "Residents"),
    ],
)
def test_whoever_is_only_described_speaks_as_such(text: str, words: str, speaker: str) -> None:
    assert speaker_of(text, words) == speaker


def test_a_witness_is_no_role_of_the_person_named_before() -> None:
    assert person("Police did not arrest Ouk Ratana, a witness said.", "Ouk Ratana").role is None


def test_an_apposition_at_the_head_of_a_sentence_still_describes_whoever_is_named() -> None:
    text = "Ouk Ratana, a spokesman for Open Gate said that the trial was unfair."
    assert speaker_of(text, "the trial") == "Ouk Ratana"


@pytest.mark.parametrize(
    "text",
    [
        "The court denied bail to Keo Sambath.",
        "Guards denied him medicine.",
        "Officers questioned a monk in Kampot.",
        "Officers questioned Keo Sambath.",
        "The police chief, Ros Borin, said nothing.",
    ],
)
def test_what_is_done_to_people_is_said_by_nobody(text: str) -> None:
    assert not [each for each in story(text).statements if each.said_by]


def test_what_is_called_into_question_is_still_said() -> None:
    assert speaker_of("The lawyer questioned the verdict.", "the verdict") == "The lawyer"


HELD = "Police arrested union organizer Ouk Vannak on Friday."
SHE = "Land activist Ouk Bopha was arrested on Friday."


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        (
            f"{HELD} “Nobody is above the law,” said police chief Ros Borin. He was freed on Sunday.",
            "release",
            "Ouk Vannak",
        ),
        (
            f"{HELD} “We know nothing,” said police chief Ros Borin.\n\nThe Court of Appeal ordered his release on "
            "bail on Thursday, his lawyer Heng Dara said.",
            "release_order",
            "Ouk Vannak",
        ),
        (f"{HELD} Interior Minister Sok Thavy said that he had been charged with incitement.", "charge", "Ouk Vannak"),
        (f"{HELD} A prison official told reporters that he had been released.", "release", "Ouk Vannak"),
        (
            f"{HELD} Court spokesman Ith Samnang said so. He declined to say when he was charged.",
            "charge",
            "Ouk Vannak",
        ),
        (f"{HELD} A day later the court met. His brother said that he was beaten in custody.", "assault", "Ouk Vannak"),
        (f"{HELD} Judge Khy Sokhom met reporters. The judge charged him with incitement.", "charge", "Ouk Vannak"),
        (
            f"{HELD} So his lawyer Noun Pisey said. A judge ordered him released on Sunday.",
            "release_order",
            "Ouk Vannak",
        ),
        (f"{SHE} So her sister Ouk Pisey said. A judge had her detained on Sunday.", "arrest", "Ouk Bopha"),
        (f"{SHE} Interior Minister Dalin Keo, a woman, said that she had been released.", "release", "Ouk Bopha"),
        (f"{SHE} A judge refused to release her on Monday.", "release", "Ouk Bopha"),
        (
            f"{SHE} “She is no criminal,” said Roeun Dalin, director of Land Watch. She was freed later.",
            "release",
            "Ouk Bopha",
        ),
        (f"{SHE} Her mother, Chan Maly, told reporters that her daughter was beaten.", "assault", "Ouk Bopha"),
        (f"{HELD} Police detained Tep Sarun on Sunday. He was charged on Monday.", "charge", "Tep Sarun"),
        (
            f"{HELD} Tep Sarun, a farmer, fled to Thailand. Tep Sarun said that he had been beaten.",
            "assault",
            "Tep Sarun",
        ),
        ("Police chief Ros Borin was arrested on Friday. He was freed on Sunday.", "release", "Ros Borin"),
        (
            "Chhim Sithy, a singer, and her deputy, Hai Sopheak, were jailed. A clerk said so. She was freed later.",
            "release",
            "Chhim Sithy",
        ),
        (
            f"{HELD} Ouk Vannak’s lawyer, a woman from Kampot, was kept waiting. Her client was beaten, she said.",
            "assault",
            "Ouk Vannak",
        ),
        (
            "A court met on Nuon Sarat, who was arrested in June. “He lies,” prosecutor Ek Sovann said. He was beaten.",
            "assault",
            "Nuon Sarat",
        ),
        ("A resident said that police beat her.", "assault", "A resident"),
        (f"{HELD} His brother, Ouk Tola, wept. His brother said that he was beaten.", "assault", "Ouk Vannak"),
    ],
)
def test_who_is_held_or_freed_is_the_prisoner_and_not_the_official_who_spoke(text: str, kind: str, target: str) -> None:
    assert told_of(text, kind) == [target]


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        (
            "Ouk Ratana’s cellmate, the poet Ly Sophal, is still held there, a guard said.",
            "held",
            "Ly Sophal",
        ),
        (f"{SHE} Manager Petar Gorin said she was being held in the city jail.", "held", "Ouk Bopha"),
        (f"{SHE} Petar Gorin, her manager, said that she is being held.", "held", "Ouk Bopha"),
        (
            "Police arrested Mila Orsan. Her mother, Vesna Orsan, wept. Orsan was being questioned on Monday.",
            "summons",
            "Mila Orsan",
        ),
        (
            "Police chief Dov Karam accused Ilan Beshir of lying. Officers searched Beshir’s house and questioned "
            "him for an hour before letting him go.",
            "release",
            "Ilan Beshir",
        ),
        (
            "Magistrate Ruth Adeya said the State had proved its case against Tola Mense. She was remanded in custody.",
            "pretrial_detention",
            "Tola Mense",
        ),
        (
            "Police spokesman Jon Ekwo spoke about the singer Tola Mense on Monday. He was arrested on Tuesday.",
            "arrest",
            "Tola Mense",
        ),
        ("Ly Sophal’s family say he was beaten in the van.", "assault", "Ly Sophal"),
        (
            "Land activist Ouk Bopha, 29, was taken away, according to her aunt, Chan Maly. “They beat her,” she said.",
            "assault",
            "Ouk Bopha",
        ),
        (
            f"{HELD} A second accused, Nop Chea, failed to appear and a warrant for his arrest was issued.",
            "arrest",
            "Nop Chea",
        ),
        ("Witnesses said that soldiers led farmer Ono Bele away. He was beaten, they said.", "assault", "Ono Bele"),
        (f"{HELD} His teacher, Soth Pin, said he was beaten.", "assault", "Ouk Vannak"),
        (f"{HELD} Colleague Soth Pin said he had not been charged.", "charge", "Ouk Vannak"),
        ("Lawyer Ken Abara said his client, singer Tola Mense, had been tortured.", "torture", "Tola Mense"),
        (
            "Interior Minister Sok Thavy told reporters that the activist Lim Vanna had been jailed. She was met at "
            "the gate by her sister, Lim Dany. She was freed later.",
            "release",
            "Lim Vanna",
        ),
        (f"{HELD} The ministry denied that the prisoner had been beaten.", "assault", "Ouk Vannak"),
        (
            "Police detained 12 people on Monday, and nine of them had been released by Tuesday.",
            "release",
            "nine of 12 people",
        ),
    ],
)
def test_who_speaks_of_a_case_is_not_the_one_whom_it_befalls(text: str, kind: str, target: str) -> None:
    assert told_of(text, kind) == [target]


def test_a_sentence_that_breaks_off_behind_by_is_read() -> None:
    assert story("Ly Sophal was arrested in 2019 by").statements


def test_nobody_is_held_where_only_a_manager_was_named() -> None:
    assert told_of("Petar Gorin, her manager, said that she is being held.", "held") == []


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Police arrested Mila Orsan. Her brother, Dano Orsan, was fined.", "Dano Orsan", "brother of Mila Orsan"),
        (
            "Police arrested Mila Orsan. Her mother, Vesna Orsan, wept. Orsan’s lawyer, Ly Sophal, came.",
            "Ly Sophal",
            "lawyer of Mila Orsan",
        ),
        ("The ambassador to Aland, Yon Mehar, said that she lied.", "Yon Mehar", "ambassador to Aland"),
        ("Mr. Ly Sophal was arrested on Friday.", "Ly Sophal", None),
        ("Manager Petar Gorin said that it was late.", "Petar Gorin", "Manager"),
    ],
)
def test_a_role_is_told_of_its_bearer_and_of_whose_it_is(text: str, name: str, role: str | None) -> None:
    assert person(text, name).role == role


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Ly Sophal’s family say he wept.", "he wept", "Ly Sophal’s family"),
        (
            "Her lawyer, Rumba Kany, said so. Prosecutor Jon Ekwo told the court that her post lied.\n\n"
            "Ekwo rejected that. “He ran from justice,” he said.",
            "He ran",
            "Jon Ekwo",
        ),
        ("“He did not die, he was killed,” Lena Orsova said by telephone from Kampot.", "He did", "Lena Orsova"),
        (f"{SHE} “She called me and said she was cold,” Petar Gorin said.", "she was cold", "Ouk Bopha"),
        ("The ambassador to Aland, Yon Mehar, said the editor left.", "the editor", "Yon Mehar"),
        (
            "Saba Tesf fled in May. She is 44. One of the reporters, Fil Gebre, was arrested on 19 June, she said.",
            "One of",
            "Saba Tesf",
        ),
        (
            "A spokesman for the National Police, Commissioner Ros Borin, said it was late. Borin said it rained.",
            "it was",
            "Ros Borin",
        ),
        (
            "Two organizers of Aland’s banned party have left, and say that they will not return.",
            "they will",
            "Two organizers of Aland’s banned party",
        ),
        (f"{SHE} It was a cruel thing, her manager said.", "It was", "manager of Ouk Bopha"),
    ],
)
def test_the_person_and_not_the_thing_or_the_owner_speaks(text: str, words: str, speaker: str) -> None:
    assert speaker_of(text, words) == speaker


@pytest.mark.parametrize(
    ("text", "kind"),
    [("By Radio Faro\n\nRadio Faro said that it was late.", "body"), ("By Court Reporter\n\nIt was late.", None)],
)
def test_a_station_or_a_job_in_a_byline_is_no_person(text: str, kind: str | None) -> None:
    found = [each.kind for each in story(text).names if each.name in ("Radio Faro", "Court Reporter")]
    assert found == ([] if kind is None else [kind])


def test_nobody_is_freed_where_only_an_official_was_named() -> None:
    assert told_of("Police spokesman Ros Borin spoke on Friday. He said that he had been released.", "release") == []


def test_they_whom_nobody_names_are_no_party() -> None:
    text = "Keo Sambath met Lim Vanna. “They were arrested and they beat him,” a witness said."
    assert told_of(text, "arrest") == []
    assert "They" not in {each.name for each in story(text).names}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (f"{HELD} His wife fainted. His wife, Chan Maly, said that it was cruel.", "His wife", "Chan Maly"),
        (f"{HELD} His wife, Chan Maly, fainted. It was cruel, his wife said.", "his wife", "Chan Maly"),
        (
            f"{HELD} Ouk Vannak’s lawyer came. “It is cruel,” said his lawyer, Heng Dara.",
            "Ouk Vannak’s lawyer",
            "Heng Dara",
        ),
        (
            "Kim Spey, police chief of Moung Ruessei district, came. The district police chief said nothing.",
            "The district police chief",
            "Kim Spey",
        ),
        (
            "The district police chief said that it was late. Moung Ruessei district police chief Kim Spey left.",
            "The district police chief",
            "Kim Spey",
        ),
        (
            "The police chief of Moung Ruessei district came. Kim Spey, the police chief, said nothing.",
            "The police chief of Moung Ruessei district",
            "Kim Spey",
        ),
        (
            "The interior minister spoke of plots. Interior Minister Nop Sarith said that it was late.",
            "The interior minister",
            "Nop Sarith",
        ),
        ("Officers beat a monk. The monk, Venerable Suy Pisal, was freed.", "a monk", "Suy Pisal"),
        (
            "Provincial police chief Ros Borin met the district police chief, Kim Po. "
            "The provincial police chief left.",
            "The provincial police chief",
            "Ros Borin",
        ),
    ],
)
def test_one_person_is_one_name(text: str, words: str, name: str) -> None:
    start = text.index(words)
    assert any(span.start == start and span.of(text).startswith(words) for span in person(text, name).spans)


def test_two_chiefs_do_not_become_one() -> None:
    text = "The prison chief said that it was late. Kim Spey, the district police chief, said nothing."
    assert speaker_of(text, "it was late") == "The prison chief"


def test_the_wives_of_two_men_are_two() -> None:
    text = "Yem Sokha’s wife said that he wept. Keo Sambath was jailed, his wife said."
    assert speaker_of(text, "he wept") == "wife of Yem Sokha"
    assert speaker_of(text, "Keo Sambath was jailed") == "wife of Keo Sambath"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Keo Sambath was arrested. His mother said he was still held on Sunday.", "2021-04-04"),
        ("Keo Sambath was arrested. On Saturday he was still in detention.", "2021-04-03"),
        ("Keo Sambath was arrested. He was still in detention, his mother said.", "2021-04-05"),
        ("Keo Sambath was arrested. He is still in detention.", "2021-04-05"),
    ],
)
def test_still_is_the_day_that_is_told_and_else_the_day_of_publication(text: str, day: str) -> None:
    held = next(e.content for e in story(text).statements if isinstance(e.content, Event) and e.content.kind == "held")
    assert held.date == When(day)


@pytest.mark.parametrize(
    "text",
    [
        "Keo Sambath was arrested. Police officer Ros Borin Pak said Sambath had hanged himself with a belt.",
        "Keo Sambath was arrested. Ros Borin, a police officer, said that Sambath had killed himself.",
    ],
)
def test_who_does_it_to_himself_is_the_subject_and_not_who_tells_of_it(text: str) -> None:
    start = text.index("himself")
    assert any(span.start == start for span in person(text, "Keo Sambath").spans)


KIN = (
    "Jasper Egorin, 29, was found guilty of disorder. "
    '"Nobody looked at my brother," Armen Egorin told reporters. A prosecutor called it fair. '
)


def test_a_surname_of_two_is_the_one_to_whom_it_is_done() -> None:
    text = KIN + "Egorin had been in custody since July 3."
    assert told_of(text, "held") == ["Jasper Egorin"]


def test_a_surname_of_two_is_else_the_one_named_last() -> None:
    text = KIN + "Egorin said he would appeal."
    assert speaker_of(text, "he would appeal") == "Armen Egorin"


def test_she_who_dismissed_a_claim_speaks_on() -> None:
    text = (
        "Dara Ntaho was seized, according to his mother, Spes Nizi.\n\n"
        "Police spokeswoman Odette Kabu said Ntaho was never arrested.\n\n"
        '"He crossed the border," Kabu told reporters.\n\n'
        "Nizi dismissed this as a lie.\n\n"
        '"My son owes nobody a franc, and his passport is here," she said.'
    )
    assert speaker_of(text, "My son") == "Spes Nizi"


def test_a_judge_who_dismissed_an_appeal_has_not_spoken() -> None:
    text = 'Keo Maly said that she wept.\n\nJudge Ros Borin dismissed the appeal.\n\n"I did nothing," she said.'
    assert speaker_of(text, "I did nothing") == "Keo Maly"


def test_who_tells_of_a_relative_between_commas_is_not_the_relative() -> None:
    text = "Maria Vell waited outside the court. Her son, Maria Vell said, was arrested on Monday."
    assert told_of(text, "arrest") == ["son of Maria Vell"]
