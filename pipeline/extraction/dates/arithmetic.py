"""Counting in EDTF: what period a point lies in, the one n units on, the parts of one.

A *point* is an EDTF expression that is no interval: ``199X``, ``2012``, ``2012-06``,
``2016-23``, ``2012-06-08``. Units are ``day``, ``week``, ``month``, ``year``, ``decade``
and ``century``; a week is the interval from its Monday to its Sunday (ISO 8601-1).
"""

import datetime

from pipeline.extraction.calendar import bounds

HALF, QUARTER = 39, 32
"""What is added to the number of a half or a quarter to give its EDTF code."""
LAST_SEASON = 24


def unit_of(point: str) -> str:
    """Return the unit of ``point``; a season, quarter or half counts as a year's part."""
    year, *rest = point.rstrip("~").split("-")
    if not rest:
        return {2: "century", 1: "decade"}.get(year.count("X"), "year")
    if len(rest) == 2:
        return "day"
    return "month" if int(rest[0]) <= 12 else "part"


def ends(edtf: str) -> tuple[str, str]:
    """Return the first and last point of ``edtf``; an open end repeats the other."""
    first, _, last = edtf.replace("~", "").partition("/")
    if not last:
        return first, first
    return (last if first == ".." else first), (first if last == ".." else last)


def truncate(point: str, unit: str) -> str | None:
    """Return the ``unit`` in which ``point`` lies; None where the point is coarser.

    >>> truncate("2012-06-08", "month"), truncate("2012", "month"), truncate("2012", "decade")
    ('2012-06', None, '201X')
    """
    own = unit_of(point)
    if unit in ("day", "week"):
        if own != "day":
            return None
        return point if unit == "day" else week(datetime.date.fromisoformat(point))
    if unit == "month":
        return point[:7] if own in ("month", "day") else None
    width = {"century": 2, "decade": 3, "year": 4}[unit]
    digits = point[:width]
    return digits + "X" * (4 - width) if digits.isdigit() else None


def week(day: datetime.date) -> str:
    """Return the week of ``day`` as an interval from Monday to Sunday."""
    monday = day - datetime.timedelta(days=day.weekday())
    return f"{monday}/{monday + datetime.timedelta(days=6)}"


def move(point: str, unit: str, by: int) -> str | None:
    """Return the ``unit`` that lies ``by`` units after that of ``point``.

    None where the point is coarser than the unit or the result leaves years 1 to 9999.

    >>> move("2016-03", "month", 6), move("2012-06", "year", -1), move("2008-08-29", "day", -3)
    ('2016-09', '2011', '2008-08-26')
    """
    start = truncate(point, unit)
    if start is None:
        return None
    try:
        if unit in ("day", "week"):
            days = by * (7 if unit == "week" else 1)
            day = datetime.date.fromisoformat(point) + datetime.timedelta(days=days)
            return week(day) if unit == "week" else day.isoformat()
        if unit == "month":
            months = int(start[:4]) * 12 + int(start[5:7]) - 1 + by
            return f"{_year(months // 12)}-{months % 12 + 1:02d}"
        digits = start.rstrip("X")
        number = int(digits) + by
        _year(number * 10 ** (4 - len(digits)))
        return f"{number:0{len(digits)}d}" + "X" * (4 - len(digits))
    except (ValueError, OverflowError):
        return None


def _year(number: int) -> str:
    if not datetime.MINYEAR <= number <= datetime.MAXYEAR:
        raise ValueError(f"no such year: {number}")
    return f"{number:04d}"


def part(edtf: str, unit: str, first: int, last: int) -> str | None:
    """Return pieces ``first`` to ``last`` (from 1, or from -1 backwards) of a period.

    >>> part("2020", "half", 1, 1), part("2012", "month", 1, 9), part("20XX", "decade", 1, 2)
    ('2020-40', '2012-01/2012-09', '2000/2019')
    >>> part("199X", "half", 2, 2), part("2012-05", "half", 1, 1), part("20XX", "decade", 2, 2)
    ('1995/1999', '2012-05-01/2012-05-15', '201X')
    """
    if "/" in edtf:
        return None
    own = unit_of(edtf)
    if own == "year" and unit in ("half", "quarter") and first == last:
        count, base = (2, HALF) if unit == "half" else (4, QUARTER)
        number = first if first > 0 else count + 1 + first
        return f"{edtf}-{base + number}" if 1 <= number <= count else None
    pieces = _pieces(edtf, unit, first < 0)
    size = len(pieces)
    low, high = (n - 1 if n > 0 else size + n for n in (first, last))
    if not 0 <= low <= high < size:
        return None
    return (
        join(pieces[low][0], pieces[high][1])
        if low != high or "X" not in pieces[low][2]
        else pieces[low][2]
    )


def _pieces(edtf: str, unit: str, back: bool) -> list[tuple[str, str, str]]:
    """Cut a period into pieces of ``unit``: first point, last point and name of each.

    Weeks are seven days from its first day on, or ``back`` from its last.
    """
    begin, end = bounds(edtf)
    if begin is None or end is None:
        return []
    own = unit_of(edtf)
    if own in ("decade", "century"):
        size = {"year": 1, "decade": 10, "half": (end.year - begin.year + 1) // 2}.get(unit)
        if size is None:
            return []
        years = range(begin.year, end.year + 1, size)
        return [
            (f"{y:04d}", f"{y + size - 1:04d}", f"{y // 10:03d}X" if size == 10 else f"{y:04d}")
            for y in years
        ]
    if own == "year" and unit in ("month", "quarter"):
        size = 1 if unit == "month" else 3
        return [
            (f"{edtf}-{m:02d}", f"{edtf}-{m + size - 1:02d}", f"{edtf}-{m:02d}")
            for m in range(1, 13, size)
        ]
    if own not in ("year", "month") or unit not in ("day", "week", "half"):
        return []
    if unit == "week" and back:
        begin += datetime.timedelta(days=((end - begin).days + 1) % 7)
    days = (end - begin).days + 1
    size = {"day": 1, "week": 7, "half": (days - 1) // 2 if own == "month" else days // 2}[unit]
    cuts = range(0, days - 1 if unit == "half" else days, size)
    starts = [begin + datetime.timedelta(days=n) for n in cuts][: 2 if unit == "half" else None]
    stops = [*(s - datetime.timedelta(days=1) for s in starts[1:]), end]
    return [
        (a.isoformat(), b.isoformat(), a.isoformat()) for a, b in zip(starts, stops, strict=True)
    ]


def join(first: str, last: str) -> str | None:
    """Return the interval of two points, or one where they are equal; None where reversed.

    >>> join("2012-06", "2013-05"), join("2019-33", "2019-35"), join("2012", "2011")
    ('2012-06/2013-05', '2019-01/2019-09', None)
    """
    if first == last:
        return first
    (low, _), (_, high) = bounds(first), bounds(last)
    if low is None or high is None or low > high:
        return None
    return f"{_month_at(first, 0)}/{_month_at(last, 1)}"


def _month_at(point: str, side: int) -> str:
    """Return the first or last month of a quarter or half, which no interval of EDTF can hold."""
    if unit_of(point) != "part" or int(point[5:7]) <= LAST_SEASON:
        return point
    day = bounds(point)[side]
    return point if day is None else day.isoformat()[:7]


def edge(edtf: str, side: str) -> str:
    """Return ``edtf`` as the closed end of a half-open interval, which takes plain points only.

    >>> edge("200X", "until"), edge("2020-40", "since"), edge("2016-23", "since")
    ('2009', '2020-01', '2016-23')
    """
    first, last = ends(edtf)
    point = first if side == "since" else last
    own = unit_of(point)
    if own in ("year", "month", "day") or (own == "part" and int(point[5:]) <= LAST_SEASON):
        return point + ("~" if edtf.endswith("~") else "")
    begin, end = bounds(point)
    day = begin if side == "since" else end
    if day is None:
        raise ValueError(f"no day bounds {edtf!r}")
    return f"{day.year:04d}" if own != "part" else day.isoformat()[:7]
