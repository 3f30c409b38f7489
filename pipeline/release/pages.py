"""The pages of a release that people read, in Markdown."""

import html
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline import vocabulary
from pipeline.dataset.rights import may_copy
from pipeline.dataset.rows import Dataset, Row
from pipeline.release.changes import WHOLE_ROW, counts
from pipeline.release.package import DESCRIPTION, LICENCE, PUBLISHED, TITLE
from pipeline.release.versions import Version
from pipeline.tables import Column, Table

CSV_NOTES = """\
The CSV files are UTF-8 with a header, commas and CRLF line ends (RFC 4180); an empty cell is
null. A text that a spreadsheet would run as a formula has an apostrophe before it, which the
Parquet files do not have. In Excel use *Data › From Text/CSV* and choose UTF-8."""

READING = """\
## Reading it with pandas

```python
import pandas as pd
events = pd.read_parquet("events.parquet")
actors = pd.read_parquet("event_actors.parquet").merge(pd.read_parquet("actors.parquet"))
china = actors[actors["name"] == "China"]
print(events[events["event_id"].isin(china["event_id"])].head())
```

## Reading it with Python alone

```python
import csv
with open("claims.csv", encoding="utf-8", newline="") as file:
    claims = list(csv.DictReader(file))
money = [claim for claim in claims if claim["kind"] == "money"]
print(len(money), "amounts of money in", len(claims), "claims")
```
"""


def readme(version: Version, dataset: Dataset) -> str:
    """Return the page that says what the release is, how to cite it and how to read it."""
    documents = dataset["documents"].to_pylist()
    tables = [[f"`{t.name}`", dataset[t.name].num_rows, t.description] for t in PUBLISHED]
    parts = [
        f"# {TITLE}",
        f"Version {version}. {DESCRIPTION}",
        "## How to cite it",
        f"The Khorgos contributors. *{TITLE}*, version {version}. {LICENCE['title']}.",
        "## Licence",
        f"The tables are under [{LICENCE['title']}]({LICENCE['path']}). Words of the documents "
        "stay their publishers': a document whose licence does not allow copying is present "
        "with facts, offsets and spans of at most 15 words, never with its sentences.",
        "## Tables",
        _grid(("table", "rows", "what it holds"), tables),
        "Every column is explained in [CODEBOOK.md](CODEBOOK.md), every difference from the "
        "release before in [CHANGES.md](CHANGES.md); `datapackage.json` says both to machines. "
        "`sha256sum -c SHA256SUMS` proves the files.",
        CSV_NOTES,
        READING.rstrip(),
        "## Documents",
        _grid(
            ("title", "publisher", "date", "licence", "sentences"),
            [_document(row) for row in documents],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _document(row: Row) -> list[Any]:
    sentences = "published" if may_copy(row["licence"]) else "withheld"
    return [row["title"], row["publisher"], row["published"], row["licence"], sentences]


def codebook(version: Version) -> str:
    """Return the page that explains every table, column and code."""
    parts = [f"# Codebook of version {version}", "Generated from the declared tables."]
    for table in PUBLISHED:
        key = ", ".join(f"`{column}`" for column in table.key)
        parts += [f"## {table.name}", f"{table.description} Key: {key}.", _columns(table)]
    parts += ["# Vocabularies", *_vocabularies()]
    return "\n\n".join(parts) + "\n"


def _columns(table: Table) -> str:
    header = ("column", "type", "unit", "null", "meaning")
    return _grid(
        header,
        [
            [f"`{c.name}`", c.type, c.unit, "no" if c.required else "yes", _explained(c)]
            for c in table.columns
        ],
    )


def _explained(column: Column) -> str:
    notes = [column.description]
    if column.codes:
        notes.append(f"Codes: {column.codes}.")
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
        yield _grid(("code", "meaning"), rows)


def change_page(
    version: Version,
    previous: Version | None,
    found: Iterable[Mapping[str, Any]],
    meanings: Iterable[str],
) -> str:
    """Return the page that says what changed.

    Args:
        version: the release.
        previous: the release before; None for the first.
        found: rows of ``changes``.
        meanings: names of the tables whose columns or meanings changed.
    """
    if previous is None:
        return f"# Version {version}\n\nThe first release.\n"
    found = list(found)
    number = counts(found)
    kinds = ("added", "removed", "changed")
    rows = [[f"`{t.name}`", *(number[t.name, kind] for kind in kinds)] for t in PUBLISHED]
    parts = [f"# Changes from {previous} to {version}"]
    parts += [f"Columns or their meaning changed in `{name}`." for name in meanings]
    parts += [
        f"Document {change['change']}: `{change['id']}`."
        for change in found
        if change["table"] == "documents" and change["column"] == WHOLE_ROW
    ]
    parts.append(_grid(("table", *kinds), [row for row in rows if any(row[1:])]))
    parts.append("Row by row: `changes.csv`, `changes.parquet`.")
    return "\n\n".join(parts) + "\n"


def _grid(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return a table in Markdown; a cell is text, whatever it contains."""
    header = list(header)
    lines = [header, ["---"] * len(header), *([_cell(value) for value in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: Any) -> str:
    text = "" if value is None else html.escape(str(value), quote=False)
    return " ".join(text.replace("|", r"\|").split())
