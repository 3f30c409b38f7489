import datetime

import pytest

from pipeline.validation import predicates

DAY = datetime.date


@pytest.mark.parametrize(("value", "holds"), [("2012-06", True), ("200X", True), ("June", False)])
def test_a_date_is_edtf(value, holds):
    assert predicates.is_edtf(value) is holds


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (("2012-06", None, DAY(2012, 6, 1), DAY(2012, 6, 30)), True),
        (("2012-06", None, DAY(2012, 6, 1), DAY(2012, 6, 29)), False),
        (("2012-06", None, DAY(2012, 6, 1), None), False),
        (("2014/..", "AFTER", DAY(2015, 1, 1), None), True),
        (("2014/..", None, DAY(2015, 1, 1), None), False),
        (("last year", None, DAY(2012, 1, 1), DAY(2012, 12, 31)), False),
        ((None, None, None, None), True),
        ((None, None, DAY(2012, 1, 1), None), False),
    ],
)
def test_a_date_gives_exactly_its_bounds(row, holds):
    assert predicates.gives_bounds(*row) is holds


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        ((5, 9, 5, 9), True),
        ((5, 5, 0, 9), False),
        ((4, 9, 5, 9), False),
        ((5, 10, 5, 9), False),
        ((5, 9, None, None), True),
    ],
)
def test_a_span_is_not_empty_and_lies_within_another(row, holds):
    assert predicates.is_a_span(*row) is holds


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        ((DAY(2009, 1, 1), DAY(2009, 12, 31), None, None, DAY(2009, 12, 31)), True),
        ((DAY(2010, 1, 1), DAY(2010, 12, 31), None, None, DAY(2009, 12, 31)), False),
        ((DAY(2010, 1, 1), None, "AFTER", DAY(2009, 1, 1), DAY(2009, 12, 31)), True),
    ],
)
def test_a_time_overlaps_its_date_unless_it_follows_it(row, holds):
    assert predicates.agrees_with_its_date(*row) is holds


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        ((5, 5, 5), True),
        ((None, 30, 40), True),
        ((None, 1000, None), True),
        ((5, 6, 7), False),
        ((None, 40, 30), False),
        ((None, None, None), False),
    ],
)
def test_a_quantity_lies_within_its_bounds(row, holds):
    assert predicates.is_a_quantity(*row) is holds


@pytest.mark.parametrize(
    ("kind", "unit", "holds"),
    [
        ("money", "USD", True),
        ("money", "dollars", False),
        ("percent", "%", True),
        ("length", "km", True),
        ("mass", "km", False),
        ("count", "1", True),
        ("count", "USD", False),
    ],
)
def test_a_unit_fits_its_kind(kind, unit, holds):
    assert predicates.fits_its_kind(kind, unit) is holds


def test_text_is_the_documents_or_its_first_words_where_restricted():
    read = " ".join(["word"] * 20)
    cut = " ".join(["word"] * 15)
    assert predicates.reads_as(read, "CC-BY-4.0", read, read)
    assert predicates.reads_as(cut, "all-rights-reserved", read, read)
    assert not predicates.reads_as(cut, "CC-BY-4.0", read, read)
    assert not predicates.reads_as("words", "CC-BY-4.0", "word", "word")
    assert not predicates.reads_as("word", "CC-BY-4.0", "word", "ward")
    assert predicates.reads_as("words", "CC-BY-4.0", None, None)


def test_a_withheld_sentence_is_known_by_its_length():
    assert predicates.is_the_sentence(None, 2, "two words", "two words")
    assert not predicates.is_the_sentence(None, 3, "two words", "two words")
    assert not predicates.is_the_sentence("two word", 2, "two words", "two words")
    assert not predicates.is_the_sentence(None, 0, "", "two words")


def test_each_word_of_a_measure_is_in_the_sentence():
    assert predicates.is_a_phrase_of("trade turnover", "turnover of trade")
    assert not predicates.is_a_phrase_of("trade deficit", "turnover of trade")
