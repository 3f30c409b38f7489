"""Runs a Dagster job in this process, on this project's instance."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import dagster as dg

from pipeline import failures, home, stages
from pipeline.definitions import defs
from pipeline.defs.automation import range_tags, sync_partitions
from pipeline.defs.failures import failed_check, failed_steps, report_run
from pipeline.locking import alone
from pipeline.tables import TABLES
from pipeline.workspace import Workspace

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
"""Dagster's event log stays in its database; the console shows the project's own."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to: ``lines`` for a person, ``data`` for a program."""

    success: bool
    lines: tuple[str, ...]
    data: Mapping[str, Any]


def run_everything(workspace: Workspace, accept_drift: str = "") -> Summary:
    """Run the job over all sources, unless nothing changed since the last run.

    ``accept_drift`` is why a change of rows beyond the bounds is right.

    Raises:
        RegisterError: the register cannot be read, or names no source.
        BusyError: another run is at work on the workspace.
    """
    with alone(workspace):
        stages.recover(workspace)
        return _run_everything(workspace, accept_drift)


def _run_everything(workspace: Workspace, accept_drift: str) -> Summary:
    plan = stages.plan(workspace)
    latest = stages.latest_release(workspace)
    if latest is not None and not plan.has_changed:
        line = f"Nothing changed since the last run; release {latest.name} stands."
        return Summary(True, (line,), {"outcome": "unchanged", "release": latest.name})
    with _records() as instance:
        keys = sync_partitions(instance, plan)
        config = {"ops": {"release": {"config": {"accept_drift": accept_drift}}}}
        return _run(workspace, instance, "everything", range_tags(keys, plan), config)


def register_sources(workspace: Workspace) -> None:
    """Make the sources of the register partitions, so that the UI has them before a first run.

    Raises:
        RegisterError: the register cannot be read.
    """
    plan = stages.plan(workspace)
    with _records() as instance:
        sync_partitions(instance, plan)


def run_validation(workspace: Workspace) -> Summary:
    """Hold the tables as they were assembled last against all expectations.

    Raises:
        FileNotFoundError: nothing was assembled yet.
    """
    stages.dataset(workspace)
    with _records() as instance:
        return _run(workspace, instance, "validate_only", {})


def run_release(workspace: Workspace) -> Summary:
    """Validate the tables as they were assembled last and publish them if they pass.

    Raises:
        FileNotFoundError: nothing was assembled yet.
    """
    stages.dataset(workspace)
    with _records() as instance:
        return _run(workspace, instance, "release_only", {})


@contextmanager
def _records() -> Iterator[dg.DagsterInstance]:
    """Open Dagster's records.

    Raises:
        OSError: the database does not answer, or refuses.
    """
    try:
        instance = dg.DagsterInstance.get()
    except Exception as error:  # each kind of database has errors of its own
        reason = str(error).strip().splitlines()[0]
        raise OSError(
            f"Dagster's records cannot be opened: {reason}; see {home.DATABASE} and DAGSTER_HOME"
        ) from error
    with instance:
        yield instance


def _run(
    workspace: Workspace,
    instance: dg.DagsterInstance,
    job: str,
    tags: Mapping[str, str],
    config: Mapping[str, Any] | None = None,
) -> Summary:
    result = (
        defs()
        .resolve_job_def(job)
        .execute_in_process(
            instance=instance,
            run_config={**QUIET, **(config or {})},
            tags=dict(tags),
            raise_on_error=False,
        )
    )
    evaluations = result.get_asset_check_evaluations()
    failed = [failed_check(check) for check in evaluations if not check.passed]
    passed = len(evaluations) - len(failed)
    lines = [line for check in failed for line in _check_lines(check)]
    lines.append(f"Checks: {passed} of {len(evaluations)} passed")
    data: dict[str, Any] = {
        "outcome": "done",
        "run_id": result.run_id,
        "checks": {"total": len(evaluations), "passed": passed},
        "failed_checks": [asdict(check) for check in failed],
    }
    if not result.success:
        report = report_run(instance, result.dagster_run, workspace)
        errors = [f"{s.step}: {s.error}" for s in failed_steps(result.all_events)]
        lines += [*errors, "No release was published; the last one stands."]
        lines += [f"Report: {_shown(workspace, report)}"] if report else []
        data |= {"outcome": "failed", "errors": errors, "report": str(report)}
        return Summary(False, tuple(lines), data)
    folder = stages.latest_release(workspace)
    is_new = _is_published(result)
    if is_new is None or folder is None:
        return Summary(True, tuple(lines), data)
    counts = stages.row_counts(workspace)
    lines += ["", "Rows:"] + [f"{counts[table.name]:>8,}  {table.name}" for table in TABLES]
    lines += ["", _release_line(is_new, folder), "", *_where_next(workspace, folder)]
    data |= {"outcome": "published" if is_new else "unchanged", "release": folder.name}
    return Summary(True, tuple(lines), data | {"rows": counts})


def _check_lines(check: failures.FailedCheck) -> list[str]:
    """The check, what it found, and the first rows that offend."""
    shown = check.rows[: failures.SHOWN_ROWS + 1]
    return [f"{check.severity}: {check.check}: {check.found}", *(f"    {row}" for row in shown)]


def _is_published(result: dg.ExecuteInProcessResult) -> bool | None:
    """Whether the run published a release; None where it was not to."""
    for event in result.get_asset_materialization_events():
        if event.asset_key == dg.AssetKey("release"):
            metadata = event.step_materialization_data.materialization.metadata
            return bool(metadata["published now"].value)
    return None


def _release_line(is_new: bool, folder: Path) -> str:
    if is_new:
        return f"Published release {folder.name}"
    return f"Nothing changed in the tables: release {folder.name} stands"


def _shown(workspace: Workspace, path: Path) -> Path:
    return path.relative_to(workspace.root)


def _where_next(workspace: Workspace, folder: Path) -> list[str]:
    shown = _shown(workspace, folder)
    return [
        "Where to look next:",
        f"  {shown}/README.md    how to open the tables",
        f"  {shown}/events.csv   dated events; claims.csv: figures; mentions.csv: who is named",
        f"  {shown}/issues.csv   what could not be resolved, and why",
        "  make ui               the same run in the Dagster UI",
    ]
