"""What Dagster shows: assets, checks, jobs, a sensor, a schedule."""

import dagster as dg
import pytest

from pipeline.definitions import defs
from pipeline.defs.automation import RANGE_END, RANGE_START, daily, source_changes
from pipeline.defs.resources import WorkspaceResource
from pipeline.defs.sources import PARTITIONS
from pipeline.tables import BY_NAME, TABLES
from pipeline.validation import list_checks
from tests.workspaces import TEXTS, make_workspace, register


@pytest.fixture(scope="module")
def loaded() -> dg.Definitions:
    return defs()


@pytest.fixture
def instance(tmp_path):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        yield instance


def specs(loaded: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in loaded.resolve_all_asset_specs()}


def test_the_assets_are_these_and_no_others(loaded: dg.Definitions) -> None:
    groups = {name: spec.group_name for name, spec in specs(loaded).items()}
    assert groups == {
        "source_files": "sources",
        "collection": "sources",
        "extraction": "extraction",
        **{table.name: "dataset" for table in TABLES},
        "release": "release",
    }


def test_every_asset_says_what_it_is(loaded: dg.Definitions) -> None:
    assert all(spec.description for spec in specs(loaded).values())


def test_a_table_shows_its_declared_columns(loaded: dg.Definitions) -> None:
    for name, table in BY_NAME.items():
        schema = specs(loaded)[name].metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == list(table.names)


def test_every_expectation_is_a_check_that_blocks_if_it_is_critical(loaded) -> None:
    graph = loaded.resolve_asset_graph()
    found = {
        (key.asset_key.to_user_string(), key.name): graph.get(key).blocking
        for key in graph.asset_check_keys
    }
    assert found == {(c.table, c.name): c.severity == "critical" for c in list_checks()}


def test_the_data_goes_one_way(loaded: dg.Definitions) -> None:
    parents = {
        name: {dep.asset_key.to_user_string() for dep in spec.deps}
        for name, spec in specs(loaded).items()
    }
    assert parents["extraction"] == {"source_files"}
    assert all(parents[table.name] == {"extraction"} for table in TABLES)
    assert parents["release"] == {table.name for table in TABLES}


def ask(instance: dg.DagsterInstance, project: WorkspaceResource, cursor: str | None):
    with dg.build_sensor_context(instance=instance, cursor=cursor) as context:
        outcome = source_changes(context, project=project)
    return outcome, getattr(outcome, "cursor", cursor)


def test_the_sensor_asks_once_for_each_state_and_again_when_it_comes_back(
    tmp_path, instance: dg.DagsterInstance
) -> None:
    workspace = make_workspace(tmp_path / "project")
    project = WorkspaceResource(root=str(workspace.root))
    gas = workspace.raw / "documents" / "gas.txt"
    outcome, cursor = ask(instance, project, None)
    keys = [outcome.run_requests[0].run_key]
    added = outcome.dynamic_partitions_requests[0].partition_keys
    assert set(added) == set(TEXTS)
    instance.add_dynamic_partitions(PARTITIONS, list(added))
    tags = outcome.run_requests[0].tags
    assert {tags[RANGE_START], tags[RANGE_END]} == set(TEXTS)

    outcome, cursor = ask(instance, project, cursor)
    assert isinstance(outcome, dg.SkipReason)

    for text in (TEXTS["gas"] + "\nMore.\n", TEXTS["gas"]):
        gas.write_text(text)
        outcome, cursor = ask(instance, project, cursor)
        keys.append(outcome.run_requests[0].run_key)
    assert len(set(keys)) == 3

    gas.unlink()
    outcome, cursor = ask(instance, project, cursor)
    assert outcome.run_requests
    register(workspace, TEXTS, publisher="Somebody else")
    outcome, _ = ask(instance, project, cursor)
    assert outcome.run_requests


def test_the_schedule_looks_daily_and_asks_only_when_something_changed(
    tmp_path, instance: dg.DagsterInstance
) -> None:
    project = WorkspaceResource(root=str(make_workspace(tmp_path / "project").root))
    request = daily(dg.build_schedule_context(instance=instance), project=project)
    assert isinstance(request, dg.RunRequest)
    assert set(instance.get_dynamic_partitions(PARTITIONS)) == set(TEXTS)
    assert daily.cron_schedule == "0 5 * * *"
