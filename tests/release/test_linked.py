"""Loaders and search engines understand the description of a release."""

import hashlib
import json

import mlcroissant
import pandas as pd
import pytest
import rdflib

from pipeline.dataset import assemble
from pipeline.release import publish, read_release
from pipeline.release.linked import FORMATS
from pipeline.release.package import PUBLISHED
from tests.factories import paper

SCHEMA = rdflib.Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def loaded(first_release):
    return mlcroissant.Dataset(jsonld=first_release / "croissant.json")


@pytest.fixture
def page(released):
    return json.loads((released / "dataset.jsonld").read_text(encoding="utf-8"))


def plain(value):
    """A value as it was before the loader: bytes to text, days to dates."""
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if pd.isna(value) else value


def test_croissant_is_valid_but_for_the_day_that_a_release_does_not_name(loaded):
    issues = loaded.metadata.ctx.issues
    assert issues.errors == set()
    assert [w for w in issues.warnings if "datePublished" not in w] == []
    assert loaded.metadata.ctx.conforms_to.value == "http://mlcommons.org/croissant/1.1"
    assert loaded.metadata.version == "0.1.0"


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
def test_croissant_loads_the_records_of_each_table(released, loaded, table):
    records = [
        {key.split("/")[1]: plain(value) for key, value in record.items()}
        for record in loaded.records(table.name)
    ]
    rows = read_release(released)[table.name].to_pylist()
    key = [str(column) for column in table.key]

    def order(row):
        return [str(row[column]) for column in key]

    assert sorted(records, key=order) == sorted(rows, key=order)


def test_every_file_of_data_is_described_with_its_checksum(released, loaded, page):
    names = {p.name for p in released.iterdir() if p.suffix in FORMATS}
    croissant = json.loads((released / "croissant.json").read_text(encoding="utf-8"))
    for described in (croissant["distribution"], page["distribution"]):
        sums = {file["name"]: file["sha256"] for file in described}
        assert sums == {
            name: hashlib.sha256((released / name).read_bytes()).hexdigest() for name in names
        }


def test_search_engines_find_what_they_ask_for(page):
    graph = rdflib.Graph().parse(
        data=json.dumps(page | {"@context": {"@vocab": str(SCHEMA)}}), format="json-ld"
    )
    (dataset,) = graph.subjects(rdflib.RDF.type, SCHEMA.Dataset)
    for wanted in ("name", "description", "license", "creator", "version", "distribution"):
        assert (dataset, SCHEMA[wanted], None) in graph
    assert 50 <= len(page["description"]) <= 5000
    assert page["@context"] == "https://schema.org/"
    assert page["temporalCoverage"] == "2012-06-01/2012-06-01"
    assert [work["name"] for work in page["isBasedOn"]] == ["Brief", "Paper"]


def test_each_column_is_a_variable(page):
    names = [variable["name"] for variable in page["variableMeasured"]]
    assert names == [f"{table.name}.{column}" for table in PUBLISHED for column in table.names]


def test_a_dataset_without_events_covers_no_time(outputs):
    folder = publish(assemble([]), outputs, {}).folder
    page = json.loads((folder / "dataset.jsonld").read_text(encoding="utf-8"))
    assert "temporalCoverage" not in page


def test_a_hostile_title_stays_a_string(outputs):
    made = paper()
    made.rows["documents"][0]["title"] = '"><img src=x onerror=alert(1)>'
    folder = publish(assemble([made.tables()]), outputs, {}).folder
    page = json.loads((folder / "dataset.jsonld").read_text(encoding="utf-8"))
    assert page["isBasedOn"][0]["name"] == '"><img src=x onerror=alert(1)>'
