"""The rows of sources that are not there, kept from the latest release."""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset.actors import references_to_actors
from pipeline.dataset.correct import STALE
from pipeline.dataset.rows import Dataset, Row, Rows, to_dataset, to_rows
from pipeline.tables import TABLES

CARRIED = "carried_forward"


def carry_forward(release: Dataset, source_ids: Collection[str]) -> dict[str, pa.Table]:
    """Return the rows of ``source_ids`` in ``release``, their documents marked as carried.

    Clusters keep only their own rows and reports of stale corrections are left behind:
    both are made anew when the dataset is assembled. A source that ``release`` does not
    hold gives no rows.
    """
    rows = to_rows(release)
    documents = [
        document | {"status": CARRIED}
        for document in rows["documents"]
        if document["source_id"] in source_ids
    ]
    ids = {document["document_id"] for document in documents}
    carried: Rows = {
        table.name: [row for row in rows[table.name] if row.get("document_id") in ids]
        for table in TABLES
    }
    carried["documents"] = documents
    carried["issues"] = [row for row in carried["issues"] if row["kind"] != STALE]
    for name, key in (("claim", "claim_id"), ("event", "event_id")):
        _uncluster(carried[f"{name}s"], key, f"{name}_cluster_id")
        kept = {row[key] for row in carried[f"{name}s"]}
        carried[f"{name}_actors"] = [row for row in rows[f"{name}_actors"] if row[key] in kept]
    referred = {row[column] for table, column in references_to_actors() for row in carried[table]}
    carried["actors"] = [row for row in rows["actors"] if row["actor_id"] in referred]
    return to_dataset(carried)


def rows_of_source(release: Dataset, source_id: str) -> dict[str, pa.Table]:
    """Return the rows that stand in ``release`` with a document of ``source_id``.

    Tables without a document's id stay empty, as all do where ``release`` is empty.
    """
    tables = {table.name: table.arrow([]) for table in TABLES}
    if not release:
        return tables
    documents = release["documents"]
    documents = documents.filter(pc.equal(documents["source_id"], source_id))
    ids = documents["document_id"].combine_chunks()
    located = {
        name: rows.filter(pc.is_in(rows["document_id"], ids))
        for name, rows in release.items()
        if name in tables and "document_id" in rows.column_names
    }
    return tables | located


def _uncluster(rows: list[Row], key: str, cluster: str) -> None:
    for row in rows:
        row[cluster] = row[key]
