"""How tables are shown in Dagster: their schema, some of their rows."""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg

from pipeline.tables import Table

PREVIEW_ROWS = 10


def column_schema(table: Table) -> dg.TableSchema:
    """Return the declared columns with what they mean."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                c.name,
                c.type,
                c.description,
                dg.TableColumnConstraints(nullable=not c.required, unique=table.key == (c.name,)),
            )
            for c in table.columns
        ]
    )


def markdown(rows: Sequence[Mapping[str, Any]]) -> dg.MarkdownMetadataValue:
    """Return ``rows``, which have the same columns, as a Markdown table."""
    columns = list(rows[0]) if rows else []
    lines = [columns, ["---"] * len(columns)]
    lines += [[_cell(row[column]) for column in columns] for row in rows]
    return dg.MetadataValue.md("\n".join(f"| {' | '.join(line)} |" for line in lines if line))


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")
