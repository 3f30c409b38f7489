"""One DuckDB and one SQLite file that hold every table, with keys and indexes.

Tables come in an order in which references resolve. The same rows give the same bytes:
DuckDB works in one thread and without compression, because its compressed strings end in
memory that was never written (duckdb/duckdb#23382); what SQLite notes of itself in the header
is overwritten.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from pipeline.tables import Column, Table, Type

DUCKDB = "khorgos.duckdb"
SQLITE = "khorgos.sqlite"
DUCKDB_TYPES: Mapping[Type, str] = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
}
SQLITE_TYPES: Mapping[Type, str] = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "date": "DATE",
}
"""SQLite has no days: a column declared DATE holds them as text, ISO 8601."""
FORMAT = "STORAGE_VERSION 'v1.0.0', BLOCK_SIZE 16384"
"""Small blocks, a fifth of the size; DuckDB reads them from 1.1 on."""
SEARCHED = ("document_id", "date_start", "region", "event_type", "kind")
"""Columns with an index beside those that refer to another table."""
SQLITE_VERSION_AT = slice(96, 100)
"""Where the header says which SQLite wrote the file; readers do not need it."""


def in_order(tables: Sequence[Table]) -> list[Table]:
    """Return ``tables`` so that each comes after those it refers to."""
    placed: dict[str, Table] = {}

    def place(table: Table) -> None:
        for column in table.columns:
            target = _target(column)[0]
            if target not in (None, table.name) and target not in placed:
                place(next(t for t in tables if t.name == target))
        placed[table.name] = table

    for table in tables:
        if table.name not in placed:
            place(table)
    return list(placed.values())


def to_duckdb(tables: Sequence[Table], rows: Mapping[str, pa.Table]) -> bytes:
    """Return a DuckDB file of ``tables``; what each column means is its comment.

    DuckDB checks references row by row, so a table's references to itself are not declared.
    """

    def build(path: Path) -> None:
        with duckdb.connect(config={"threads": 1}) as connection:
            connection.execute("SET force_compression = 'uncompressed'")
            connection.execute(f"ATTACH '{path}' AS khorgos ({FORMAT})")
            connection.execute("USE khorgos")
            for table in in_order(tables):
                connection.execute(_create(table, DUCKDB_TYPES, refers_to_itself=False))
                connection.register("given", rows[table.name])
                connection.execute(f"INSERT INTO {_name(table.name)} SELECT * FROM given")
                connection.unregister("given")
                for statement in (*_indexes(table), *_comments(table)):
                    connection.execute(statement)
            connection.execute("USE memory")
            connection.execute("DETACH khorgos")

    return _built(DUCKDB, build)


def to_sqlite(tables: Sequence[Table], rows: Mapping[str, pa.Table]) -> bytes:
    """Return a SQLite file of ``tables``."""

    def build(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA page_size = 4096")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        for table in in_order(tables):
            connection.execute(_create(table, SQLITE_TYPES, refers_to_itself=True))
            values = ", ".join("?" * len(table.columns))
            statement = f"INSERT INTO {_name(table.name)} VALUES ({values})"
            connection.executemany(statement, _plain(rows[table.name]))
            for index in _indexes(table):
                connection.execute(index)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.close()

    content = bytearray(_built(SQLITE, build))
    content[SQLITE_VERSION_AT] = bytes(4)
    return bytes(content)


def _built(name: str, build: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        build(path)
        return path.read_bytes()


def _plain(rows: pa.Table) -> Iterator[tuple[object, ...]]:
    """Yield the rows with days as text."""
    days = [field.name for field in rows.schema if pa.types.is_date(field.type)]
    for row in rows.to_pylist():
        row |= {day: row[day].isoformat() for day in days if row[day] is not None}
        yield tuple(row.values())


def _create(table: Table, types: Mapping[Type, str], *, refers_to_itself: bool) -> str:
    parts = [
        f"{_name(c.name)} {types[c.type]}{' NOT NULL' if c.required else ''}" for c in table.columns
    ]
    parts.append(f"PRIMARY KEY ({', '.join(map(_name, table.key))})")
    for column in table.columns:
        target, key = _target(column)
        if target and key and (refers_to_itself or target != table.name):
            parts.append(
                f"FOREIGN KEY ({_name(column.name)}) REFERENCES {_name(target)} ({_name(key)})"
            )
    return f"CREATE TABLE {_name(table.name)} ({', '.join(parts)})"


def _indexes(table: Table) -> Iterator[str]:
    for column in table.columns:
        if table.key != (column.name,) and (column.references or column.name in SEARCHED):
            index = _name(f"{table.name}_{column.name}")
            yield f"CREATE INDEX {index} ON {_name(table.name)} ({_name(column.name)})"


def _comments(table: Table) -> Iterator[str]:
    yield f"COMMENT ON TABLE {_name(table.name)} IS {_text(table.description)}"
    for column in table.columns:
        name = f"{_name(table.name)}.{_name(column.name)}"
        yield f"COMMENT ON COLUMN {name} IS {_text(column.description)}"


def _target(column: Column) -> tuple[str | None, str | None]:
    """Return the table and the column that ``column`` refers to."""
    table, _, key = (column.references or "").partition(".")
    return (table, key) if table else (None, None)


def _name(name: str) -> str:
    return f'"{name}"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
