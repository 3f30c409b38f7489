"""Pictures: the right numbers, in both widths, harmless whatever a name holds."""

import re
from dataclasses import replace
from datetime import date

import pytest

from pipeline.site import counts, grids, plots, svg
from pipeline.site.counts import Grid, Series
from tests.site.conftest import HOSTILE

GRID = Grid(
    ("country:chn", "country:kaz"),
    ("2009", "2010", "2011"),
    {("country:chn", "2009"): 1, ("country:chn", "2010"): 9, ("country:kaz", "2011"): 2},
)
SHARE = {"value": 0.8, "low": 0.7, "high": 0.9}
FIGURE = {
    "table": "events",
    "measure": "value",
    "by": None,
    "group": None,
    "precision": SHARE,
    "recall": SHARE,
    "f1": None,
}


def name(actor_id, letters):
    return {"country:chn": "China", "country:kaz": HOSTILE}.get(actor_id, actor_id)


@pytest.fixture(scope="module")
def picture():
    return grids.grid_picture("actors", "By actor", "Says.", (GRID, GRID), name, "actor")


def marks(svg):
    return re.findall(r"<title>(.*?)</title>", svg)


def test_a_cell_says_what_it_counts(picture):
    assert "China, 2010: 9" in marks(picture.wide)
    assert "China, 2010–14: 9" in marks(picture.narrow)
    assert len(marks(picture.wide)) == 3


def test_a_cell_leads_to_the_rows_it_counts(picture):
    link = "search.html#table=events&amp;actor=country%3Achn&amp;from=2010&amp;to=2010"
    assert f'href="{link}"' in picture.wide
    assert "site.invalid" not in picture.wide


def test_the_darkest_step_is_the_largest_count(picture):
    cell = re.search(r'fill="var\(--(step-\d)[^>]*><title>China, 2010: 9', picture.wide)
    assert cell[1] == "step-5"


def test_no_word_is_measured_so_the_fonts_of_a_machine_move_nothing(picture, monkeypatch):
    monkeypatch.setattr(svg, "FONT", "Pacifico")
    again = grids.grid_picture("actors", "By actor", "Says.", (GRID, GRID), name, "actor")
    assert again == picture


def test_a_name_that_is_markup_stays_text(picture):
    assert "<script" not in picture.wide + picture.narrow
    assert "<img" not in picture.wide + picture.narrow
    assert "&lt;script&gt;" in picture.wide


def test_the_table_has_the_numbers_of_the_picture(picture):
    rows = [[cell.text for cell in row] for row in picture.rows]
    assert picture.header == ("actor", "2005–09", "2010–14", "all")
    assert rows == [["China", "1", "9", "10"], [HOSTILE, "", "2", "2"]]


def test_the_matrix_tells_pairs_from_the_most_frequent_down(known):
    grid = Grid(("a", "b"), ("a", "b"), {("a", "b"): 2, ("b", "a"): 5})
    told = grids.matrix_picture(grid, (2, 1), lambda actor, letters: actor.upper(), "Says.")
    assert [[cell.text for cell in row] for row in told.rows] == [["B", "A", "5"], ["A", "B", "2"]]
    assert "B, A: 5" in marks(told.wide)
    assert marks(told.narrow) == []


def test_every_figure_of_a_series_leads_to_its_place(known):
    series = counts.series(known)[0]
    titles = {document: row["title"] for document, row in known.documents.items()}
    told = plots.series_picture("s", series, titles)
    assert told.title == "trade, USD"
    assert told.says == "3 figures, 2001 to 2023: from USD 1 billion to USD 90 billion"
    for claim, _ in series.figures:
        assert f"documents/ledger.html#at-{claim.row_id}" in told.wide


def test_between_a_measure_and_other_words_of_its_sentence_stands_something_else(known):
    """A restricted sentence must not be told piece by piece."""
    series = counts.series(known)[0]
    told = plots.series_picture("s", series, dict.fromkeys(known.documents, "Title"))
    assert told.header == ("when", "figure", "told in", "of what")
    assert "2010: USD 20 billion; measure: trade in the region" in marks(told.wide)


def test_figures_far_apart_stand_on_a_logarithmic_scale(known):
    claim = known.of("claims")[0]
    figures = tuple(
        (replace(claim, first_day=date(year, 1, 1)), value)
        for year, value in ((2001, 3e6), (2005, 1e8), (2010, 1e10))
    )
    told = plots.series_picture("s", Series("loan", "USD", figures), {"brief": "Title"})
    assert re.findall(r">([^<>]*) (?:mn|bn)</text>", told.wide) == ["1", "100", "10"]


def test_the_accuracy_card_shows_intervals_of_the_windows_kept_aside():
    other = FIGURE | {"by": "kind", "group": "AID"}
    card = {"kept_aside": {"windows": 7, "figures": [FIGURE, other]}, "method": {"level": 0.95}}
    told = plots.accuracy_picture(card)
    assert "On 7 windows" in told.says
    assert marks(told.wide) == [
        "events precision: 0.800 (0.700 to 0.900)",
        "events recall: 0.800 (0.700 to 0.900)",
    ]
    assert len(told.rows) == 2


def test_without_windows_kept_aside_there_is_no_picture_of_accuracy():
    card = {"kept_aside": {"windows": 0, "figures": []}, "method": {"level": 0.95}}
    assert plots.accuracy_picture(card) is None


def test_bars_count_the_events_of_each_year(known):
    events = counts.occurrences(known.of("events"))
    told = plots.years_picture(events, ("2012", "2013"), "Says.")
    assert marks(told.wide) == marks(told.narrow) == ["2012: 1", "2013: 0"]
    assert [[cell.text for cell in row] for row in told.rows] == [["2012", "1"]]
