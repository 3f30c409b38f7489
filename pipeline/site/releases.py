"""What the site needs to know of the releases that stand in a folder."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dataset.rows import Rows, to_rows
from pipeline.release.reading import read_release, versions
from pipeline.release.versions import Version

CHECKSUMS = "SHA256SUMS"
PACKAGE = "datapackage.json"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release; ``sha256`` is empty where the release states none."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its version, its files, and its data package.

    A release older than a file or a field of the package is shown without it.
    """

    version: Version
    folder: Path
    files: tuple[File, ...]
    package: Mapping[str, Any]

    @property
    def resources(self) -> tuple[Mapping[str, Any], ...]:
        """Its tables as the data package describes them."""
        return tuple(r for r in self.package["resources"] if "rows" in r)

    @property
    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return {resource["name"]: resource["rows"] for resource in self.resources}

    @property
    def databases(self) -> tuple[File, ...]:
        """The files that hold all tables at once."""
        return tuple(f for f in self.files if f.name.endswith((".duckdb", ".sqlite")))

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
    return Release(version, folder, files, package)


def _checksums(path: Path) -> Iterator[tuple[str, str]]:
    """Yield name and SHA-256 of each line of a file as ``sha256sum`` writes it."""
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        digest, _, name = line.partition("  ")
        yield name, digest
