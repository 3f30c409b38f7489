"""``datapackage.json``: the release described for machines (Data Package v2)."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import pyarrow as pa

from pipeline.dataset.rows import Dataset
from pipeline.release.changes import CHANGES
from pipeline.release.csvfile import cell
from pipeline.release.databases import DUCKDB, SQLITE
from pipeline.release.versions import Version
from pipeline.tables import TABLES, Column, Table
from pipeline.views import VIEWS
from pipeline.vocabulary import codes

PROFILES = "https://datapackage.org/profiles/2.0/"
PACKAGE = "datapackage.json"
NAME = "khorgos"
TITLE = "Khorgos: China in Central Asia"
DESCRIPTION = (
    "Dated events, quantitative claims and actor mentions about China in Central Asia, "
    "each row traceable to the characters of the document it came from."
)
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
CREATOR = "The Khorgos contributors"
MEDIA_TYPES = {DUCKDB: "application/vnd.duckdb", SQLITE: "application/vnd.sqlite3"}
"""The files that hold all tables at once."""
PUBLISHED = (*TABLES, *VIEWS, CHANGES)
"""Every table of a release."""

Descriptor = dict[str, Any]


def data_package(version: Version, dataset: Dataset, files: Mapping[str, bytes]) -> Descriptor:
    """Return the descriptor of a release that consists of ``files`` by name."""
    return {
        "$schema": f"{PROFILES}datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": str(version),
        "licenses": [LICENCE],
        "contributors": [{"title": CREATOR, "roles": ["creator"]}],
        "sources": [
            {"title": row["title"]} | ({"path": row["url"]} if row["url"] else {})
            for row in dataset["documents"].to_pylist()
        ],
        "resources": [
            *(_resource(table, dataset, files) for table in PUBLISHED),
            *(_database(name, files) for name in sorted(MEDIA_TYPES) if name in files),
        ],
    }


def meaning(package: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of ``package`` a new MAJOR version is for: tables, columns, keys, types."""
    kept = ("name", "type", "description", "unit")
    return {
        resource["name"]: {
            "fields": [{k: f.get(k) for k in kept} for f in resource["schema"]["fields"]],
            "key": resource["schema"]["primaryKey"],
            "references": resource["schema"].get("foreignKeys", []),
        }
        for resource in package["resources"]
        if "schema" in resource
    }


def _resource(table: Table, dataset: Dataset, files: Mapping[str, bytes]) -> Descriptor:
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        **_file(f"{table.name}.csv", files),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "rows": dataset[table.name].num_rows,
        "parquet": _file(f"{table.name}.parquet", files),
        "schema": _schema(table, dataset),
    }


def _database(name: str, files: Mapping[str, bytes]) -> Descriptor:
    return {
        "$schema": f"{PROFILES}dataresource.json",
        "name": name.replace(".", "-"),
        "title": "All tables with keys and indexes",
        **_file(name, files),
        "format": PurePath(name).suffix.removeprefix("."),
        "mediatype": MEDIA_TYPES[name],
    }


def _file(name: str, files: Mapping[str, bytes]) -> Descriptor:
    content = files[name]
    digest = hashlib.sha256(content).hexdigest()
    return {"path": name, "bytes": len(content), "hash": f"sha256:{digest}"}


def _schema(table: Table, dataset: Dataset) -> Descriptor:
    rows = dataset[table.name]
    schema: Descriptor = {
        "$schema": f"{PROFILES}tableschema.json",
        "fields": [_field(column, rows) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    references = [_foreign_key(table, c) for c in table.columns if c.references]
    return schema | ({"foreignKeys": references} if references else {})


def example(column: Column, rows: pa.Table) -> str | None:
    """Return the first value of ``column`` as it stands in the CSV; None where all are null."""
    values = rows[column.name].drop_null()
    return cell(values[0].as_py()) if len(values) else None


def _field(column: Column, rows: pa.Table) -> Descriptor:
    constraints: Descriptor = {"required": True} if column.required else {}
    if column.codes:
        constraints["enum"] = list(codes(column.codes))
    first = example(column, rows)
    return {
        "name": column.name,
        "type": column.type,
        "description": column.description,
        **({"example": first} if first is not None else {}),
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _foreign_key(table: Table, column: Column) -> Descriptor:
    target, _, key = (column.references or "").partition(".")
    resource = "" if target == table.name else target  # the standard's word for itself
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [key]}}
