"""The release as linked data: schema.org for search engines, Croissant 1.1 for loaders.

``dataset.jsonld`` is a schema.org ``Dataset``; a web page can carry it as it is.
``croissant.json`` (mlcommons.org/croissant/1.1) adds where each column of each table is found,
so that ``mlcroissant`` loads records by name. References between tables are left to
``datapackage.json``: that loader joins what refers to each other, and fails over Parquet.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any

from pipeline.dataset.rows import Dataset
from pipeline.release.package import (
    CREATOR,
    DESCRIPTION,
    LICENCE,
    MEDIA_TYPES,
    NAME,
    PUBLISHED,
    TITLE,
)
from pipeline.release.versions import Version
from pipeline.tables import Column, Table, Type

Node = dict[str, Any]

FORMATS = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"} | {
    PurePath(name).suffix: kind for name, kind in MEDIA_TYPES.items()
}
"""The files that hold the data."""
CROISSANT = "http://mlcommons.org/croissant/1.1"
LOADED = "application/x-parquet"
"""The name under which Croissant's loader knows Parquet."""
DATA_TYPES: Mapping[Type, str] = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "date": "sc:Date",
}
KEYWORDS = ("China", "Central Asia", "event data", "quantitative claims", "actors")
PLACES = ("Central Asia", "China")
CONTEXT: Node = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the standard prescribes."""


def schema_org(version: Version, dataset: Dataset, files: Mapping[str, bytes]) -> Node:
    """Return the schema.org description of a release that consists of ``files`` by name."""
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        **_described(version),
        "keywords": list(KEYWORDS),
        "inLanguage": sorted(set(dataset["documents"]["language"].to_pylist())),
        "spatialCoverage": [{"@type": "Place", "name": place} for place in PLACES],
        **_covered(dataset),
        "variableMeasured": [_variable(t, column) for t in PUBLISHED for column in t.columns],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, **_file(name, files)}
            for name, kind in _data_files(files)
        ],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": row["title"], **_if_any("url", row["url"])}
            for row in dataset["documents"].to_pylist()
        ],
    }


def _variable(table: Table, column: Column) -> Node:
    return {
        "@type": "PropertyValue",
        "name": f"{table.name}.{column.name}",
        "description": column.description,
        **_if_any("unitText", column.unit),
    }


def _if_any(name: str, value: str | None) -> Node:
    return {name: value} if value else {}


def croissant(version: Version, files: Mapping[str, bytes]) -> Node:
    """Return the Croissant description; records are loaded from the Parquet files."""
    described = [
        {
            "@type": "cr:FileObject",
            "@id": name,
            "encodingFormat": LOADED if name.endswith(".parquet") else kind,
            **_file(name, files),
        }
        for name, kind in _data_files(files)
    ]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CROISSANT,
        **_described(version),
        "keywords": list(KEYWORDS),
        "citeAs": _bibtex(version),
        "isLiveDataset": False,
        "distribution": described,
        "recordSet": [_record_set(table) for table in PUBLISHED],
    }


def _described(version: Version) -> Node:
    return {
        "name": NAME,
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "version": str(version),
        "license": LICENCE["path"],
        "creator": {"@type": "Organization", "name": CREATOR},
        "isAccessibleForFree": True,
    }


def _covered(dataset: Dataset) -> Node:
    """Return the time from the earliest to the latest beginning of an event that happened."""
    days = [
        row["date_start"]
        for row in dataset["events"].to_pylist()
        if row["modality"] == "actual" and row["date_start"]
    ]
    return {"temporalCoverage": f"{min(days)}/{max(days)}"} if days else {}


def _data_files(files: Iterable[str]) -> list[tuple[str, str]]:
    kinds = ((name, FORMATS.get(PurePath(name).suffix)) for name in sorted(files))
    return [(name, kind) for name, kind in kinds if kind]


def _file(name: str, files: Mapping[str, bytes]) -> Node:
    content = files[name]
    return {
        "name": name,
        "contentUrl": name,
        "contentSize": f"{len(content)} B",
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _record_set(table: Table) -> Node:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.key],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> Node:
    source = {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": column.name}}
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": DATA_TYPES[column.type],
        "source": source,
    }


def _bibtex(version: Version) -> str:
    return (
        f"@misc{{{NAME}, author = {{{{{CREATOR}}}}}, title = {{{{{TITLE}}}}}, "
        f"version = {{{version}}}, note = {{Dataset, {LICENCE['title']}}}}}"
    )
