"""What happens when a run fails: ``pipeline.failures`` is told what Dagster recorded."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from pipeline import failures
from pipeline.defs.resources import WorkspaceResource
from pipeline.workspace import Workspace


@dg.run_failure_sensor(
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=15,
    description="Writes a readable report of every failed run to .khorgos/failures/ and posts it "
    "to KHORGOS_WEBHOOK (https) if that is set.",
)
def failure_report(
    context: dg.RunFailureSensorContext, project: WorkspaceResource
) -> dg.SkipReason | None:
    """Report the run, unless the command that ran it did."""
    path = report_run(context.instance, context.dagster_run, project.workspace())
    if path is None:
        return dg.SkipReason("reported before")
    context.log.info(f"report: {path}")
    return None


def report_run(
    instance: dg.DagsterInstance, run: dg.DagsterRun, workspace: Workspace
) -> Path | None:
    """Write the report of ``run``; return where it is, None where it was written before."""
    events = [
        entry.dagster_event
        for entry in instance.all_logs(run.run_id)
        if entry.dagster_event is not None
    ]
    return failures.report(
        workspace,
        failures.Failure(
            run.run_id,
            run.job_name,
            datetime.now(UTC).isoformat(timespec="seconds"),
            list(failed_steps(events)),
            list(_checks(events)),
        ),
    )


def failed_steps(events: Iterable[dg.DagsterEvent]) -> Iterator[failures.FailedStep]:
    """Return the steps that failed among ``events``, each with its cause in one line."""
    for event in events:
        if event.is_step_failure:
            data = event.step_failure_data
            said = data.user_failure_data.description if data.user_failure_data else None
            error = data.error
            while error is not None and error.cause is not None:
                error = error.cause
            cause = said or (error.message if error else data.error_display_string)
            yield failures.FailedStep(event.step_key or "", cause.strip().splitlines()[0])


def _checks(events: list[dg.DagsterEvent]) -> Iterator[failures.FailedCheck]:
    for event in events:
        if event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            check = event.asset_check_evaluation_data
            if not check.passed:
                yield failed_check(check)


def failed_check(check: dg.AssetCheckEvaluation) -> failures.FailedCheck:
    """Return what ``check`` found and the rows that offend as lines, their columns first."""
    name = f"{check.asset_key.to_user_string()}.{check.check_name}"
    table = check.metadata.get("offending rows")
    records = list(table.records) if isinstance(table, dg.TableMetadataValue) else []
    lines = [" | ".join(records[0].data)] if records else []
    lines += [" | ".join(str(value) for value in record.data.values()) for record in records]
    where = f" [{check.partition}]" if check.partition else ""
    return failures.FailedCheck(
        name + where, check.severity.value, str(check.metadata["found"].value), lines
    )
