"""The sources: files of the register, one partition each."""

from collections.abc import Iterator

import dagster as dg
from dagster._core.definitions.source_asset import (
    SYSTEM_METADATA_KEY_SOURCE_ASSET_OBSERVATION as OBSERVED,
)

from pipeline import stages
from pipeline.defs.metadata import OWNERS
from pipeline.defs.resources import WorkspaceResource

PARTITIONS = "source"
SOURCES = dg.DynamicPartitionsDefinition(name=PARTITIONS)
DATA_VERSION = "dagster/data_version"


@dg.multi_observable_source_asset(  # type: ignore[untyped-decorator]
    name="source_files",
    specs=[
        dg.AssetSpec(
            "source_files",
            partitions_def=SOURCES,
            group_name="sources",
            owners=OWNERS,
            kinds={"text", "yaml"},
            description="The documents that the register raw/sources.yaml names, one partition a "
            "source. Observing them reads and changes nothing: it shows of each source whether "
            "it is there, its SHA-256, and what the next run will do with it.",
        )
    ],
)
def source_files(
    context: dg.AssetExecutionContext, project: WorkspaceResource
) -> Iterator[dg.Output[None]]:
    """Observe which sources are there and with which content."""
    known = context.instance.get_dynamic_partitions(PARTITIONS)
    for state in stages.plan(project.workspace()).sources:
        if state.source_id in known:
            context.log_event(
                dg.AssetObservation(
                    "source_files",
                    partition=state.source_id,
                    tags={DATA_VERSION: state.sha256},
                    metadata={
                        "the next run will": stages.ACTIONS[state.status],
                        "file": f"raw/{state.file}",
                        "SHA-256": state.sha256,
                    },
                )
            )
    # Without the mark Dagster adds an empty observation to each of those above.
    yield dg.Output(None, output_name="source_files", metadata={OBSERVED: True})


# The decorator takes no backfill policy, and without one a job would run once a partition.
source_files = source_files.with_attributes(backfill_policy=dg.BackfillPolicy.single_run())
