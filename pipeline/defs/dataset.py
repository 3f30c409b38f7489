"""The dataset: the rows of all sources, linked, clustered and corrected."""

from collections.abc import Iterator

import dagster as dg

from pipeline import stages
from pipeline.defs.extraction import extraction
from pipeline.defs.metadata import PREVIEW_ROWS, column_schema, markdown
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
            kinds={"parquet", "table"},
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
                "preview": markdown(rows.slice(0, PREVIEW_ROWS).to_pylist()),
            },
        )
