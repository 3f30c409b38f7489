"""What Dagster shows: assets, checks, jobs, policies."""

import dagster as dg
import pytest

from pipeline.definitions import defs
from pipeline.tables import BY_NAME, TABLES
from pipeline.validation import list_checks
from pipeline.validation.sources import SOURCE_CHECKS


@pytest.fixture(scope="module")
def loaded() -> dg.Definitions:
    return defs()


def specs(loaded: dg.Definitions) -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in loaded.resolve_all_asset_specs()}


def test_the_assets_are_these_and_no_others(loaded: dg.Definitions) -> None:
    groups = {name: spec.group_name for name, spec in specs(loaded).items()}
    assert groups == {
        "source_files": "sources",
        "collection": "sources",
        "extraction": "extraction",
        **{table.name: "dataset" for table in TABLES},
        "validation": "validation",
        "release": "release",
    }


def test_every_asset_says_what_it_is_and_whose(loaded: dg.Definitions) -> None:
    for spec in specs(loaded).values():
        assert spec.description
        assert spec.owners == ["team:khorgos"]
        assert spec.kinds


def test_a_table_shows_its_declared_columns(loaded: dg.Definitions) -> None:
    for name, table in BY_NAME.items():
        schema = specs(loaded)[name].metadata["dagster/column_schema"]
        assert [column.name for column in schema.columns] == list(table.names)
        assert all(column.description for column in schema.columns)


def test_every_expectation_is_a_check_that_blocks_if_it_is_critical(loaded) -> None:
    graph = loaded.resolve_asset_graph()
    found = {
        (key.asset_key.to_user_string(), key.name): graph.get(key).blocking
        for key in graph.asset_check_keys
    }
    assert found == {(c.table, c.name): c.severity == "critical" for c in list_checks()} | {
        ("extraction", check.name): False for check in SOURCE_CHECKS
    }


def test_the_checks_of_a_source_are_partitioned_as_sources_are(loaded: dg.Definitions) -> None:
    graph = loaded.resolve_asset_graph()
    for key in graph.asset_check_keys:
        is_of_a_source = key.asset_key == dg.AssetKey("extraction")
        assert (graph.get(key).partitions_def is not None) == is_of_a_source


def test_the_data_goes_one_way(loaded: dg.Definitions) -> None:
    parents = {
        name: {dep.asset_key.to_user_string() for dep in spec.deps}
        for name, spec in specs(loaded).items()
    }
    assert parents["extraction"] == {"source_files"}
    assert all(parents[table.name] == {"extraction"} for table in TABLES)
    assert parents["validation"] == {table.name for table in TABLES}
    assert parents["release"] == {"validation"}


@pytest.mark.parametrize(
    ("job", "assets"),
    [
        ("look", {"source_files"}),
        ("everything", {"source_files", "extraction", *BY_NAME, "validation", "release"}),
        ("one_source", {"extraction", *BY_NAME, "validation", "release"}),
        ("validate_only", {"validation"}),
        ("release_only", {"validation", "release"}),
    ],
)
def test_a_job_does_what_its_name_says(loaded: dg.Definitions, job: str, assets: set[str]) -> None:
    layer = loaded.resolve_job_def(job).asset_layer
    assert {key.to_user_string() for key in layer.selected_asset_keys} == assets
    checks = {key.asset_key.to_user_string() for key in layer.asset_graph.asset_check_keys}
    assert (set(BY_NAME) <= checks) == (job != "look")


def test_all_partitions_of_a_job_are_one_run(loaded: dg.Definitions) -> None:
    for job in ("everything", "one_source"):
        policy = loaded.resolve_job_def(job).backfill_policy
        assert policy == dg.BackfillPolicy.single_run()


def test_sources_and_release_go_stale_when_nobody_looks(loaded: dg.Definitions) -> None:
    policies = {name: spec.freshness_policy for name, spec in specs(loaded).items()}
    assert {name for name, policy in policies.items() if policy} == {"extraction", "release"}


def test_the_launchpad_explains_its_config(loaded: dg.Definitions) -> None:
    extraction = loaded.resolve_job_def("everything").get_node_named("extraction").definition
    again = extraction.config_schema.config_type.fields["again"]
    assert again.default_value is False
    assert "even if nothing" in again.description
