"""The time of an event from the date that governs it (codebook, rulings on events)."""

import datetime
import re

from pipeline.extraction.calendar import OPEN, bounds
from pipeline.extraction.spans import Date

PLAIN = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?")
"""A year, month or day."""


def when(date: Date, relation: str, completed: bool = False) -> tuple[str, str | None]:
    """Return EDTF and mod of an event that stands in ``relation`` to ``date``.

    An event *after* a day begins the next day (``AFTER``); after a longer period, from
    the start of that period, which EDTF alone says. With ``completed`` an open
    *until 2009* is the year itself: *not completed until 2009*.
    """
    start, end = bounds(date.edtf, date.mod)
    lower, _, upper = date.edtf.partition("/")
    if completed and lower == OPEN:
        return upper, None
    if relation == "bare":
        return (upper if lower == OPEN else lower), None
    if relation == "after" and start:
        if start == end:
            return f"{lower}/{OPEN}", "AFTER"
        return f"{_endpoint(lower, start)}/{OPEN}", None
    if relation == "since" and start:
        return f"{_endpoint(lower, start)}/{OPEN}", None
    if relation == "before" and start:
        return f"{OPEN}/{_endpoint(lower, start)}", "BEFORE"
    return date.edtf, date.mod


def _endpoint(edtf: str, first: datetime.date) -> str:
    """A period as the end of an interval, where EDTF allows no decade, season or half."""
    return edtf if PLAIN.fullmatch(edtf) else f"{first:%Y-%m}"


def is_future(date: Date, published: str | None) -> bool:
    """Whether the date lies wholly after the day the document was published."""
    if published is None:
        return False
    start, end = bounds(date.edtf, date.mod)
    _, day = bounds(published)
    first = start or end
    return first is not None and day is not None and first > day
