"""What stands now: the latest release, the tables kept between runs, the texts."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
from upath import UPath

from pipeline import bounded, release, state
from pipeline.release import store as release_store
from pipeline.sources import kept, register
from pipeline.sources.reading import ReadDocument
from pipeline.sources.register import Source
from pipeline.tables import TABLES
from pipeline.workspace import Workspace

Dataset = Mapping[str, pa.Table]

DATASET = "dataset"
"""Name under which the assembled tables are kept."""


def store(workspace: Workspace) -> state.Store:
    """Return where the extracted rows of each source are kept."""
    return state.Store(workspace.tables / "extracted")


def source(workspace: Workspace, source_id: str) -> Source:
    """Return an entry of the register.

    Raises:
        KeyError: the register has no such source.
    """
    by_id = {source.id: source for source in register.load(workspace.register).sources}
    return by_id[source_id]


def latest_release(workspace: Workspace) -> Path | None:
    """Return the folder of the latest release, or None before the first.

    Raises:
        release.store.ConflictError: the object store has other releases than this machine.
        release.store.StoreError: the object store does not answer.
    """
    if workspace.shared:
        release_store.fetch(workspace.shared, workspace.outputs)
    return release.latest(workspace.outputs)


def row_counts(workspace: Workspace) -> dict[str, int]:
    """Return the number of rows of each table of the assembled dataset."""
    saved = state.Store(workspace.tables).saved(DATASET)
    return {table.name: saved.rows[table.name] if saved else 0 for table in TABLES}


def dataset(workspace: Workspace) -> Dataset:
    """Return the dataset as it was assembled last.

    Raises:
        FileNotFoundError: nothing was assembled yet.
    """
    return state.Store(workspace.tables).load(DATASET)


def content(workspace: Workspace) -> str:
    """Return the digest of the dataset as it was assembled last; empty where none was."""
    saved = state.Store(workspace.tables).saved(DATASET)
    return saved.content if saved else ""


def done_file(workspace: Workspace) -> UPath:
    """Return where a run that came to its end says so."""
    return workspace.tables / "done.json"


def done(workspace: Workspace) -> dict[str, str | None]:
    """What the last run that came to its end worked on, and the release it left standing."""
    try:
        return dict(json.loads(done_file(workspace).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):  # a power cut can leave it without its content
        return {}


def extracted_tables(workspace: Workspace, store: state.Store, source: Source) -> Dataset | None:
    """The stored rows of a source; None where its file is absent or they are not whole."""
    if not (workspace.raw / source.file).is_file() or store.fingerprint(source.id) is None:
        return None
    return store.load(source.id)


def texts(workspace: Workspace) -> dict[str, str]:
    """Return the texts of the assembled documents that are kept here, by ``document_id``."""
    documents = dataset(workspace)["documents"].to_pylist()
    found = {d["document_id"]: kept.kept(workspace.texts, d["text_sha256"]) for d in documents}
    return {name: text for name, text in found.items() if text is not None}


def readings(workspace: Workspace) -> Iterator[ReadDocument]:
    """Read again what gave rows; what could not be read before is left alone."""
    extracted = store(workspace)
    for source in register.load(workspace.register).sources:
        tables = extracted_tables(workspace, extracted, source)
        if tables is not None and tables["documents"].num_rows:
            yield from bounded.read(source, workspace.raw).documents
