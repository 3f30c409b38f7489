"""When to run by itself: a sensor and a daily schedule, both off until switched on."""

import json
from collections.abc import Sequence

import dagster as dg

from pipeline import stages
from pipeline.defs.jobs import everything
from pipeline.defs.resources import WorkspaceResource
from pipeline.defs.sources import PARTITIONS, SOURCES

RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"


@dg.sensor(
    job=everything,
    minimum_interval_seconds=30,
    description="Asks for a run when a file or an entry of the register changed, came or "
    "vanished (by SHA-256, not by time): once for each state, again when old content is back.",
)
def source_changes(
    context: dg.SensorEvaluationContext, project: WorkspaceResource
) -> dg.SensorResult | dg.SkipReason:
    """Compare the state of the sources with the state at the last request."""
    state = stages.plan(project.workspace())
    cursor = json.loads(context.cursor or '{"requests": 0, "state": null}')
    if cursor["state"] == state.fingerprint:
        return dg.SkipReason("no file and no register entry changed")
    number = cursor["requests"] + 1
    known = list(context.instance.get_dynamic_partitions(PARTITIONS))
    new = [s.source_id for s in state.sources if s.source_id not in known]
    return dg.SensorResult(
        run_requests=[_all_of([*known, *new], run_key=f"{number}-{state.fingerprint}")],
        dynamic_partitions_requests=[SOURCES.build_add_request(new)] if new else [],
        cursor=json.dumps({"requests": number, "state": state.fingerprint}),
    )


@dg.schedule(
    job=everything,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    description="Looks once a day, at 05:00 UTC, whether anything changed.",
)
def daily(
    context: dg.ScheduleEvaluationContext, project: WorkspaceResource
) -> dg.RunRequest | dg.SkipReason:
    """Ask for a run over all sources known; new ones are added first."""
    state = stages.plan(project.workspace())
    if not state.has_changed:
        return dg.SkipReason("nothing changed since the last run")
    context.instance.add_dynamic_partitions(PARTITIONS, [s.source_id for s in state.sources])
    return _all_of(context.instance.get_dynamic_partitions(PARTITIONS), run_key=None)


def _all_of(keys: Sequence[str], run_key: str | None) -> dg.RunRequest:
    """A run over all partitions: those that are up to date cost nothing."""
    return dg.RunRequest(run_key=run_key, tags={RANGE_START: keys[0], RANGE_END: keys[-1]})
