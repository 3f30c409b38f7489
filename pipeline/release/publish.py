"""A dataset published: written beside, verified, renamed; ``latest.json`` moves last."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.accuracy import card
from pipeline.accuracy.gold import Window
from pipeline.dataset.rows import Dataset
from pipeline.release import durable
from pipeline.release.changes import changes, to_table
from pipeline.release.contents import Edition, Files, contents, table_files, to_json
from pipeline.release.flat import flat_tables
from pipeline.release.integrity import require_whole
from pipeline.release.leaks import Reading
from pipeline.release.package import PACKAGE, data_package, meaning
from pipeline.release.promises import CHECKSUMS, verify
from pipeline.release.reading import latest, read_release, versions
from pipeline.release.versions import FIRST, Version
from pipeline.validation.results import CheckResult

LATEST = "latest.json"
INDEX = "index.json"


class ReleaseError(ValueError):
    """A release that must not be published, or one that was altered since it was."""


@dataclass(frozen=True, slots=True)
class Published:
    """A release that was published just now."""

    version: str
    folder: Path


def publish(
    dataset: Dataset,
    outputs: Path,
    provenance: Mapping[str, Any],
    windows: Sequence[Window] = (),
    readings: Iterable[Reading] = (),
) -> Published | None:
    """Publish ``dataset`` below ``outputs``; None where the latest release says the same.

    Whether it does is a question of tables, not of files. A version that stands is never
    altered; one that a crash kept from being announced is announced first.

    Args:
        dataset: the declared tables, valid.
        outputs: the folder of all releases; made if it is not there.
        provenance: how the dataset was made. It must name neither this machine nor the
            time, or the same inputs will not give the same bytes.
        windows: the annotated windows that the accuracy card is computed on.
        readings: the documents on this machine, for the proof that no file gives a passage
            away; asked for only if there is something to publish.

    Raises:
        ReleaseError: the files break a promise (nothing is published), or a release that
            stands is not what it was; says which file and what to do.
    """
    outputs.mkdir(parents=True, exist_ok=True)
    recover(outputs)
    edition, files = _edition(dataset, latest(outputs), provenance, windows)
    if edition is None:
        return None
    _write(outputs, edition.version, contents(edition, files), readings)
    _announce(outputs)
    return Published(str(edition.version), outputs / edition.version.folder)


def recover(outputs: Path) -> None:
    """Remove what a killed run left unfinished and announce what it left unannounced.

    Raises:
        DamagedReleaseError: the newest release is not what was published.
    """
    if outputs.is_dir():
        durable.remove_unfinished(outputs)
        _announce(outputs)


def _edition(
    dataset: Dataset,
    previous: Path | None,
    provenance: Mapping[str, Any],
    windows: Sequence[Window],
) -> tuple[Edition | None, Files]:
    """Return what is to be published, and the files of its tables; None where nothing is."""
    before = read_release(previous) if previous else None
    found = changes(before, dataset)
    tables = {**dataset, **flat_tables(dataset), "changes": to_table(found)}
    files = table_files(tables)
    current, version, meanings = None, FIRST, list[str]()
    if previous is not None and before is not None:
        current = Version.of_folder(previous.name)
        assert current is not None  # latest.json names nothing but releases
        meanings = _new_meanings(previous, data_package(current, tables, files))
        if not found and not meanings:
            return None, files
        version = current.next(
            has_new_meaning=bool(meanings),
            has_new_documents=_documents(before) != _documents(dataset),
        )
    accuracy = card(dataset, windows)
    return Edition(version, current, tables, found, meanings, provenance, accuracy), files


def _new_meanings(previous: Path, package: Mapping[str, Any]) -> list[str]:
    """Return the tables that are not declared as they were in the release ``previous``."""
    old = meaning(json.loads((previous / PACKAGE).read_text(encoding="utf-8")))
    new = meaning(package)
    return [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]


def _documents(dataset: Dataset) -> set[str]:
    return set(dataset["documents"]["document_id"].to_pylist())


def _write(outputs: Path, version: Version, files: Files, readings: Iterable[Reading]) -> None:
    """Write ``files`` beside, verify them and rename the folder: complete or absent.

    Raises:
        FileExistsError: the version stands already.
        ReleaseError: the files break a promise.
    """

    def prove(beside: Path) -> None:
        failed = [result for result in verify(beside, readings) if not result.passed]
        if failed:
            raise ReleaseError("\n".join(_told(version, result) for result in failed))

    durable.write_folder(outputs / version.folder, files, prove)


def _told(version: Version, result: CheckResult) -> str:
    first = result.failing[0]
    return (
        f"{version} was not published: {result.name}: {first['where']}: {first['problem']} "
        f"({result.failing_count} in all). {result.expected}"
    )


def _announce(outputs: Path) -> None:
    """Name all releases in ``index.json`` and the newest in ``latest.json``, in that order.

    Raises:
        ReleaseError: a release is no longer what the index says it was.
    """
    known = versions(outputs)
    if not known:
        return
    newest = known[-1]
    pointer = to_json({"version": str(newest), "path": newest.folder})
    if not (outputs / LATEST).is_file() or (outputs / LATEST).read_bytes() != pointer:
        require_whole(outputs / newest.folder)  # nothing is announced that is not complete
    entries = [_entry(outputs, version) for version in reversed(known)]
    _prove_unaltered(outputs, entries)
    durable.replace(outputs / INDEX, to_json({"releases": entries}))
    durable.replace(outputs / LATEST, pointer)


def _prove_unaltered(outputs: Path, entries: Iterable[Mapping[str, Any]]) -> None:
    index = outputs / INDEX
    if not index.is_file():
        return
    announced = json.loads(index.read_text(encoding="utf-8"))["releases"]
    before = {entry["path"]: entry["sha256"] for entry in announced}
    for entry in entries:
        if before.get(entry["path"], entry["sha256"]) != entry["sha256"]:
            raise ReleaseError(
                f"{outputs / entry['path']} was altered after it was published: restore it "
                f"(git checkout -- {entry['path']}) or remove it together with its entry in {INDEX}"
            )


def _entry(outputs: Path, version: Version) -> dict[str, Any]:
    """Return what the index says of a release; ``sha256`` is that of all checksums."""
    folder = outputs / version.folder
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    sums = (folder / CHECKSUMS).read_bytes()
    files = [line.split("  ", 1) for line in sums.decode().splitlines()]
    return {
        "version": str(version),
        "path": version.folder,
        "rows": {r["name"]: r["rows"] for r in package["resources"] if "rows" in r},
        "checksums": CHECKSUMS,
        "sha256": hashlib.sha256(sums).hexdigest(),
        "files": [
            {"path": name, "bytes": (folder / name).stat().st_size, "sha256": digest}
            for digest, name in files
        ],
    }
