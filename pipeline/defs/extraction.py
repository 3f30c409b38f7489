"""Extraction: each source is read and its rows are found."""

import dagster as dg

from pipeline import stages
from pipeline.defs.resources import WorkspaceResource
from pipeline.defs.sources import SOURCES, source_files


@dg.asset(
    partitions_def=SOURCES,
    deps=[source_files],
    group_name="extraction",
    kinds={"python", "parquet"},
    backfill_policy=dg.BackfillPolicy.single_run(),
    description="Regions, sentences, dates, mentions, claims and events of each source. "
    "A source is extracted anew when its bytes, its register entry or the extractors changed.",
)
def extraction(context: dg.AssetExecutionContext, project: WorkspaceResource) -> None:
    """Bring the stored rows of every partition of this run up to date."""
    for source_id in context.partition_keys:
        outcome = stages.extract_source(project.workspace(), source_id)
        for message in outcome.messages:
            context.log.warning(message)
        context.add_asset_metadata(
            {"outcome": outcome.status, **outcome.counts}, partition_key=source_id
        )
