from pipeline.dataset import assemble
from pipeline.release import publish, read_release
from pipeline.release.changes import changes, counts, to_table
from tests.factories import brief, paper


def test_the_first_release_has_no_changes(dataset):
    assert changes(None, dataset) == []
    assert to_table([]).num_rows == 0


def test_a_changed_value_is_told_as_it_stands_in_the_csv(dataset):
    made = brief()
    made.rows["claims"][0]["value"] = 5.5e6
    (change,) = changes(dataset, assemble([made.tables(), paper().tables()]))
    assert change == {
        "table": "claims",
        "id": made.rows["claims"][0]["claim_id"],
        "change": "changed",
        "column": "value",
        "before": "5300000",
        "after": "5500000",
    }


def test_rows_that_come_and_go_are_told_whole(dataset):
    smaller = assemble([brief().tables()])
    gone, come = counts(changes(dataset, smaller)), counts(changes(smaller, dataset))
    assert gone["events", "removed"] == come["events", "added"] == 1
    assert gone["event_actors", "removed"] == 2


def test_whether_a_source_was_read_is_no_change(dataset):
    rows = dataset["documents"].to_pylist()
    carried = [row | {"status": "carried_forward"} for row in rows]
    table = dataset["documents"]
    other = dataset | {"documents": type(table).from_pylist(carried, schema=table.schema)}
    assert changes(dataset, other) == []


def test_changes_give_away_no_sentence_of_a_document_that_is_restricted_now():
    open_before = paper()
    open_before.rows["documents"][0]["licence"] = "CC-BY-4.0"
    found = changes(assemble([open_before.tables()]), assemble([paper().tables()]))
    texts = [c for c in found if c["table"] == "sentences" and c["column"] == "text"]
    assert len(texts) == 2
    assert {(c["before"], c["after"]) for c in texts} == {(None, None)}
    words = [c[side] for c in found for side in ("before", "after") if c[side]]
    assert max(len(word.split()) for word in words) <= 15


def test_a_release_carries_its_changes_and_tells_them(released, outputs):
    publish(assemble([brief().tables()]), outputs, {})
    page = (outputs / "v0.2.0" / "CHANGES.md").read_text(encoding="utf-8")
    assert "Document removed: `paper`." in page
    assert "| `mentions` | 0 | 5 | 0 |" in page
    rows = read_release(outputs / "v0.2.0")["changes"].to_pylist()
    assert {row["id"] for row in rows if row["table"] == "documents"} == {"paper"}
