"""The contract of the dataset: a change here is a new MAJOR version."""

import pyarrow as pa
import pytest

from pipeline import vocabulary
from pipeline.tables import BY_NAME, EVENTS, ISSUES, LIST_SEPARATOR, TABLES

STARTS = ["document_id", "sentence_id", "char_start", "char_end"]
EXTRACTED = {
    "dates": "text edtf mod date_start date_end basis",
    "mentions": "text form actor_id",
    "claims": "text kind value value_min value_max unit modifier direction measure date_id "
    "date_edtf date_mod date_start date_end attributed_to claim_cluster_id",
    "events": "trigger event_type date_id date_edtf date_mod date_start date_end date_basis "
    "modality place place_country place_geonames_id attributed_to event_cluster_id",
}


@pytest.mark.parametrize("name", EXTRACTED)
def test_an_extracted_table_starts_with_its_id_and_its_place(name: str) -> None:
    assert list(BY_NAME[name].names[1:5]) == STARTS
    designed = EXTRACTED[name].split()
    assert [c for c in BY_NAME[name].names[5:] if c in designed] == designed


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_column_says_what_it_means(table) -> None:
    assert all(column.description.endswith((".", ").")) for column in table.columns)
    assert set(table.key) <= set(table.names)
    assert len(set(table.names)) == len(table.names)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_reference_and_vocabulary_exists(table) -> None:
    for column in table.columns:
        if column.codes:
            assert vocabulary.codes(column.codes)
        if column.references:
            target, _, name = column.references.partition(".")
            assert BY_NAME[target].key == (name,)


def test_the_separator_of_lists_stands_in_no_code() -> None:
    assert not any(LIST_SEPARATOR in row["code"] for row in vocabulary.read("codes"))


def test_event_types_are_the_sixteen_of_plover_and_six_of_ours() -> None:
    rows = [row for row in vocabulary.read("codes") if row["vocabulary"] == "event_type"]
    assert len(rows) == 22
    assert sum(row["meaning"].startswith("PLOVER") for row in rows) == 16


def test_a_row_with_an_undeclared_column_is_refused() -> None:
    with pytest.raises(ValueError, match=r"issues: columns \['surprise'\]"):
        ISSUES.arrow([dict.fromkeys(ISSUES.names) | {"surprise": 1}])


def test_a_value_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(pa.ArrowInvalid):
        EVENTS.arrow([dict.fromkeys(EVENTS.names, "x") | {"char_start": "here"}])


def test_the_arrow_schema_keeps_the_declared_order() -> None:
    assert EVENTS.arrow([]).schema.names == list(EVENTS.names)
