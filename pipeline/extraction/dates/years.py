"""Rules for years and their parts, seasons, decades and centuries.

The values are those of EDTF (ISO 8601-2:2019): level 0 years, level 1 seasons and
unspecified digits, level 2 quarters and halves.
"""

from pipeline.extraction.dates.arithmetic import HALF, QUARTER
from pipeline.extraction.dates.cascade import Example, Match, Stage
from pipeline.extraction.dates.values import Fixed, Modified, Unplaceable, Value, Yearless, fixed

stage = Stage("PERIOD")


@stage.rule(
    "year",
    "YEAR",
    "the? year YEAR",
    "fiscal|financial|academic|marketing year YEAR",
    "the? YEAR fiscal|financial|academic year",
    "fy DASH? FOUR",
    "FISCAL",
    examples=[
        Example("In 2009 it closed.", "2009", "2009"),
        Example("The budget for fiscal year 2013 grew.", "fiscal year 2013", "2013"),
        Example("Spending in FY 2013 grew.", "FY 2013", "2013"),
    ],
)
def year(match: Match) -> Value | None:
    """A year (EDTF level 0); a fiscal year is taken as the calendar year of its name."""
    after = match.after()
    if after is not None and after.text in ("bc", "bce"):
        return Unplaceable("a year before the common era")
    number = match.number("FISCAL" if match.has("FISCAL") else "FOUR")
    return Fixed(str(number)) if 1000 <= number < 2100 else None


@stage.rule(
    "year-pair",
    "YEAR DASH|/ YY|DAY|NUMBER",
    "fy YEAR DASH|/ YY",
    examples=[
        Example("The season 2007/08 was bad.", "2007/08", "2007/2008"),
        Example("Over the winter quota of 2012-13 they argued.", "2012-13", "2012/2013"),
    ],
)
def year_pair(match: Match) -> Value | None:
    """Years of which the last is cut short; ``2013-02`` can only be a month (ISO 8601-1)."""
    begin, short = match.number("YEAR"), match.own[-1].text
    if match.own[-1].start != match.own[-2].end or len(short) > 2:
        return None
    size = 10 ** len(short)
    end = begin - begin % size + int(short)
    if end > begin:
        return Fixed(f"{begin}/{end}")
    return fixed(f"{begin}-{short}") if len(short) == 2 and match.has("DASH") else None


@stage.rule(
    "short-fiscal-year",
    "QUARTER_CODE|HALF_CODE ,? of? DASH? YEAR",
    "YEAR ,? QUARTER_CODE|HALF_CODE",
    "QUARTER_CODE|HALF_CODE",
    examples=[
        Example("Output fell in Q3 2021.", "Q3 2021", "2021-35"),
        Example("Exports of H1 2019 fell.", "H1 2019", "2019-40"),
    ],
)
def coded_part(match: Match) -> Value | None:
    """A quarter or half by its code (EDTF level 2, 33 to 36 and 40 to 41)."""
    quarter, half = match.get("QUARTER_CODE"), match.get("HALF_CODE")
    code = QUARTER + int(quarter) if isinstance(quarter, int) else HALF + int(str(half))
    if not any(t.capital for t in match.own):
        return None
    found = match.get("YEAR")
    return Fixed(f"{found}-{code}") if found else Yearless(str(code))


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
    before, season = match.before(), match.own[0]
    named = before and before.capital and before.text.isalpha() and season.capital
    if named and match.before(2) is not None:
        return None
    return Fixed(f"{match.get('YEAR')}-{match.get('SEASON')}")


@stage.rule(
    "season",
    "in|by|since|until|during|over the < SEASON",
    "in|by|since|until|that < SEASON",
    examples=[Example("In 2012 it froze. By autumn it thawed.", "By autumn", "../2012-23")],
)
def season(match: Match) -> Value | None:
    """A season without its year; not *the fall of the Union*, not *Arab Spring*."""
    after, token = match.after(), match.own[0]
    if token.capital or (after and after.text in ("of", "in", "into", "water", "between")):
        return None
    return Yearless(str(match.get("SEASON")))


@stage.rule(
    "decade",
    "the? DECADE",
    "the? FOUR 's? s",
    "the? FOUR ' s",
    "' < YY",
    examples=[
        Example("During the 2000s it grew.", "the 2000s", "200X"),
        Example("In the nineties it shrank.", "the nineties", "199X"),
    ],
)
def decade(match: Match) -> Value | None:
    """A decade (EDTF level 1, unspecified digit)."""
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
    return after is not None and after.text in ("percent", "per", "%", "of")


@stage.rule(
    "century",
    "the? ORDINAL DASH? CENTURY",
    "the? ORDINAL > and|to|or|DASH ORDINAL CENTURY",
    examples=[Example("In the 21st century trade moved.", "the 21st century", "20XX")],
)
def century(match: Match) -> Value | None:
    """A century (EDTF level 1), counted as usual: the 21st is ``20XX``."""
    number, after = match.number("ORDINAL"), match.after()
    if match.own[-1].capital and match.has("CENTURY") and after and after.capital:
        return None
    if after is not None and after.text in ("bc", "bce"):
        return Unplaceable("a century before the common era")
    return Fixed(f"{number - 1:02d}XX") if 10 < number <= 21 else None


@stage.rule(
    "turn-of-century",
    "the turn of the ORDINAL CENTURY",
    "the turn of the millennium",
    "the turn of the CENTURY",
    examples=[Example("At the turn of the century they met.", "the turn of the century", "2000~",
                      "APPROX")],
)  # fmt: skip
def turn(match: Match) -> Value | None:
    """The years about a century's first (EDTF ``~``); without a number, the last one turned."""
    number = match.get("ORDINAL")
    edtf = f"{int(number) - 1:02d}00" if isinstance(number, int) else "2000"
    return Modified(Fixed(edtf), "APPROX") if len(edtf) == 4 else None


@stage.rule(
    "open-year-range",
    "YEAR DASH|to the? present|now|today|date",
    "from YEAR to the? present|now|today|date",
    examples=[Example("Director, 2001-present.", "2001-present", "2001/..")],
)
def to_present(match: Match) -> Value | None:
    """Up to the day of writing (EDTF open interval)."""
    return Fixed(f"{match.get('YEAR')}/..")
