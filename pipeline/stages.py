"""The way of the data in four steps, each a plain function of the workspace.

The command line and the Dagster assets both call these and nothing else, so that they
do the same thing: ``plan``, ``extract_source``, ``assemble``, ``validate``, ``publish``.
"""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline import release, state, validation
from pipeline.collection import collecting
from pipeline.collection.client import Client
from pipeline.collection.collecting import Collected
from pipeline.dataset import assemble as assemble_tables
from pipeline.dataset import carry_forward, read_corrections
from pipeline.sources import entries, kept, reading, register
from pipeline.sources.register import Source
from pipeline.workspace import Workspace

Dataset = Mapping[str, pa.Table]

log = logging.getLogger("khorgos")

DATASET = "dataset"
"""Name under which the assembled tables are kept."""
STALE = "stale"
"""Stands for the fingerprint of a dataset that is behind its sources."""
SHOWN = ("sentences", "dates", "mentions", "claims", "events")
"""The tables whose counts are shown while a source is extracted."""
ACTIONS = {
    "new": "extract: not seen before",
    "changed": "extract: its file, its register entry or the extractors changed",
    "unchanged": "nothing: unchanged",
    "absent": "carry its rows forward: the file is not on this machine",
}


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and what a run will do with it.

    Attributes:
        status: ``new``, ``changed``, ``unchanged`` or ``absent`` (carried forward).
    """

    source_id: str
    status: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run would do now."""

    sources: tuple[SourceState, ...]
    fingerprint: str
    has_changed: bool


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extracting a source came to; ``counts`` are rows per table."""

    status: str
    counts: Mapping[str, int]
    messages: tuple[str, ...]


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
    return state.Store(workspace.state / "extracted")


def _source(workspace: Workspace, source_id: str) -> Source:
    by_id = {source.id: source for source in register.load(workspace.register).sources}
    return by_id[source_id]


def _fingerprint(workspace: Workspace, source: Source) -> str:
    return state.source_fingerprint(source.model_dump_json(), workspace.raw / source.file)


def _source_state(workspace: Workspace, source: Source) -> SourceState:
    fingerprint, known = _fingerprint(workspace, source), _store(workspace).fingerprint(source.id)
    if not (workspace.raw / source.file).is_file():
        status = "absent"
    elif known is None:
        status = "new"
    else:
        status = "unchanged" if known == fingerprint else "changed"
    return SourceState(source.id, status, fingerprint)


def plan(workspace: Workspace) -> Plan:
    """Compare the sources with what the last run left.

    Raises:
        RegisterError: the register cannot be read; names entry and field.
    """
    entries = register.load(workspace.register).sources
    sources = tuple(_source_state(workspace, source) for source in entries)
    rules = [workspace.corrections, *sorted(workspace.expectations.glob("*.json"))]
    fingerprint = state.digest(
        [s.fingerprint for s in sources]
        + [state.file_digest(file) for file in rules]
        + [state.code_fingerprint(state.EVERYTHING)]
    )
    latest = latest_release(workspace)
    done = {"fingerprint": fingerprint, "release": latest.name if latest else None}
    return Plan(sources, fingerprint, has_changed=latest is None or _done(workspace) != done)


def latest_release(workspace: Workspace) -> Path | None:
    """Return the folder of the latest release, or None before the first."""
    return release.latest(workspace.outputs)


def row_counts(workspace: Workspace) -> dict[str, int]:
    """Return the number of rows of each table of the assembled dataset."""
    return {name: rows.num_rows for name, rows in dataset(workspace).items()}


def dataset(workspace: Workspace) -> Dataset:
    """Return the dataset as it was assembled last.

    Raises:
        FileNotFoundError: nothing was assembled yet.
    """
    return state.Store(workspace.state).load(DATASET)


def _done_file(workspace: Workspace) -> Path:
    return workspace.state / "done.json"


def _done(workspace: Workspace) -> dict[str, str | None]:
    """What the last run that came to its end worked on, and the release it left standing."""
    path = _done_file(workspace)
    return dict(json.loads(path.read_text())) if path.is_file() else {}


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


def extract_source(workspace: Workspace, source_id: str) -> Extracted:
    """Bring the stored rows of a source up to date; does nothing where they are.

    Raises:
        KeyError: the register has no such source.
    """
    source = _source(workspace, source_id)
    current = _source_state(workspace, source)
    if current.status in ("unchanged", "absent"):
        word = "carried forward" if current.status == "absent" else "unchanged"
        log.info("%s: %s", source_id, word)
        return Extracted(current.status, {}, ())
    reading_ = reading.read_source(source, workspace.raw)
    for read in reading_.documents:
        kept.keep(workspace.texts, read.document.raw)
    from pipeline.extraction.extract import extract  # loads the language model's libraries

    tables = extract([(d.document, d.sentences) for d in reading_.documents], reading_.problems)
    _store(workspace).save(source_id, tables, current.fingerprint)
    counts = {name: rows.num_rows for name, rows in tables.items()}
    log.info("%s: %s", source_id, ", ".join(f"{counts[table]:,} {table}" for table in SHOWN))
    messages = tuple(problem.message for problem in reading_.problems)
    for message in messages:
        log.warning(message)
    return Extracted("extracted", counts, messages)


def assemble(workspace: Workspace) -> Assembled:
    """Make the dataset of what is extracted and what the latest release carries forward."""
    log.info("Assembling the dataset …")
    store, last = _store(workspace), release.latest(workspace.outputs)
    extractions: list[Dataset] = []
    carried: list[str] = []
    for source in register.load(workspace.register).sources:
        present = (workspace.raw / source.file).is_file()
        if present and store.fingerprint(source.id) is not None:
            tables = store.load(source.id)
            extractions.append(tables)
            if tables["documents"].num_rows:
                continue
        carried.append(source.id)
    messages = []
    if carried and last is not None:
        extractions.append(carry_forward(release.read_release(last), carried))
    for source_id in carried:
        whence = f"rows of {last.name} carried forward" if last else "no earlier rows to carry"
        messages.append(f"{source_id}: not read on this machine; {whence}")
    tables = assemble_tables(extractions, read_corrections(workspace.corrections))
    now = plan(workspace)
    stale = [s.source_id for s in now.sources if s.status in ("new", "changed")]
    messages += [f"{source_id}: changed since it was extracted; run again" for source_id in stale]
    state.Store(workspace.state).save(DATASET, tables, STALE if stale else now.fingerprint)
    return Assembled(tables, tuple(messages))


def validate(workspace: Workspace) -> tuple[validation.CheckResult, ...]:
    """Hold the assembled dataset against its expectations."""
    log.info("Validating …")
    last = release.latest(workspace.outputs)
    previous = release.read_release(last) if last else None
    entries = register.load(workspace.register).sources
    readings = [
        document
        for source in entries
        if (workspace.raw / source.file).is_file()
        for document in reading.read_source(source, workspace.raw).documents
    ]
    tables = dataset(workspace)
    texts = {
        row["document_id"]: text
        for row in tables["documents"].to_pylist()
        if (text := kept.kept(workspace.texts, row["text_sha256"])) is not None
    }
    return validation.validate(
        tables, readings, previous, texts=texts, expectations=workspace.expectations
    )


def publish(workspace: Workspace) -> Publication:
    """Publish the assembled dataset, unless the latest release says the same."""
    log.info("Publishing …")
    published = release.publish(dataset(workspace), workspace.outputs, _provenance(workspace))
    folder = release.latest(workspace.outputs)
    assert folder is not None  # publish has written one or found one equal
    done = {
        "fingerprint": state.Store(workspace.state).fingerprint(DATASET),
        "release": folder.name,
    }
    _done_file(workspace).write_text(json.dumps(done))
    return Publication(
        version=folder.name.removeprefix("v"),
        folder=folder,
        is_new=published is not None,
        changes=(folder / "CHANGES.md").read_text(encoding="utf-8"),
    )


def _provenance(workspace: Workspace) -> dict[str, object]:
    return {
        "code": state.code_fingerprint(state.EVERYTHING),
        "libraries": state.library_versions(),
        "register": state.file_digest(workspace.register),
    }
