"""A confidence is what annotated windows said of the rule, and can be held against them."""

from pathlib import Path

import pytest

from pipeline.accuracy.calibration import Count, count, reliability, reliability_lines, write
from pipeline.accuracy.gold import Window
from pipeline.accuracy.matching import Matched, match


def outcome(name: str, rule: str, *days: tuple[str, str]) -> tuple[Window, str, Matched]:
    """A window of dates: what is annotated and what ``rule`` found."""
    window = Window(name, "documents/x.txt", 0, 100, {})
    gold = [_date(10 * at, day, "") for at, (day, _) in enumerate(days)]
    found = [_date(10 * at, day, rule) for at, (_, day) in enumerate(days)]
    return window, "dates", match("dates", gold, found)


def _date(start: int, day: str, rule: str) -> dict[str, object]:
    return {
        "char_start": start,
        "char_end": start + 4,
        "date_start": day,
        "date_end": day,
        "rule": rule,
    }


RIGHT, WRONG = ("2012-01-01", "2012-01-01"), ("2012-01-01", "2013-01-01")


def test_rows_are_counted_by_the_rule_that_made_them() -> None:
    first, second = outcome("a", "year", RIGHT, WRONG), outcome("b", "decade", WRONG)
    assert count((table, matched) for _, table, matched in (first, second)) == {
        ("dates", "year"): Count(right=1, seen=2),
        ("dates", "decade"): Count(right=0, seen=1),
    }


def test_a_false_row_counts_against_its_rule() -> None:
    matched = match("dates", [], [_date(0, "2012-01-01", "year")])
    assert count([("dates", matched)]) == {("dates", "year"): Count(right=0, seen=1)}


def test_the_vocabulary_is_replaced_and_keeps_what_it_says_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "confidence.csv"
    path.write_text("# What it is.\n# source: windows\ntable,rule,right,seen\nold,row,1,1\n")
    counts = {("events", "b"): Count(1, 2), ("dates", "a"): Count(3, 3)}
    write(counts, path)
    once = path.read_text()
    assert once.splitlines() == [
        "# What it is.",
        "# source: windows",
        "table,rule,right,seen",
        "dates,a,3,3",
        "events,b,1,2",
    ]
    write(counts, path)
    assert path.read_text() == once


def test_what_a_row_states_is_counted_on_other_windows() -> None:
    outcomes = [outcome("a", "year", RIGHT, RIGHT, WRONG), outcome("b", "year", WRONG)]
    stated = reliability(outcomes)
    # rows of a state (0 + 1) / (1 + 2), the row of b states (2 + 1) / (3 + 2)
    assert [(r.low, r.high, r.rows) for r in stated] == [(0.0, 0.6, 3), (0.6, 0.7, 1)]
    assert stated[0].stated == pytest.approx(1 / 3)
    assert stated[0].observed == pytest.approx(2 / 3)
    assert (stated[1].stated, stated[1].observed) == (0.6, 0.0)


def test_the_table_names_its_classes() -> None:
    head, line = reliability_lines(reliability([outcome("a", "year", RIGHT)]))
    assert head.split() == ["confidence", "stated", "observed", "rows"]
    assert line.split() == ["dates", "0.00", "to", "0.60", "0.500", "1.000", "1"]
