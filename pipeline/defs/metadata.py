"""How tables are shown in Dagster: their schema, some of their rows, whose they are."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import dagster as dg

from pipeline.tables import Table
from pipeline.validation import CheckResult

OWNERS = ["team:khorgos"]
FRESH = dg.FreshnessPolicy.time_window(warn_window=timedelta(days=2), fail_window=timedelta(days=8))
"""The daily schedule may fail once before anybody is warned, and for a week at most."""
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


def column_lineage(table: Table) -> dg.TableColumnLineage:
    """Return from which column of another table each reference takes its values."""
    references = {c.name: c.references.split(".") for c in table.columns if c.references}
    return dg.TableColumnLineage(
        {
            name: [dg.TableColumnDep(dg.AssetKey(of_table), column)]
            for name, (of_table, column) in references.items()
            if of_table != table.name
        }
    )


def check_metadata(result: CheckResult) -> dict[str, dg.MetadataValue]:
    """Return what was expected, what was found, and the rows that offend as a table."""
    metadata: dict[str, dg.MetadataValue] = {
        "expected": dg.MetadataValue.text(result.expected),
        "found": dg.MetadataValue.text(result.found),
        "failing rows": dg.MetadataValue.int(result.failing_count),
    }
    if result.failing:
        metadata["offending rows"] = dg.MetadataValue.table(
            [dg.TableRecord({k: _scalar(v) for k, v in row.items()}) for row in result.failing],
            dg.TableSchema([dg.TableColumn(name) for name in result.failing[0]]),
        )
    return metadata


def markdown(rows: Sequence[Mapping[str, Any]]) -> dg.MarkdownMetadataValue:
    """Return ``rows``, which have the same columns, as a Markdown table."""
    columns = list(rows[0]) if rows else []
    lines = [columns, ["---"] * len(columns)]
    lines += [[_cell(row[column]) for column in columns] for row in rows]
    return dg.MetadataValue.md("\n".join(f"| {' | '.join(line)} |" for line in lines if line))


def _cell(value: Any) -> str:
    return "" if value is None else str(value).replace("|", "\\|").replace("\n", " ")


def _scalar(value: Any) -> str | int | float | bool | None:
    return value if value is None or isinstance(value, str | int | float) else str(value)
