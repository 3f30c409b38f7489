"""What the site needs to know of the releases that stand in a folder."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dataset.rows import Rows, to_rows
from pipeline.release.publish import CHECKSUMS, PACKAGE
from pipeline.release.reading import read_release, versions
from pipeline.release.versions import Version


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release; ``sha256`` is empty where the release states none."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its version, its files, and how many rows each table has."""

    version: Version
    folder: Path
    files: tuple[File, ...]
    rows: Mapping[str, int]

    def page(self, name: str) -> str | None:
        """Return the text of the Markdown page ``name``; None where this release has none."""
        path = self.folder / name
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def data(self, name: str) -> Any:
        """Return what the JSON file ``name`` holds; None where this release has none."""
        text = self.page(name)
        return None if text is None else json.loads(text)

    def tables(self) -> Rows:
        """Return the rows of every table; a column that it was made without is null."""
        return to_rows(read_release(self.folder))


def releases(outputs: Path) -> tuple[Release, ...]:
    """Return the releases that stand in ``outputs``, newest first."""
    return tuple(_release(outputs / v.folder, v) for v in reversed(versions(outputs)))


def _release(folder: Path, version: Version) -> Release:
    sums = dict(_checksums(folder / CHECKSUMS))
    files = tuple(
        File(path.name, path.stat().st_size, sums.get(path.name, ""))
        for path in sorted(folder.iterdir())
        if path.is_file()
    )
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    rows = {r["name"]: r["rows"] for r in package["resources"] if "rows" in r}
    return Release(version, folder, files, rows)


def _checksums(path: Path) -> Iterator[tuple[str, str]]:
    """Yield name and SHA-256 of each line of a file as ``sha256sum`` writes it."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        digest, _, name = line.partition("  ")
        yield name, digest
