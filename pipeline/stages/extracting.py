"""Extraction: the stored rows of a source are brought up to date."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline import bounded, release, validation
from pipeline.dataset import rows_of_source
from pipeline.locking import alone
from pipeline.sources import kept
from pipeline.sources.register import Source
from pipeline.stages import standing
from pipeline.stages.planning import SourceState, at_these_limits, source_state
from pipeline.stages.standing import Dataset
from pipeline.validation.sources import check_source
from pipeline.workspace import Workspace

log = logging.getLogger("khorgos")

SHOWN = ("sentences", "dates", "mentions", "claims", "events")
"""The tables whose counts are shown while a source is extracted."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A source after extraction.

    Attributes:
        status: ``extracted``, ``unchanged`` or ``absent`` (carried forward).
        counts: rows per table.
        read_at: when its rows were made, ISO 8601; None where they are carried forward.
        documents: the titles of its documents.
        checks: what the checks of a single source found.
    """

    status: str
    counts: Mapping[str, int]
    messages: tuple[str, ...]
    source: SourceState
    read_at: str | None
    documents: tuple[str, ...]
    checks: tuple[validation.CheckResult, ...]


def extract_source(workspace: Workspace, source_id: str, again: bool = False) -> Extracted:
    """Bring the stored rows of a source up to date; does nothing where they are.

    ``again`` extracts it in any case.

    Raises:
        KeyError: the register has no such source.
        BusyError: another process works on the workspace.
    """
    with alone(workspace):
        return _extract_source(workspace, source_id, again)


def _extract_source(workspace: Workspace, source_id: str, again: bool) -> Extracted:
    source = standing.source(workspace, source_id)
    current = source_state(workspace, source)
    if current.status == "absent":
        last = standing.latest_release(workspace)
        whence = f"rows of {last.name} carried forward" if last else "no earlier rows to carry"
        message = f"{source_id}: raw/{source.file} is not on this machine; {whence}"
        log.warning(message)
        carried = rows_of_source(release.read_release(last) if last else {}, source_id)
        return _extracted("absent", current, carried, (message,), workspace)
    if current.status == "unchanged" and not again:
        log.info("%s: unchanged", source_id)
        return _extracted(
            "unchanged", current, standing.store(workspace).load(source_id), (), workspace
        )
    tables, messages = _extract(workspace, source, current.fingerprint)
    return _extracted("extracted", current, tables, messages, workspace)


def _extract(
    workspace: Workspace, source: Source, fingerprint: str
) -> tuple[Dataset, tuple[str, ...]]:
    made = bounded.extract_source(source, workspace.raw)
    for text in made.texts:
        kept.keep(workspace.texts, text)
    if made.exceeds_limit:
        fingerprint = at_these_limits(fingerprint)
    standing.store(workspace).save(source.id, made.tables, fingerprint)
    counts = ", ".join(f"{made.tables[table].num_rows:,} {table}" for table in SHOWN)
    log.info("%s: %s", source.id, counts)
    messages = tuple(problem.message for problem in made.problems)
    for message in messages:
        log.warning(message)
    return made.tables, messages


def _extracted(
    status: str,
    source: SourceState,
    tables: Dataset,
    messages: tuple[str, ...],
    workspace: Workspace,
) -> Extracted:
    is_there = status != "absent"
    saved = standing.store(workspace).saved(source.source_id) if is_there else None
    return Extracted(
        status,
        {name: rows.num_rows for name, rows in tables.items()},
        messages,
        source,
        saved.at if saved else None,
        tuple(tables["documents"]["title"].to_pylist()),
        check_source(is_there, tables["issues"].to_pylist()),
    )
