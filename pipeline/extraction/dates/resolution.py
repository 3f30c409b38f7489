"""From what an expression means to when that is.

TIMEX3's anchoring: a relative value is counted from a date of the text (``context``) or
from the day of publication. What neither can place raises ``UnresolvedError``.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extraction.calendar import bounds
from pipeline.extraction.dates import arithmetic
from pipeline.extraction.dates.tense import Tense
from pipeline.extraction.dates.values import (
    Between,
    DayOfMonth,
    Fixed,
    InYear,
    Modified,
    Numeric,
    Onwards,
    Open,
    Part,
    SamePeriod,
    Shifted,
    Stretch,
    Then,
    Unplaceable,
    Value,
    Weekday,
    Yearless,
)
from pipeline.extraction.spans import Date

_DAYS_OF_WEEK = 7


class UnresolvedError(ValueError):
    """No date of the document places the expression; says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A placed expression, in the columns of the table."""

    edtf: str
    mod: str | None = None
    basis: str = "explicit"
    leans_on: Date | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression can lean on.

    Attributes:
        published: when the document was published, EDTF without its qualifiers, or None.
        earlier: the dates before it that govern it, nearest first.
        narrative: the first of ``earlier`` still tells the time of a month without a year.
        following: the date after it in the same list, which lends it month or year.
        tense: of its clause.
        day_first: the order of day and month in the document's numeric dates, if it shows.
    """

    published: str | None
    earlier: Sequence[Date]
    narrative: bool
    following: Date | None
    tense: Tense
    day_first: bool | None


def resolve(value: Value, scope: Scope) -> Answer:
    """Place ``value`` in time.

    Raises:
        UnresolvedError: nothing in ``scope`` places it.
    """
    match value:
        case Fixed(edtf):
            return Answer(edtf)
        case Numeric():
            return _numeric(value, scope)
        case Yearless():
            return _yearless(value, scope)
        case DayOfMonth(day):
            return _day_of_month(day, scope)
        case Weekday():
            return _weekday(value, scope)
        case Shifted():
            return _shifted(value, scope)
        case Stretch():
            return _stretch(value, scope)
        case Onwards(unit):
            anchor = _nearest(scope, unit)
            _, last = arithmetic.ends(anchor.edtf)
            point = arithmetic.truncate(last, unit)
            return Answer(_since(point or last), "AFTER", "context", anchor)
        case Then():
            anchor = _nearest(scope, None)
            return Answer(arithmetic.ends(anchor.edtf)[1], None, "context", anchor)
        case Unplaceable(reason):
            raise UnresolvedError(reason)
        case _:
            return _composed(value, scope)


def _composed(
    value: SamePeriod | Part | InYear | Modified | Between | Open, scope: Scope
) -> Answer:
    """Place what is made of other values."""
    match value:
        case SamePeriod(of):
            return _same_period(of, scope)
        case Part(of, unit, first, last):
            whole = resolve(of, scope)
            return replace(whole, edtf=_found(arithmetic.part(whole.edtf, unit, first, last)))
        case InYear(rest, year):
            whole = resolve(year, scope)
            return replace(whole, edtf=_dated(int(whole.edtf), rest))
        case Modified(of, mod):
            inner = resolve(of, scope)
            edtf = f"{inner.edtf}~" if mod == "APPROX" and "/" not in inner.edtf else inner.edtf
            return replace(inner, edtf=edtf.replace("~~", "~"), mod=mod)
        case Between(first, last):
            return _between(first, last, scope)
        case Open():
            return _open(value, scope)


def _found(edtf: str | None) -> str:
    if edtf is None:
        raise UnresolvedError("the period has no such part")
    return edtf


def _since(edtf: str) -> str:
    return f"{arithmetic.edge(edtf, 'since')}/.."


def _numeric(value: Numeric, scope: Scope) -> Answer:
    if scope.day_first is None:
        raise UnresolvedError("day and month could be either way round")
    day, month = value.first, value.second
    if not scope.day_first:
        day, month = month, day
    return Answer(f"{value.year}-{month:02d}-{day:02d}")


def _published(scope: Scope) -> str:
    if scope.published is None:
        raise UnresolvedError("the document has no date of publication")
    return scope.published


def _nearest(scope: Scope, unit: str | None) -> Date:
    """Return the nearest earlier date, which must be as fine as ``unit``."""
    if not scope.earlier:
        raise UnresolvedError("no date before it")
    nearest = scope.earlier[0]
    if unit is not None and arithmetic.truncate(arithmetic.ends(nearest.edtf)[1], unit) is None:
        raise UnresolvedError(f"the date before it names no {unit}")
    return nearest


def _year_of(date: Date) -> int | None:
    year = arithmetic.truncate(arithmetic.ends(date.edtf)[1], "year")
    return int(year) if year else None


def _yearless(value: Yearless, scope: Scope) -> Answer:
    if scope.following is not None and value.by is None:
        year = _year_of(scope.following)
        if year is not None:
            return Answer(_dated(year, value.rest), None, "context", scope.following)
    context = next((d for d in scope.earlier if _year_of(d) is not None), None)
    use_context = value.anchor == "context" or (
        value.anchor == "either"
        and scope.narrative
        and value.by is None
        and not (context and _deictic(context) and scope.published)
    )
    if use_context and context is not None:
        answer = _from_context(value, context)
        if _crosses_the_year(answer.edtf, context):
            later = replace(answer, edtf=_dated(int(answer.edtf[:4]) + 1, value.rest))
            answer = answer if _comes_too_late(later.edtf, scope) else later
        if value.anchor == "context" or not _out_of_tense(answer.edtf, scope):
            return answer
    if scope.published is None and context is not None and value.by is None:
        return _from_context(value, context)
    return Answer(_nearest_year(value, _published(scope), scope.tense), None, "publication")


def _out_of_tense(edtf: str, scope: Scope) -> bool:
    """Tell whether a date lies on the other side of the publication than its clause looks."""
    if _comes_too_late(edtf, scope):
        return True
    if scope.published is None or scope.tense != "future":
        return False
    end, today = bounds(edtf)[1], bounds(scope.published)[0]
    return end is not None and today is not None and end < today


def _deictic(date: Date) -> bool:
    """Tell whether a month or day was itself placed from the publication (*last October*)."""
    return date.basis == "publication" and len(date.edtf) > 4 and "/" not in date.edtf


def _comes_too_late(edtf: str, scope: Scope) -> bool:
    """Tell whether a date lies after the publication though its clause looks back."""
    if scope.published is None or scope.tense == "future":
        return False
    begin, today = bounds(edtf)[0], bounds(scope.published)[1]
    return begin is not None and today is not None and begin > today


def _crosses_the_year(edtf: str, context: Date) -> bool:
    """Tell whether a story that stood in November or December goes on in January or February."""
    at = arithmetic.ends(context.edtf)[1]
    return (
        arithmetic.unit_of(at) in ("month", "day")
        and at[5:7] in ("11", "12")
        and edtf[5:7] in ("01", "02")
        and edtf[:4] == at[:4]
    )


def _from_context(value: Yearless, context: Date) -> Answer:
    year = _year_of(context)
    if year is None:
        raise UnresolvedError("the date before it names no year")
    edtf = _dated(year, value.rest)
    if value.by:
        (begin, _), (_, end) = bounds(edtf), context.bounds
        start = context.bounds[0]
        if value.by > 0 and begin and end and begin <= end:
            edtf = _dated(year + 1, value.rest)
        elif value.by < 0 and begin and start and begin >= start:
            edtf = _dated(year - 1, value.rest)
    return Answer(edtf, None, "context", context)


def _nearest_year(value: Yearless, published: str, tense: Tense) -> str:
    """Return the occurrence that ``by``, else the tense, picks around the publication."""
    year = int(published[:4])
    if arithmetic.unit_of(published) == "year":
        return _dated(year + (value.by or 0), value.rest)
    here, (first, last) = _dated(year, value.rest), bounds(published)
    begin, end = bounds(here)
    if first is None or last is None or begin is None or end is None:
        raise UnresolvedError("the publication is dated too loosely")
    before, after = begin < first, end > last
    covers = (not before and not after) or (begin <= first and last <= end)
    if value.by == -1 or (value.by is None and tense == "past"):
        past = (before and not (value.by == -1 and covers)) or (covers and value.by is None)
        return (
            here if past or (value.by is None and begin <= last) else _dated(year - 1, value.rest)
        )
    if value.by == 1 or tense == "future":
        coming = begin > last or (covers and value.by is None) or (end >= first and not value.by)
        return here if coming else _dated(year + 1, value.rest)
    options = (_dated(y, value.rest) for y in (year, year - 1, year + 1))
    return min(options, key=lambda edtf: abs(((bounds(edtf)[0] or first) - first).days))


def _dated(year: int, rest: str) -> str:
    edtf = f"{year:04d}-{rest}"
    try:
        bounds(edtf)
    except ValueError as error:
        raise UnresolvedError(f"there is no {edtf}") from error
    return edtf


def _day_of_month(day: int, scope: Scope) -> Answer:
    if scope.following is None:
        raise UnresolvedError("no month after it")
    month = arithmetic.truncate(arithmetic.ends(scope.following.edtf)[0], "month")
    if month is None:
        raise UnresolvedError("no month after it")
    return Answer(
        _dated(int(month[:4]), f"{month[5:]}-{day:02d}"), None, "context", scope.following
    )


def _weekday(value: Weekday, scope: Scope) -> Answer:
    """The nearest such day, on the day itself that day (news usage); a story goes forward."""
    anchor, basis, leans_on = scope.published, "publication", None
    if anchor is None or arithmetic.unit_of(anchor) != "day":
        leans_on = _nearest(scope, "day")
        anchor, basis = arithmetic.ends(leans_on.edtf)[1], "context"
    day = datetime.date.fromisoformat(anchor)
    back = (day.isoweekday() - value.number) % _DAYS_OF_WEEK
    if value.by == -1 or (value.by is None and scope.tense == "past" and leans_on is None):
        move = -(back or (_DAYS_OF_WEEK if value.by == -1 else 0))
    else:
        ahead = (value.number - day.isoweekday()) % _DAYS_OF_WEEK
        move = ahead or (_DAYS_OF_WEEK if value.by == 1 else 0)
    return Answer((day + datetime.timedelta(days=move)).isoformat(), None, basis, leans_on)


def _anchor(value: Shifted | Stretch, scope: Scope) -> tuple[str, Date | None]:
    """Return the point to count from, and the date of the text that it is, if one."""
    if value.anchor == "context" or (value.anchor == "either" and _by_context(value, scope)):
        date = _nearest(scope, value.unit if isinstance(value, Shifted) else None)
        return arithmetic.ends(date.edtf)[1], date
    return arithmetic.ends(_published(scope))[0], None


def _by_context(value: Shifted | Stretch, scope: Scope) -> bool:
    if not scope.earlier:
        return False
    if isinstance(value, Stretch):
        return scope.narrative and scope.tense == "past"
    last = arithmetic.ends(scope.earlier[0].edtf)[1]
    return scope.narrative and arithmetic.truncate(last, value.unit) is not None


def _shifted(value: Shifted, scope: Scope) -> Answer:
    point, date = _anchor(value, scope)
    edtf = arithmetic.move(point, value.unit, value.by)
    if edtf is None:
        raise UnresolvedError(f"what it counts from ({point}) names no {value.unit}")
    if date is not None and value.by > 0 and _comes_too_late(edtf, scope):
        raise UnresolvedError(f"{edtf} is after the publication, and the words are not")
    if date is not None and value.anchor == "either" and _out_of_tense(edtf, scope):
        return _shifted(replace(value, anchor="publication"), scope)
    basis = "context" if date else "publication"
    if value.approximate:
        return Answer(edtf if "/" in edtf else f"{edtf}~", "APPROX", basis, date)
    return Answer(edtf, None, basis, date)


def _stretch(value: Stretch, scope: Scope) -> Answer:
    point, date = _anchor(value, scope)
    unit, by = value.unit, value.by
    if value.unit in ("decade", "century"):
        unit, by = "year", by * (10 if value.unit == "decade" else 100)
    if unit == "week":
        unit, by = "day", by * _DAYS_OF_WEEK
    here, there = arithmetic.move(point, unit, 0), arithmetic.move(point, unit, by)
    if here is None or there is None:
        raise UnresolvedError(f"what it counts from ({point}) names no {unit}")
    first, last = (there, here) if by < 0 else (here, there)
    return Answer(f"{first}/{last}", None, "context" if date else "publication", date)


def _same_period(of: Value, scope: Scope) -> Answer:
    year = resolve(of, replace(scope, earlier=scope.earlier[:1]))
    model = _nearest(scope, None)
    if arithmetic.unit_of(arithmetic.ends(year.edtf)[0]) != "year":
        return year
    target = year.edtf[:4]
    points = [p for p in model.edtf.split("/") if p != ".."]
    if len({p[:4] for p in points}) != 1 or ".." in model.edtf:
        return year
    edtf = "/".join(f"{target}{p[4:]}" for p in points)
    return Answer(edtf, model.mod, "context", model)


def _between(first: Value, last: Value, scope: Scope) -> Answer:
    end = resolve(last, scope)
    begin = _begin(first, end, scope)
    low, high = arithmetic.ends(begin.edtf)[0], arithmetic.ends(end.edtf)[1]
    edtf = arithmetic.join(low, high)
    if edtf is None:
        raise UnresolvedError(f"{low} is not before {high}")
    weaker = next((a for a in (end, begin) if a.basis != "explicit"), end)
    mod = begin.mod if begin.mod == end.mod else None
    return Answer(edtf, mod, weaker.basis, weaker.leans_on)


def _begin(first: Value, end: Answer, scope: Scope) -> Answer:
    """Place the start of a range; a month there takes its year from the end."""
    if not isinstance(first, Yearless):
        return resolve(first, scope)
    year = int(arithmetic.ends(end.edtf)[0][:4])
    begin = _dated(year, first.rest)
    (low, _), (_, high) = bounds(begin), bounds(end.edtf)
    if low and high and low > high:
        begin = _dated(year - 1, first.rest)
    return replace(end, edtf=begin, mod=None)


def _open(value: Open, scope: Scope) -> Answer:
    inner = resolve(value.of, scope)
    mod = value.mod or inner.mod
    if value.mod == "BEFORE" and inner.mod == "END":
        mod = "END"
    edge = arithmetic.edge(inner.edtf, value.side)
    if value.mod:
        edge = arithmetic.edge(inner.edtf, "until" if value.side == "since" else "since")
    return replace(inner, edtf=f"{edge}/.." if value.side == "since" else f"../{edge}", mod=mod)
