"""Jobs run on a small project, as the UI and the command run them."""

import dataclasses
import json
import shutil

import dagster as dg
import pandas as pd
import pytest

from pipeline import stages
from pipeline.definitions import defs
from pipeline.defs.automation import range_tags, sync_partitions
from pipeline.release.store import ConflictError, StoreError
from pipeline.tables import TABLES
from pipeline.validation import record
from pipeline.workspace import Workspace
from tests.workspaces import TEXTS, make_workspace, register

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
RAIL = "A railway\n\nIn May 2016 China lent $2 billion for a railway.\n"
CORRECTION = "claims,{},edit,unit,USD,{},planted,A. Tester\n"


class Project:
    """A workspace with a Dagster instance of its own."""

    def __init__(self, workspace: Workspace, instance: dg.DagsterInstance) -> None:
        self.workspace, self.instance = workspace, instance

    def run(self, job: str, config=None, **how) -> dg.ExecuteInProcessResult:
        plan = stages.plan(self.workspace)
        keys = sync_partitions(self.instance, plan)
        if job == "everything":
            how = {"tags": range_tags(keys, plan)}
        return (
            defs()
            .resolve_job_def(job)
            .execute_in_process(
                instance=self.instance,
                run_config=QUIET | (config or {}),
                raise_on_error=False,
                **how,
            )
        )


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A project after its first run, and that run; tests must not change it."""
    with pytest.MonkeyPatch.context() as patch:
        root = tmp_path_factory.mktemp("project")
        workspace = make_workspace(root / "first")
        patch.setenv("KHORGOS_ROOT", str(workspace.root))
        with dg.DagsterInstance.local_temp(str(root)) as instance:
            project = Project(workspace, instance)
            yield project, project.run("everything")


@pytest.fixture
def project(first, tmp_path, monkeypatch):
    """A copy of the project after its first run, for a test to change."""
    shutil.copytree(first[0].workspace.root, tmp_path / "copy", symlinks=True)
    monkeypatch.setenv("KHORGOS_ROOT", str(tmp_path / "copy"))
    (tmp_path / "dagster").mkdir()
    with dg.DagsterInstance.local_temp(str(tmp_path / "dagster")) as instance:
        yield Project(Workspace(tmp_path / "copy"), instance)


def card(result: dg.ExecuteInProcessResult, source_id: str) -> dict:
    [materialization] = [
        event.step_materialization_data.materialization
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey("extraction") and event.partition == source_id
    ]
    return {name: value.value for name, value in materialization.metadata.items()}


def metadata(result: dg.ExecuteInProcessResult, asset: str) -> dict:
    [materialization] = result.asset_materializations_for_node(asset)
    return materialization.metadata


def failed_checks(result: dg.ExecuteInProcessResult) -> dict[str, dg.AssetCheckEvaluation]:
    return {
        f"{check.asset_key.to_user_string()}.{check.check_name}": check
        for check in result.get_asset_check_evaluations()
        if not check.passed
    }


def test_a_run_of_everything_publishes(first) -> None:
    project, result = first
    assert result.success
    assert not failed_checks(result)
    assert (project.workspace.outputs / "v0.1.0").is_dir()


def test_a_source_shows_its_document_hash_time_and_counts(first) -> None:
    project, result = first
    shown = card(result, "gas")
    assert shown["titles"] == "Gas for the east"
    assert shown["file"] == "raw/documents/gas.txt"
    assert len(shown["SHA-256"]) == 64
    assert shown["read"] > 0
    assert shown["outcome"] == "extracted"
    rows = stages.dataset(project.workspace)
    counted = [row for row in rows["events"].to_pylist() if row["document_id"] == "gas"]
    assert shown["events"] == len(counted) > 0


def test_an_observation_says_what_the_next_run_will_do(first) -> None:
    project, result = first
    observed = {
        event.partition: event.asset_observation_data.asset_observation
        for event in result.all_events
        if event.event_type == dg.DagsterEventType.ASSET_OBSERVATION
    }
    sources = {s.source_id: s for s in stages.plan(project.workspace).sources}
    assert observed.keys() == sources.keys()
    for name, observation in observed.items():
        assert observation.tags["dagster/data_version"] == sources[name].sha256
        assert observation.metadata["the next run will"].value == "extract: not seen before"


def test_each_source_has_checks_of_its_own(first) -> None:
    project, _ = first
    key = dg.AssetCheckKey(dg.AssetKey("extraction"), "file_is_the_registered_one")
    records = project.instance.event_log_storage.get_asset_check_execution_history(key, limit=9)
    assert {record.partition for record in records} == set(TEXTS)


def test_a_table_shows_rows_counts_and_where_its_references_lead(first) -> None:
    project, result = first
    tables = {
        event.asset_key.to_user_string(): event.step_materialization_data.materialization.metadata
        for event in result.get_asset_materialization_events()
    }
    claims = tables["claims"]
    assert claims["dagster/row_count"].value == stages.row_counts(project.workspace)["claims"]
    assert "$20 million" in claims["preview"].value
    lineage = claims["dagster/column_lineage"].value.deps_by_column
    assert lineage["date_id"] == [dg.TableColumnDep(dg.AssetKey("dates"), "date_id")]
    assert set(tables) >= {table.name for table in TABLES}


def test_the_release_shows_its_version_changes_and_files(first) -> None:
    _, result = first
    shown = metadata(result, "release")
    assert shown["version"].value == "0.1.0"
    assert shown["published now"].value is True
    assert "first release" in shown["changes"].value
    assert "[claims.csv](http://127.0.0.1:3001/v0.1.0/claims.csv)" in shown["files"].value


def plant(project: Project, unit: str) -> str:
    claims = pd.read_parquet(project.workspace.outputs / "v0.1.0" / "claims.parquet")
    row_id = str(claims.claim_id[claims.unit == "USD"].iloc[0])
    with project.workspace.corrections.open("a") as file:
        file.write(CORRECTION.format(row_id, unit))
    return row_id


def test_a_critical_failure_shows_the_row_and_leaves_the_last_release(project) -> None:
    row_id = plant(project, "furlongs")
    result = project.run("everything")
    assert not result.success
    check = failed_checks(result)["claims.unit_fits_its_kind"]
    assert check.severity == dg.AssetCheckSeverity.ERROR
    assert check.metadata["expected"].value
    [record] = check.metadata["offending rows"].records
    assert record.data["claim_id"] == row_id
    assert record.data["document_id"] == "bridge"
    assert isinstance(record.data["char_start"], int)
    assert "furlongs" in record.data["value"]
    assert [path.name for path in project.workspace.outputs.glob("v*")] == ["v0.1.0"]


def release_alone(project: Project) -> dg.ExecuteInProcessResult:
    return dg.materialize(
        [defs().get_assets_def("release")],
        instance=project.instance,
        resources=defs().resources,
        raise_on_error=False,
    )


@pytest.mark.parametrize(
    ("error", "is_tried_again"),
    [(StoreError("no answer"), True), (ConflictError("taken"), False), (TypeError("bug"), False)],
)
def test_only_a_store_that_does_not_answer_is_tried_again(
    project, monkeypatch, error: Exception, is_tried_again: bool
) -> None:
    publish, errors = stages.publish, [error]

    def fail_once(*given) -> stages.Publication:
        if errors:
            raise errors.pop()
        return publish(*given)

    monkeypatch.setattr(stages, "publish", fail_once)
    monkeypatch.setattr("pipeline.defs.release.SECONDS", 0)
    assert release_alone(project).success == is_tried_again


def test_a_dataset_that_failed_is_not_published_by_hand_either(project) -> None:
    workspace = project.workspace
    results = [
        dataclasses.replace(check, passed=check.name != "unit_fits_its_kind")
        for check in stages.validated(workspace)
    ]
    content = stages.store(workspace).folder.parent / "validation.json"
    record.keep(content, json.loads(content.read_text())["content"], results)
    release = release_alone(project)
    assert not release.success
    [failure] = [event for event in release.all_events if event.is_step_failure]
    assert "unit_fits_its_kind" in failure.step_failure_data.user_failure_data.description
    assert [path.name for path in project.workspace.outputs.glob("v*")] == ["v0.1.0"]


def test_one_source_rebuilds_what_depends_on_it_and_no_more(project) -> None:
    (project.workspace.raw / "documents" / "gas.txt").write_text(
        TEXTS["gas"] + "\nIn 2014 Turkmenistan opened a pipeline to China.\n"
    )
    before = stages.store(project.workspace).saved("bridge")
    result = project.run("one_source", partition_key="gas")
    assert result.success
    assert card(result, "gas")["outcome"] == "extracted"
    assert stages.store(project.workspace).saved("bridge") == before
    assert metadata(result, "release")["version"].value == "0.1.1"
    warning = failed_checks(result)["extraction.file_is_the_registered_one"]
    assert warning.partition == "gas"
    assert warning.severity == dg.AssetCheckSeverity.WARN


def test_a_source_is_extracted_again_if_asked(project) -> None:
    config = {"ops": {"extraction": {"config": {"again": True}}}}
    only = [dg.AssetKey("extraction")]
    result = project.run("one_source", config, partition_key="gas", asset_selection=only)
    assert card(result, "gas")["outcome"] == "extracted"


def test_sources_come_and_go(project) -> None:
    """A file vanished, an entry was removed, a file and its entry came."""
    documents = project.workspace.raw / "documents"
    (documents / "bridge.txt").unlink()
    (documents / "rail.txt").write_text(RAIL)
    register(project.workspace, {"bridge": TEXTS["bridge"], "rail": RAIL})
    assert stages.plan(project.workspace).withdrawn == ("gas",)

    result = project.run("everything")
    assert result.success
    assert set(project.instance.get_dynamic_partitions("source")) == {"bridge", "rail"}
    carried = card(result, "bridge")
    assert (carried["outcome"], carried["read"]) == ("absent", "not by this run")
    assert carried["events"] > 0
    assert failed_checks(result)["extraction.file_is_there"].partition == "bridge"
    assert card(result, "rail")["outcome"] == "extracted"
    status = {
        row["document_id"]: row["status"]
        for row in stages.dataset(project.workspace)["documents"].to_pylist()
    }
    assert status == {"bridge": "carried_forward", "rail": "present"}
    assert metadata(result, "release")["version"].value == "0.2.0"
    said = [e.message for e in project.instance.all_logs(result.run_id) if e.level >= 30]
    assert any("v0.1.0 carried forward" in message for message in said)
    assert any("gas: its register entry is gone" in message for message in said)
