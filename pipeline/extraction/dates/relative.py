"""Rules for expressions that count from another date.

TIMEX3 calls them relative: *deictic* ones count from the day of publication (``last
year``), *anaphoric* ones from a date of the text (``two years later``, ``that month``).
"""

from collections.abc import Mapping
from typing import cast

from pipeline.extraction.dates.cascade import Example, Match, Stage
from pipeline.extraction.dates.values import (
    Anchor,
    Onwards,
    Shifted,
    Stretch,
    Then,
    Unit,
    Value,
    Weekday,
    Yearless,
)

stage = Stage("PERIOD")

_N = "NUMBER|NUMBER_A"
_ANY = "UNIT|UNITS|CENTURY"
_ANCHORS: Mapping[str, tuple[Anchor, int]] = {
    "LAST": ("publication", -1),
    "NEXT": ("publication", 1),
    "PAST": ("publication", -1),
    "THIS": ("publication", 0),
    "CURRENT": ("publication", 0),
    "COMING": ("publication", 1),
    "PREVIOUS": ("context", -1),
    "FOLLOWING": ("context", 1),
    "SAME": ("context", 0),
    "THAT": ("context", 0),
}
_LEADS_TO_DAY = frozenset(
    ["on", "by", "since", "until", "till", "from", "before", "after", "early", "late", "the", "and"]
)
_HALF_YEAR = 6
"""Months in *half a year*."""


def _unit(match: Match) -> Unit:
    for kind in ("UNIT", "UNITS", "CENTURY"):
        value = match.get(kind)
        if value is not None:
            return cast(Unit, value)
    raise TypeError(f"no unit in {[t.text for t in match.own]}")


def _count(match: Match) -> int:
    """Return the number before the unit; *a* is one, tens and ones add up."""
    total = 0
    for token in match.own:
        value = token.kinds.get("NUMBER", token.kinds.get("NUMBER_A"))
        if isinstance(value, int):
            total += value
    return total or 1


def _anchor(match: Match) -> tuple[Anchor, int]:
    if match.has("followed"):
        return _ANCHORS["FOLLOWING"]
    for token in match.own:
        for kind in token.kinds:
            if kind in _ANCHORS:
                return _ANCHORS[kind]
    raise TypeError(f"no anchor in {[t.text for t in match.own]}")


def _follows(match: Match, *words: str) -> bool:
    after = match.after()
    return after is not None and after.text in words


@stage.rule(
    "deictic-unit",
    "LAST|NEXT|THIS fiscal|financial|calendar|academic|school UNIT",
    "the LAST|CURRENT|COMING fiscal|financial|calendar|academic|school UNIT",
    "LAST|NEXT|THIS UNIT|CENTURY",
    "the LAST|CURRENT|COMING UNIT|CENTURY",
    "the PAST UNIT|CENTURY",
    examples=[
        Example("Last year trade fell.", "Last year", "2019"),
        Example("They will meet next month.", "next month", "2020-07"),
        Example("This decade began badly.", "This decade", "202X"),
    ],
)
def deictic_unit(match: Match) -> Value | None:
    """The unit before, at or after the day of publication (TIMEX3 deictic)."""
    unit = _unit(match)
    if unit == "day" or _follows(match, "of", "when", "in"):
        return None
    before = match.before()
    over = before is not None and before.text in ("over", "in", "during", "for", "within")
    if unit == "century" and match.has("LAST") and before is not None and before.text == "in":
        over = False  # in the last century: the one before this
    over = over or match.has("PAST")
    if match.has("the") and match.has("LAST", "PAST", "COMING") and over:
        return Stretch(unit, _anchor(match)[1], "publication")
    return Shifted(unit, _anchor(match)[1], "publication")


@stage.rule(
    "anaphoric-unit",
    "THAT|the? SAME UNIT|CENTURY",
    "THAT very? SAME? UNIT|CENTURY",
    "the SAME|PREVIOUS|FOLLOWING UNIT|CENTURY",
    "the NEXT UNIT",
    "the UNIT BEFORE|AFTER > ,|.|;",
    examples=[
        Example("In June 2012 they met; that month they signed.", "that month", "2012-06"),
        Example("It was built in 2010. The following year it closed.", "The following year",
                "2011"),
    ],
)  # fmt: skip
def anaphoric_unit(match: Match) -> Value | None:
    """The unit of a date of the text, or the one before or after it (TIMEX3 anaphoric)."""
    if _follows(match, "of", "when") or (match.has("that") and match.has("UNITS")):
        return None
    if match.has("BEFORE", "AFTER"):
        return Shifted(_unit(match), 1 if match.has("AFTER") else -1, "context")
    if match.has("next"):
        return Shifted(_unit(match), 1, "context")
    return Shifted(_unit(match), _anchor(match)[1], "context")


@stage.rule(
    "definite-unit",
    "in|during|throughout|course|of|end|start|beginning|middle|rest|to|over|half|late|early|later|as"
    " < the UNIT",
    examples=[
        Example("By autumn 2016 it was ready; during the year they met.", "the year", "2016"),
        Example("In the 2000s it grew, and as the decade wore on it fell.", "the decade", "200X"),
    ],
)
def definite_unit(match: Match) -> Value | None:
    """The unit last spoken of, or else that of the publication (TIMEX3 anaphoric)."""
    unit, before = _unit(match), match.before()
    word = before.text if before else ""
    if unit in ("day", "week") or _follows(match, "of", "when", "that", "before", "after"):
        return None
    back = match.before(2)
    if word in ("of", "to") and not (back and ("EDGE" in back.kinds or "HALF" in back.kinds
            or back.text in ("course", "rest", "part", "months", "quarter"))):  # fmt: skip
        return None
    if word in ("in", "over") and not (back and {"LATER", "EARLIER", "MOD"} & back.kinds.keys()):
        return None
    return Shifted(unit, 0, "either")


@stage.rule(
    "stretch",
    f"over|within? the|these? LAST|PAST|NEXT|COMING {_N} {_ANY}",
    f"over|within? the|these? LAST|PAST|NEXT|COMING {_N} DASH? {_N} {_ANY}",
    f"over|within? the PREVIOUS|FOLLOWING {_N} {_ANY}",
    f"over|in the {_N} {_ANY} that followed",
    "over|throughout|within the LAST|PAST|NEXT|COMING UNIT|CENTURY",
    examples=[
        Example("Over the past two years it grew.", "Over the past two years", "2018/2020"),
        Example("It will grow over the next five years.", "over the next five years",
                "2020/2025"),
    ],
)  # fmt: skip
def stretch(match: Match) -> Value | None:
    """Calendar units counted back from the publication, or on from it (codebook, rulings)."""
    anchor, sign = _anchor(match)
    if not match.has("the", "these", "over", "within") or _follows(match, "of"):
        return None
    if anchor == "publication" and match.has("NEXT"):
        anchor = "either"
    return Stretch(_unit(match), sign * _count(match), anchor)


@stage.rule(
    "onwards",
    "over|in? the FOLLOWING UNITS",
    "over|in? FOLLOWING UNITS",
    "in? the UNITS that followed",
    examples=[Example("It began in 2009. Over the following years it grew.",
                      "Over the following years", "2009/..", "AFTER")],
)  # fmt: skip
def onwards(match: Match) -> Value | None:
    """All that follows the date of the text (EDTF open interval, TIMEX3 AFTER)."""
    return Onwards(_unit(match)) if _unit(match) != "day" else None


@stage.rule(
    "ago",
    f"NEARLY? {_N} {_ANY} ago",
    f"NEARLY? {_N} DASH? {_N} {_ANY} ago",
    f"NEARLY? {_N} {_ANY} from now",
    f"in|within < NEARLY? {_N} {_ANY} ' s? time",
    "half a UNIT ago",
    examples=[
        Example("Ten years ago it was poor.", "Ten years ago", "2010"),
        Example("Three years from now it will close.", "Three years from now", "2023"),
        Example("Three months ago it closed.", "Three months ago", "2020-03"),
    ],
)
def ago(match: Match) -> Value | None:
    """Units back or on from the day of publication; years keep their unit (TIMEX3 deictic)."""
    return _shifted(match, 1 if match.has("now", "time") else -1, "publication")


def _shifted(match: Match, sign: int, anchor: Anchor, near: str | None = None) -> Value | None:
    unit, count = _unit(match), _count(match)
    if match.has("half"):
        unit, count = "month", _HALF_YEAR
    if unit == "decade":
        unit, count = "year", 10 * count
    if unit == "century":
        unit, count = "year", 100 * count
    before = match.before()
    if before is not None and before.text in ("than", "least", "most", "several", "few"):
        return None
    return Shifted(unit, sign * count, anchor, match.has("NEARLY"), near)


@stage.rule(
    "later-earlier",
    f"only|just? NEARLY? {_N} {_ANY} LATER|EARLIER",
    f"only|just? NEARLY? {_N} DASH? {_N} {_ANY} LATER|EARLIER",
    f"NEARLY? {_N} {_ANY} BEFORE|on > ,|.|;",
    "half a UNIT LATER|EARLIER",
    examples=[
        Example("In March 2016 it opened; six months later it shut.", "six months later",
                "2016-09"),
        Example("In June 2012 it was set up. It was mooted a year earlier.", "a year earlier",
                "2011"),
    ],
)  # fmt: skip
def later_earlier(match: Match) -> Value | None:
    """Units on or back from a date of the text, in the unit named (TIMEX3 anaphoric)."""
    return _shifted(match, 1 if match.has("LATER", "on") else -1, "context")


@stage.rule(
    "after-event",
    f"NEARLY? {_N} {_ANY} AFTER|BEFORE",
    f"NEARLY? {_N} {_ANY} FOLLOWING",
    examples=[Example("The speech was in 2013. A year after the speech he built it.",
                      "A year after the speech", "2014")],
)  # fmt: skip
def after_event(match: Match) -> Value | None:
    """Units from an event that the text dates (TIMEX3 anaphoric, with a signal)."""
    if match.has("UNITS") and match.get("NUMBER") is None:
        return None
    return _shifted(match, -1 if match.has("BEFORE") else 1, "context", near="")


@stage.rule(
    "deictic-day",
    "DEICTIC",
    "THIS morning|afternoon|evening",
    "DEICTIC morning|afternoon|evening|night",
    "the day BEFORE|AFTER DEICTIC",
    "last night",
    examples=[
        Example("The minister arrived yesterday.", "yesterday", "2020-06-14"),
        Example("He left the day before yesterday.", "the day before yesterday", "2020-06-13"),
    ],
)
def deictic_day(match: Match) -> Value | None:
    """The day of publication or one beside it; *today* for *nowadays* is no date (codebook)."""
    after = match.after()
    owns = after is not None and after.text == "'" and match.text[after.end : after.end + 1] == "s"
    if owns and not match.has("yesterday"):
        return None  # today's world, tomorrow's leaders
    value = match.get("DEICTIC")
    if match.has("BEFORE", "AFTER"):
        step = 1 if match.has("AFTER") else -1
        return Shifted("day", 2 * step, "publication") if value == step else None
    return Shifted("day", value if isinstance(value, int) else -match.has("last"), "publication")


@stage.rule(
    "weekday",
    "LAST|NEXT|THIS|THAT? WEEKDAY",
    examples=[Example("They met on Friday.", "Friday", "2020-06-12")],
)
def weekday(match: Match) -> Value | None:
    """A day of the week, the nearest that the tense allows (TIMEX3 ``XXXX-WXX-5``)."""
    day, before, after = match.own[-1], match.before(), match.after()
    named = before is not None and before.capital and before.text.isalpha()
    if not day.capital or (after and after.capital and after.text.isalpha()):
        return None
    if named and before is not None and before.text not in _LEADS_TO_DAY:
        return None  # Bloody Sunday
    if before is not None and before.text in ("every", "each", "a", "any"):
        return None
    by = {"LAST": -1, "NEXT": 1}
    first = match.own[0].kinds
    return Weekday(match.number("WEEKDAY"), next((by[k] for k in by if k in first), None))


@stage.rule(
    "relative-part-of-year",
    "LAST|NEXT|THIS|THAT MONTH|SEASON",
    "the SAME|FOLLOWING|PREVIOUS MONTH|SEASON",
    examples=[
        Example("Last October it fell.", "Last October", "2019-10"),
        Example("It will open next spring.", "next spring", "2021-21"),
    ],
)
def relative_part(match: Match) -> Value | None:
    """A month or season of the year before, at or after the anchor (TIMEX3 deictic)."""
    anchor, sign = _anchor(match)
    last = match.own[-1]
    if "SEASON" in last.kinds:
        rest = str(match.get("SEASON"))
    elif last.capital:
        rest = f"{match.number('MONTH'):02d}"
    else:
        return None
    by: int | None = sign if match.has("LAST", "NEXT", "FOLLOWING", "PREVIOUS") else None
    return Yearless(rest, by, "publication" if match.has("THIS") else anchor)


@stage.rule(
    "then",
    "since|until|by < then",
    examples=[Example("In August 2003 they met. Since then little happened.", "Since then",
                      "2003-08/..")],
)  # fmt: skip
def then(match: Match) -> Value | None:
    """The date that governs *then* (codebook, rulings); not *by then President*."""
    after = match.after()
    return None if after is not None and (after.capital or after.text == "-") else Then()
