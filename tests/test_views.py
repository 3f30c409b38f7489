"""The flat tables declare what they are joined from."""

import pytest

from pipeline.tables import BY_NAME, TABLES
from pipeline.views import OF_DOCUMENT, VIEWS


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_key_refers_to_the_row_that_the_flat_row_is_made_of(view):
    (key,) = view.key
    column = next(c for c in view.columns if c.name == key)
    base = view.name.removesuffix("_flat")
    assert column.references == f"{base}.{key}"
    assert BY_NAME[base].key == (key,)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_column_keeps_type_and_meaning_of_the_one_it_is_taken_from(view):
    declared = {c.name: c for table in TABLES for c in table.columns}
    base = {c.name: c for c in BY_NAME[view.name.removesuffix("_flat")].columns}
    joined = {"attributed_to", "sentence", "document_id", "sentence_id"}
    for column in view.columns:
        source = base.get(column.name) or declared.get(OF_DOCUMENT.get(column.name, ""))
        if source and column.name not in joined:
            assert (column.type, column.description) == (source.type, source.description)
            assert column.source_text == source.source_text


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_no_column_stands_twice(view):
    assert len(set(view.names)) == len(view.names)
