"""What changes is shown before it is released; what changes too much waits for a reason."""

import json

import pytest

from pipeline import drift, stages
from pipeline.dataset import assemble
from pipeline.drift import DriftError
from pipeline.release.publish import publish
from pipeline.tables import DATES, EVENTS
from tests.factories import brief
from tests.reliability.publisher import advance, extract, make, run
from tests.workspaces import REPOSITORY

BOUNDS = REPOSITORY / "expectations" / "drift.csv"


@pytest.fixture
def small():
    return assemble([brief().tables()])


def times(table, rows, count, **change):
    """``count`` rows like the first of ``rows``, with ids of their own."""
    first = rows.to_pylist()[0] | change
    return table.arrow([first | {table.key[0]: f"{n:016}"} for n in range(count)])


def recorded(published):
    """What the provenance of a release says of how it was made."""
    provenance = json.loads((published.folder / "provenance.json").read_text())
    return provenance["activity"]["khorgos:making"]


def found(before, after):
    return [str(finding) for finding in drift.find(before, after, BOUNDS)]


def test_the_first_release_has_nothing_to_drift_from(small):
    assert drift.find({}, small, BOUNDS) == ()


@pytest.mark.parametrize(("after", "is_drift"), [(40, False), (20, False), (19, True), (121, True)])
def test_rows_of_a_document_may_halve_or_triple(small, after, is_drift):
    had = {**small, "dates": times(DATES, small["dates"], 40)}
    has = {**small, "dates": times(DATES, small["dates"], after)}
    expected = [f"dates: brief: 40 rows before, {after} now"] if is_drift else []
    assert found(had, has) == expected


def test_a_few_rows_may_come_and_go(small):
    had = {**small, "dates": times(DATES, small["dates"], 9)}
    assert found(had, {**small, "dates": DATES.arrow([])}) == []


def test_a_type_that_vanishes_is_drift(small):
    had = {**small, "events": times(EVENTS, small["events"], 10)}
    has = {**small, "events": times(EVENTS, small["events"], 10, event_type="AID")}
    assert found(had, has) == ["events: event_type AGREE: 10 rows before, 0 now"]


def test_a_document_that_is_gone_while_its_source_is_not_is_drift(small):
    other = small["documents"].to_pylist()[0] | {"document_id": "brief/two"}
    table = small["documents"]
    had = {**small, "documents": type(table).from_pylist([*table.to_pylist(), other], table.schema)}
    assert found(had, small) == ["documents: brief/two: 1 rows before, 0 now"]


def test_drift_needs_a_reason_and_the_release_records_it(small, tmp_path):
    had = {**small, "dates": times(DATES, small["dates"], 40)}
    findings = drift.find(had, small, BOUNDS)
    for reason in (None, "", "  "):
        with pytest.raises(DriftError, match=r"nothing was published.*--accept-drift"):
            drift.require_accepted(findings, reason)
    record = drift.require_accepted(findings, "the rule for years was wrong")
    published = publish(small, tmp_path, record)
    made = recorded(published)
    assert made["khorgos:drift_accepted"] == "the rule for years was wrong"
    assert made["khorgos:drift"] == ["dates: brief: 40 rows before, 2 now"]


@pytest.mark.parametrize("text", ["", "bound,value\n", "bound,value\nshrinks_to,half\n"])
def test_bounds_that_are_none_are_a_message(small, tmp_path, text):
    path = tmp_path / "drift.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=r"drift.csv: give each of shrinks_to"):
        drift.find(small, small, path)


def test_a_run_that_drifts_is_blocked_until_somebody_says_why(tmp_path, monkeypatch):
    workspace = make(tmp_path / "project")
    workspace.expectations.unlink()
    workspace.expectations.mkdir()
    for file in (REPOSITORY / "expectations").iterdir():
        (workspace.expectations / file.name).write_bytes(file.read_bytes())
    rules = "bound,value\nshrinks_to,0.9\ngrows_to,3\nfrom_rows,1\nvanishes_from,1\n"
    workspace.drift_bounds.write_text(rules)
    run(workspace)
    rejected = stages.dataset(workspace)["events"]["event_id"][0].as_py()
    with workspace.corrections.open("a") as file:
        file.write(f"events,{rejected},reject,,,,it never happened,A. Tester\n")
    extract(workspace)
    stages.assemble(workspace)
    with pytest.raises(DriftError, match="events: brief: 1 rows before, 0 now"):
        stages.publish(workspace)
    assert stages.latest_release(workspace).name == "v0.1.0"
    published = stages.publish(workspace, accept_drift="a person rejected it")
    assert recorded(published)["khorgos:drift_accepted"] == "a person rejected it"


def test_a_preview_shows_the_rows_that_would_change_and_publishes_nothing(tmp_path):
    workspace = make(tmp_path / "project")
    advance(workspace, "Another title")
    extract(workspace)
    differences, beyond = stages.preview(workspace)
    assert differences == ("documents: 1 changed",)
    assert beyond == ()
    assert stages.latest_release(workspace).name == "v0.1.0"
