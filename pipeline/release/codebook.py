"""``CODEBOOK.md``: every table, column, code and unit, from how they are declared.

What only a dataset can tell, an example and how many values are missing, is counted in it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from pipeline import vocabulary
from pipeline.release.markdown import grid
from pipeline.release.package import PUBLISHED, example
from pipeline.release.versions import Version
from pipeline.tables import Column

LONGEST_EXAMPLE = 60
HEADER = ("column", "type", "unit", "missing", "example", "meaning", "how it is made")


def codebook(version: Version, tables: Mapping[str, pa.Table]) -> str:
    """Return the page that explains each of ``tables`` with its columns and codes."""
    parts = [
        f"# Codebook of version {version}",
        "Generated from the declared tables, the vocabularies and the rows of this version. "
        "*missing* counts nulls, with their share of the rows; *never* means that null is not "
        "allowed. An example is the first value of the table. Where *how it is made* is empty, the "
        "line above the table says it.",
    ]
    for table in PUBLISHED:
        key = ", ".join(f"`{column}`" for column in table.key)
        rows = tables[table.name]
        parts += [
            f"## {table.name}",
            f"{table.description} Key: {key}. {rows.num_rows:,} rows.",
            f"How it is made: {table.made}",
            grid(HEADER, [_explained(column, rows) for column in table.columns]),
        ]
    parts += ["# Vocabularies", *_vocabularies()]
    return "\n\n".join(parts) + "\n"


def _explained(column: Column, rows: pa.Table) -> list[Any]:
    return [
        f"`{column.name}`",
        column.type,
        column.unit,
        _missing(column, rows),
        _shown(example(column, rows)),
        _meaning(column),
        column.made,
    ]


def _missing(column: Column, rows: pa.Table) -> str:
    if column.required:
        return "never"
    missing = rows[column.name].null_count
    return f"{missing:,} ({missing / rows.num_rows:.0%})" if rows.num_rows else "0"


def _shown(text: str | None) -> str | None:
    if text is None or len(text) <= LONGEST_EXAMPLE:
        return text
    return f"{text[: LONGEST_EXAMPLE - 1].rstrip()}…"


def _meaning(column: Column) -> str:
    notes = [column.description]
    if column.codes:
        allowed = ", ".join(vocabulary.codes(column.codes))
        notes.append(f"One of the codes of {column.codes}: {allowed}.")
    if column.references:
        notes.append(f"Refers to {column.references}.")
    if column.source_text:
        notes.append("Words of the source.")
    return " ".join(notes)


def _vocabularies() -> Iterator[str]:
    named: dict[str, list[list[str]]] = {}
    for row in vocabulary.read("codes"):
        named.setdefault(row["vocabulary"], []).append([f"`{row['code']}`", row["meaning"]])
    for name, rows in named.items():
        yield f"## {name}"
        yield grid(("code", "meaning"), rows)
    for title, name, columns in (
        ("units of measure (UCUM)", "units", ("unit", "kind", "forms")),
        ("currencies (ISO 4217)", "currencies", ("code", "forms")),
        ("licences", "licences", ("licence", "may_copy", "meaning")),
    ):
        yield f"## {title}"
        yield grid(columns, _unique(vocabulary.read(name), columns))


def _unique(rows: tuple[dict[str, str], ...], columns: tuple[str, ...]) -> list[list[str]]:
    cells = [[row[column].replace("|", ", ") for column in columns] for row in rows]
    return [list(row) for row in dict.fromkeys(map(tuple, cells))]
