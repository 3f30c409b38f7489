"""Publishing: the dataset becomes a release, and the releases become pages."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from pipeline import accuracy, drift, release, showing, state
from pipeline.locking import alone
from pipeline.release import store as release_store
from pipeline.stages import standing
from pipeline.stages.assembling import assemble
from pipeline.stages.extracting import extract_source
from pipeline.stages.planning import plan
from pipeline.workspace import Workspace

log = logging.getLogger("khorgos")


class ChangedError(ValueError):
    """What goes in changed while the run was at work; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The release that now stands; ``is_new`` where this run published it."""

    version: str
    folder: Path
    is_new: bool
    changes: str
    """Markdown: rows added, removed and changed by table."""


def publish(workspace: Workspace, accept_drift: str | None = None) -> Publication:
    """Publish the assembled dataset, unless the latest release says the same, and the site.

    ``accept_drift`` is why a change beyond the bounds of ``drift`` is right.

    Raises:
        BusyError: another process works on the workspace.
        ChangedError: what goes in changed since the dataset was assembled.
        DriftError: rows changed beyond the bounds, and nobody said why.
        ValueError: a page would quote more of a restricted document than is allowed.
        release.store.ConflictError: another machine published that version meanwhile.
        release.store.StoreError: the object store does not answer.
    """
    with alone(workspace):
        release.recover(workspace.outputs)
        return _publish(workspace, accept_drift)


def _publish(workspace: Workspace, accept_drift: str | None) -> Publication:
    log.info("Publishing …")
    last = standing.latest_release(workspace)
    tables = standing.dataset(workspace)
    _require_current(workspace)
    found = drift.find(release.read_release(last) if last else {}, tables, workspace.drift_bounds)
    accepted = drift.require_accepted(found, accept_drift)
    published = release.publish(
        tables,
        workspace.outputs,
        _provenance(workspace) | accepted,
        windows=accuracy.read_windows(workspace.gold),
        readings=standing.readings(workspace),
    )
    folder = release.latest(workspace.outputs)
    assert folder is not None  # publish has written one or found one equal
    showing.publish_site(workspace)
    if workspace.shared:
        release_store.put(workspace.outputs, workspace.shared)
    done = {
        "fingerprint": state.Store(workspace.tables).fingerprint(standing.DATASET),
        "release": folder.name,
    }
    state.write(standing.done_file(workspace), json.dumps(done).encode())
    return Publication(
        version=folder.name.removeprefix("v"),
        folder=folder,
        is_new=published is not None,
        changes=(folder / "CHANGES.md").read_text(encoding="utf-8"),
    )


def _require_current(workspace: Workspace) -> None:
    """Refuse a dataset that is not made of what lies in ``raw/`` and ``expectations/`` now."""
    assembled = state.Store(workspace.tables).fingerprint(standing.DATASET)
    if assembled != plan(workspace).fingerprint:
        raise ChangedError(
            "a document, the register, the corrections or the expectations changed since the "
            "tables were assembled: nothing was published; run again"
        )


def _provenance(workspace: Workspace) -> dict[str, object]:
    suites, windows = (
        sorted(folder.glob("*.json")) for folder in (workspace.expectations, workspace.gold)
    )
    return {
        "code": state.code_fingerprint(state.EVERYTHING),
        "libraries": state.library_versions() | state.writer_versions(),
        "inputs": {
            file.relative_to(workspace.root).as_posix(): state.file_digest(file)
            for file in (workspace.register, workspace.corrections, *suites, *windows)
        },
    }


def recover(workspace: Workspace) -> None:
    """Put in order what a run that was killed left: a release without its announcement."""
    with alone(workspace):
        release.recover(workspace.outputs)


def preview(workspace: Workspace) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Extract and assemble, publish nothing; return the changes by table, and the drift.

    Raises:
        BusyError: another process works on the workspace.
    """
    with alone(workspace):
        for source in plan(workspace).sources:
            extract_source(workspace, source.source_id)
        tables, last = assemble(workspace).dataset, standing.latest_release(workspace)
        previous = release.read_release(last) if last else {}
        found = drift.find(previous, tables, workspace.drift_bounds)
    return drift.differences(previous, tables), tuple(str(f) for f in found)


def view(workspace: Workspace) -> tuple[Path, tuple[str, ...]]:
    """Build the highlighted pages of the documents on this machine, for its reader alone.

    Returns the first page and what there is to say of documents that are not whole.

    Raises:
        FileNotFoundError: there are no rows yet, neither assembled nor released.
    """
    try:
        rows = standing.dataset(workspace)
    except FileNotFoundError:
        last = standing.latest_release(workspace)
        if last is None:
            raise FileNotFoundError("there are no rows yet; run khorgos run first") from None
        rows = release.read_release(last)
    return showing.view(workspace, rows)
