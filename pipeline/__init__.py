"""Khorgos: documents about China in Central Asia, turned into an open dataset.

The packages stand in the order of the data, and each imports only those before it:

    vocabulary   what the extractors know, as data files
    schema       what a column and a table are
    tables       every published table, declared once; views: the flat ones
    sources      raw bytes -> documents and sentences with offsets
    collection   addresses -> raw bytes, every version archived
    extraction   sentences -> dates, mentions, claims, events
    dataset      rows of all documents -> linked, clustered, corrected tables
    validation   tables -> expectations met or not
    accuracy     the dataset held against windows that people annotated
    release      valid tables -> a versioned folder that never changes
    site         releases -> static pages
    defs         the Dagster side of all of it; nothing else imports Dagster
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__version__ = "0.1.0"


def load(table: str, version: str = "latest", outputs: Path | None = None) -> "pd.DataFrame":
    """Return ``table`` of a release as a typed frame; see ``pipeline.release.load``."""
    from pipeline.release.reading import load as read  # pandas takes a second to load

    return read(table, version, outputs)
