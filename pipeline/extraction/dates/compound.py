"""Rules that build on periods: their parts and modifiers, ranges and open intervals.

The stages follow one another: a part of a period is a period, two periods make a
range, and a signal (*since*, *by*, *before*) opens an interval at one of them.
"""

from pipeline.extraction.dates.arithmetic import HALF, QUARTER
from pipeline.extraction.dates.cascade import Example, Match, Stage
from pipeline.extraction.dates.values import (
    Between,
    DayOfMonth,
    Fixed,
    InYear,
    Modified,
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

parts, modifiers, ranges, signals = (Stage("PERIOD") for _ in range(4))

_N = "NUMBER"
_UP_TO = "DASH|to|until|till|through"
_PRESENT = "present|now|today|date"


def _divisible(value: Value) -> bool:
    return isinstance(value, Fixed | Shifted | Yearless)


@parts.rule(
    "ordinal-part",
    "the? LAST|ORDINAL|LATTER QUARTER|HALF|UNIT of|in? PERIOD",
    "the? LAST|ORDINAL|LATTER QUARTERS|HALVES of|in? PERIOD",
    "the? LAST|ORDINAL DASH? QUARTER|HALF PERIOD",
    "the? ORDINAL|LAST DASH? QUARTER|HALF",
    "the? ORDINAL > and|,|or ORDINAL QUARTER|QUARTERS|HALVES",
    "the? ORDINAL > , ORDINAL and ORDINAL QUARTER|QUARTERS",
    examples=[
        Example("In the first half of 2020 trade fell.", "the first half of 2020", "2020-40"),
        Example("The third quarter of 2021 was good.", "The third quarter of 2021", "2021-35"),
        Example("In the second decade of the 21st century it rose.",
                "the second decade of the 21st century", "201X"),
    ],
)  # fmt: skip
def ordinal_part(match: Match) -> Value | None:
    """One of the equal parts of a period (EDTF level 2 for halves and quarters)."""
    number = match.get("ORDINAL")
    if match.has("HALF", "HALVES"):
        unit = "half"
    else:
        unit = "quarter" if match.has("QUARTER", "QUARTERS") else str(match.get("UNIT"))
    nth = number if isinstance(number, int) else -1
    inner = [t for t in match.own if t.value is not None]
    if not inner:
        return _part_alone(match, unit, nth)
    return Part(match.value(), unit, nth, nth) if _divisible(match.value()) else None


def _part_alone(match: Match, unit: str, nth: int) -> Value | None:
    """A quarter without its year, or a quarter or half of a list whose last names the year."""
    if not match.has("QUARTER", "HALF"):
        ahead = [match.after(n) for n in range(1, 7)]
        halves = any(t is not None and "HALVES" in t.kinds for t in ahead)
        base, most = (HALF, 2) if halves else (QUARTER, 4)
        return Yearless(str(base + nth)) if 1 <= nth <= most else None
    before = match.before()
    if unit != "quarter" or nth < 0 or not before or before.text not in ("the", "in", "by"):
        return None
    return Yearless(str(QUARTER + nth)) if 1 <= nth <= 4 else None


@parts.rule(
    "vague-part",
    "the? MOD|LAST|LATTER|first UNITS|part of PERIOD",
    examples=[Example("In the last years of the 1990s it fell.", "the last years of the 1990s",
                      "199X", "END")],
)  # fmt: skip
def vague_part(match: Match) -> Value | None:
    """A stretch at one end of a period, of no given length (TIMEX3 mod START, END)."""
    late = match.has("LAST", "LATTER") or match.get("MOD") == "END"
    part = "END" if late else str(match.get("MOD") or "START")
    return _modified(match.value(), part) if _divisible(match.value()) else None


@parts.rule(
    "parts",
    f"the? LAST|ORDINAL {_N} UNITS|QUARTERS of|in? PERIOD",
    examples=[
        Example("In the first nine months of 2012 it fell.", "the first nine months of 2012",
                "2012-01/2012-09"),
        Example("The first two decades of the 21st century were good.",
                "The first two decades of the 21st century", "2000/2019"),
    ],
)  # fmt: skip
def several_parts(match: Match) -> Value | None:
    """The first or last parts of a period (EDTF interval)."""
    count = match.number("NUMBER")
    unit = "quarter" if match.has("QUARTERS") else str(match.get("UNITS"))
    if match.has("first") and _divisible(match.value()):
        return Part(match.value(), unit, 1, count)
    return Part(match.value(), unit, -count, -1) if match.has("last") else None


@parts.rule(
    "same-period",
    "the? SAME period|quarter|month|time|half of|in|a? PERIOD",
    "the SAME period",
    examples=[Example("In the first half of 2020 it fell, unlike in the same period of 2019.",
                      "the same period of 2019", "2019-40")],
)  # fmt: skip
def same_period(match: Match) -> Value | None:
    """A period as long as the one it is compared with, in another year (codebook, rulings)."""
    inner = [t for t in match.own if t.value is not None]
    return SamePeriod(match.value()) if inner else None


@parts.rule(
    "in-relative-year",
    "PERIOD of? PERIOD",
    examples=[Example("It opened in November last year.", "November last year", "2019-11")],
)
def in_relative_year(match: Match) -> Value | None:
    """A month, day or season of a year that is itself relative (TIMEX3 deictic)."""
    inner, year = match.value(0), match.value(1)
    plain = isinstance(inner, Yearless) and inner.by is None
    relative = isinstance(year, Shifted) and year.unit == "year" and year.near is None
    return InYear(inner.rest, year) if plain and relative else None  # type: ignore[union-attr]


@modifiers.rule(
    "early-mid-late",
    "the? MOD DASH? of? PERIOD",
    "MOD in|on PERIOD",
    "the? MOD DASH? to DASH? MOD DASH? PERIOD",
    "the? MOD LAST|THIS|NEXT|THAT PERIOD",
    examples=[
        Example("In late August 2016 they met.", "late August 2016", "2016-08", "END"),
        Example("In the early 2000s it grew.", "the early 2000s", "200X", "START"),
        Example("The mid-1990s were lean.", "The mid-1990s", "199X", "MID"),
        Example("They are to meet early next year.", "early next year", "2021", "START"),
        Example("Late in 2019 they met.", "Late in 2019", "2019", "END"),
    ],
)
def early_mid_late(match: Match) -> Value | None:
    """A third of a period, roughly (TIMEX3 mod START, MID, END)."""
    mods = [str(t.kinds["MOD"]) for t in match.own if "MOD" in t.kinds]
    return _modified(match.value(), mods[-1])


def _modified(value: Value, mod: str) -> Value | None:
    if isinstance(value, Open | Then | DayOfMonth | Between | Unplaceable | Weekday):
        return None
    # *the middle of the past decade* is that decade, not ten years counted back
    if isinstance(value, Stretch) and value.unit in ("decade", "century"):
        value = Shifted(value.unit, value.by, value.anchor)
    return Modified(value, mod)


@modifiers.rule(
    "year-end",
    "year DASH? end",
    "the? year ' s end",
    examples=[Example("They are to sign by year-end.", "by year-end", "../2020", "END")],
)
def year_end(match: Match) -> Value | None:
    """The end of the year spoken of (TIMEX3 mod END)."""
    before, after = match.before(), match.after()
    if before is None or before.text not in ("at", "by", "before", "until", "since", "to", "the"):
        return None
    nominal = before.text == "the" or (after is not None and after.text in ("figures", "report"))
    return None if nominal else Modified(Shifted("year", 0, "either"), "END")


@modifiers.rule(
    "edge",
    "the? very? EDGE of|to PERIOD",
    "the? EDGE DASH PERIOD",
    "EDGE DASH PERIOD",
    "at|by|until|till|since|the|before < end|start PERIOD",
    "year DASH|' s? end of? PERIOD",
    examples=[
        Example("At the end of 2014 it closed.", "the end of 2014", "2014", "END"),
        Example("The middle of the past decade was good.", "The middle of the past decade",
                "201X", "MID"),
    ],
)  # fmt: skip
def period_edge(match: Match) -> Value | None:
    """The beginning, middle or end of a period (TIMEX3 mod START, MID, END)."""
    return _modified(match.value(), str(match.get("EDGE")))


@modifiers.rule(
    "about",
    "ABOUT .? PERIOD",
    "in|since|by|until < ABOUT_TOO PERIOD",
    "sometime|somewhere around|about PERIOD",
    examples=[
        Example("It was founded around 2005.", "around 2005", "2005~", "APPROX"),
        Example("A fort of c. 1870 stands there.", "c. 1870", "1870~", "APPROX"),
    ],
)
def about(match: Match) -> Value | None:
    """An uncertain time (EDTF ``~``, TIMEX3 mod APPROX)."""
    value = match.value()
    return Modified(value, "APPROX") if isinstance(value, Fixed | Yearless | Shifted) else None


@ranges.rule(
    "to-present",
    f"from? PERIOD {_UP_TO} {_PRESENT}",
    f"from? PERIOD {_UP_TO} the present|current day|time",
    f"from? PERIOD up {_UP_TO} {_PRESENT}",
    examples=[
        Example("Director, 2001-present.", "2001-present", "2001/.."),
        Example("It stood from 5 May 2001 to date.", "from 5 May 2001 to date", "2001-05-05/.."),
    ],
)  # fmt: skip
def to_present(match: Match) -> Value | None:
    """Up to the day of writing (EDTF open interval)."""
    return _open(match, "since")


@ranges.rule(
    "range",
    "PERIOD DASH the? PERIOD",
    "PERIOD to|until|till|through|thru PERIOD",
    "from the? PERIOD to|until|till|through|thru|DASH up? the? PERIOD",
    "from the? PERIOD up? to the? PERIOD",
    "between the? PERIOD and|DASH the? PERIOD",
    "PERIOD / PERIOD",
    examples=[
        Example("Between 2000 and 2010 it grew.", "Between 2000 and 2010", "2000/2010"),
        Example("A survey of 2008-2010 says so.", "2008-2010", "2008/2010"),
        Example("Interviews, April-May 2012.", "April-May 2012", "2012-04/2012-05"),
        Example(
            "From June 2012 to May 2013 it ran.", "From June 2012 to May 2013", "2012-06/2013-05"
        ),
    ],
)
def period_range(match: Match) -> Value | None:
    """A closed interval (EDTF level 0)."""
    first, last = match.value(0), match.value(1)
    if any(isinstance(v, Open | Then | Between | Stretch | Unplaceable) for v in (first, last)):
        return None
    return Between(first, last)


@signals.rule(
    "since",
    "ever? SINCE at? least? as? early? as? PERIOD",
    "from PERIOD on|onward|onwards",
    "PERIOD on|onward|onwards > ,|.|;|)",
    "starting|beginning in|from|on|with PERIOD",
    "as from PERIOD",
    "on or AFTER PERIOD",
    "not before PERIOD",
    "no|not EARLIER than PERIOD",
    "with effect from PERIOD",
    "from PERIOD > ,",
    "from PERIOD",
    examples=[
        Example("Since at least 1991 it has grown.", "Since at least 1991", "1991/.."),
        Example("Since 2009 it has shrunk.", "Since 2009", "2009/.."),
        Example("From 2014 onwards it stood.", "From 2014 onwards", "2014/.."),
    ],
)
def since(match: Match) -> Value | None:
    """From a period on, the period included (EDTF open end)."""
    if match.own[0].text == "from" and len(match.own) == 2 and not _starts_clause(match):
        return None  # a report from 2009
    return _open(match, "since")


def _starts_clause(match: Match) -> bool:
    """Tell *From 2009 it was shut* from *up from 2009*."""
    before, after = match.before(), match.after()
    opens = before is None or before.text in (";", "(", "•")
    return opens and after is not None and after.text not in ("to", "-", "until", "and", "through")


@signals.rule(
    "until",
    "UNTIL at? least? PERIOD",
    "up to|until|till PERIOD",
    "BY at? least? PERIOD",
    "BY as early|late as PERIOD",
    "BY no later than PERIOD",
    "no later than PERIOD",
    "on or BEFORE PERIOD",
    examples=[
        Example("By 2040 it will be dry.", "By 2040", "../2040"),
        Example("NATO leaves by the end of 2014.", "by the end of 2014", "../2014", "END"),
        Example("Until 2014 it stood.", "Until 2014", "../2014"),
    ],
)
def until(match: Match) -> Value | None:
    """Up to a period, the period included (EDTF open start)."""
    before = match.before()
    if match.own[0].text == "through" and before is not None and before.text == "way":
        return None
    return _open(match, "until")


@signals.rule(
    "before",
    "BEFORE PERIOD",
    "PRE DASH? PERIOD",
    "prior to PERIOD",
    examples=[
        Example("Before 2001 it was small.", "Before 2001", "../2001", "BEFORE"),
        Example("It was better pre-2001.", "pre-2001", "../2001", "BEFORE"),
    ],
)
def before_period(match: Match) -> Value | None:
    """Up to the day before a period (TIMEX3 BEFORE, EDTF open start)."""
    return _open(match, "until", "BEFORE")


@signals.rule(
    "after",
    "AFTER PERIOD",
    "POST DASH? PERIOD",
    examples=[
        Example("After 2014 they may return.", "After 2014", "2014/..", "AFTER"),
        Example("The outlook post-2014 is dark.", "post-2014", "2014/..", "AFTER"),
    ],
)
def after_period(match: Match) -> Value | None:
    """From the day after a period (TIMEX3 AFTER, EDTF open end)."""
    return _open(match, "since", "AFTER")


def _open(match: Match, side: str, mod: str | None = None) -> Value | None:
    value = match.value()
    if isinstance(value, Open | Stretch | DayOfMonth | Unplaceable):
        return None
    if isinstance(value, Between) and match.own[-1].text.startswith(("from", "between")):
        return None
    if isinstance(value, Then) and mod:
        return None
    return Open(value, "since" if side == "since" else "until", mod)
