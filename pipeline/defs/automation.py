"""When to run by itself: a sensor and a daily schedule, both off until switched on.

Beyond the sources automation is declared where it is, on the tables, the checks and the
release: switched on (``default_automation_condition_sensor``), they follow whatever was
extracted by hand.
"""

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
    minimum_interval_seconds=15,
    description="Asks for a run when a file or an entry of the register changed, came or "
    "vanished (by SHA-256, not by time): once for each state, again when old content is back. "
    "A new entry becomes a partition, a removed one leaves.",
)
def source_changes(
    context: dg.SensorEvaluationContext, project: WorkspaceResource
) -> dg.SensorResult | dg.SkipReason:
    """Compare the state of the sources with the state at the last request."""
    plan = stages.plan(project.workspace())
    cursor = json.loads(context.cursor or '{"requests": 0, "state": null}')
    if cursor["state"] == plan.fingerprint:
        return dg.SkipReason("no file and no register entry changed")
    number = cursor["requests"] + 1
    noted = json.dumps({"requests": number, "state": plan.fingerprint})
    if cursor["state"] is None and not plan.has_changed:
        return dg.SensorResult(skip_reason="the last run left nothing to do", cursor=noted)
    known = list(context.instance.get_dynamic_partitions(PARTITIONS))
    here = [state.source_id for state in plan.sources]
    new = [key for key in here if key not in known]
    gone = [key for key in known if key not in here]
    keys = [key for key in [*known, *new] if key not in gone]
    requests = [SOURCES.build_add_request(new)] if new else []
    return dg.SensorResult(
        run_requests=[_run(keys, plan, run_key=f"{number}-{plan.fingerprint}")] if keys else [],
        dynamic_partitions_requests=[
            *requests,
            *([SOURCES.build_delete_request(gone)] if gone else []),
        ],
        cursor=noted,
    )


@dg.schedule(
    job=everything,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    description="Runs once a day, at 05:00 UTC. If nothing changed, nothing is extracted and "
    "nothing published: the run proves that the release still says what its sources say.",
)
def daily(context: dg.ScheduleEvaluationContext, project: WorkspaceResource) -> dg.RunRequest:
    """Ask for a run over all sources; new ones are added first."""
    plan = stages.plan(project.workspace())
    keys = sync_partitions(context.instance, plan)
    return _run(keys, plan, run_key=None)


def sync_partitions(instance: dg.DagsterInstance, plan: stages.Plan) -> list[str]:
    """Make the partitions those of the register and return them in Dagster's order."""
    here = [state.source_id for state in plan.sources]
    instance.add_dynamic_partitions(PARTITIONS, here)
    for key in instance.get_dynamic_partitions(PARTITIONS):
        if key not in here:
            instance.delete_dynamic_partition(PARTITIONS, key)
    return list(instance.get_dynamic_partitions(PARTITIONS))


def range_tags(keys: Sequence[str], plan: stages.Plan) -> dict[str, str]:
    """Return the tags of one run over everything that changed, all of ``keys`` if no source did.

    Dagster knows ranges only: a source between two that changed is in the run and costs nothing.
    """
    unchanged = {state.source_id for state in plan.sources if state.status == "unchanged"}
    changed = [key for key in keys if key not in unchanged] or list(keys)
    return {RANGE_START: changed[0], RANGE_END: changed[-1]}


def _run(keys: Sequence[str], plan: stages.Plan, run_key: str | None) -> dg.RunRequest:
    return dg.RunRequest(run_key=run_key, tags=range_tags(keys, plan))
