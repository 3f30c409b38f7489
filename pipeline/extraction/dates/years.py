"""Rules for years and their parts, seasons, decades and centuries.

The values are those of EDTF (ISO 8601-2:2019): level 0 years, level 1 seasons and
unspecified digits, level 2 quarters and halves.
"""

from pipeline.extraction.dates.arithmetic import HALF, QUARTER
from pipeline.extraction.dates.cascade import Example, Match, Stage
from pipeline.extraction.dates.tokens import full_year
from pipeline.extraction.dates.values import (
    Fixed,
    Modified,
    Part,
    Unplaceable,
    Value,
    Yearless,
    fixed,
)

stage = Stage("PERIOD")


@stage.rule(
    "year",
    "YEAR",
    "the? year YEAR",
    "fiscal|financial|academic|marketing|school year YEAR",
    "fiscal|financial YEAR",
    "the? YEAR fiscal|financial|academic|school year",
    "fy DASH? FOUR",
    "FISCAL",
    examples=[
        Example("In 2009 it closed.", "2009", "2009"),
        Example("The budget for fiscal year 2013 grew.", "fiscal year 2013", "2013"),
        Example("Spending in FY 2013 grew.", "FY 2013", "2013"),
        Example("Revenue of FY13 grew.", "FY13", "2013"),
    ],
)
def year(match: Match) -> Value | None:
    """A year (EDTF level 0); a fiscal year is taken as the calendar year of its name."""
    if _before_common_era(match):
        return Unplaceable("a year before the common era")
    fiscal = match.has("FISCAL")
    if fiscal and not match.own[0].capital:
        return None
    number = full_year(match.number("FISCAL" if fiscal else "FOUR"))
    return Fixed(str(number)) if 1000 <= number < 2100 else None


def _before_common_era(match: Match) -> bool:
    after, then = match.after(), match.after(2)
    if after is None:
        return False
    return after.text in ("bc", "bce") or bool(
        after.text == "b" and then and then.text == "." and match.text[then.end :][:1] in "Cc"
    )


@stage.rule(
    "year-of-era",
    "ad NUMBER|FOUR",
    "NUMBER|FOUR ad|ce",
    examples=[Example("An army came in AD 751.", "AD 751", "0751")],
)
def year_of_era(match: Match) -> Value | None:
    """A year said to be of the common era (EDTF level 0, four digits)."""
    if not any(t.capital for t in match.own):
        return None
    number = match.get("FOUR") or match.get("NUMBER")
    return fixed(f"{number:04d}") if isinstance(number, int) and number else None


@stage.rule(
    "year-pair",
    "YEAR DASH|/ YY|DAY|NUMBER",
    "FISCAL DASH|/ YY",
    "fy DASH? FOUR DASH|/ YY",
    "fiscal|financial|academic|marketing|school year YEAR DASH|/ YY|FOUR",
    "fiscal|financial YEAR DASH|/ YY|FOUR",
    "the? YEAR DASH|/ YY|FOUR fiscal|financial|academic|school year",
    examples=[
        Example("The season 2007/08 was bad.", "2007/08", "2007/2008"),
        Example("Over the winter quota of 2012-13 they argued.", "2012-13", "2012/2013"),
        Example("FY2013/14 was good.", "FY2013/14", "2013/2014"),
        Example("In the 2013/14 academic year it grew.", "the 2013/14 academic year",
                "2013/2014"),
    ],
)  # fmt: skip
def year_pair(match: Match) -> Value | None:
    """Years of which the last is cut short; ``2013-02`` can only be a month (ISO 8601-1)."""
    sign = next(i for i, t in enumerate(match.own) if i and (t.text == "/" or "DASH" in t.kinds)
                and i + 1 < len(match.own) and match.own[i + 1].text.isdigit())  # fmt: skip
    first, last = match.own[sign - 1], match.own[sign + 1]
    begin, short = int(first.text.removeprefix("fy")[:4]), last.text
    if match.has("fy", "FISCAL") and not any(t.capital for t in match.own):
        return None
    if len(short) == 4:
        return Fixed(f"{begin}/{short}") if begin < int(short) <= begin + 2 else None
    if last.start != match.own[sign].end or len(short) > 2 or begin < 1000:
        return None
    size = 10 ** len(short)
    end = begin - begin % size + int(short)
    if end > begin:
        return Fixed(f"{begin}/{end}")
    plain = len(short) == 2 and match.has("DASH") and not match.has("the", "fy")
    return fixed(f"{begin}-{short}") if plain else None


@stage.rule(
    "short-fiscal-year",
    "the? QUARTER_CODE|HALF_CODE ,? of? DASH? YEAR",
    "QUARTER_CODE|HALF_CODE FISCAL",
    "QUARTER_CODE|HALF_CODE ' YY",
    "YEAR ,? QUARTER_CODE|HALF_CODE",
    "QUARTER_CODE|HALF_CODE",
    "CODED",
    examples=[
        Example("Sales of 1H21 fell, as had those of 3Q 2019.", "1H21", "2021-40"),
        Example("Output fell in Q3 2021.", "Q3 2021", "2021-35"),
        Example("Exports of H1 2019 fell.", "H1 2019", "2019-40"),
    ],
)
def coded_part(match: Match) -> Value | None:
    """A quarter or half by its code (EDTF level 2, 33 to 36 and 40 to 41)."""
    if not any(t.capital for t in match.own):
        return None
    if match.has("CODED"):
        return Fixed(str(match.get("CODED")))
    quarter, half = match.get("QUARTER_CODE"), match.get("HALF_CODE")
    code = QUARTER + int(quarter) if isinstance(quarter, int) else HALF + int(str(half))
    found = match.get("YEAR") or match.get("FISCAL") or (match.get("YY") if match.has("'") else 0)
    return Fixed(f"{full_year(int(found))}-{code}") if found else Yearless(str(code))


@stage.rule(
    "months-code",
    "MONTHS_CODE of? YEAR",
    examples=[Example("Profit in 9M 2018 was up.", "9M 2018", "2018-01/2018-09")],
)
def months_code(match: Match) -> Value | None:
    """So many months of a year as accounts write it (EDTF interval); not *$9M*."""
    before, count = match.before(), match.number("MONTHS_CODE")
    if not match.own[0].capital or (before and not before.text.isalpha() and before.text != "("):
        return None
    return Part(Fixed(str(match.get("YEAR"))), "month", 1, count)


@stage.rule(
    "season-year",
    "the? SEASON ,? of? YEAR",
    "the? SEASON of? YEAR DASH|/ YY|FOUR",
    "the? YEAR SEASON",
    examples=[
        Example("In autumn 2016 it began.", "autumn 2016", "2016-23"),
        Example("During the winter of 2010-11 prices rose.", "the winter of 2010-11", "2010-24"),
    ],
)
def season_year(match: Match) -> Value | None:
    """A season (EDTF level 1, 21 to 24), named by the year in which it begins."""
    before, season, after = match.before(), match.own[0], match.after()
    if match.own[-1].text == "fall" and after and after.text in ("of", "in", "to", "from", "by"):
        return None  # the 2014 fall in prices
    named = before and before.capital and before.text.isalpha() and season.capital
    if named and match.before(2) is not None:
        return None
    return Fixed(f"{match.get('YEAR')}-{match.get('SEASON')}")


@stage.rule(
    "season",
    "in|by|since|until|during|over the < SEASON",
    "in|by|since|until|that < SEASON",
    "SEASON > DASH|/|and|or SEASON of? YEAR",
    examples=[Example("In 2012 it froze. By autumn it thawed.", "By autumn", "../2012-23")],
)
def season(match: Match) -> Value | None:
    """A season without its year; not *the fall of the Union*, not *Arab Spring*."""
    after, token = match.after(), match.own[0]
    ahead = [t.text for n in range(2, 5) if (t := match.after(n)) is not None]
    if after and after.text == "of" and ahead[:1] == ["that"] and "year" in ahead:
        return Yearless(str(match.get("SEASON")))
    if token.capital or (after and after.text in ("of", "in", "into", "water", "between")):
        return None
    return Yearless(str(match.get("SEASON")))


@stage.rule(
    "decade",
    "the? DECADE",
    "the? FOUR 's? s",
    "the? FOUR ' s",
    "the|MOD DASH? < ' SHORT_DECADE",
    "the? ' SHORT_DECADE",
    "the SHORT_DECADE",
    "MOD DASH? < SHORT_DECADE",
    examples=[
        Example("In the '90s it shrank.", "the '90s", "199X"),
        Example("During the 2000s it grew.", "the 2000s", "200X"),
        Example("In the nineties it shrank.", "the nineties", "199X"),
    ],
)
def decade(match: Match) -> Value | None:
    """A decade (EDTF level 1, unspecified digit)."""
    short = match.get("SHORT_DECADE")
    if short is not None:
        return None if _of_age(match) or int(short) < 5 else Fixed(f"19{short}X")
    value = match.get("DECADE")
    if value is None:
        number = match.get("FOUR")
        if number is None or int(number) % 10 or "s" not in match.own[-1].text:
            return None
        value = f"{int(number) // 10:03}X"
    word = not match.own[-1].text[0].isdigit()
    if word and not match.has("FOUR") and (match.own[0].text != "the" or _of_age(match)):
        return None
    text = str(value)
    return Fixed(f"{text[:2]}XX" if text[2] == "0" and text < "190" else text)


def _of_age(match: Match) -> bool:
    after = match.after()
    return after is not None and after.text in ("percent", "per", "%", "of", "°", "degrees")


@stage.rule(
    "century",
    "the? ORDINAL DASH? CENTURY",
    "the? NUMBER DASH ORDINAL DASH? CENTURY",
    "the? ORDINAL > and|to|or|DASH the? MOD? DASH? ORDINAL DASH? CENTURY",
    examples=[Example("In the 21st century trade moved.", "the 21st century", "20XX")],
)
def century(match: Match) -> Value | None:
    """A century (EDTF level 1), counted as usual: the 21st is ``20XX``."""
    number, after = match.number("ORDINAL"), match.after()
    if match.own[-1].capital and match.has("CENTURY") and after and after.capital:
        return None
    if _before_common_era(match):
        return Unplaceable("a century before the common era")
    if match.has("NUMBER"):
        number += match.number("NUMBER")  # twenty-first
    return Fixed(f"{number - 1:02d}XX") if 1 < number <= 21 else None


@stage.rule(
    "turn-of-century",
    "the turn of the ORDINAL CENTURY",
    "the turn of the millennium",
    "the turn of the CENTURY",
    "the turn of the DECADE",
    examples=[Example("At the turn of the century they met.", "the turn of the century", "2000~",
                      "APPROX")],
)  # fmt: skip
def turn(match: Match) -> Value | None:
    """The years about a century's first (EDTF ``~``); without a number, the last one turned."""
    number, decade_ = match.get("ORDINAL"), match.get("DECADE")
    edtf = f"{int(number) - 1:02d}00" if isinstance(number, int) else "2000"
    if decade_ is not None:
        edtf = str(decade_).replace("X", "0")
    return Modified(Fixed(edtf), "APPROX") if len(edtf) == 4 else None
