"""Collection: the sources that are published at an address, fetched when a person asks.

It stands outside the job of everything: a run reaches no network.
"""

import dagster as dg

from pipeline import stages
from pipeline.collection.client import Client
from pipeline.defs.metadata import OWNERS
from pipeline.defs.resources import WorkspaceResource


class CollectionConfig(dg.Config):
    """What a person may allow when materialising the asset."""

    allow_private: bool = False


@dg.asset(
    group_name="sources",
    owners=OWNERS,
    kinds={"python"},
    description="raw/archive/: every version of the sources with `collect: true`. Materialising "
    "it fetches them; it is part of no job, and does nothing where there are no such sources.",
)
def collection(
    context: dg.AssetExecutionContext, config: CollectionConfig, project: WorkspaceResource
) -> dg.MaterializeResult[None]:
    """Ask every address whether its document changed, and archive what is new."""
    client = Client(allow_private=config.allow_private)
    collected = list(stages.collect(project.workspace(), client))
    for one in collected:
        if one.status in ("changed", "failed"):
            context.log.warning(one.message)
    return dg.MaterializeResult(metadata={one.source_id: one.message for one in collected})
