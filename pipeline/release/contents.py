"""What a release consists of: the bytes of every file, by name."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.rows import Dataset, Row
from pipeline.release.accuracy_page import accuracy_page
from pipeline.release.citation import citation
from pipeline.release.codebook import codebook
from pipeline.release.csvfile import to_csv
from pipeline.release.databases import DUCKDB, SQLITE, to_duckdb, to_sqlite
from pipeline.release.linked import croissant, schema_org
from pipeline.release.package import PACKAGE, PUBLISHED, data_package
from pipeline.release.pages import change_page, readme
from pipeline.release.promises import CHECKSUMS
from pipeline.release.provenance import provenance
from pipeline.release.versions import Version

Files = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Edition:
    """What goes into a release.

    Attributes:
        tables: every published table, the flat ones and ``changes`` too.
        previous: the version before; None for the first.
        changes: the rows of ``changes``.
        meanings: names of the tables whose columns or meanings changed.
        made: how the tables were made (``provenance``).
        accuracy: the accuracy card.
    """

    version: Version
    previous: Version | None
    tables: Dataset
    changes: Sequence[Row]
    meanings: Sequence[str]
    made: Mapping[str, Any]
    accuracy: Mapping[str, Any]


def table_files(tables: Dataset) -> Files:
    """Return the Parquet and CSV files of ``tables``."""
    files = {f"{t.name}.parquet": to_parquet(tables[t.name]) for t in PUBLISHED}
    return files | {f"{t.name}.csv": to_csv(t, tables[t.name]) for t in PUBLISHED}


def contents(edition: Edition, files: Files) -> Files:
    """Return every file of ``edition``; ``files`` are its tables, as ``table_files`` made them."""
    version, tables = edition.version, edition.tables
    data = files | {DUCKDB: to_duckdb(PUBLISHED, tables), SQLITE: to_sqlite(PUBLISHED, tables)}
    made = provenance(version, edition.previous, tables, edition.made)
    changed = change_page(version, edition.previous, edition.changes, edition.meanings)
    whole = data | {
        "README.md": readme(version, tables).encode(),
        "CODEBOOK.md": codebook(version, tables).encode(),
        "CHANGES.md": changed.encode(),
        "ACCURACY.md": accuracy_page(version, edition.accuracy).encode(),
        "CITATION.cff": citation(version).encode(),
        "accuracy.json": to_json({"version": str(version), **edition.accuracy}),
        "provenance.json": to_json(made),
        "dataset.jsonld": to_json(schema_org(version, tables, data)),
        "croissant.json": to_json(croissant(version, data)),
        PACKAGE: to_json(data_package(version, tables, data)),
    }
    return whole | {CHECKSUMS: checksums(whole)}


def to_parquet(rows: pa.Table) -> bytes:
    """Return ``rows`` as a Parquet file; every setting that changes its bytes is fixed."""
    file = io.BytesIO()
    pq.write_table(
        rows.replace_schema_metadata(None).combine_chunks(),
        file,
        version="2.6",
        compression="zstd",
        compression_level=3,
        row_group_size=1_000_000,
    )
    return file.getvalue()


def to_json(value: Any) -> bytes:
    """Return ``value`` as a JSON file for machines and people."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def checksums(files: Mapping[str, bytes]) -> bytes:
    """Return what ``sha256sum -c`` reads."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return "".join(lines).encode()
