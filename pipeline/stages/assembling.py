"""The dataset: rows of all sources, extracted here or carried forward."""

import logging
from dataclasses import dataclass
from pathlib import Path

from pipeline import release, state
from pipeline.dataset import assemble as assemble_tables
from pipeline.dataset import carry_forward, read_corrections
from pipeline.locking import alone
from pipeline.sources import register
from pipeline.stages import standing
from pipeline.stages.planning import plan
from pipeline.stages.standing import Dataset
from pipeline.workspace import Workspace

log = logging.getLogger("khorgos")

STALE_CORRECTION = "stale_correction"
STALE = "stale"
"""Stands for the fingerprint of a dataset that is behind its sources."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The dataset and what there is to say about it."""

    dataset: Dataset
    messages: tuple[str, ...]


def assemble(workspace: Workspace) -> Assembled:
    """Make the dataset of what is extracted and what the latest release carries forward.

    Raises:
        BusyError: another process works on the workspace.
        DamagedReleaseError: the latest release is not what was published.
    """
    with alone(workspace):
        release.recover(workspace.outputs)
        return _assemble(workspace)


def _assemble(workspace: Workspace) -> Assembled:
    log.info("Assembling the dataset …")
    last = standing.latest_release(workspace)
    if last is not None:
        release.require_whole(last)
    extractions, messages = _extractions(workspace, last)
    tables = assemble_tables(extractions, read_corrections(workspace.corrections))
    now = plan(workspace)
    stale = [s.source_id for s in now.sources if s.status in ("new", "changed")]
    stale_edits = tables["issues"]["kind"].to_pylist().count(STALE_CORRECTION)
    if stale_edits:
        messages.append(
            f"raw/corrections.csv: {stale_edits} row(s) are no longer as corrections expect; "
            "the table issues lists them (stale_correction)"
        )
    messages += [f"{source_id}: changed since it was extracted; run again" for source_id in stale]
    messages += [
        f"{source_id}: its register entry is gone; so are its rows" for source_id in now.withdrawn
    ]
    state.Store(workspace.tables).save(
        standing.DATASET, tables, STALE if stale else now.fingerprint
    )
    return Assembled(tables, tuple(messages))


def _extractions(workspace: Workspace, last: Path | None) -> tuple[list[Dataset], list[str]]:
    """The rows of all sources, extracted here or carried forward, and what is to be said."""
    store = standing.store(workspace)
    extractions: list[Dataset] = []
    carried: list[str] = []
    for source in register.load(workspace.register).sources:
        tables = standing.extracted_tables(workspace, store, source)
        if tables is not None:
            extractions.append(tables)
        if tables is None or not tables["documents"].num_rows:
            carried.append(source.id)
    messages = []
    if carried and last is not None:
        extractions.append(carry_forward(release.read_release(last), carried))
    for source_id in carried:
        whence = f"rows of {last.name} carried forward" if last else "no earlier rows to carry"
        messages.append(f"{source_id}: not read on this machine; {whence}")
    return extractions, messages


def uncorrected(workspace: Workspace) -> Dataset:
    """Return the dataset as the extractors alone made it; rows carried forward are as released."""
    extractions, _ = _extractions(workspace, standing.latest_release(workspace))
    return assemble_tables(extractions)
