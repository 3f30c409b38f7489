"""The pages of a release that people read, in Markdown."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.dataset.rights import may_copy
from pipeline.dataset.rows import Dataset, Row
from pipeline.release.changes import WHOLE_ROW, counts
from pipeline.release.markdown import grid
from pipeline.release.package import CREATOR, DESCRIPTION, LICENCE, PUBLISHED, TITLE
from pipeline.release.versions import Version

READING = Path(__file__).with_name("reading.md").read_text(encoding="utf-8")
"""How to open the files, by tool; the tests run every example."""


def readme(version: Version, dataset: Dataset) -> str:
    """Return the page that says what the release is, how to cite it and how to read it."""
    documents = dataset["documents"].to_pylist()
    tables = [[f"`{t.name}`", dataset[t.name].num_rows, t.description] for t in PUBLISHED]
    parts = [
        f"# {TITLE}",
        f"Version {version}. {DESCRIPTION}",
        "## How to cite it",
        f"{CREATOR}. *{TITLE}*, version {version}. {LICENCE['title']}.",
        "## Licence",
        f"The tables are under [{LICENCE['title']}]({LICENCE['path']}). Words of the documents "
        "stay their publishers': a document whose licence does not allow copying is present "
        "with facts, offsets and spans of at most 15 words, never with its sentences.",
        "## Tables",
        grid(("table", "rows", "what it holds"), tables),
        "Each is there as Parquet and as CSV, and all of them, with keys and indexes, are in "
        "`khorgos.duckdb` and in `khorgos.sqlite`. Begin with `events_flat` and `claims_flat`.",
        "Every column is explained in [CODEBOOK.md](CODEBOOK.md), how often rows are right in "
        "[ACCURACY.md](ACCURACY.md), every difference from the release before in "
        "[CHANGES.md](CHANGES.md). For machines there are `datapackage.json` (Data Package 2), "
        "`croissant.json` (Croissant 1.1), `dataset.jsonld` (schema.org), `accuracy.json`, "
        "`provenance.json` (W3C PROV) and `CITATION.cff`. `sha256sum -c SHA256SUMS` proves the "
        "files.",
        READING.rstrip(),
        "## Documents",
        grid(
            ("title", "publisher", "date", "licence", "sentences"),
            [_document(row) for row in documents],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _document(row: Row) -> list[Any]:
    sentences = "published" if may_copy(row["licence"]) else "withheld"
    return [row["title"], row["publisher"], row["published"], row["licence"], sentences]


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
    parts.append(grid(("table", *kinds), [row for row in rows if any(row[1:])]))
    parts.append("Row by row: `changes.csv`, `changes.parquet`.")
    return "\n\n".join(parts) + "\n"
