"""Any two releases can be told apart."""

import json

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.dataset import assemble
from pipeline.release import difference, publish
from tests.factories import brief


@pytest.fixture
def second(released, outputs):
    made = brief()
    made.rows["claims"][0]["value"] = 5.5e6
    publish(assemble([made.tables()]), outputs, {})
    return outputs


def test_rows_that_changed_went_and_came_are_counted_by_table(second):
    found = difference(second, "0.1.0", "0.2.0")
    assert (found.before, found.after, found.meanings) == ("v0.1.0", "v0.2.0", [])
    assert found.counts["claims", "changed"] == 1
    assert found.counts["events", "removed"] == 1
    back = difference(second, "latest", "v0.1.0")
    assert back.counts["events", "added"] == 1


def test_a_difference_says_what_stood_there(second):
    lines = list(difference(second, "0.1.0", "latest").lines())
    assert lines[0] == "From v0.1.0 to v0.2.0"
    assert "claims: 1 removed, 1 changed" in lines
    (line,) = [line for line in lines if line.startswith("changed  claims") and " value" in line]
    assert line.endswith(" value: 5300000 -> 5500000")
    assert "removed  documents paper" in lines


def test_a_release_does_not_differ_from_itself(second):
    found = difference(second, "0.1.0", "0.1.0")
    assert list(found.lines()) == ["From v0.1.0 to v0.1.0", "No table differs."]
    assert found.as_json()["changes"] == []


def test_a_table_that_is_declared_otherwise_is_named(second):
    path = second / "v0.1.0" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"][4]["schema"]["fields"][7]["unit"] = "metres"
    path.write_text(json.dumps(package), encoding="utf-8")
    found = difference(second, "0.1.0", "0.1.0")
    assert found.meanings == []
    found = difference(second, "0.1.0", "0.2.0")
    assert found.meanings == ["claims"]
    assert "claims: columns or their meaning differ" in list(found.lines())


def test_the_command_tells_people_and_machines(second, monkeypatch):
    monkeypatch.setenv("KHORGOS_ROOT", str(second.parent))
    shown = CliRunner().invoke(app, ["diff", "0.1.0", "latest"])
    assert shown.exit_code == 0
    assert "claims: 1 removed, 1 changed" in shown.stdout
    machine = CliRunner().invoke(app, ["diff", "0.1.0", "latest", "--json"])
    read = json.loads(machine.stdout)
    assert read["counts"]["claims"] == {"added": 0, "removed": 1, "changed": 1}
    assert read == difference(second, "0.1.0", "0.2.0").as_json()


def test_a_version_that_is_not_there_is_said_with_those_that_are(second):
    with pytest.raises(FileNotFoundError, match=r"no release 3\.0\.0 .* 0\.1\.0, 0\.2\.0"):
        difference(second, "0.1.0", "3.0.0")
    with pytest.raises(FileNotFoundError, match="no release"):
        difference(second, "/../v0.1.0", "latest")
