"""What differs between two releases, row by row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from pipeline.dataset.rights import may_copy, shorten
from pipeline.dataset.rows import Dataset, Row, row_id, to_rows
from pipeline.release.csvfile import cell
from pipeline.tables import TABLES, Column, Table

WHOLE_ROW = "*"
IGNORED = {("documents", "status")}
"""Whether a source was read or carried forward changes nothing of what is said."""

CHANGES = Table(
    "changes",
    "Changes",
    "Every row that is new, gone or different since the release before.",
    ("table", "id", "column"),
    (
        Column("table", "string", "The table."),
        Column("id", "string", "Key of the row; parts of a compound key are joined by |."),
        Column("change", "string", "added, removed or changed."),
        Column("column", "string", f"What changed; {WHOLE_ROW} where it is the whole row."),
        Column("before", "string", "Its value before, as in the CSV.", required=False),
        Column("after", "string", "Its value now, as in the CSV.", required=False),
    ),
    "Compared with the release before, row by row and column by column; the flat tables, which "
    "hold nothing of their own, are not compared.",
)


def changes(previous: Dataset | None, dataset: Dataset) -> list[Row]:
    """Return the rows of ``CHANGES`` from ``previous`` to ``dataset``, in canonical order.

    Columns that ``previous`` does not have are not compared. The first release has no
    changes.
    """
    if previous is None:
        return []
    before, after = to_rows(previous), to_rows(dataset)
    documents = (*before["documents"], *after["documents"])
    restricted = {d["document_id"] for d in documents if not may_copy(d["licence"])}
    found: list[Row] = []
    for table in TABLES:
        had = {row_id(table, row): row for row in before[table.name]}
        has = {row_id(table, row): row for row in after[table.name]}
        columns = _compared(table, previous)
        for key in sorted(had.keys() | has.keys()):
            if key not in had or key not in has:
                change = "added" if key in has else "removed"
                found.append(_change(table, key, change, WHOLE_ROW, None, None))
                continue
            is_restricted = has[key].get("document_id") in restricted
            found += _differences(table, key, had[key], has[key], columns, is_restricted)
    return found


def _compared(table: Table, previous: Dataset) -> list[Column]:
    old = previous[table.name].column_names if table.name in previous else []
    return [c for c in table.columns if c.name in old and (table.name, c.name) not in IGNORED]


def _differences(
    table: Table,
    key: str,
    had: Row,
    has: Row,
    columns: Iterable[Column],
    is_restricted: bool,
) -> Iterator[Row]:
    for column in columns:
        values = [had[column.name], has[column.name]]
        if values[0] == values[1]:
            continue
        if column.source_text and is_restricted:
            is_sentence = (table.name, column.name) == ("sentences", "text")
            values = [None if is_sentence else shorten(value) for value in values]
        yield _change(table, key, "changed", column.name, *values)


def _change(table: Table, key: str, change: str, column: str, before: Any, after: Any) -> Row:
    return {
        "table": table.name,
        "id": key,
        "change": change,
        "column": column,
        "before": None if before is None else cell(before),
        "after": None if after is None else cell(after),
    }


def to_table(found: Iterable[Row]) -> pa.Table:
    """Return ``found`` as an Arrow table."""
    return CHANGES.arrow(found)


def counts(found: Iterable[Mapping[str, Any]]) -> Counter[tuple[str, str]]:
    """Return how many rows of each table were added, removed and changed."""
    rows = {(change["table"], change["change"], change["id"]) for change in found}
    return Counter((table, change) for table, change, _ in rows)
