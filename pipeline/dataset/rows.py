"""Datasets as rows of Python values, while they are worked on."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pyarrow as pa

from pipeline.tables import BY_NAME, LIST_SEPARATOR, TABLES, Table

Dataset = Mapping[str, pa.Table]
Row = dict[str, Any]
Rows = dict[str, list[Row]]


def to_rows(dataset: Dataset) -> Rows:
    """Return the rows of each declared table; columns that ``dataset`` lacks are null.

    A release older than a column can so still be carried forward.
    """
    blank = {table.name: dict.fromkeys(table.names) for table in TABLES}
    return {
        table.name: [
            {name: row.get(name) for name in blank[table.name]}
            for row in (dataset[table.name].to_pylist() if table.name in dataset else [])
        ]
        for table in TABLES
    }


def to_dataset(rows: Mapping[str, Iterable[Row]]) -> dict[str, pa.Table]:
    """Return ``rows`` as Arrow tables in the canonical order, whatever order they come in."""
    dataset = {}
    for table in TABLES:
        ordered: list[Row] = sorted(rows[table.name], key=_canonical(table))
        dataset[table.name] = table.arrow(ordered)
    return dataset


def row_id(table: Table, row: Mapping[str, Any]) -> str:
    """Return the key of ``row`` as one string; parts of a compound key are joined by ``|``."""
    return LIST_SEPARATOR.join(str(row[column]) for column in table.key)


def without_twins(name: str, rows: Iterable[Row]) -> list[Row]:
    """Return ``rows`` with those equal in every column once; order is kept."""
    columns = BY_NAME[name].names
    return list({tuple(row[c] for c in columns): row for row in rows}.values())


def _canonical(table: Table) -> Callable[[Row], tuple[tuple[bool, Any], ...]]:
    """Order by document, then place, then key, then the rest; nulls last."""
    place = [c for c in ("document_id", "char_start", "char_end") if c in table.names]
    order = list(dict.fromkeys([*place, *table.key, *table.names]))

    def key(row: Row) -> tuple[tuple[bool, Any], ...]:
        return tuple((row[c] is None, "" if row[c] is None else row[c]) for c in order)

    return key
