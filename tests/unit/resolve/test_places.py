import pytest

from saksi.model import BadInputError
from saksi.resolve import Gazetteer, own_gazetteer, read_gazetteer

HEAD = "id,name,original,kind,country,latitude,longitude,others\n"


def first(name):
    return own_gazetteer().find(name)[0][0].id


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Kompong Thum", "KH-06"),
        ("Takaew", "KH-21"),
        ("Oudor Meanchey", "KH-22"),
        ("Tbong Khmum province", "KH-25"),
        ("Khan Meanchey", "KH-1206"),
        ("ព្រៃវែង", "KH-14"),
        ("กรุงเทพ", "TH-bangkok"),
        ("Rangoon", "MM-yangon"),
    ],
)
def test_a_place_is_found_by_any_spelling(name, id):
    assert first(name) == id


def test_every_place_is_found_by_each_of_its_own_names():
    own = own_gazetteer()
    places = {place for name in own._spelled for place in own.named(name)}
    assert len(places) > 90
    assert all(place in own.named(spelling) for place in places for spelling in place.spellings)


def test_every_district_of_cambodia_lies_in_a_province_of_the_gazetteer():
    own = own_gazetteer()
    ids = {place.id for name in own._spelled for place in own.named(name)}
    codes = [each for each in ids if each.removeprefix("KH-").isdigit()]
    assert sum(len(each) == 5 for each in codes) == 25
    assert all(each[:5] in ids for each in codes)


def test_names_of_two_known_places_are_two_places_however_near():
    apart = own_gazetteer().compare("Kampong Cham", "Kampong Thom")
    assert apart.score == 0
    assert apart.reasons == ("two places: KH-03 and KH-06",)
    assert own_gazetteer().compare("Sihanoukville", "Kompong Som").score == 1


def test_a_gazetteer_of_the_user_is_read():
    places = read_gazetteer(HEAD + "X-1,Phum Testname,,village,Nowhere,1.5,-2,Phoum Testnam;Test\n", "mine.csv")
    (found, *_) = Gazetteer(places).find("Phum Testnaem")[0]
    assert (found.id, str(found.latitude), found.others) == ("X-1", "1.5", ("Phoum Testnam", "Test"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no column id"),
        ("id,title\n", "no column name"),
        (HEAD + "X-1,,,,,,,\n", "line 2: no name"),
        (HEAD + "X-1,A,,,,91,0,\n", "line 2, latitude: '91'"),
        (HEAD + "X-1,A,,,,north,0,\n", "line 2, latitude: 'north'"),
        (HEAD + "X-1,A,,,,1,nan,\n", "line 2, longitude: 'nan'"),
    ],
)
def test_a_bad_gazetteer_is_refused_in_one_line_that_says_where(text, words):
    with pytest.raises(BadInputError, match=r"mine\.csv") as refusal:
        read_gazetteer(text, "mine.csv")
    assert words in str(refusal.value)
