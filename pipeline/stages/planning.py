"""What a run would do: each source against what the last run left."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from pipeline import state
from pipeline.isolation import LIMITS
from pipeline.sources import register
from pipeline.sources.register import Source
from pipeline.stages import standing
from pipeline.workspace import Workspace

ACTIONS = {
    "new": "extract: not seen before",
    "changed": "extract: its file, its register entry or the extractors changed",
    "unchanged": "nothing: unchanged",
    "absent": "carry its rows forward: the file is not on this machine",
    "withdrawn": "remove its rows: its register entry is gone",
}


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and what a run will do with it.

    Attributes:
        status: ``new``, ``changed``, ``unchanged`` or ``absent`` (carried forward).
        file: relative to ``raw/``; ``sha256`` of its bytes, or ``absent``.
    """

    source_id: str
    status: str
    fingerprint: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do now.

    Attributes:
        withdrawn: the sources of the latest release that the register no longer has.
        fingerprint: of everything that the next release depends on.
    """

    sources: tuple[SourceState, ...]
    withdrawn: tuple[str, ...]
    fingerprint: str
    has_changed: bool


def plan(workspace: Workspace) -> Plan:
    """Compare the sources with what the last run left.

    Raises:
        RegisterError: the register cannot be read; names entry and field.
    """
    entries = register.load(workspace.register).sources
    sources = tuple(source_state(workspace, source) for source in entries)
    expected = [workspace.drift_bounds, *sorted(workspace.expectations.glob("*.json"))]
    rules = [workspace.corrections, *expected]
    fingerprint = state.digest(
        [s.fingerprint for s in sources]
        + [state.file_digest(file) for file in rules]
        + [state.code_fingerprint((*state.EVERYTHING, "site"))]
    )
    latest = standing.latest_release(workspace)
    done = {"fingerprint": fingerprint, "release": latest.name if latest else None}
    # where machines share one store, the site is of the machine that published
    is_complete = latest is not None and bool(workspace.shared or workspace.site.is_dir())
    withdrawn = _released_sources(latest) - {source.id for source in entries}
    return Plan(
        sources,
        tuple(sorted(withdrawn)),
        fingerprint,
        has_changed=not is_complete
        or standing.done(workspace) != done
        or any(source.status in ("new", "changed") for source in sources),
    )


def source_state(workspace: Workspace, source: Source) -> SourceState:
    """Compare a source with what the last run left of it."""
    path = workspace.raw / source.file
    fingerprint = state.source_fingerprint(source.model_dump_json(), path)
    known = standing.store(workspace).fingerprint(source.id)
    if not path.is_file():
        status = "absent"
    elif known is None:
        status = "new"
    else:
        is_known = known in (fingerprint, at_these_limits(fingerprint))
        status = "unchanged" if is_known else "changed"
    return SourceState(source.id, status, fingerprint, source.file, state.file_digest(path))


def at_these_limits(fingerprint: str) -> str:
    """The fingerprint of a source that exceeded a limit: it is tried again with another."""
    return state.digest([fingerprint, LIMITS.key()])


def _released_sources(folder: Path | None) -> set[str]:
    documents = folder / "documents.parquet" if folder else None
    if documents is None or not documents.is_file():
        return set()
    return set(pq.read_table(documents, columns=["source_id"])["source_id"].to_pylist())
