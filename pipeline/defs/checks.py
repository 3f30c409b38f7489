"""Validation: every expectation is an asset check of its table, and what passed is an asset."""

from collections.abc import Iterator

import dagster as dg

from pipeline import stages, state
from pipeline.defs.metadata import OWNERS, check_metadata, markdown
from pipeline.defs.resources import WorkspaceResource
from pipeline.tables import TABLES
from pipeline.validation import list_checks
from pipeline.workspace import Workspace

SEVERITY = {
    "critical": dg.AssetCheckSeverity.ERROR,
    "warning": dg.AssetCheckSeverity.WARN,
}


@dg.multi_asset_check(
    name="expectations",
    specs=[
        dg.AssetCheckSpec(
            check.name,
            asset=check.table,
            description=check.description,
            blocking=check.severity == "critical",
            automation_condition=dg.AutomationCondition.eager(),
        )
        for check in list_checks(Workspace.here().expectations)
    ],
)
def expectations(project: WorkspaceResource) -> Iterator[dg.AssetCheckResult]:
    """Hold every table against its expectations; a critical failure stops the release."""
    for result in stages.validate(project.workspace()):
        yield dg.AssetCheckResult(
            asset_key=result.table,
            check_name=result.name,
            passed=result.passed,
            severity=SEVERITY[result.severity],
            metadata=check_metadata(result),
        )


@dg.asset(
    deps=[table.name for table in TABLES],
    group_name="validation",
    owners=OWNERS,
    kinds={"great_expectations"},
    code_version=state.code_fingerprint(state.EVERYTHING)[:12],
    automation_condition=dg.AutomationCondition.eager(),
    backfill_policy=dg.BackfillPolicy.single_run(),
    description="The gate to the release: all tables held against their declaration, the suites "
    "in expectations/ and the documents themselves. It opens only if no critical check failed; "
    "each check is shown, red or green, with its table.",
)
def validation(project: WorkspaceResource) -> dg.MaterializeResult[None]:
    """Let the dataset pass, or fail with the checks that it fails."""
    results = stages.validated(project.workspace())
    warnings = [result for result in results if not result.passed]
    return dg.MaterializeResult(
        metadata={
            "checks": len(results),
            "passed": len(results) - len(warnings),
            "warnings": markdown(
                [{"check": f"{r.table}.{r.name}", "found": r.found} for r in warnings]
            ),
        }
    )
