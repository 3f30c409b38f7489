"""What may be asked of one row: plain functions of its values, null included.

``expectations`` gives each a name that the suites can use. A predicate holds where a
value that it needs is null, unless null is what it is about.
"""

import datetime
from functools import cache

from pipeline import vocabulary
from pipeline.dataset.rights import MOST_WORDS, may_copy, shorten
from pipeline.extraction.calendar import bounds
from pipeline.validation.proofs import begins_in, stands_in

Day = datetime.date | None


def is_edtf(value: str) -> bool:
    """Whether ``value`` is a date in EDTF (ISO 8601-2:2019)."""
    try:
        bounds(value)
    except ValueError:
        return False
    return True


def gives_bounds(edtf: str | None, mod: str | None, start: Day, end: Day) -> bool:
    """Whether ``edtf`` with ``mod`` parses and gives exactly ``start`` and ``end``."""
    if edtf is None:
        return start is None and end is None
    try:
        return bounds(edtf, mod) == (start, end)
    except ValueError:
        return False


def is_in_order(first: Day | float, second: Day | float) -> bool:
    """Whether ``first`` is not after ``second``."""
    return first is None or second is None or first <= second  # type: ignore[operator]


def is_a_span(start: int, end: int, within_start: int | None, within_end: int | None) -> bool:
    """Whether ``start`` to ``end`` is not empty and lies within the other span."""
    is_inside = within_start is None or within_end is None or within_start <= start <= within_end
    return start < end and is_inside and (within_end is None or end <= within_end)


def agrees_with_its_date(
    start: Day, end: Day, mod: str | None, date_start: Day, date_end: Day
) -> bool:
    """Whether the time of a claim or event meets that of its date.

    It may be narrower or wider (*not completed until 2009* is an event of 2009) but must
    overlap, save where it follows or precedes the date.
    """
    if mod in ("AFTER", "BEFORE"):
        return True
    return is_in_order(start, date_end) and is_in_order(date_start, end)


def is_a_quantity(value: float | None, least: float | None, most: float | None) -> bool:
    """Whether the bounds hold the value, and at least one of them is given."""
    if least is None and most is None:
        return False
    return is_in_order(least, value) and is_in_order(value, most) and is_in_order(least, most)


@cache
def _units() -> frozenset[tuple[str, str]]:
    measures = {(row["kind"], row["unit"]) for row in vocabulary.read("units")}
    money = {("money", row["code"]) for row in vocabulary.read("currencies")}
    return frozenset(measures | money | {("count", "1"), ("multiple", "1"), ("other", "1")})


def fits_its_kind(kind: str, unit: str) -> bool:
    """Whether ``unit`` is one that the vocabularies give for ``kind``."""
    return (kind, unit) in _units()


def is_short_where_restricted(licence: str | None, text: str | None) -> bool:
    """Whether ``text`` has at most fifteen words, where its licence restricts it."""
    is_free = licence is None or may_copy(licence)
    return is_free or text is None or len(text.split()) <= MOST_WORDS


def is_withheld_where_restricted(licence: str, text: str | None) -> bool:
    """Whether a sentence is null where its licence restricts it, and else there."""
    return (text is not None) == may_copy(licence)


def reads_as(text: str, licence: str, read: str | None, raw: str | None) -> bool:
    """Whether ``text`` is what its document says at its offsets.

    ``read`` is the clean text there, ``raw`` the slice of the document's text; ``read`` is
    null where only its text was kept, both where it is not on this machine.
    """
    if raw is None:
        return True
    if read is None:
        return stands_in(text, raw) or (not may_copy(licence) and begins_in(text, raw))
    published = read if may_copy(licence) else shorten(read)
    return text == published and stands_in(read, raw)


def is_the_sentence(text: str | None, words: int, read: str | None, raw: str | None) -> bool:
    """Whether a sentence, or its length where it is withheld, is what its document says."""
    if raw is None:
        return True
    if read is None:
        return text is None or stands_in(text, raw)
    return text in (None, read) and words == len(read.split()) and stands_in(read, raw)


def is_a_phrase_of(phrase: str | None, sentence: str | None) -> bool:
    """Whether each word of ``phrase`` is one of ``sentence``."""
    if phrase is None or sentence is None:
        return True
    return all(word in sentence for word in phrase.split())


def leans_on_context_alone(basis: str, leans_on: str | None) -> bool:
    """Whether only a date resolved against its context leans on another."""
    return leans_on is None or basis == "context"
