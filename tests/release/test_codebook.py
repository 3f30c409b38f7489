"""The codebook explains every table, column, code and unit, and counts what is missing."""

import pytest

from pipeline import vocabulary
from pipeline.release.package import PUBLISHED
from pipeline.tables import TABLES


@pytest.fixture
def page(released):
    return (released / "CODEBOOK.md").read_text(encoding="utf-8")


def section(page, table):
    return page.split(f"\n## {table}\n")[1].split("\n## ")[0]


def row(page, table, column):
    (line,) = [x for x in section(page, table).splitlines() if x.startswith(f"| `{column}` |")]
    return [cell.strip() for cell in line.strip("|").split(" | ")]


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
def test_each_column_is_explained_in_order(page, table):
    lines = [x for x in section(page, table.name).splitlines() if x.startswith("| `")]
    assert [line.split("`")[1] for line in lines] == list(table.names)
    meanings = [column.description.replace("|", r"\|") for column in table.columns]
    assert all(meaning in section(page, table.name) for meaning in meanings)


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda table: table.name)
def test_each_table_says_how_it_is_made(page, table):
    assert table.made
    assert f"How it is made: {table.made}" in section(page, table.name)


def test_a_column_made_otherwise_than_its_table_says_how(page):
    assert row(page, "claims", "claim_cluster_id")[6].startswith("Rows of equal content")


def test_missing_values_are_counted(page):
    assert row(page, "sentences", "text")[3] == "2 (40%)"
    assert row(page, "claims", "unit")[3] == "never"


def test_an_example_is_a_value_of_the_table(page):
    assert row(page, "claims", "text")[4] == "$5.3 million"
    assert row(page, "claims", "value")[4] == "5300000"
    assert row(page, "events", "place")[4] == ""


def test_a_long_example_is_cut(page):
    assert row(page, "sentences", "text")[4].endswith("…")
    assert len(row(page, "sentences", "text")[4]) <= 60


@pytest.mark.parametrize(
    ("table", "column"),
    [(t.name, c) for t in TABLES for c in t.columns if c.codes],
    ids=lambda part: getattr(part, "name", part),
)
def test_allowed_values_are_listed_and_explained(page, table, column):
    assert f"One of the codes of {column.codes}: " in row(page, table, column.name)[5]
    for code in vocabulary.codes(column.codes):
        assert code in row(page, table, column.name)[5]
        assert f"| `{code}` |" in section(page, column.codes)


def test_units_currencies_and_licences_are_explained(page):
    assert "| km | length |" in section(page, "units of measure (UCUM)")
    assert "| KZT |" in section(page, "currencies (ISO 4217)")
    assert "| all-rights-reserved | no |" in section(page, "licences")
