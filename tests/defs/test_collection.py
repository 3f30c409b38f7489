"""Collecting stands outside of runs: a run reaches no network."""

import dagster as dg
import pytest

from pipeline.definitions import defs
from pipeline.defs.collection import collection
from pipeline.defs.resources import WorkspaceResource
from tests.workspaces import make_workspace


@pytest.fixture
def instance(tmp_path):
    with dg.DagsterInstance.local_temp(str(tmp_path)) as instance:
        yield instance


def test_a_run_of_everything_reaches_no_network(instance) -> None:
    selected = defs().resolve_job_def("everything").asset_layer.executable_asset_keys
    assert dg.AssetKey("release") in selected
    assert dg.AssetKey("collection") not in selected


def test_collecting_without_sources_to_collect_does_nothing(
    tmp_path, instance, monkeypatch
) -> None:
    workspace = make_workspace(tmp_path / "project")
    monkeypatch.setattr("socket.socket.connect", None)  # whoever connects, fails
    result = dg.materialize(
        [collection],
        instance=instance,
        resources={"project": WorkspaceResource(root=str(workspace.root))},
    )
    assert result.success
    assert not (workspace.raw / "archive").exists()
