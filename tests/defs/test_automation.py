"""When a run is asked for, and when not."""

import dagster as dg
import pytest

from pipeline.definitions import defs
from pipeline.defs.automation import RANGE_END, RANGE_START, daily, source_changes
from pipeline.defs.resources import WorkspaceResource
from pipeline.defs.sources import PARTITIONS
from tests.workspaces import TEXTS, make_workspace, register

MORE = TEXTS | {"rail": "A railway\n\nIn 2016 China lent money for a railway.\n"}


@pytest.fixture
def instance(tmp_path):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        yield instance


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "project")


class Sensor:
    """The sensor as its daemon drives it: what it asks for is done, its cursor is kept."""

    def __init__(self, instance: dg.DagsterInstance, root) -> None:
        self.instance, self.project = instance, WorkspaceResource(root=str(root))
        self.cursor = None

    def ask(self) -> dg.SensorResult | dg.SkipReason:
        with dg.build_sensor_context(instance=self.instance, cursor=self.cursor) as context:
            outcome = source_changes(context, project=self.project)
        if isinstance(outcome, dg.SkipReason):
            return outcome
        self.cursor = outcome.cursor
        for request in outcome.dynamic_partitions_requests:
            if isinstance(request, dg.AddDynamicPartitionsRequest):
                self.instance.add_dynamic_partitions(PARTITIONS, list(request.partition_keys))
            else:
                for key in request.partition_keys:
                    self.instance.delete_dynamic_partition(PARTITIONS, key)
        return outcome


def test_the_sensor_asks_once_for_each_state_and_again_when_it_comes_back(
    workspace, instance
) -> None:
    sensor = Sensor(instance, workspace.root)
    gas = workspace.raw / "documents" / "gas.txt"
    [request] = sensor.ask().run_requests
    keys = [request.run_key]
    assert set(instance.get_dynamic_partitions(PARTITIONS)) == set(TEXTS)
    assert {request.tags[RANGE_START], request.tags[RANGE_END]} == set(TEXTS)
    assert isinstance(sensor.ask(), dg.SkipReason)

    for text in (TEXTS["gas"] + "\nMore.\n", TEXTS["gas"]):
        gas.write_text(text)
        keys += [request.run_key for request in sensor.ask().run_requests]
    assert len(set(keys)) == len(keys) == 3

    gas.touch()
    assert isinstance(sensor.ask(), dg.SkipReason)
    gas.unlink()
    assert len(sensor.ask().run_requests) == 1
    register(workspace, TEXTS, publisher="Somebody else")
    assert len(sensor.ask().run_requests) == 1


def test_a_new_entry_becomes_a_partition_and_a_removed_one_leaves(workspace, instance) -> None:
    sensor = Sensor(instance, workspace.root)
    sensor.ask()
    (workspace.raw / "documents" / "rail.txt").write_text(MORE["rail"])
    register(workspace, MORE)
    assert len(sensor.ask().run_requests) == 1
    assert set(instance.get_dynamic_partitions(PARTITIONS)) == set(MORE)
    register(workspace, TEXTS)
    assert len(sensor.ask().run_requests) == 1
    assert set(instance.get_dynamic_partitions(PARTITIONS)) == set(TEXTS)


def test_the_schedule_runs_daily_over_the_partitions_of_the_register(workspace, instance) -> None:
    instance.add_dynamic_partitions(PARTITIONS, ["a-source-of-yesterday"])
    project = WorkspaceResource(root=str(workspace.root))
    with dg.build_schedule_context(instance=instance) as context:
        request = daily(context, project=project)
    assert {request.tags[RANGE_START], request.tags[RANGE_END]} == set(TEXTS)
    assert set(instance.get_dynamic_partitions(PARTITIONS)) == set(TEXTS)
    assert daily.cron_schedule == "0 5 * * *"


def test_sensor_and_schedule_wait_until_somebody_switches_them_on() -> None:
    assert source_changes.default_status == dg.DefaultSensorStatus.STOPPED
    assert daily.default_status == dg.DefaultScheduleStatus.STOPPED


def test_what_was_extracted_by_hand_is_followed_to_the_release(instance) -> None:
    loaded = defs()
    instance.add_dynamic_partitions(PARTITIONS, ["gas"])
    first = dg.evaluate_automation_conditions(loaded, instance=instance)
    instance.report_runless_asset_event(dg.AssetMaterialization("extraction", partition="gas"))
    second = dg.evaluate_automation_conditions(loaded, instance=instance, cursor=first.cursor)
    assert first.total_requested == 0
    for name in ("documents", "claims", "validation", "release"):
        assert second.get_num_requested(dg.AssetKey(name)) == 1
    assert second.get_num_requested(dg.AssetKey("extraction")) == 0
