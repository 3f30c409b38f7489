"""The card's figures are counts, and its intervals come from drawing windows again."""

import json
from pathlib import Path

import pytest

from pipeline.accuracy import card, read_windows
from pipeline.accuracy.card import figures, is_kept_aside
from pipeline.accuracy.gold import TABLES, Window
from pipeline.accuracy.matching import Matched, Pair
from pipeline.accuracy.regions import OUTSIDE, Regions
from pipeline.accuracy.reliability import left_out, reliability, wilson
from pipeline.accuracy.report import Tally
from pipeline.dataset import assemble, carry_forward
from tests.factories import BRIEF, brief, paper

REPOSITORY = Path(__file__).parents[2]
KEY = ("dates", "value", "", "")


@pytest.fixture
def dataset():
    return assemble([brief().tables(), paper().tables()])


def window(name, path="documents/brief.txt", **rows):
    empty = dict.fromkeys(TABLES, ())
    return Window(name, path, 0, 10_000, empty | rows)


def date_of(dataset, words, document="brief", **more):
    (row,) = [
        row
        for row in dataset["dates"].to_pylist()
        if row["text"] == words and row["document_id"] == document
    ]
    day = {side: row[side].isoformat() for side in ("date_start", "date_end")}
    return {k: row[k] for k in ("char_start", "char_end", "basis", "edtf")} | day | more


def figure(sample, table, measure, by=None, group=None):
    (found,) = [
        f
        for f in sample["figures"]
        if (f["table"], f["measure"], f["by"], f["group"]) == (table, measure, by, group)
    ]
    return found


def test_a_card_counts_what_is_right_found_and_annotated(dataset):
    right = date_of(dataset, "June 2012")
    other = date_of(dataset, "2010", date_start="2009-01-01")
    found = figure(card(dataset, [window("w2", dates=[right, other])])["all"], "dates", "value")
    assert (found["right"], found["found"], found["gold"]) == (1, 2, 2)
    assert found["precision"]["value"] == found["recall"]["value"] == found["f1"]["value"] == 0.5


def test_figures_are_broken_down_by_kind_region_and_rule(dataset):
    place = BRIEF.index("Page")
    missed = {"char_start": place, "char_end": place + 4, "basis": "context", "edtf": "1999"}
    missed |= {"date_start": "1999-01-01", "date_end": "1999-12-31"}
    sample = card(dataset, [window("w2", dates=[date_of(dataset, "June 2012"), missed])])["all"]
    assert figure(sample, "dates", "value", "basis", "explicit")["right"] == 1
    assert figure(sample, "dates", "value", "basis", "context")["recall"]["value"] == 0
    assert figure(sample, "dates", "value", "region", "body")["found"] == 2
    assert figure(sample, "dates", "value", "region", "boilerplate")["gold"] == 1
    by_rule = figure(sample, "dates", "value", "rule", "by-hand")
    assert by_rule["precision"]["value"] == 0.5
    assert by_rule["recall"] is by_rule["gold"] is None


def test_windows_with_odd_numbers_are_kept_aside(dataset):
    good, bad = date_of(dataset, "June 2012"), date_of(dataset, "2010", edtf="2009")
    bad["date_start"] = "2009-01-01"
    made = card(dataset, [window("w2", dates=[good]), window("w3", dates=[bad])])
    assert [w["kept_aside"] for w in made["windows"]] == [False, True]
    assert (made["all"]["windows"], made["kept_aside"]["windows"]) == (2, 1)
    assert figure(made["kept_aside"], "dates", "value")["right"] == 0
    assert not is_kept_aside(window("without a number"))


def test_a_window_of_a_file_that_is_not_there_is_named_and_not_counted(dataset):
    made = card(dataset, [window("w1"), window("w2", path="documents/other.txt")])
    assert [w["window"] for w in made["windows"]] == ["w1"]
    assert made["not_covered"] == ["w2"]


def test_rows_carried_forward_count_as_any_others(dataset):
    windows = [window("w1", dates=[date_of(dataset, "June 2012")])]
    carried = assemble([carry_forward(dataset, ["brief", "paper"])])
    assert carried["documents"]["status"].to_pylist() == ["carried_forward"] * 2
    assert card(carried, windows) == card(dataset, windows)


def test_without_windows_there_are_no_figures(dataset):
    made = card(dataset, [])
    assert made["all"]["windows"] == 0
    assert not any(made["all"].values())


def test_the_same_windows_give_the_same_card():
    tallies = [{KEY: Tally(right, 10, 10)} for right in (1, 5, 9, 10)]
    assert figures(tallies) == figures(tallies)


def test_an_interval_holds_its_figure_and_narrows_with_agreement():
    (mixed,) = figures([{KEY: Tally(right, 10, 10)} for right in (1, 5, 9, 10)])
    (equal,) = figures([{KEY: Tally(8, 10, 10)} for _ in range(4)])
    assert mixed["f1"]["low"] < mixed["f1"]["value"] < mixed["f1"]["high"]
    assert equal["f1"] == {"value": 0.8, "low": 0.8, "high": 0.8}


def test_whole_windows_are_drawn_so_that_rows_of_one_do_not_count_as_many():
    """A hundred rows in two windows, one all right and one all wrong, tell next to nothing."""
    (found,) = figures([{KEY: Tally(50, 50, 50)}, {KEY: Tally(0, 50, 50)}])
    assert (found["precision"]["low"], found["precision"]["high"]) == (0, 1)


def test_the_interval_is_that_of_the_bootstrap():
    """Of n windows, each wholly right or wrong, the share right is binomial."""
    tallies = [{KEY: Tally(10 * (n < 50), 10, 10)} for n in range(100)]
    (found,) = figures(tallies)
    assert found["precision"]["low"] == pytest.approx(0.40, abs=0.03)
    assert found["precision"]["high"] == pytest.approx(0.60, abs=0.03)


def test_a_place_lies_in_the_region_of_its_shortest_sentence():
    regions = Regions({"a.txt": [(0, 100, "body"), (40, 60, "footnote")]})
    assert regions.at("a.txt", 39) == "body"
    assert regions.at("a.txt", 40) == "footnote"
    assert regions.at("a.txt", 100) == regions.at("b.txt", 0) == OUTSIDE


def judged(table, *rows, name="w1"):
    """An outcome of rows of one rule: confidence, and whether right (None: not annotated)."""
    row = {"rule": "a-rule"}
    pairs = [Pair({}, row | {"confidence": c}, right) for c, right in rows if right is not None]
    false = [row | {"confidence": c} for c, right in rows if right is None]
    return window(name), table, Matched(tuple(pairs), (), tuple(false))


def test_confidence_that_keeps_its_word_has_no_error():
    rows = [(0.8, True)] * 8 + [(0.8, False), (0.8, None)]
    found = reliability([judged("dates", *rows)])["dates"]
    assert found["expected_calibration_error"] == 0
    assert found["brier"] == pytest.approx(0.16)
    (only,) = found["bins"]
    assert (only["from"], only["rows"], only["right"], only["share_right"]) == (0.8, 10, 8, 0.8)
    assert (only["low"], only["high"]) == tuple(round(x, 4) for x in wilson(8, 10))


def test_confidence_that_does_not_is_told_by_table():
    rows = reliability([judged("dates", (1.0, None)), judged("claims", (0.3, True))])
    assert rows["dates"]["expected_calibration_error"] == 1
    assert rows["claims"]["expected_calibration_error"] == pytest.approx(0.7)
    assert rows["all"]["rows"] == 2


def test_a_rule_is_not_praised_for_the_window_that_it_was_counted_on():
    outcomes = [
        judged("dates", *[(0.5, True)] * 8, name="w1"),
        judged("dates", (0.5, None), name="w2"),
    ]
    first, second = left_out(outcomes, outcomes)
    assert {pair.found["confidence"] for pair in first[2].pairs} == {1 / 3}
    assert second[2].false[0]["confidence"] == 9 / 10
    error = reliability(left_out(outcomes, outcomes))["dates"]["expected_calibration_error"]
    assert error == pytest.approx((8 * 2 / 3 + 0.9) / 9, abs=1e-4)


def test_the_committed_windows_give_a_card_for_the_latest_release():
    from pipeline import release

    dataset = release.read_release(release.latest(REPOSITORY / "outputs"))
    made = card(dataset, read_windows(REPOSITORY / "tests" / "gold"))
    assert made["not_covered"] == []
    assert json.loads(json.dumps(made)) == made
    for table in TABLES:
        f1 = figure(made["kept_aside"], table, "value")["f1"]
        assert 0 < f1["low"] <= f1["value"] <= f1["high"] <= 1
