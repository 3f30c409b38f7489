"""Dagster's home: where it keeps its records, and how it is set up, by environment alone.

``DAGSTER_HOME`` says where (default: ``.dagster`` of the workspace), ``KHORGOS_DATABASE`` names a
PostgreSQL database in place of the embedded SQLite. ``python -m pipeline.home`` writes the
``dagster.yaml`` for servers that start Dagster's own programs.
"""

import os
from pathlib import Path

from pipeline.workspace import Workspace

DATABASE = "KHORGOS_DATABASE"
SCHEME = "postgresql+psycopg2://"
"""SQLAlchemy takes a bare ``postgresql://`` for another driver than the one Dagster brings."""
WORKSPACE = "workspace.yaml"
"""Where the UI on this machine finds the pipeline."""
MARK = "# Written by khorgos. Remove this line to keep a file of your own.\n"
SETTINGS = """\
telemetry: {enabled: false}
nux: {enabled: false}
# Two runs at once would work on the same tables.
concurrency: {runs: {max_concurrent_runs: 1}}
"""
POSTGRES = """\
storage: {postgres: {postgres_url: {env: KHORGOS_DATABASE}}}
"""

LOCATION = """\
load_from: [{python_module: {module_name: pipeline.definitions, location_name: khorgos}}]
"""


def prepare(workspace: Workspace) -> Path:
    """Make Dagster's home ready, name it in ``DAGSTER_HOME`` and return it.

    A ``dagster.yaml`` that somebody made their own is left as it is.

    Raises:
        ValueError: ``KHORGOS_DATABASE`` is not the URL of a PostgreSQL database.
    """
    database = os.environ.get(DATABASE)
    if database and not database.startswith(SCHEME):
        raise ValueError(f"{DATABASE} must begin with {SCHEME} (then user:password@host/name)")
    home = Path(os.environ.get("DAGSTER_HOME") or workspace.dagster_home).resolve()
    home.mkdir(parents=True, exist_ok=True)
    settings = home / "dagster.yaml"
    if not settings.is_file() or settings.read_text(encoding="utf-8").startswith(MARK):
        storage = POSTGRES if database else ""
        settings.write_text(MARK + SETTINGS + storage, encoding="utf-8")
    (home / WORKSPACE).write_text(LOCATION, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    return home


if __name__ == "__main__":
    prepare(Workspace.here())
