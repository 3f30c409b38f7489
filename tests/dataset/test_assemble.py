from itertools import permutations

from pipeline.dataset import assemble
from pipeline.tables import TABLES
from tests.factories import brief, paper


def test_the_order_of_sources_does_not_matter():
    parts = [brief().tables(), paper().tables()]
    datasets = [assemble(order) for order in permutations(parts)]
    assert all(datasets[0][t.name].equals(datasets[1][t.name]) for t in TABLES)


def test_every_table_has_its_declared_schema_even_when_nothing_was_extracted():
    dataset = assemble([])
    assert all(dataset[t.name].schema.equals(t.schema) for t in TABLES)


def test_rows_are_sorted_by_document_and_place():
    rows = assemble([paper().tables(), brief().tables()])["mentions"].to_pylist()
    places = [(row["document_id"], row["char_start"]) for row in rows]
    assert places == sorted(places)
    assert len(set(places)) > 1


def test_a_source_given_twice_counts_once():
    once, twice = assemble([brief().tables()]), assemble([brief().tables(), brief().tables()])
    assert all(once[t.name].equals(twice[t.name]) for t in TABLES)


def test_mentions_of_an_actor_are_counted_over_all_sources():
    actors = assemble([brief().tables(), paper().tables()])["actors"].to_pylist()
    assert {a["actor_id"]: a["mentions"] for a in actors} == {
        "country:chn": 4,
        "country:kaz": 2,
        "country:uzb": 2,
        "org:example-bank": 1,
    }
