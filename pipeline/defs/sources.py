"""The sources: files of the register, one partition each."""

import dagster as dg

from pipeline import stages
from pipeline.defs.resources import WorkspaceResource

PARTITIONS = "source"
SOURCES = dg.DynamicPartitionsDefinition(name=PARTITIONS)


@dg.observable_source_asset(
    name="source_files",
    partitions_def=SOURCES,
    group_name="sources",
    description="The documents of the register in raw/; the version is the SHA-256 of the bytes.",
)
def source_files(
    context: dg.OpExecutionContext, project: WorkspaceResource
) -> dg.DataVersionsByPartition:
    """Observe which sources are there and with which content."""
    known = context.instance.get_dynamic_partitions(PARTITIONS)
    return dg.DataVersionsByPartition(
        {
            state.source_id: state.fingerprint
            for state in stages.plan(project.workspace()).sources
            if state.source_id in known
        }
    )
