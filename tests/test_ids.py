"""An id names what a row is, not where it stands."""

from pipeline.ids import Occurrences, stable_id


def test_equal_parts_give_equal_ids() -> None:
    assert stable_id("a", "b") == stable_id("a", "b")


def test_parts_do_not_run_together() -> None:
    assert stable_id("ab", "c") != stable_id("a", "bc")


def test_twins_are_told_apart_by_their_order() -> None:
    occurrences = Occurrences()
    assert occurrences.id("a") != occurrences.id("a")
    assert occurrences.id("b") == Occurrences().id("b")
