"""What people run, in the order of the data."""

import dagster as dg

from pipeline.tables import TABLES

TABLE_CHECKS = dg.AssetSelection.checks_for_assets(*(table.name for table in TABLES))

look = dg.define_asset_job(
    "look",
    selection=dg.AssetSelection.assets("source_files"),
    description="Look at the sources and show what a run would do with each; changes nothing.",
)
everything = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.all(include_sources=True) - dg.AssetSelection.assets("collection"),
    description="Read what changed, assemble, validate and publish; no network is reached. Choose "
    "all partitions and let them run as one: sources that did not change cost nothing.",
)
one_source = dg.define_asset_job(
    "one_source",
    selection=dg.AssetSelection.assets("extraction").downstream(),
    description="Extract one source and rebuild what depends on it: the tables, their checks, the "
    "release. Choose its partition; ops.extraction.config.again extracts it even if unchanged.",
)
validate_only = dg.define_asset_job(
    "validate_only",
    selection=TABLE_CHECKS | dg.AssetSelection.assets("validation"),
    description="Hold the tables as they were assembled last against all expectations; after a "
    "suite in expectations/ was edited, for example. Nothing is published.",
)
release_only = dg.define_asset_job(
    "release_only",
    selection=TABLE_CHECKS | dg.AssetSelection.assets("validation", "release"),
    description="Validate the tables as they were assembled last and publish them if they pass.",
)
