"""A release held against what it promises, file by file, before anybody sees it.

``publish`` verifies what it has written and renames it only if nothing is found. The same
check can be asked of a release that stands.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset.rights import MOST_WORDS, may_copy
from pipeline.dataset.rows import row_id
from pipeline.release.csvfile import read_csv
from pipeline.release.databases import DUCKDB, SQLITE, SQLITE_TYPES
from pipeline.release.leaks import Reading, find_leaks
from pipeline.release.package import PUBLISHED
from pipeline.tables import Table
from pipeline.validation.results import MOST_ROWS, Check, CheckResult
from pipeline.views import OF_DOCUMENT

CHECKSUMS = "SHA256SUMS"
ASSET = "release"
CHECKS = tuple(
    Check(ASSET, name, "critical", description)
    for name, description in (
        ("files_are_complete", f"Every file is in {CHECKSUMS} with its checksum, and no other."),
        (
            "formats_hold_the_same",
            "Parquet, CSV, DuckDB and SQLite hold the same rows of each table in the same order, "
            "with the declared columns and types.",
        ),
        (
            "texts_keep_to_their_licence",
            f"No text column of a document that may not be copied holds more than {MOST_WORDS} "
            "words, and none of its sentences.",
        ),
        (
            "files_give_no_passage_away",
            f"No file shares a run of more than {MOST_WORDS} words with a document that may not "
            "be copied and is on this machine.",
        ),
    )
)

Finding = dict[str, str]
Tables = dict[str, pa.Table]


def verify(folder: Path, readings: Iterable[Reading] = ()) -> tuple[CheckResult, ...]:
    """Return the result of each of ``CHECKS`` for the release in ``folder``.

    ``readings`` are the documents on this machine; a document that is not among them is held
    to the length of its texts alone. The release must be one of the declared tables.
    """
    tables = {t.name: pq.read_table(folder / f"{t.name}.parquet") for t in PUBLISHED}
    findings: tuple[Callable[[], Iterator[Finding]], ...] = (
        lambda: _files(folder),
        lambda: _formats(folder, tables),
        lambda: _long_texts(tables),
        lambda: _passages(folder, readings),
    )
    return tuple(_result(c, list(find())) for c, find in zip(CHECKS, findings, strict=True))


def _result(check: Check, found: list[Finding]) -> CheckResult:
    return CheckResult(
        check.table,
        check.name,
        check.severity,
        not found,
        check.description,
        f"{len(found)} offending" if found else "as it should be",
        found[:MOST_ROWS],
        len(found),
    )


def _finding(where: str, problem: str) -> Finding:
    return {"where": where, "problem": problem}


def _files(folder: Path) -> Iterator[Finding]:
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    named = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    there = {path.name: path for path in folder.iterdir() if path.name != CHECKSUMS}
    for name in sorted(named.keys() | there.keys()):
        if name not in there:
            yield _finding(name, "is missing")
        elif name not in named:
            yield _finding(name, f"is not in {CHECKSUMS}")
        elif hashlib.sha256(there[name].read_bytes()).hexdigest() != named[name]:
            yield _finding(name, "has another checksum")


def _formats(folder: Path, tables: Tables) -> Iterator[Finding]:
    """Read every table in every format; Parquet is what the others are compared with."""
    with duckdb.connect(str(folder / DUCKDB), read_only=True) as duck:
        lite = sqlite3.connect(f"{(folder / SQLITE).resolve().as_uri()}?immutable=1", uri=True)
        for table in PUBLISHED:
            rows = tables[table.name]
            if not rows.schema.equals(table.schema):
                yield _finding(f"{table.name}.parquet", "columns are not as declared")
            csv = f"{table.name}.csv"
            if not read_csv(table, (folder / csv).read_bytes()).equals(rows):
                yield _finding(csv, "differs from Parquet")
            if not _from_duckdb(table, duck).equals(rows.cast(_nullable(table))):
                yield _finding(DUCKDB, f"{table.name} differs from Parquet")
            if _from_sqlite(table, lite) != _as_in_sqlite(table, rows):
                yield _finding(SQLITE, f"{table.name} differs from Parquet")
        lite.close()


def _nullable(table: Table) -> pa.Schema:
    """The schema of ``table`` as a query returns it: it does not know what is required."""
    return pa.schema([field.with_nullable(True) for field in table.schema])


def _from_duckdb(table: Table, connection: duckdb.DuckDBPyConnection) -> pa.Table:
    rows: pa.Table = connection.table(table.name).to_arrow_table()
    return rows


def _from_sqlite(table: Table, connection: sqlite3.Connection) -> tuple[Any, ...]:
    """Return the columns with their declared types, and the rows in the order of insertion."""
    columns = connection.execute(f'PRAGMA table_info("{table.name}")').fetchall()
    rows = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall()
    return [(name, kind) for _, name, kind, *_ in columns], [_typed(row) for row in rows]


def _as_in_sqlite(table: Table, rows: pa.Table) -> tuple[Any, ...]:
    days = [column.name for column in table.columns if column.type == "date"]
    records = rows.to_pylist()
    for record in records:
        record |= {day: record[day].isoformat() for day in days if record[day] is not None}
    declared = [(column.name, SQLITE_TYPES[column.type]) for column in table.columns]
    return declared, [_typed(record.values()) for record in records]


def _typed(values: Iterable[Any]) -> list[tuple[type, Any]]:
    """Values with their types: 1 and 1.0 are not the same."""
    return [(type(value), value) for value in values]


def _long_texts(tables: Tables) -> Iterator[Finding]:
    """Look at every text column, whether or not it is declared to hold words of the source.

    What the register says of a document (its title) is not its text.
    """
    documents = tables["documents"].to_pylist()
    restricted = {row["document_id"] for row in documents if not may_copy(row["licence"])}
    owners: dict[tuple[str, str], str] = {}
    for table in PUBLISHED:
        if table.name == "documents" or "document_id" not in table.names:
            continue
        texts = [column.name for column in table.columns if column.type == "string"]
        texts = [name for name in texts if name not in OF_DOCUMENT]
        for row in tables[table.name].to_pylist():
            key = row_id(table, row)
            owners[table.name, key] = row["document_id"]
            if row["document_id"] in restricted:
                yield from _too_long(table.name, key, {name: row[name] for name in texts})
    for row in tables["changes"].to_pylist():
        if owners.get((row["table"], row["id"])) in restricted:
            sides = {side: row[side] for side in ("before", "after")}
            yield from _too_long("changes", row["id"], sides)


def _too_long(table: str, key: str, texts: Mapping[str, str | None]) -> Iterator[Finding]:
    for name, text in texts.items():
        is_sentence = name == "sentence" or (table, name) == ("sentences", "text")
        if text is not None and (is_sentence or len(text.split()) > MOST_WORDS):
            yield _finding(f"{table} {key}", f"{name} holds {len(text.split())} words")


def _passages(folder: Path, readings: Iterable[Reading]) -> Iterator[Finding]:
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    for leak in find_leaks(files, readings):
        problem = f"gives away a passage of {leak.document_id} ({leak.words} …)"
        yield _finding(leak.file, problem)
