"""Khorgos: documents about China in Central Asia, turned into an open dataset.

The packages stand in the order of the data, and each imports only those before it:

    vocabulary   what the extractors know, as data files
    tables       every published table, declared once
    sources      raw bytes -> documents and sentences with offsets
    collection   addresses -> raw bytes, every version archived
    extraction   sentences -> dates, mentions, claims, events
    dataset      rows of all documents -> linked, clustered, corrected tables
    validation   tables -> expectations met or not
    release      valid tables -> a versioned folder that never changes
    defs         the Dagster side of all of it; nothing else imports Dagster
"""

__version__ = "0.1.0"
