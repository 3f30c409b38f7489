"""The table of dates in the codebook, row by row."""

import datetime

import pytest

from pipeline.extraction.calendar import bounds

CODEBOOK = [
    ("2013-02-27", None, "2013-02-27", "2013-02-27"),
    ("2012-06", None, "2012-06-01", "2012-06-30"),
    ("2016-08", "END", "2016-08-01", "2016-08-31"),
    ("2016-23", None, "2016-09-01", "2016-11-30"),
    ("2020-40", None, "2020-01-01", "2020-06-30"),
    ("200X", "START", "2000-01-01", "2009-12-31"),
    ("199X", "MID", "1990-01-01", "1999-12-31"),
    ("20XX", None, "2000-01-01", "2099-12-31"),
    ("2005~", "APPROX", "2005-01-01", "2005-12-31"),
    ("2000/2010", None, "2000-01-01", "2010-12-31"),
    ("2012-06-08/2012-06-14", None, "2012-06-08", "2012-06-14"),
    ("2009/..", None, "2009-01-01", None),
    ("../2040", None, None, "2040-12-31"),
    ("../2001", "BEFORE", None, "2000-12-31"),
    ("2014/..", "AFTER", "2015-01-01", None),
    ("../2009-02", None, None, "2009-02-28"),
]


@pytest.mark.parametrize(("edtf", "mod", "start", "end"), CODEBOOK)
def test_a_date_has_the_bounds_that_the_codebook_gives(edtf, mod, start, end) -> None:
    expected = tuple(datetime.date.fromisoformat(day) if day else None for day in (start, end))
    assert bounds(edtf, mod) == expected


@pytest.mark.parametrize("edtf", ["2012-13", "2012-02-30", "June 2012", ""])
def test_what_is_no_date_is_refused_by_name(edtf: str) -> None:
    with pytest.raises(ValueError, match="not a date in EDTF"):
        bounds(edtf)
