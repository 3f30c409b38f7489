"""The release: a versioned folder that never changes."""

import dagster as dg
from pydantic import Field

from pipeline import stages, state
from pipeline.defs.checks import validation
from pipeline.defs.metadata import FRESH, OWNERS, markdown
from pipeline.defs.resources import WorkspaceResource
from pipeline.release.store import ConflictError, StoreError
from pipeline.validation.record import BlockedError


class Release(dg.Config):
    """What a person may say of a release."""

    accept_drift: str = Field(
        default="",
        description="Why a change of rows beyond the bounds of expectations/drift.csv is right; "
        "the release records it.",
    )


RETRIES, SECONDS = 3, 2
"""For an object store that does not answer; whatever else fails would fail again."""


@dg.asset(
    deps=[validation],
    group_name="release",
    owners=OWNERS,
    kinds={"parquet", "csv"},
    code_version=state.code_fingerprint(state.EVERYTHING)[:12],
    automation_condition=dg.AutomationCondition.eager(),
    freshness_policy=FRESH,
    backfill_policy=dg.BackfillPolicy.single_run(),
    description="outputs/vX.Y.Z: the tables as Parquet and CSV with their data package, "
    "published only if every critical check passed and something changed. A version never "
    "changes once it stands; the changes since the last one are shown here.",
)
def release(config: Release, project: WorkspaceResource) -> dg.MaterializeResult[None]:
    """Publish the dataset, unless the latest release says the same."""
    workspace = project.workspace()
    try:
        stages.validated(workspace)
        outcome = stages.publish(workspace, config.accept_drift or None)
    except StoreError as error:
        raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=SECONDS) from error
    except (BlockedError, ConflictError, ValueError, FileNotFoundError) as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    url = f"{workspace.releases_url}/{outcome.folder.name}"
    files = sorted(path.name for path in outcome.folder.iterdir() if path.is_file())
    return dg.MaterializeResult(
        metadata={
            "version": outcome.version,
            "published now": outcome.is_new,
            "all files": dg.MetadataValue.url(f"{url}/"),
            "files": markdown([{"file": f"[{name}]({url}/{name})"} for name in files]),
            "changes": dg.MetadataValue.md(outcome.changes),
            "folder": str(outcome.folder.relative_to(workspace.root)),
        }
    )
