"""Validation: every expectation is an asset check of its table."""

from collections.abc import Iterator

import dagster as dg

from pipeline import stages
from pipeline.defs.metadata import markdown
from pipeline.defs.resources import WorkspaceResource
from pipeline.validation import list_checks
from pipeline.workspace import Workspace

SEVERITY = {
    "critical": dg.AssetCheckSeverity.ERROR,
    "warning": dg.AssetCheckSeverity.WARN,
}


@dg.multi_asset_check(
    name="validation",
    specs=[
        dg.AssetCheckSpec(
            check.name,
            asset=check.table,
            description=check.description,
            blocking=check.severity == "critical",
        )
        for check in list_checks(Workspace.here().expectations)
    ],
)
def validation(project: WorkspaceResource) -> Iterator[dg.AssetCheckResult]:
    """Hold every table against its expectations; a critical failure stops the release."""
    for result in stages.validate(project.workspace()):
        yield dg.AssetCheckResult(
            asset_key=result.table,
            check_name=result.name,
            passed=result.passed,
            severity=SEVERITY[result.severity],
            metadata={
                "expected": result.expected,
                "found": result.found,
                "failing rows": result.failing_count,
                "offending rows": markdown(result.failing),
            },
        )
