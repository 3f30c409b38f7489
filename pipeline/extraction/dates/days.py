"""Rules for days and months, with their year or without it.

TIMEX3 calls them fully and under-specified expressions; the values are those of EDTF
level 0 (ISO 8601-2:2019).
"""

import re
from collections.abc import Sequence

from pipeline import vocabulary
from pipeline.extraction.dates.cascade import Example, Match, Stage
from pipeline.extraction.dates.tokens import full_year
from pipeline.extraction.dates.values import (
    Between,
    DayOfMonth,
    Fixed,
    Numeric,
    Unplaceable,
    Value,
    Yearless,
    fixed,
)

stage = Stage("PERIOD")

_M = "MONTH|MONTH_SHORT"
_D = "DAY|ORDINAL"
_TO = "DASH|to|until|till|through"
_LED = "in|by|since|until|till|before|after|early|late|mid|of|from|to|through|during"
_LEADS_TO_MONTH = frozenset(
    [
        "in",
        "by",
        "since",
        "until",
        "till",
        "before",
        "after",
        "early",
        "late",
        "mid",
        "last",
        "next",
        "this",
        "of",
        "from",
        "through",
        "during",
        "between",
        "throughout",
        "each",
    ]
)


def _dated(*patterns: str) -> tuple[str, ...]:
    """Return each pattern bare and after the day of the week."""
    return (*patterns, *(f"WEEKDAY|WEEKDAY_SHORT ,? {pattern}" for pattern in patterns))


def _rest(match: Match, nth: int = 0, day: int | None = None) -> str:
    months = [t.kinds[k] for t in match.own for k in ("MONTH", "MONTH_SHORT") if k in t.kinds]
    month = f"{months[nth]:02d}"
    return month if day is None else f"{month}-{day:02d}"


def _days(match: Match) -> list[int]:
    return [
        int(str(t.kinds.get("DAY") or t.kinds.get("ORDINAL")))
        for t in match.own
        if "DAY" in t.kinds or "ORDINAL" in t.kinds
    ]


def _with_year(match: Match, rest: str) -> Value | None:
    year = match.get("YEAR")
    dated = fixed(f"{year if year else 2000}-{rest}")
    return dated if year or dated is None else Yearless(rest)


def _capital_month(match: Match) -> bool:
    """Short forms and *may*, *march* are months only with a capital letter."""
    return all(t.capital for t in match.own if {"MONTH", "MONTH_SHORT"} & t.kinds.keys())


@stage.rule(
    "day-month-year",
    *_dated(
        f"{_D} DASH? of? {_M} DASH? ,? of? YEAR",
        f"the ORDINAL of? {_M} ,? of? YEAR",
        f"{_M} {_D} ,? YEAR",
        f"YEAR {_M} {_D}",
        f"{_D} DASH {_M} DASH YY",
    ),
    examples=[
        Example("It was signed on 27 February 2013.", "27 February 2013", "2013-02-27"),
        Example("On February 27, 2013 they met.", "February 27, 2013", "2013-02-27"),
        Example("Opened on Friday, 5th of October, 2001.", "Friday, 5th of October, 2001",
                "2001-10-05"),
        Example("Dushanbe, Sept. 3, 2009 (agency)", "Sept. 3, 2009", "2009-09-03"),
    ],
)  # fmt: skip
def day_month_year(match: Match) -> Value | None:
    """A calendar day (EDTF level 0, ``2013-02-27``)."""
    short = match.own[-1] if not match.has("YEAR") else None
    days = _days(match)[: -1 if short and "DAY" in short.kinds else None]
    if not _capital_month(match) or len(days) != 1:
        return None
    year = full_year(int(str(match.get("YEAR") if short is None else short.kinds["YY"])))
    day = fixed(f"{year:04d}-{_rest(match, day=days[0])}")
    return day or Unplaceable("the calendar has no such day")


@stage.rule(
    "day-month",
    *_dated(f"{_D} of? {_M}", f"the ORDINAL of? {_M}", f"{_M} {_D}"),
    examples=[Example("In 2012 they met. On July 3 they parted.", "July 3", "2012-07-03")],
)
def day_month(match: Match) -> Value | None:
    """A calendar day without its year (TIMEX3 ``XXXX-07-03``)."""
    if not _capital_month(match) or len(_days(match)) != 1 or _counts_something(match):
        return None
    return _with_year(match, _rest(match, day=_days(match)[0]))


def _counts_something(match: Match) -> bool:
    """Tell *in June 30 soldiers* from *June 30*; named attacks are names, not days."""
    after = match.after()
    if after is None:
        return False
    counted = after.text.isalpha() and after.text.endswith("s") and len(after.text) > 4
    last = match.own[-1]
    return (counted and "DAY" in last.kinds and not after.capital) or _of_attack(match)


def _of_attack(match: Match) -> bool:
    """Tell a name (*the 11 September attacks*) from a day."""
    after = match.after()
    return after is not None and after.text in ("attack", "attacks", "attackers", "terrorist")


@stage.rule(
    "days-of-month",
    *(
        f"{days}{year}"
        for days in (
            f"from? {_D} {_TO} {_D} of? {_M}",
            f"between {_D} and {_D} of? {_M}",
            f"from? {_M} {_D} {_TO} {_D}",
            f"between {_M} {_D} and {_D}",
        )
        for year in ("", " ,? YEAR")
    ),
    examples=[
        Example("The drill ran on 8-14 June 2012.", "8-14 June 2012", "2012-06-08/2012-06-14"),
        Example("Talks of June 8 to 14, 2012 failed.", "June 8 to 14, 2012",
                "2012-06-08/2012-06-14"),
        Example("They met between 8 and 14 June 2012.", "between 8 and 14 June 2012",
                "2012-06-08/2012-06-14"),
    ],
)  # fmt: skip
def days_of_month(match: Match) -> Value | None:
    """Days of one month (EDTF interval, level 0)."""
    days = _days(match)
    if not _capital_month(match) or len(days) != 2 or days[0] >= days[1]:
        return None
    first, last = (_with_year(match, _rest(match, day=day)) for day in days)
    return Between(first, last) if first and last else None


@stage.rule(
    "day-of-list",
    f"on|of|and|the < {_D} > and|or|&|, {_D} and|or|,? {_D}? {_M}",
    f", < {_D} > and|or|&|, {_D} {_M}",
    examples=[Example("On 3 and 5 November 2001 they met.", "5 November 2001", "2001-11-05")],
)
def day_of_list(match: Match) -> Value | None:
    """A day that shares the month of the next in a list (TIMEX3: two expressions)."""
    before = match.before()
    if before is not None and before.text == "," and not match.before(2):
        return None
    return DayOfMonth(_days(match)[0])


@stage.rule(
    "day-after-month",
    f"{_M} {_D} , {_D} and|or < {_D} ,? YEAR",
    f"{_M} {_D} , {_D} , and|or < {_D} ,? YEAR",
    f"{_M} {_D} and|or|& < {_D} ,? YEAR",
    f"{_M} {_D} , {_D} and|or < {_D}",
    f"{_M} {_D} and|or|& < {_D}",
    f"{_M} {_D} , < {_D} > ,? and|or {_D}",
    examples=[Example("On May 3 and 5, 2012 they met.", "5, 2012", "2012-05-05")],
)
def day_after_month(match: Match) -> Value | None:
    """A day that shares the month before it in a list (TIMEX3: two expressions)."""
    back = [match.before(n) for n in range(1, 7)]
    month_ = next((t for t in back if t and {"MONTH", "MONTH_SHORT"} & t.kinds.keys()), None)
    if month_ is None or not month_.capital or _counts_something(match):
        return None
    after = match.after()
    if not match.has("YEAR") and after and after.text in ("and", "or", ","):
        last = match.after(2 if after.text != "," else 3)
        if last and "DAY" in last.kinds:
            return DayOfMonth(_days(match)[0])
    if after and after.kinds.keys() & {"MONTH", "MONTH_SHORT", "UNITS"}:
        return None
    number = month_.kinds.get("MONTH", month_.kinds.get("MONTH_SHORT"))
    return _with_year(match, f"{number:02d}-{_days(match)[0]:02d}")


@stage.rule(
    "month-year",
    f"{_M} ,? of? the? YEAR",
    f"YEAR {_M}",
    examples=[
        Example("In June 2012 it rose.", "June 2012", "2012-06"),
        Example("A visit of Sept. 2010 was short.", "Sept. 2010", "2010-09"),
    ],
)
def month_year(match: Match) -> Value | None:
    """A month (EDTF level 0, ``2012-06``)."""
    after = match.after()
    day_follows = "YEAR" in match.own[0].kinds and after is not None and "DAY" in after.kinds
    if not _capital_month(match) or day_follows:
        return None
    return Fixed(f"{match.get('YEAR')}-{_rest(match)}")


@stage.rule(
    "month",
    "MONTH",
    f"{_LED} < MONTH_SHORT",
    "MONTH_SHORT > DASH|and|to|/ MONTH_SHORT",
    "MONTH_SHORT DASH|and|to|/ < MONTH_SHORT",
    examples=[
        Example("In 2012 they met. In October they met again.", "October", "2012-10"),
        Example("In Jan.-Feb. 2020 it fell.", "Jan.-Feb. 2020", "2020-01/2020-02"),
    ],
)
def month(match: Match) -> Value | None:
    """A month without its year (TIMEX3 ``XXXX-10``); *May* and *March* need a sign of time."""
    after, token = match.after(), match.own[0]
    if not token.capital or _surname(match) or _of_attack(match):
        return None
    if "MONTH_SHORT" in token.kinds:
        return Yearless(_rest(match))
    if after and after.text == "day" and after.capital:
        return None  # May Day
    if _led(match) or _determined(match):
        return Yearless(_rest(match))
    if after and after.capital and after.text.isalpha():
        return None
    sure = token.text not in ("may", "march") or _in_list(match)
    return Yearless(_rest(match)) if sure else None


def _led(match: Match) -> bool:
    """Tell whether a preposition or a modifier of time stands before the month."""
    before, back = match.before(), match.before(2)
    if before is not None and "DASH" in before.kinds and back is not None:
        return not {"MOD", "PRE", "POST"}.isdisjoint(back.kinds)
    return before is not None and (before.text in _LEADS_TO_MONTH or "PERIOD" in before.kinds)


def _in_list(match: Match) -> bool:
    """Tell whether the month stands in a list with another."""
    joined = {",", "and", "or", "-", "to", "&", "/"}
    for sign, other in ((match.before(), match.before(2)), (match.after(), match.after(2))):
        if sign and other and sign.text in joined and ("MONTH" in other.kinds and other.capital):
            return True
    return False


def _surname(match: Match) -> bool:
    before = match.before()
    return bool(
        before and before.capital and before.text.isalpha()
        and before.text not in _LEADS_TO_MONTH and "MONTH" not in before.kinds
        and not {"THIS", "THAT", "MOD", "LAST", "NEXT"} & before.kinds.keys()
        and before.text not in ("the", "a")
    )  # fmt: skip


def _determined(match: Match) -> bool:
    """Tell *the May elections* from *the Long March* and *the March to the capital*."""
    before, after = match.before(), match.after()
    if before is None or after is None:
        return False
    lower = after.text.isalpha() and not after.capital and after.text not in ("to", "of", "on")
    return (before.text in ("the", "a", "this", "that", "s") and (lower or after.capital)) or (
        before.text == "the" and match.own[0].text not in ("may", "march")
    )


@stage.rule(
    "numeric-date",
    "NUMERIC",
    examples=[
        Example("Done on 27.02.2013.", "27.02.2013", "2013-02-27"),
        Example("Updated 2013-02-27.", "2013-02-27", "2013-02-27"),
        Example("Filed on 02/27/2013.", "02/27/2013", "2013-02-27"),
        Example("Filed on 27/02/13.", "27/02/13", "2013-02-27"),
    ],
)
def numeric_date(match: Match) -> Value | None:
    """Digits alone (ISO 8601-1, or the order that the document's other dates show)."""
    parts = re.split(r"[./-]", str(match.get("NUMERIC")))
    if len(parts[0]) == 4 and len(parts[2]) <= 2:
        year, month_, day = (int(p) for p in parts)
        return fixed(f"{year:04d}-{month_:02d}-{day:02d}") if 1000 <= year < 2100 else None
    first, second, year = (int(p) for p in parts)
    if len(parts[2]) == 2 and (match.has("-") or not _padded(parts, match.own[0].text)):
        return None
    year = full_year(year)
    if len(parts[2]) not in (2, 4) or not 1000 <= year < 2100 or len(parts[0]) > 2:
        return None
    if first > 12 or first == second:
        return fixed(f"{year}-{second:02d}-{first:02d}")
    if second > 12:
        return fixed(f"{year}-{first:02d}-{second:02d}")
    return Numeric(first, second, year) if first and second else None


def _padded(parts: Sequence[str], text: str) -> bool:
    """Tell a date with a short year (*27/02/13*, *27.02.13*) from a number with points."""
    days = max(int(parts[0]), int(parts[1]))
    return 12 < days <= 31 and ("/" in text or all(len(p) == 2 for p in parts))


def feast_patterns() -> tuple[str, ...]:
    """Return a pattern for each feast of the vocabulary, with and without a year."""
    words = [row["words"].replace("'s", "' s") for row in vocabulary.read("feasts")]
    return tuple(f"{w} {tail}" for w in words for tail in (",? in? YEAR", ",? YEAR", "")) or ("",)


@stage.rule(
    "feast",
    *feast_patterns(),
    examples=[Example("On Christmas Day 2012 he flew.", "Christmas Day 2012", "2012-12-25")],
)
def feast(match: Match) -> Value | None:
    """A feast of fixed day (TIMEX3 names it as the day it is)."""
    text = " ".join(t.text for t in match.own if t.text != "," and "YEAR" not in t.kinds)
    text = text.removesuffix(" in")
    days = {row["words"].replace("'s", "' s"): row["value"] for row in vocabulary.read("feasts")}
    rest = days.get(text)
    return _with_year(match, rest) if rest else None
