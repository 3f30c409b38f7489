"""The dataset: the rows of all sources, linked, clustered and corrected."""

from collections.abc import Iterator

import dagster as dg

from pipeline import stages, state
from pipeline.defs.extraction import extraction
from pipeline.defs.metadata import (
    OWNERS,
    PREVIEW_ROWS,
    column_lineage,
    column_schema,
    markdown,
)
from pipeline.defs.resources import WorkspaceResource
from pipeline.tables import TABLES


@dg.multi_asset(
    name="dataset",
    specs=[
        dg.AssetSpec(
            table.name,
            deps=[extraction],
            description=table.description,
            group_name="dataset",
            owners=OWNERS,
            kinds={"parquet", "table"},
            code_version=state.code_fingerprint(state.EVERYTHING)[:12],
            automation_condition=dg.AutomationCondition.eager(),
            metadata={"dagster/column_schema": column_schema(table)},
        )
        for table in TABLES
    ],
    backfill_policy=dg.BackfillPolicy.single_run(),
)
def dataset(
    context: dg.AssetExecutionContext, project: WorkspaceResource
) -> Iterator[dg.MaterializeResult[None]]:
    """Assemble all tables from what was extracted and what is carried forward."""
    assembled = stages.assemble(project.workspace())
    for message in assembled.messages:
        context.log.warning(message)
    for table in TABLES:
        rows = assembled.dataset[table.name]
        yield dg.MaterializeResult(
            asset_key=table.name,
            metadata={
                "dagster/row_count": rows.num_rows,
                "dagster/column_lineage": column_lineage(table),
                "preview": markdown(rows.slice(0, PREVIEW_ROWS).to_pylist()),
            },
        )
