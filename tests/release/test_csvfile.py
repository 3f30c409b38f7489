import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release import read_release
from pipeline.release.csvfile import cell, read_csv, to_csv
from pipeline.release.package import PUBLISHED
from pipeline.tables import Column, Table

NOTES = Table(
    "notes",
    "Notes",
    "Texts that make trouble.",
    ("note",),
    (
        Column("note", "string", "A text.", required=False),
        Column("number", "number", "A number.", required=False),
        Column("day", "date", "A day.", required=False),
    ),
)


def notes(*texts):
    return NOTES.arrow([{"note": text, "number": None, "day": None} for text in texts])


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
def test_the_csv_of_a_table_holds_what_its_parquet_holds(released, table):
    content = (released / f"{table.name}.csv").read_bytes()
    assert read_csv(table, content).equals(read_release(released)[table.name])


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
            st.none() | st.dates(),
        )
    )
)
def test_whatever_is_written_reads_back_the_same(rows):
    table = NOTES.arrow([dict(zip(NOTES.names, row, strict=True)) for row in rows])
    assert read_csv(NOTES, to_csv(NOTES, table)).equals(table)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1"],
)
def test_no_cell_begins_as_a_formula_does(text):
    written = to_csv(NOTES, notes(text)).decode()
    (row,) = csv.DictReader(written.splitlines(keepends=True))
    assert row["note"] == f"'{text}"
    assert read_csv(NOTES, written.encode())["note"].to_pylist() == [text]


@pytest.mark.parametrize("text", ["-53%", "+7", "-1,000.5", "'s", "China"])
def test_figures_and_words_stay_as_they_are(text):
    assert cell(text) == text


def test_the_file_is_utf_8_with_a_header_and_crlf():
    content = to_csv(NOTES, notes("a, “b”", "two\nlines"))
    assert content.startswith(b"note,number,day\r\n")
    assert content.decode() == 'note,number,day\r\n"a, “b”",,\r\n"two\nlines",,\r\n'


def test_large_numbers_are_written_out():
    assert cell(30e9) == "30000000000"
    assert cell(0.1) == "0.1"


def test_an_empty_string_is_refused_because_it_would_read_as_null():
    with pytest.raises(ValueError, match="null"):
        to_csv(NOTES, notes(""))
