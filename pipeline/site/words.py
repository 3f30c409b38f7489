"""Values as a reader wants to see them."""

import math
import re

from pipeline import vocabulary

_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?[~?%]?")
_DECADE = re.compile(r"(\d{3})X[~?%]?")
_CENTURY = re.compile(r"(\d\d)XX[~?%]?")
_QUARTERS = {33: "first quarter", 34: "second quarter", 35: "third quarter", 36: "fourth quarter"}
_HALVES = {40: "first half", 41: "second half"}
_EARLINESS = {"START": "early ", "MID": "mid-", "END": "late ", "APPROX": "about "}
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_UNITS = {"1": "", "%": " %", "a": " years", "mo": " months", "wk": " weeks", "d": " days"}
_BOUNDS = {
    "approximately": "about ",
    "more_than": "more than ",
    "less_than": "less than ",
    "at_least": "at least ",
    "at_most": "at most ",
}


def readable(edtf: str, mod: str | None = None) -> str:
    """Return a date in English; an expression that it does not know stays EDTF.

    >>> readable("2012-06-03"), readable("2016-23"), readable("199X", "MID")
    ('3 June 2012', 'autumn 2016', 'mid-1990s')
    >>> readable("2009/.."), readable("../2040"), readable("2014/..", "AFTER")
    ('since 2009', 'by 2040', 'after 2014')
    >>> readable("2000/2010"), readable("20XX"), readable("2005~", "APPROX")
    ('2000 to 2010', '21st century', 'about 2005')
    """
    first, interval, last = edtf.partition("/")
    if not interval:
        return _EARLINESS.get(mod or "", "") + _single(edtf)
    if last in ("..", ""):
        return f"{'after' if mod == 'AFTER' else 'since'} {_single(first)}"
    if first in ("..", ""):
        word = "before" if mod == "BEFORE" else "by the end of" if mod == "END" else "by"
        return f"{word} {_single(last)}"
    return f"{_single(first)} to {_single(last)}"


def _single(edtf: str) -> str:
    if match := _DECADE.fullmatch(edtf):
        return f"{match[1]}0s"
    if match := _CENTURY.fullmatch(edtf):
        return f"{_ordinal(int(match[1]) + 1)} century"
    if match := _DAY.fullmatch(edtf):
        year, part, day = match[1], int(match[2]), match[3]
        named = {**_QUARTERS, **_HALVES}
        if part in named:
            return f"{named[part]} of {year}"
        name = _part_of_year(part)
        return f"{int(day)} {name} {year}" if day else f"{name} {year}"
    return edtf.rstrip("~?%")


def _part_of_year(number: int) -> str:
    """Return the name of a month (1 to 12) or season (21 to 24)."""
    for name in ("months", "seasons"):
        for row in vocabulary.read(name):
            if row["kind"] in ("MONTH", "SEASON") and int(row["value"]) == number:
                return row["word"] if name == "seasons" else row["word"].capitalize()
    return str(number)


def _ordinal(number: int) -> str:
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def number(value: float) -> str:
    """Return ``value`` short and exact.

    >>> number(5.3e6), number(1833.0), number(-53.0), number(0.5)
    ('5.3 million', '1,833', '-53', '0.5')
    """
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{value / scale:,.10g} {name}"
    return f"{value:,.10g}"


def quantity(low: float | None, high: float | None, unit: str, modifier: str | None) -> str:
    """Return a value with its bounds and unit.

    >>> quantity(5.3e6, 5.3e6, "USD", None), quantity(30.0, 40.0, "1", "at_most")
    ('USD 5.3 million', 'at most 30 to 40')
    >>> quantity(100.0, None, "1", None), quantity(1000.0, None, "km2", "more_than")
    ('100 or more', 'more than 1,000 km²')
    """
    ends = [value for value in (low, high) if value is not None and math.isfinite(value)]
    if not ends:
        return ""
    shown = " to ".join(number(value) for value in dict.fromkeys(ends))
    if re.fullmatch("[A-Z]{3}", unit):
        shown = f"{unit} {shown}"
    else:
        shown += _UNITS.get(unit, f" {unit}".replace("2", "²").replace("3", "³"))
    if modifier is None and low is not None and high is None:
        shown += " or more"
    return _BOUNDS.get(modifier or "", "") + shown


def file_size(size: int) -> str:
    """Return a size in bytes as people write it.

    >>> file_size(936), file_size(35041), file_size(4_700_000)
    ('936 B', '35 kB', '4.7 MB')
    """
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
