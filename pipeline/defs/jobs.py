"""What people run: everything, in the order of the data."""

import dagster as dg

everything = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.all(include_sources=True) - dg.AssetSelection.assets("collection"),
    description="Read what changed, assemble, validate and publish; no network is reached. "
    "Over all sources it takes the partition range from the first to the last.",
)
