"""What the pictures count."""

from dataclasses import replace
from datetime import date

import pytest

from pipeline.site import counts
from pipeline.site.counts import Grid


@pytest.fixture
def event(known):
    return known.of("events")[0]


def at(event, year, **values):
    return replace(event, first_day=date(year, 1, 1), last_day=date(year, 12, 31), **values)


def test_an_occurrence_counts_once_however_often_it_is_told(known):
    told = known.of("events")
    assert [e.words for e in told].count("signed") == 2
    assert [e.words for e in counts.occurrences(told)].count("signed") == 1


def test_of_several_tellings_the_one_that_names_most_actors_stands_for_all(event):
    few = at(event, 2012, cluster="c", sources=("country:chn",), targets=())
    many = at(event, 2012, cluster="c", sources=("country:chn", "country:uzb"))
    assert counts.occurrences([few, many]) == (many,)


def test_an_event_without_a_day_is_in_no_picture(event):
    assert counts.occurrences([replace(event, first_day=None, last_day=None)]) == ()


def test_years_have_no_gap_and_early_ones_share_a_column(event):
    columns = counts.years([at(event, year) for year in (1884, 2019, 2024)])
    assert columns[0] == counts.EARLIER
    assert columns[1:] == tuple(str(year) for year in range(1989, 2025))
    assert counts.column_of(at(event, 1884), columns) == counts.EARLIER


def test_periods_add_up_to_the_years():
    grid = Grid(("AID",), ("2009", "2010", "2014"), {("AID", "2010"): 2, ("AID", "2014"): 3})
    joined = counts.in_periods(grid)
    assert joined.columns == ("2005–09", "2010–14")
    assert joined.counts == {("AID", "2010–14"): 5}
    assert joined.total("AID") == grid.total("AID") == 5


def test_in_a_meeting_each_acts_on_each_other_and_nobody_on_themselves(event):
    meeting = at(event, 2012, sources=("a", "b"), targets=())
    gift = at(event, 2012, sources=("a",), targets=("c",))
    assert counts.who_on_whom([meeting, gift]).counts == {
        ("a", "b"): 1,
        ("b", "a"): 1,
        ("a", "c"): 1,
    }


def test_types_stand_in_the_order_of_the_codebook(event):
    events = [at(event, 2012, kind=kind) for kind in ("OTHER", "AGREE", "AID")]
    assert counts.by_type(events).rows == ("AGREE", "AID", "OTHER")


def test_actors_with_most_events_come_first_and_equal_ones_by_name(event):
    events = [at(event, 2012, sources=(a,), targets=()) for a in ("b", "a", "c", "c")]
    assert counts.by_actor(events, 2).rows == ("c", "a")


def test_figures_on_one_thing_in_one_unit_make_a_series(known):
    found = {(s.name, s.unit): [value for _, value in s.figures] for s in counts.series(known)}
    assert found == {("trade", "USD"): [1e9, 20e9, 90e9]}


def test_a_figure_that_is_told_twice_counts_once(known):
    twice = replace(known, entries=(*known.entries, *known.entries))
    assert [len(s.figures) for s in counts.series(twice)] == [3]
