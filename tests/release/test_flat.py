"""One row an event or claim, with the names of everybody in it."""

from pipeline.dataset import assemble
from pipeline.release.flat import flat_tables
from pipeline.views import VIEWS
from tests.factories import brief


def flat(dataset, name):
    return flat_tables(dataset)[name].to_pylist()


def test_an_event_names_who_does_it_to_whom(dataset):
    made = brief()
    event = made.rows["events"][0]["event_id"]
    made.rows["event_actors"] = [
        {"event_id": event, "actor_id": "country:uzb", "role": "source"},
        {"event_id": event, "actor_id": "country:chn", "role": "source"},
        {"event_id": event, "actor_id": "country:kaz", "role": "target"},
    ]
    (row,) = flat(assemble([made.tables()]), "events_flat")
    assert row["sources"] == "China|Uzbekistan"
    assert row["sources_ids"] == "country:chn|country:uzb"
    assert (row["targets"], row["targets_ids"]) == ("Kazakhstan", "country:kaz")


def test_a_claim_names_whom_the_figure_belongs_to(dataset):
    rows = [r for r in flat(dataset, "claims_flat") if r["document_id"] == "paper"]
    assert [(r["holders"], r["about"]) for r in rows] == [("China", None)]


def test_who_is_the_source_of_a_report_is_named_not_coded(dataset):
    (row,) = [r for r in flat(dataset, "events_flat") if r["document_id"] == "paper"]
    assert row["attributed_to"] == "Example Bank"


def test_the_sentence_is_there_where_its_licence_allows_it(dataset):
    sentences = {r["document_id"]: r["sentence"] for r in flat(dataset, "events_flat")}
    assert sentences["paper"] is None
    assert sentences["brief"].startswith("In June 2012 China and Uzbekistan signed")


def test_the_document_is_spelled_out(dataset):
    row = flat(dataset, "claims_flat")[0]
    assert row["document_title"] == "Brief"
    assert row["document_licence"] == "CC-BY-4.0"
    assert row["document_path"] == "documents/brief.txt"


def test_each_row_has_one_in_the_order_of_its_table(dataset):
    for table, key in (("events", "event_id"), ("claims", "claim_id")):
        rows = flat_tables(dataset)[f"{table}_flat"]
        assert rows[key].to_pylist() == dataset[table][key].to_pylist()


def test_a_dataset_without_rows_gives_tables_without_rows():
    tables = flat_tables(assemble([]))
    assert {name: table.num_rows for name, table in tables.items()} == {
        view.name: 0 for view in VIEWS
    }
    assert all(tables[view.name].schema.equals(view.schema) for view in VIEWS)
