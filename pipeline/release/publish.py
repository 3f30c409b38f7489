"""A dataset published: written beside, flushed, renamed; ``latest.json`` moves last."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.rows import Dataset
from pipeline.release import durable
from pipeline.release.changes import changes, to_table
from pipeline.release.csvfile import to_csv
from pipeline.release.integrity import CHECKSUMS, require_whole
from pipeline.release.package import PUBLISHED, data_package, meaning
from pipeline.release.pages import change_page, codebook, readme
from pipeline.release.reading import latest, read_release, versions
from pipeline.release.versions import FIRST, Version

PACKAGE = "datapackage.json"
LATEST = "latest.json"
INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class Published:
    """A release that was published just now."""

    version: str
    folder: Path


def publish(dataset: Dataset, outputs: Path, provenance: Mapping[str, Any]) -> Published | None:
    """Publish ``dataset`` below ``outputs``; None where the latest release says the same.

    ``provenance`` says how the dataset was made. It must name neither this machine nor the
    time, or the same inputs will not give the same bytes. A version that stands is never
    altered; one that a crash kept from being announced is announced first.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    recover(outputs)
    previous = latest(outputs)
    version, files = _release(dataset, previous, provenance)
    if files is None:
        return None
    durable.write_folder(outputs / version.folder, files)
    _announce(outputs)
    return Published(str(version), outputs / version.folder)


def recover(outputs: Path) -> None:
    """Remove what a killed run left unfinished and announce what it left unannounced.

    Raises:
        DamagedReleaseError: the newest release is not what was published.
    """
    if outputs.is_dir():
        durable.remove_unfinished(outputs)
        _announce(outputs)


def _release(
    dataset: Dataset, previous: Path | None, provenance: Mapping[str, Any]
) -> tuple[Version, dict[str, bytes] | None]:
    """Return the version of ``dataset`` and its files; no files where nothing changed."""
    before = read_release(previous) if previous else None
    found = changes(before, dataset)
    whole = {**dataset, "changes": to_table(found)}
    tables = {f"{t.name}.parquet": to_parquet(whole[t.name]) for t in PUBLISHED}
    tables |= {f"{t.name}.csv": to_csv(t, whole[t.name]) for t in PUBLISHED}
    current, version, meanings = None, FIRST, list[str]()
    if previous is not None and before is not None:
        current = Version.of_folder(previous.name)
        assert current is not None  # latest.json names nothing but releases
        meanings = _new_meanings(previous, data_package(current, whole, tables))
        if not found and not meanings:
            return current, None
        version = current.next(
            has_new_meaning=bool(meanings),
            has_new_documents=_documents(before) != _documents(dataset),
        )
    files = tables | {
        "README.md": readme(version, whole).encode(),
        "CODEBOOK.md": codebook(version).encode(),
        "CHANGES.md": change_page(version, current, found, meanings).encode(),
        "provenance.json": _json(_provenance(version, current, dataset, provenance)),
        PACKAGE: _json(data_package(version, whole, tables)),
    }
    return version, files | {CHECKSUMS: _checksums(files)}


def to_parquet(rows: pa.Table) -> bytes:
    """Return ``rows`` as a Parquet file; every setting that changes its bytes is fixed."""
    file = io.BytesIO()
    pq.write_table(
        rows.replace_schema_metadata(None).combine_chunks(),
        file,
        version="2.6",
        compression="zstd",
        compression_level=3,
        row_group_size=1_000_000,
    )
    return file.getvalue()


def _new_meanings(previous: Path, package: Mapping[str, Any]) -> list[str]:
    """Return the tables that are not declared as they were in the release ``previous``."""
    old = meaning(json.loads((previous / PACKAGE).read_text(encoding="utf-8")))
    new = meaning(package)
    return [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]


def _documents(dataset: Dataset) -> set[str]:
    return set(dataset["documents"]["document_id"].to_pylist())


def _provenance(
    version: Version, previous: Version | None, dataset: Dataset, given: Mapping[str, Any]
) -> dict[str, Any]:
    columns = ("document_id", "raw_path", "raw_sha256")
    return {
        "version": str(version),
        "previous": str(previous) if previous else None,
        "inputs": dataset["documents"].select(columns).to_pylist(),
        **given,
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _checksums(files: Mapping[str, bytes]) -> bytes:
    """Return what ``sha256sum -c`` reads."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return "".join(lines).encode()


def _announce(outputs: Path) -> None:
    """Name all releases in ``index.json`` and the newest in ``latest.json``, in that order."""
    known = versions(outputs)
    if not known:
        return
    newest = known[-1]
    pointer = _json({"version": str(newest), "path": newest.folder})
    if not (outputs / LATEST).is_file() or (outputs / LATEST).read_bytes() != pointer:
        require_whole(outputs / newest.folder)  # nothing is announced that is not complete
    durable.replace(
        outputs / INDEX, _json({"releases": [_entry(outputs, v) for v in reversed(known)]})
    )
    durable.replace(outputs / LATEST, pointer)


def _entry(outputs: Path, version: Version) -> dict[str, Any]:
    """Return what the index says of a release; the checksum is that of all checksums."""
    folder = outputs / version.folder
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    return {
        "version": str(version),
        "path": version.folder,
        "rows": {resource["name"]: resource["rows"] for resource in package["resources"]},
        "checksums": CHECKSUMS,
        "sha256": hashlib.sha256((folder / CHECKSUMS).read_bytes()).hexdigest(),
    }
