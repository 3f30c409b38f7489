import pyarrow as pa

from pipeline.dataset import assemble, carry_forward
from pipeline.dataset.corrections import Correction
from pipeline.tables import TABLES
from tests.factories import brief, paper


def whole():
    return assemble([brief().tables(), paper().tables()])


def test_a_dataset_with_a_source_carried_forward_differs_in_its_status_alone():
    again = assemble([brief().tables(), carry_forward(whole(), ["paper"])])
    for table in TABLES:
        assert again[table.name].equals(whole()[table.name]) or table.name == "documents"
    before, after = whole()["documents"].to_pylist(), again["documents"].to_pylist()
    assert [row["status"] for row in after] == ["present", "carried_forward"]
    assert [row | {"status": ""} for row in after] == [row | {"status": ""} for row in before]


def test_rows_of_other_sources_stay_behind():
    carried = carry_forward(whole(), ["paper"])
    for table in TABLES:
        if "document_id" in table.names:
            assert set(carried[table.name]["document_id"].to_pylist()) == {"paper"}
    events = carried["events"].to_pylist()
    assert {row["event_id"] for row in carried["event_actors"].to_pylist()} == {
        row["event_id"] for row in events
    }


def test_a_cluster_keeps_no_row_that_stayed_behind():
    carried = carry_forward(whole(), ["paper"])
    for row in carried["events"].to_pylist():
        assert row["event_cluster_id"] == row["event_id"]


def test_a_source_that_no_release_holds_gives_no_rows():
    assert all(table.num_rows == 0 for table in carry_forward(whole(), ["unknown"]).values())


def test_a_column_that_the_release_does_not_have_is_null():
    release = whole()
    release["actors"] = release["actors"].drop_columns(["wikidata"])
    release["actors"] = release["actors"].append_column("old", pa.nulls(4))
    carried = carry_forward(release, ["paper"])["actors"]
    assert carried.column_names == whole()["actors"].column_names
    assert set(carried["wikidata"].to_pylist()) == {None}


def test_a_stale_correction_is_reported_once_however_often_its_rows_are_carried():
    claim = paper().rows["claims"][0]["claim_id"]
    stale = Correction("claims", claim, "edit", "unit", "EUR", "CHF", "a reason", "a reviewer")
    first = assemble([paper().tables()], [stale])
    again = assemble([carry_forward(first, ["paper"])], [stale])
    mended = assemble([carry_forward(first, ["paper"])])
    assert again["issues"].equals(first["issues"])
    kinds = [row["kind"] for row in mended["issues"].to_pylist()]
    assert kinds == ["unresolved_date"]
