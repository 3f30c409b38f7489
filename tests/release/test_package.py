import json

import frictionless
import pytest

from pipeline.dataset import assemble
from pipeline.release import publish
from pipeline.release.package import PUBLISHED, meaning
from tests.factories import brief


def problems(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    return report.flatten(["type", "note", "rowNumber", "fieldName"])


def test_frictionless_finds_the_package_valid(released):
    assert problems(released) == []


def test_frictionless_finds_a_package_with_changes_and_without_rows_valid(released, outputs):
    publish(assemble([brief().tables()]), outputs, {})
    assert problems(outputs / "v0.2.0") == []
    publish(assemble([]), outputs, {})
    assert problems(outputs / "v0.3.0") == []


@pytest.mark.parametrize(
    ("table", "old", "new", "kind"),
    [
        ("events", ",AGREE,", ",AGREES,", "constraint-error"),
        ("claims", ",USD,", ",,", "constraint-error"),
        ("event_actors", "country:uzb", "country:atl", "foreign-key"),
        ("dates", "2012-06-01", "June", "type-error"),
    ],
)
def test_frictionless_knows_the_declared_rules(released, table, old, new, kind):
    path = released / f"{table}.csv"
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    assert kind in {problem[0] for problem in problems(released)}


def test_the_package_declares_each_column_in_order(released):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    declared = {
        resource["name"]: tuple(field["name"] for field in resource["schema"]["fields"])
        for resource in package["resources"]
        if resource.get("type") == "table"
    }
    assert declared == {table.name: table.names for table in PUBLISHED}
    assert package["version"] == "0.1.0"


def test_fields_carry_an_example_as_it_stands_in_the_csv(released):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    fields = {
        (resource["name"], field["name"]): field
        for resource in package["resources"]
        if "schema" in resource
        for field in resource["schema"]["fields"]
    }
    assert fields["claims", "value"]["example"] == "5300000"
    assert "example" not in fields["events", "place"]


def test_the_databases_are_described_too(released):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    files = {r["name"]: r["path"] for r in package["resources"] if "schema" not in r}
    assert files == {"khorgos-duckdb": "khorgos.duckdb", "khorgos-sqlite": "khorgos.sqlite"}


def test_an_example_is_no_meaning(released):
    package = json.loads((released / "datapackage.json").read_text(encoding="utf-8"))
    before = meaning(package)
    package["resources"][0]["schema"]["fields"][0]["example"] = "another"
    assert meaning(package) == before
