"""What of a document's own words its licence lets the dataset hold.

Rights are data: ``vocabulary/licences.csv`` says which licences allow copying. A
document under any other licence is restricted: its sentences are withheld and every
column declared ``source_text`` keeps at most ``MOST_WORDS`` words.
"""

from functools import cache

from pipeline import vocabulary
from pipeline.dataset.rows import Row, Rows
from pipeline.tables import TABLES

MOST_WORDS = 15


@cache
def may_copy(licence: str) -> bool:
    """Return whether text under ``licence`` may be copied; one that is unknown may not."""
    return any(
        row["licence"] == licence and row["may_copy"] == "yes"
        for row in vocabulary.read("licences")
    )


def shorten(text: str | None) -> str | None:
    """Return the first fifteen words of ``text``, or all of it where it has no more."""
    if text is None or len(text.split()) <= MOST_WORDS:
        return text
    return " ".join(text.split()[:MOST_WORDS])


def apply_rights(rows: Rows) -> Rows:
    """Return ``rows`` with the words withheld that may not be published."""
    restricted = {d["document_id"] for d in rows["documents"] if not may_copy(d["licence"])}
    published = dict(rows)
    for table in TABLES:
        columns = [column.name for column in table.columns if column.source_text]
        if columns:
            published[table.name] = [
                _restricted(table.name, row, columns) if row["document_id"] in restricted else row
                for row in rows[table.name]
            ]
    return published


def _restricted(table: str, row: Row, columns: list[str]) -> Row:
    """Return ``row`` of a restricted document as it may be published."""
    short = row | {column: shorten(row[column]) for column in columns}
    return short | {"text": None} if table == "sentences" else short
