"""The Dagster side: assets, checks, jobs, sensors, schedules, resources.

No logic lives here: an asset calls a function of ``pipeline.stages`` and shows what it
returned. Nothing outside this folder and ``definitions.py`` imports Dagster, except the
command line where it runs the job.
"""

import warnings

# Partitioned observation and single-run backfills work, and are marked beta.
warnings.filterwarnings("ignore", message=".*is currently in beta", category=Warning)
# An observed source has no backfill policy; the assets that have one have the same.
warnings.filterwarnings("ignore", message=".*varying BackfillPolicies", category=UserWarning)
