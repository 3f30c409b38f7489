"""The two database files hold the tables with their keys, and open in other programs."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline.release.databases import DUCKDB, SQLITE, in_order, to_duckdb, to_sqlite
from pipeline.release.package import PUBLISHED
from pipeline.release.reading import read_release
from pipeline.tables import Column, Table

TREE = Table(
    "tree",
    "Tree",
    "Nodes under nodes; it's quoted.",
    ("node",),
    (
        Column("node", "string", "A node."),
        Column("under", "string", "Another.", required=False, references="tree.node"),
        Column("order", "integer", "A number.", required=False),
        Column("share", "number", "A share.", required=False),
        Column("day", "date", "A day.", required=False),
    ),
)


@pytest.fixture
def duck(released):
    with duckdb.connect(str(released / DUCKDB), read_only=True) as connection:
        yield connection


@pytest.fixture
def lite(released):
    connection = sqlite3.connect(released / SQLITE)
    yield connection
    connection.close()


def nodes(*rows):
    return {"tree": TREE.arrow([dict(zip(TREE.names, row, strict=True)) for row in rows])}


def test_tables_come_after_those_they_refer_to():
    names = [table.name for table in in_order(PUBLISHED)]
    assert sorted(names) == sorted(table.name for table in PUBLISHED)
    for table in PUBLISHED:
        targets = {c.references.split(".")[0] for c in table.columns if c.references}
        assert all(names.index(target) <= names.index(table.name) for target in targets)


def test_a_question_over_several_tables_is_answered(duck, lite):
    question = """
        SELECT actors.name, count(*) FROM events
        JOIN event_actors USING (event_id) JOIN actors USING (actor_id)
        WHERE role = 'source' GROUP BY actors.name ORDER BY actors.name"""
    expected = [("China", 2), ("Uzbekistan", 2)]
    assert duck.execute(question).fetchall() == lite.execute(question).fetchall() == expected


def test_days_compare_as_days(duck, lite):
    question = "SELECT count(*) FROM dates WHERE date_start >= '2012-01-01'"
    assert duck.execute(question).fetchone() == lite.execute(question).fetchone() == (2,)


def test_sqlite_proves_keys_references_and_itself(lite):
    assert lite.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert lite.execute("PRAGMA foreign_key_check").fetchall() == []
    lite.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        lite.execute("INSERT INTO event_actors VALUES ('nothing', 'country:chn', 'source')")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        lite.execute("INSERT INTO actors SELECT * FROM actors LIMIT 1")


def test_duckdb_knows_keys_references_and_what_columns_mean(duck):
    kinds = "SELECT table_name, constraint_type FROM duckdb_constraints()"
    found = set(duck.execute(kinds).fetchall())
    assert {(t.name, "PRIMARY KEY") for t in PUBLISHED} <= found
    assert ("event_actors", "FOREIGN KEY") in found
    comments = dict(
        duck.execute(
            "SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 'claims'"
        ).fetchall()
    )
    claims = next(t for t in PUBLISHED if t.name == "claims")
    assert comments == {c.name: c.description for c in claims.columns}


@pytest.mark.parametrize("table", ["events", "claims", "mentions"])
def test_references_are_indexed(lite, table):
    indexes = {row[1] for row in lite.execute(f'PRAGMA index_list("{table}")')}
    assert f"{table}_document_id" in indexes


def test_pandas_reads_sqlite(released, lite):
    frame = pd.read_sql("SELECT * FROM claims", lite, parse_dates=["date_start"])
    assert frame["value"].tolist() == read_release(released)["claims"]["value"].to_pylist()
    assert frame["date_start"].dt.year.tolist() == [2012, 2010, 2010]


@pytest.mark.parametrize("write", [to_duckdb, to_sqlite])
def test_a_row_may_refer_to_one_that_comes_later(write):
    assert write([TREE], nodes(("leaf", "root", 1, 0.5, None), ("root", None, None, None, None)))


@pytest.mark.parametrize("write", [to_duckdb, to_sqlite])
def test_the_same_rows_give_the_same_bytes_and_others_do_not(write):
    rows = [(f"node {n}", None, n, n / 3, None) for n in range(3000)]
    first = write([TREE], nodes(*rows))
    assert write([TREE], nodes(*rows)) == first
    assert write([TREE], nodes(*rows[1:])) != first


def test_sqlite_does_not_say_which_version_of_it_wrote_the_file(released):
    assert (released / SQLITE).read_bytes()[96:100] == bytes(4)


BUILD = """
import hashlib, pyarrow as pa
from pipeline.release.databases import to_duckdb, to_sqlite
from pipeline.tables import MENTIONS
rows = [
    {c.name: None if not c.required else {"string": f"{c.name} {n} é", "integer": n,
     "number": n / 7}[c.type] for c in MENTIONS.columns}
    | {"text": f"word {n % 97} " * (n % 40 + 1)}
    for n in range(20_000)
]
from dataclasses import replace
columns = tuple(replace(c, references=None) for c in MENTIONS.columns)
table = replace(MENTIONS, columns=columns)
for write in (to_duckdb, to_sqlite):
    content = write([table], {"mentions": table.arrow(rows)})
    print(hashlib.sha256(content).hexdigest())
"""


def test_no_memory_that_was_never_written_ends_in_the_files(tmp_path):
    """Freshly allocated memory is filled with other bytes in each process (glibc)."""

    def digests(fill):
        folder = tmp_path / fill
        folder.mkdir()
        run = subprocess.run(
            [sys.executable, "-c", BUILD],
            env=os.environ | {"MALLOC_PERTURB_": fill, "TMPDIR": str(folder)},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.split()

    assert digests("1") == digests("170")
