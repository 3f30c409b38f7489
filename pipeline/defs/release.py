"""The release: a versioned folder that never changes."""

import dagster as dg

from pipeline import stages
from pipeline.defs.resources import WorkspaceResource
from pipeline.tables import TABLES


@dg.asset(
    deps=[table.name for table in TABLES],
    group_name="release",
    kinds={"parquet", "csv"},
    backfill_policy=dg.BackfillPolicy.single_run(),
    description="outputs/vX.Y.Z: the tables as Parquet and CSV with their data package, "
    "published only if every critical check passed and something changed.",
)
def release(project: WorkspaceResource) -> dg.MaterializeResult[None]:
    """Publish the dataset, unless the latest release says the same."""
    outcome = stages.publish(project.workspace())
    return dg.MaterializeResult(
        metadata={
            "version": outcome.version,
            "published now": outcome.is_new,
            "folder": dg.MetadataValue.path(str(outcome.folder)),
            "changes": dg.MetadataValue.md(outcome.changes),
        }
    )
