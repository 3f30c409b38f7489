"""The way of the data in four steps, each a plain function of the workspace.

The command line and the Dagster assets both call these and nothing else, so that they
do the same thing: ``plan``, ``extract_source``, ``assemble``, ``validate``, ``publish``.
Where the workspace has an object store, the latest release is fetched from it first and
whatever is published is put there too.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from upath import UPath

from pipeline import accuracy, bounded, drift, release, showing, state, validation
from pipeline.collection import collecting
from pipeline.collection.client import Client
from pipeline.collection.collecting import Collected
from pipeline.dataset import assemble as assemble_tables
from pipeline.dataset import carry_forward, read_corrections, rows_of_source
from pipeline.isolation import LIMITS
from pipeline.locking import alone
from pipeline.release import store as release_store
from pipeline.sources import entries, kept, register
from pipeline.sources.reading import ReadDocument
from pipeline.sources.register import Source
from pipeline.tables import TABLES
from pipeline.validation import record
from pipeline.validation.sources import check_source
from pipeline.workspace import Workspace

Dataset = Mapping[str, pa.Table]

log = logging.getLogger("khorgos")

DATASET = "dataset"
"""Name under which the assembled tables are kept."""
VALIDATION = "validation.json"
"""What the checks found in it."""
STALE_CORRECTION = "stale_correction"
STALE = "stale"
"""Stands for the fingerprint of a dataset that is behind its sources."""
SHOWN = ("sentences", "dates", "mentions", "claims", "events")
"""The tables whose counts are shown while a source is extracted."""
ACTIONS = {
    "new": "extract: not seen before",
    "changed": "extract: its file, its register entry or the extractors changed",
    "unchanged": "nothing: unchanged",
    "absent": "carry its rows forward: the file is not on this machine",
    "withdrawn": "remove its rows: its register entry is gone",
}


class ChangedError(ValueError):
    """What goes in changed while the run was at work; the message says what to do."""


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


@dataclass(frozen=True, slots=True)
class Assembled:
    """The dataset and what there is to say about it."""

    dataset: Dataset
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """The release that now stands; ``is_new`` where this run published it."""

    version: str
    folder: Path
    is_new: bool
    changes: str
    """Markdown: rows added, removed and changed by table."""


def _store(workspace: Workspace) -> state.Store:
    return state.Store(workspace.tables / "extracted")


def _source(workspace: Workspace, source_id: str) -> Source:
    by_id = {source.id: source for source in register.load(workspace.register).sources}
    return by_id[source_id]


def _source_state(workspace: Workspace, source: Source) -> SourceState:
    path = workspace.raw / source.file
    fingerprint = state.source_fingerprint(source.model_dump_json(), path)
    known = _store(workspace).fingerprint(source.id)
    if not path.is_file():
        status = "absent"
    elif known is None:
        status = "new"
    else:
        is_known = known in (fingerprint, _at_these_limits(fingerprint))
        status = "unchanged" if is_known else "changed"
    return SourceState(source.id, status, fingerprint, source.file, state.file_digest(path))


def _at_these_limits(fingerprint: str) -> str:
    """The fingerprint of a source that exceeded a limit: it is tried again with another."""
    return state.digest([fingerprint, LIMITS.key()])


def recover(workspace: Workspace) -> None:
    """Put in order what a run that was killed left: a release without its announcement."""
    with alone(workspace):
        release.recover(workspace.outputs)


def plan(workspace: Workspace) -> Plan:
    """Compare the sources with what the last run left.

    Raises:
        RegisterError: the register cannot be read; names entry and field.
    """
    entries = register.load(workspace.register).sources
    sources = tuple(_source_state(workspace, source) for source in entries)
    expected = [workspace.drift_bounds, *sorted(workspace.expectations.glob("*.json"))]
    rules = [workspace.corrections, *expected]
    fingerprint = state.digest(
        [s.fingerprint for s in sources]
        + [state.file_digest(file) for file in rules]
        + [state.code_fingerprint((*state.EVERYTHING, "site"))]
    )
    latest = latest_release(workspace)
    done = {"fingerprint": fingerprint, "release": latest.name if latest else None}
    # where machines share one store, the site is of the machine that published
    is_complete = latest is not None and bool(workspace.shared or workspace.site.is_dir())
    withdrawn = _released_sources(latest) - {source.id for source in entries}
    return Plan(
        sources,
        tuple(sorted(withdrawn)),
        fingerprint,
        has_changed=not is_complete
        or _done(workspace) != done
        or any(source.status in ("new", "changed") for source in sources),
    )


def _released_sources(folder: Path | None) -> set[str]:
    documents = folder / "documents.parquet" if folder else None
    if documents is None or not documents.is_file():
        return set()
    return set(pq.read_table(documents, columns=["source_id"])["source_id"].to_pylist())


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


def _done_file(workspace: Workspace) -> UPath:
    return workspace.tables / "done.json"


def _done(workspace: Workspace) -> dict[str, str | None]:
    """What the last run that came to its end worked on, and the release it left standing."""
    try:
        return dict(json.loads(_done_file(workspace).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):  # a power cut can leave it without its content
        return {}


def collect(
    workspace: Workspace, client: Client, source_ids: Sequence[str] = ()
) -> Iterator[Collected]:
    """Fetch the sources that are to be collected, all or those named; yield what came of each.

    Raises:
        ValueError: a source that was named is not to be collected; says how to change that.
    """
    sources = register.load(workspace.register).sources
    known = {source.id for source in sources if source.collect}
    for source_id in source_ids:
        if source_id not in known:
            raise ValueError(
                f"{source_id}: the register has no such source with `collect: true` and a url"
            )
    chosen = [source for source in sources if not source_ids or source.id in source_ids]
    for collected in collecting.collect(chosen, workspace.raw, client):
        log.info(collected.message)
        yield collected


def accept(workspace: Workspace, source_id: str) -> Collected:
    """Make the newest version in the archive the one that the register names.

    Raises:
        KeyError: the register has no such source.
        RegisterError: the register's text does not let its hash be changed.
    """
    source = _source(workspace, source_id)
    version = collecting.accept(source, workspace.raw)
    if version is None:
        return Collected(source_id, "unchanged", f"{source_id}: there is no newer version")
    before = workspace.register.read_text(encoding="utf-8")
    after = entries.with_hash(before, source_id, source.sha256, version.sha256)
    entries.write(workspace.register, before, after)
    message = f"{source_id}: raw/{source.file} is the version of {version.fetched[:10]} now"
    log.info(message)
    return Collected(source_id, "accepted", message, version.sha256)


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
    source = _source(workspace, source_id)
    current = _source_state(workspace, source)
    if current.status == "absent":
        last = latest_release(workspace)
        whence = f"rows of {last.name} carried forward" if last else "no earlier rows to carry"
        message = f"{source_id}: raw/{source.file} is not on this machine; {whence}"
        log.warning(message)
        carried = rows_of_source(release.read_release(last) if last else {}, source_id)
        return _extracted("absent", current, carried, (message,), workspace)
    if current.status == "unchanged" and not again:
        log.info("%s: unchanged", source_id)
        return _extracted("unchanged", current, _store(workspace).load(source_id), (), workspace)
    tables, messages = _extract(workspace, source, current.fingerprint)
    return _extracted("extracted", current, tables, messages, workspace)


def _extract(
    workspace: Workspace, source: Source, fingerprint: str
) -> tuple[Dataset, tuple[str, ...]]:
    made = bounded.extract_source(source, workspace.raw)
    for text in made.texts:
        kept.keep(workspace.texts, text)
    if made.exceeds_limit:
        fingerprint = _at_these_limits(fingerprint)
    _store(workspace).save(source.id, made.tables, fingerprint)
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
    saved = _store(workspace).saved(source.source_id) if is_there else None
    return Extracted(
        status,
        {name: rows.num_rows for name, rows in tables.items()},
        messages,
        source,
        saved.at if saved else None,
        tuple(tables["documents"]["title"].to_pylist()),
        check_source(is_there, tables["issues"].to_pylist()),
    )


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
    last = latest_release(workspace)
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
    state.Store(workspace.tables).save(DATASET, tables, STALE if stale else now.fingerprint)
    return Assembled(tables, tuple(messages))


def _extractions(workspace: Workspace, last: Path | None) -> tuple[list[Dataset], list[str]]:
    """The rows of all sources, extracted here or carried forward, and what is to be said."""
    store = _store(workspace)
    extractions: list[Dataset] = []
    carried: list[str] = []
    for source in register.load(workspace.register).sources:
        tables = _extracted_tables(workspace, store, source)
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
    extractions, _ = _extractions(workspace, latest_release(workspace))
    return assemble_tables(extractions)


def _extracted_tables(workspace: Workspace, store: state.Store, source: Source) -> Dataset | None:
    """The stored rows of a source; None where its file is absent or they are not whole."""
    if not (workspace.raw / source.file).is_file() or store.fingerprint(source.id) is None:
        return None
    return store.load(source.id)


def validate(workspace: Workspace) -> tuple[validation.CheckResult, ...]:
    """Hold the assembled dataset against its expectations.

    Raises:
        FileNotFoundError: nothing was assembled yet.
        SuiteError: a suite of expectations cannot be used.
    """
    log.info("Validating …")
    tables, content = dataset(workspace), _content(workspace)
    last = latest_release(workspace)
    previous = release.read_release(last) if last else None
    results = validation.validate(
        tables,
        _readings(workspace),
        previous,
        texts=texts(workspace),
        expectations=workspace.expectations,
    )
    record.keep(workspace.tables / VALIDATION, content, results)
    return results


def texts(workspace: Workspace) -> dict[str, str]:
    """Return the texts of the assembled documents that are kept here, by ``document_id``."""
    documents = dataset(workspace)["documents"].to_pylist()
    found = {d["document_id"]: kept.kept(workspace.texts, d["text_sha256"]) for d in documents}
    return {name: text for name, text in found.items() if text is not None}


def _readings(workspace: Workspace) -> Iterator[ReadDocument]:
    """Read again what gave rows; what could not be read before is left alone."""
    store = _store(workspace)
    for source in register.load(workspace.register).sources:
        tables = _extracted_tables(workspace, store, source)
        if tables is not None and tables["documents"].num_rows:
            yield from bounded.read(source, workspace.raw).documents


def validated(workspace: Workspace) -> tuple[validation.CheckResult, ...]:
    """Return what validating the assembled dataset found, validating it where none did.

    Raises:
        BlockedError: a critical check failed; nothing must be published.
    """
    dataset(workspace)
    results = record.kept(workspace.tables / VALIDATION, _content(workspace))
    results = validate(workspace) if results is None else results
    record.require_valid(results)
    return results


def _content(workspace: Workspace) -> str:
    saved = state.Store(workspace.tables).saved(DATASET)
    return saved.content if saved else ""


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
    last = latest_release(workspace)
    tables = dataset(workspace)
    _require_current(workspace)
    found = drift.find(release.read_release(last) if last else {}, tables, workspace.drift_bounds)
    accepted = drift.require_accepted(found, accept_drift)
    published = release.publish(
        tables,
        workspace.outputs,
        _provenance(workspace) | accepted,
        windows=accuracy.read_windows(workspace.gold),
        readings=_readings(workspace),
    )
    folder = release.latest(workspace.outputs)
    assert folder is not None  # publish has written one or found one equal
    showing.publish_site(workspace)
    if workspace.shared:
        release_store.put(workspace.outputs, workspace.shared)
    done = {
        "fingerprint": state.Store(workspace.tables).fingerprint(DATASET),
        "release": folder.name,
    }
    state.write(_done_file(workspace), json.dumps(done).encode())
    return Publication(
        version=folder.name.removeprefix("v"),
        folder=folder,
        is_new=published is not None,
        changes=(folder / "CHANGES.md").read_text(encoding="utf-8"),
    )


def _require_current(workspace: Workspace) -> None:
    """Refuse a dataset that is not made of what lies in ``raw/`` and ``expectations/`` now."""
    assembled = state.Store(workspace.tables).fingerprint(DATASET)
    if assembled != plan(workspace).fingerprint:
        raise ChangedError(
            "a document, the register, the corrections or the expectations changed since the "
            "tables were assembled: nothing was published; run again"
        )


def preview(workspace: Workspace) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Extract and assemble, publish nothing; return the changes by table, and the drift.

    Raises:
        BusyError: another process works on the workspace.
    """
    with alone(workspace):
        for source in plan(workspace).sources:
            extract_source(workspace, source.source_id)
        tables, last = assemble(workspace).dataset, latest_release(workspace)
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
        rows = dataset(workspace)
    except FileNotFoundError:
        last = latest_release(workspace)
        if last is None:
            raise FileNotFoundError("there are no rows yet; run khorgos run first") from None
        rows = release.read_release(last)
    return showing.view(workspace, rows)


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


def verify_release(workspace: Workspace) -> tuple[validation.CheckResult, ...]:
    """Hold the latest release against what it promises; nothing where there is none."""
    folder = release.latest(workspace.outputs)
    return release.verify(folder, _readings(workspace)) if folder else ()
