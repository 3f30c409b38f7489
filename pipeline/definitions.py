"""What Dagster loads; nothing else happens here."""

from pathlib import Path

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    """Load every asset, check, job, sensor, schedule and resource of ``defs/``."""
    return dg.load_from_defs_folder(project_root=Path(__file__).parent.parent)
