"""Runs the Dagster job of everything in this process, on this project's instance."""

from dataclasses import dataclass
from pathlib import Path

import dagster as dg

from pipeline import stages
from pipeline.definitions import defs
from pipeline.defs.automation import RANGE_END, RANGE_START
from pipeline.defs.sources import PARTITIONS
from pipeline.tables import TABLES
from pipeline.workspace import Workspace

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""Dagster's event log stays in its database; the console shows the project's own."""

HEADER_LINES = 2
SHOWN_ROWS = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to, in lines for a person."""

    success: bool
    lines: tuple[str, ...]


def run_everything(workspace: Workspace) -> Summary:
    """Run the job over all sources, unless nothing changed since the last run.

    Raises:
        RegisterError: the register cannot be read.
    """
    plan = stages.plan(workspace)
    latest = stages.latest_release(workspace)
    if latest is not None and not plan.has_changed:
        line = f"Nothing changed since the last run; release {latest.name} stands."
        return Summary(True, (line,))
    with dg.DagsterInstance.get() as instance:
        instance.add_dynamic_partitions(PARTITIONS, [s.source_id for s in plan.sources])
        keys = instance.get_dynamic_partitions(PARTITIONS)
        result = (
            defs()
            .resolve_job_def("everything")
            .execute_in_process(
                instance=instance,
                run_config=QUIET,
                tags={RANGE_START: keys[0], RANGE_END: keys[-1]},
                raise_on_error=False,
            )
        )
    return _summary(workspace, result)


def _summary(workspace: Workspace, result: dg.ExecuteInProcessResult) -> Summary:
    checks = result.get_asset_check_evaluations()
    failed = [check for check in checks if not check.passed]
    lines = [line for check in failed for line in _check_lines(check)]
    lines.append(f"Checks: {len(checks) - len(failed)} of {len(checks)} passed")
    if not result.success:
        lines += [*_failures(result), "No release was published; the last one stands."]
        return Summary(False, tuple(lines))
    counts = stages.row_counts(workspace)
    lines += ["", "Rows:"] + [f"{counts[table.name]:>8,}  {table.name}" for table in TABLES]
    folder = stages.latest_release(workspace)
    assert folder is not None  # a job that succeeded has published or found one equal
    lines += ["", _release_line(result, folder), "", *_where_next(workspace, folder)]
    return Summary(True, tuple(lines))


def _check_lines(check: dg.AssetCheckEvaluation) -> list[str]:
    """The check, what it found, and the first rows that offend."""
    name = f"{check.asset_key.to_user_string()}.{check.check_name}"
    rows = str(check.metadata["offending rows"].value).splitlines()
    return [
        f"{check.severity.value}: {name}: {check.metadata['found'].value}",
        *(f"    {row}" for row in rows[: HEADER_LINES + SHOWN_ROWS]),
    ]


def _failures(result: dg.ExecuteInProcessResult) -> list[str]:
    return [
        f"{event.step_key}: {event.step_failure_data.error_display_string.splitlines()[0]}"
        for event in result.all_events
        if event.is_step_failure
    ]


def _release_line(result: dg.ExecuteInProcessResult, folder: Path) -> str:
    is_new = any(
        event.step_materialization_data.materialization.metadata["published now"].value
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey("release")
    )
    if is_new:
        return f"Published release {folder.name}"
    return f"Nothing changed in the tables: release {folder.name} stands"


def _where_next(workspace: Workspace, folder: Path) -> list[str]:
    shown = folder.relative_to(workspace.root)
    return [
        "Where to look next:",
        f"  {shown}/README.md    how to open the tables",
        f"  {shown}/events.csv   dated events; claims.csv: figures; mentions.csv: who is named",
        f"  {shown}/issues.csv   what could not be resolved, and why",
        "  make ui               the same run in the Dagster UI",
    ]
