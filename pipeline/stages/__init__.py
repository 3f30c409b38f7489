"""The way of the data in steps, each a plain function of the workspace.

The command line and the Dagster assets both call these and nothing else, so that they
do the same thing: ``plan``, ``extract_source``, ``assemble``, ``validate``, ``publish``.
Where the workspace has an object store, the latest release is fetched from it first and
whatever is published is put there too. One module a step; ``standing`` is what they find.
"""

from pipeline.stages.assembling import Assembled, assemble, uncorrected
from pipeline.stages.collecting import accept, collect
from pipeline.stages.extracting import Extracted, extract_source
from pipeline.stages.planning import ACTIONS, Plan, SourceState, plan
from pipeline.stages.publishing import (
    ChangedError,
    Publication,
    preview,
    publish,
    recover,
    view,
)
from pipeline.stages.standing import Dataset, dataset, latest_release, row_counts, store, texts
from pipeline.stages.validating import validate, validated, verify_release

__all__ = [
    "ACTIONS",
    "Assembled",
    "ChangedError",
    "Dataset",
    "Extracted",
    "Plan",
    "Publication",
    "SourceState",
    "accept",
    "assemble",
    "collect",
    "dataset",
    "extract_source",
    "latest_release",
    "plan",
    "preview",
    "publish",
    "recover",
    "row_counts",
    "store",
    "texts",
    "uncorrected",
    "validate",
    "validated",
    "verify_release",
    "view",
]
