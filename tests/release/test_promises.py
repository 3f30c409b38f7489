"""A release is held against what it promises, on its files."""

import sqlite3

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.release import ReleaseError, publish, read_release, verify
from pipeline.release.contents import checksums
from pipeline.release.databases import DUCKDB, SQLITE
from pipeline.release.promises import CHECKS, CHECKSUMS
from tests.factories import PAPER, brief, paper

READINGS = (brief().read, paper().read)


def failed(folder, readings=READINGS):
    return {r.name: r for r in verify(folder, readings) if not r.passed}


def seal(folder):
    """Write the checksums of whatever is there now."""
    files = {p.name: p.read_bytes() for p in folder.iterdir() if p.name != CHECKSUMS}
    (folder / CHECKSUMS).write_bytes(checksums(files))


def test_a_release_keeps_every_promise(released):
    results = verify(released, READINGS)
    assert [result.name for result in results] == [check.name for check in CHECKS]
    assert all(result.passed for result in results)
    assert {result.severity for result in results} == {"critical"}


@pytest.mark.parametrize("harm", ["change", "remove", "add"])
def test_a_file_that_is_changed_missing_or_new_is_named(released, harm):
    path = released / ("notes.txt" if harm == "add" else "claims.csv")
    if harm == "remove":
        path.rename(released.parent / "elsewhere")
        (released / "claims.csv").symlink_to(released.parent / "elsewhere")
        path = released / "README.md"
        path.unlink()
    else:
        path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\r\n")
    assert failed(released)["files_are_complete"].failing[0]["where"] == path.name


def change_csv(folder):
    path = folder / "claims.csv"
    path.write_bytes(path.read_bytes().replace(b"5300000", b"5300001"))


def change_parquet(folder):
    path = folder / "claims.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)


def change_duckdb(folder):
    with duckdb.connect(str(folder / DUCKDB)) as connection:
        connection.execute("UPDATE claims SET value = value + 1")


def change_sqlite(folder):
    connection = sqlite3.connect(folder / SQLITE)
    connection.execute("UPDATE claims SET value = 'much'")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("change", [change_csv, change_parquet, change_duckdb, change_sqlite])
def test_a_format_that_says_something_else_is_found(released, change):
    change(released)
    seal(released)
    assert set(failed(released)) == {"formats_hold_the_same"}


def test_a_type_that_is_not_the_declared_one_is_found(released):
    with duckdb.connect(str(released / DUCKDB)) as connection:
        connection.execute(
            "CREATE TABLE other AS SELECT * REPLACE (rows::INTEGER AS rows) FROM "
            "(SELECT *, 1 AS rows FROM changes)"
        )
        connection.execute("DROP TABLE changes")
        connection.execute("ALTER TABLE other RENAME TO changes")
    seal(released)
    (finding,) = failed(released)["formats_hold_the_same"].failing
    assert finding == {"where": DUCKDB, "problem": "changes differs from Parquet"}


def texts_of(dataset, table, **values):
    rows = dataset[table].to_pylist()
    rows = [row | values if row["document_id"] == "paper" else row for row in rows]
    return dataset | {table: type(dataset[table]).from_pylist(rows, schema=dataset[table].schema)}


@pytest.mark.parametrize(
    ("table", "column"), [("claims", "measure"), ("events", "place"), ("issues", "detail")]
)
def test_no_text_column_may_be_long_whether_or_not_it_is_declared_to_quote(
    dataset, outputs, table, column
):
    long = " ".join(["word"] * 16)
    with pytest.raises(ReleaseError, match="texts_keep_to_their_licence") as error:
        publish(texts_of(dataset, table, **{column: long}), outputs, {})
    assert f"{column} holds 16 words" in str(error.value)


def test_no_sentence_of_a_restricted_document_may_be_there_however_short(dataset, outputs):
    with pytest.raises(ReleaseError, match="text holds 2 words"):
        publish(texts_of(dataset, "sentences", text="Two words"), outputs, {})


def test_changes_may_not_tell_what_the_tables_withhold(released):
    rows = read_release(released)["changes"]
    sentence = read_release(released)["sentences"].to_pylist()[-1]
    assert sentence["document_id"] == "paper"
    row = {"table": "sentences", "id": sentence["sentence_id"], "change": "changed"}
    row |= {"column": "text", "before": " ".join(["word"] * 16), "after": None}
    pq.write_table(type(rows).from_pylist([row], schema=rows.schema), released / "changes.parquet")
    result = failed(released)["texts_keep_to_their_licence"]
    assert result.failing[0]["problem"] == "before holds 16 words"


def test_a_passage_in_any_file_is_found_where_the_document_is_here(released):
    page = released / "README.md"
    page.write_text(page.read_text(encoding="utf-8") + PAPER, encoding="utf-8")
    seal(released)
    result = failed(released)["files_give_no_passage_away"]
    assert result.failing[0]["where"] == "README.md"
    assert "paper" in result.failing[0]["problem"]
    assert not failed(released, readings=())


def test_a_release_that_breaks_a_promise_is_not_published(dataset, outputs):
    made = paper()
    passage = " ".join(PAPER.split())
    rows = dataset["documents"].to_pylist()
    named = [row | {"publisher": passage} for row in rows]
    table = type(dataset["documents"]).from_pylist(named, schema=dataset["documents"].schema)
    with pytest.raises(ReleaseError, match=r"0\.1\.0 was not published: files_give_no_passage"):
        publish(dataset | {"documents": table}, outputs, {}, readings=[made.read])
    assert list(outputs.iterdir()) == []


def test_documents_are_read_only_if_there_is_something_to_publish(released, dataset, outputs):
    def readings():
        raise AssertionError("read")
        yield

    assert publish(dataset, outputs, {}, readings=readings()) is None
