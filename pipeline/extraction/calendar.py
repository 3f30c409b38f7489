"""From EDTF to the two days that bound it.

EDTF is ISO 8601-2:2019; the parser is the ``edtf`` library. A ``mod`` of TIMEX3
narrows nothing, except that BEFORE ends the day before the period and AFTER starts
the day after it (codebook, table of dates).
"""

import datetime
from functools import cache
from time import struct_time

from edtf import EDTFParseException, parse_edtf

OPEN = ".."
ONE_DAY = datetime.timedelta(days=1)


def _day(value: struct_time | float) -> datetime.date | None:
    """A bound of the library as a day; it writes an open end as infinity."""
    return None if isinstance(value, float) else datetime.date(*value[:3])


@cache
def bounds(edtf: str, mod: str | None = None) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the first and last day of ``edtf``; None where the interval is open.

    >>> bounds("2016-23")
    (datetime.date(2016, 9, 1), datetime.date(2016, 11, 30))
    >>> bounds("../2001", "BEFORE")
    (None, datetime.date(2000, 12, 31))

    Raises:
        ValueError: ``edtf`` does not parse, or names no day that exists.
    """
    try:
        parsed = parse_edtf(edtf)
        first, last = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, OverflowError) as error:
        raise ValueError(f"not a date in EDTF: {edtf!r}") from error
    lower, _, upper = edtf.partition("/")
    if mod == "AFTER" and upper == OPEN and lower != OPEN:
        _, end = bounds(lower)
        return (end + ONE_DAY if end else None), None
    if mod == "BEFORE" and lower == OPEN and upper:
        begin, _ = bounds(upper)
        return None, (begin - ONE_DAY if begin else None)
    return first, last
